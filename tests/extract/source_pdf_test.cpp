#include "extract/source_pdf.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "extract/error.hpp"
#include "extract/source.hpp"
#include "tests/temporary_folder.hpp"

namespace accord {
namespace {

/// A PDF whose pages draw what `pages` say.
std::string pdf(const std::vector<std::string>& pages, const std::string& trailer = "") {
  std::vector<std::string> objects{"<</Type/Catalog/Pages 2 0 R>>", "",
                                   "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
  std::string kids;
  for (const std::string& page : pages) {
    const std::string number = std::to_string(objects.size() + 1);
    kids += number + " 0 R ";
    objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents " +
                      std::to_string(objects.size() + 2) + " 0 R>>");
    objects.push_back("<</Length " + std::to_string(page.size()) + ">>stream\n" + page + "\nendstream");
  }
  objects[1] = "<</Type/Pages/Count " + std::to_string(pages.size()) + "/Kids[" + kids + "]>>";
  std::string file = "%PDF-1.4\n";
  std::string table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i != objects.size(); ++i) {
    std::string offset = std::to_string(file.size());
    offset.insert(0, 10 - offset.size(), '0');
    table += offset + " 00000 n \n";
    file += std::to_string(i + 1) + " 0 obj" + objects[i] + "endobj\n";
  }
  const std::string start = std::to_string(file.size());
  const std::string count = std::to_string(objects.size() + 1);
  return file + "xref\n0 " + count + "\n" + table + "trailer<</Size " + count + "/Root 1 0 R" + trailer +
         ">>\nstartxref\n" + start + "\n%%EOF\n";
}

std::string text_at(int x, int y, const std::string& text) {
  return "BT /F 12 Tf " + std::to_string(x) + " " + std::to_string(y) + " Td (" + text + ") Tj ET\n";
}

std::string problem(const std::string& bytes, const PdfLimits& limits = {}) {
  try {
    return "no problem: " + read_pdf(bytes, "a.pdf", limits).text;
  } catch (const Error& error) {
    return error.what();
  }
}

TEST_CASE("a PDF is its text in reading order, a form feed behind each page") {
  CHECK(read_pdf(pdf({text_at(50, 700, "first"), text_at(50, 700, "second")}), "a.pdf").text == "first\n\n\fsecond\n\n\f");
  std::string columns;
  for (int line = 0; line != 6; ++line) {
    columns += text_at(50, 700 - 14 * line, "left column line " + std::to_string(line));
    columns += text_at(330, 700 - 14 * line, "right column line " + std::to_string(line));
  }
  const std::string text = read_pdf(pdf({columns}), "a.pdf").text;
  CHECK(text.find("left column line 5") < text.find("right column line 0"));
}

TEST_CASE("a PDF is a source, whatever it is called") {
  const testing::TemporaryFolder folder;
  std::vector<Document> documents;
  read_source(folder.write("a.txt", pdf({text_at(50, 700, "signed")})), {},
              [&](Document&& document) { documents.push_back(std::move(document)); });
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].text() == "signed\n\n\f");
}

TEST_CASE("a quote of a PDF knows its page and its box there") {
  const testing::TemporaryFolder folder;
  const std::string pages = pdf({text_at(50, 700, "first page"), text_at(72, 700, "one line") + text_at(90, 686, "and the next")});
  std::vector<Document> documents;
  const auto take = [&](Document&& document) { documents.push_back(std::move(document)); };
  read_source(folder.write("a.pdf", pages), {}, take);
  REQUIRE(documents.size() == 1);
  const std::string text(documents[0].text());
  CHECK(text == "first page\n\n\fone line\nand the next\n\n\f");
  // The baseline is 700 points above the lower edge of a page of 800: 100 below the upper one. Letters are 12 high.
  const auto inside = [&](Span span, const PageBox& box) {
    const PageBox got = documents[0].place(span);
    CAPTURE(got.page);
    CAPTURE(got.left);
    CAPTURE(got.top);
    CAPTURE(got.right);
    CAPTURE(got.bottom);
    CHECK(got.page == box.page);
    CHECK(got.left == box.left);
    CHECK(std::abs(got.top - box.top) <= 3);  // each system has its own Helvetica
    CHECK(std::abs(got.right - box.right) <= 3);
    CHECK(std::abs(got.bottom - box.bottom) <= 3);
  };
  inside({0, 5}, {1, 50, 91, 100, 103});
  inside({13, 17}, {2, 72, 91, 117, 103});
  inside({17, 25}, {2, 72, 91, 160, 117});  // both lines
  CHECK(documents[0].place({0, 20}).page == 1);                         // where it begins
  CHECK(documents[0].place({10, 12}) == PageBox{});                     // no line: the empty one between

  // What is kept of it can be read again, places and all.
  std::string line;
  append_document(line, documents[0]);
  read_source(folder.write("kept.ndjson", line + "\n"), {}, take);
  REQUIRE(documents.size() == 2);
  CHECK(documents[1].lines() == documents[0].lines());
  CHECK(documents[1].text() == text);
}

TEST_CASE("a PDF that cannot be read says why") {
  CHECK(problem(pdf({""})) == "a.pdf: the PDF holds pictures of its pages, no text");
  CHECK(problem("%PDF-1.4\nnothing").starts_with("a.pdf: the PDF is damaged: "));
  const std::string key(64, '4');
  CHECK(problem(pdf({text_at(50, 700, "x")}, "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<" + key + ">/U<" + key +
                                                 ">/P -4>>")) == "a.pdf: the PDF is encrypted");
}

TEST_CASE("a PDF cannot take more than its limits") {
  std::string page;
  for (int i = 0; i != 2000; ++i) page += text_at(50 + i % 7, i % 800, "word" + std::to_string(i));
  const std::string large = pdf(std::vector<std::string>(20, page));
  PdfLimits little_text;
  little_text.max_text = 1000;
  CHECK(problem(large, little_text) == "a.pdf: the document is larger than 1000 bytes");
  PdfLimits little_memory;
  little_memory.max_memory = std::size_t{20} << 20;
  std::string crowded;
  for (int i = 0; i != 60000; ++i) crowded += text_at(50 + i % 500, i % 800, "w" + std::to_string(i));
  CHECK(problem(pdf({crowded}), little_memory) == "a.pdf: reading the PDF takes too much memory");
  PdfLimits little_time;
  little_time.time = std::chrono::seconds(0);
  CHECK(problem(large, little_time) == "a.pdf: reading the PDF takes longer than 0 seconds");
}

}  // namespace
}  // namespace accord
