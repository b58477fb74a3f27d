#include "extract/source_docx.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "extract/error.hpp"
#include "extract/source.hpp"
#include "tests/extract/archive_support.hpp"
#include "tests/temporary_folder.hpp"

namespace accord {
namespace {

using testing::Files;

constexpr const char* open =
    R"(<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" )"
    R"(xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>)";
constexpr const char* close = "</w:body></w:document>";

std::string body(const std::string& content) { return open + content + close; }
std::string paragraph(const std::string& runs) { return "<w:p>" + runs + "</w:p>"; }
std::string run(const std::string& text) { return "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>"; }

std::string docx(const std::string& document, const Files& more = {}) {
  Files files{{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", document}};
  files.insert(files.end(), more.begin(), more.end());
  return testing::pack(files, archive_write_set_format_zip, archive_write_add_filter_none);
}

struct Read {
  std::vector<Document> documents;
  std::vector<std::string> problems;
};

Read read(const std::string& bytes, const SourceOptions& options = {}) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.write("report.docx", bytes);
  Read got;
  read_source(
      path, options, [&](Document&& document) { got.documents.push_back(std::move(document)); },
      [&](const Error& error) { got.problems.push_back(std::string(error.what()).substr(path.size() + 2)); });
  return got;
}

TEST_CASE("a Word document is its paragraphs") {
  struct Case {
    const char* name;
    std::string input, want;
  };
  const Case cases[] = {
      {"paragraphs stand apart", paragraph(run("李家超") + run("主持")) + paragraph(run("會議")), "李家超主持\n\n會議\n\n"},
      {"entities", paragraph(run("a &amp; b &lt;c&gt; &#x674E;")), "a & b <c> 李\n\n"},
      {"tabs and breaks", paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"), "a\tb\nc\n\n"},
      {"a table is the paragraphs of its cells",
       "<w:tbl><w:tr><w:tc>" + paragraph(run("a")) + "</w:tc><w:tc>" + paragraph(run("b")) + "</w:tc></w:tr></w:tbl>", "a\n\nb\n\n"},
      {"what was deleted is gone, what was inserted is there",
       paragraph("<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins>" + run("new") + "</w:ins>"), "new\n\n"},
      {"the fallback for older programs says the same again",
       paragraph("<mc:AlternateContent><mc:Choice>" + run("once") + "</mc:Choice><mc:Fallback>" + run("once") + "</mc:Fallback></mc:AlternateContent>"),
       "once\n\n"},
      {"fields' instructions are no text", paragraph("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("x")), "x\n\n"},
      {"names of other vocabularies are no text", paragraph("<w:r><t>other</t></w:r>" + run("x")), "x\n\n"},
      {"empty paragraphs are nothing", paragraph("") + paragraph(run("x")) + paragraph(""), "x\n\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Read got = read(docx(body(c.input)));
    CHECK(got.problems.empty());
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].text() == c.want);
    CHECK(got.documents[0].id().ends_with("/report.docx"));
  }
}

TEST_CASE("the title of the properties is the title, wherever they stand") {
  const std::string properties =
      R"(<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" )"
      R"(xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>年報</dc:title><dc:creator>x</dc:creator></cp:coreProperties>)";
  const Read got = read(docx(body(paragraph(run("x"))), {{"docProps/core.xml", properties}, {"word/footnotes.xml", body(run("no"))}}));
  REQUIRE(got.documents.size() == 1);
  CHECK(got.documents[0].metadata().title == "年報");
  CHECK(got.documents[0].text() == "x\n\n");
}

TEST_CASE("a document that cannot be read says why") {
  SourceOptions small;
  small.max_document_size = 1000;
  std::string deep;
  for (int i = 0; i != 1000; ++i) deep += "<w:sdt>";
  struct Case {
    std::string input, want;
  };
  for (const Case& c : {
           Case{docx(body("<w:p>")), "the document is damaged: mismatched tag"},
           Case{docx("no XML"), "the document is damaged: syntax error"},
           Case{docx(std::string(open)), "the document is damaged: no element found"},
           Case{docx("<!DOCTYPE x [<!ENTITY a \"b\">]>" + body("")), "the document has a document type, which Office documents never have"},
           Case{docx(body(paragraph(run(std::string(2000, 'x'))))), "the document is larger than 1000 bytes"},
           Case{docx(body(deep)), "the document is nested more than 512 deep"},
           Case{testing::pack({{"[Content_Types].xml", "<x/>"}, {"xl/workbook.xml", "<x/>"}}, archive_write_set_format_zip,
                              archive_write_add_filter_none),
                "is an Office document without text; save it as PDF, HTML or text"},
       }) {
    CAPTURE(c.want);
    const Read got = read(c.input, small);
    CHECK(got.documents.empty());
    REQUIRE(got.problems.size() == 1);
    CHECK(got.problems[0] == c.want);
  }
}

TEST_CASE("markup without end is no document") {
  WordXml xml(WordXml::Part::body, "d", std::size_t{64} << 20);
  xml.add(open);
  const std::string nothing = "<w:p></w:p>";
  std::string piece;
  while (piece.size() < (std::size_t{1} << 20)) piece += nothing;
  const auto feed = [&] {
    for (int i = 0; i != 100; ++i) xml.add(piece);
  };
  CHECK_THROWS_WITH_AS(feed(), "d: the document is all markup and no text", Error);

  // Expat alone would look at an unfinished tag again and again, in quadratic time.
  WordXml endless(WordXml::Part::body, "d", std::size_t{64} << 20);
  const auto feed_tag = [&] {
    endless.add("<w");
    for (int i = 0; i != 1000; ++i) endless.add(std::string(16384, 'x'));
  };
  CHECK_THROWS_WITH_AS(feed_tag(), "d: the document is damaged: a tag is longer than 1048576 bytes", Error);
}

}  // namespace
}  // namespace accord
