#include "extract/source_pdf_text.hpp"

#include <doctest/doctest.h>

#include <string>

#include "extract/document.hpp"

namespace accord {
namespace {

std::string word(int left, int right, const std::string& text, int top = 10) {
  const auto number = [](int value) { return std::to_string(value) + ".000000\""; };
  return "<word xMin=\"" + number(left) + " yMin=\"" + number(top) + " xMax=\"" + number(right) + " yMax=\"" +
         number(top + 10) + ">" + text + "</word>\n";
}

std::string line(const std::string& words) { return "<line xMin=\"0\">\n" + words + "</line>\n"; }
std::string page(const std::string& lines) {
  return "<page width=\"600\" height=\"800\"><flow><block>" + lines + "</block></flow></page>";
}

PdfText read(const std::string& printed) {
  PdfTextReader reader(10000);
  CHECK(reader.add(printed));
  return std::move(reader).finish();
}

TEST_CASE("words become lines, flows and pages") {
  struct Case {
    const char* name;
    std::string input, want;
  };
  const Case cases[] = {
      {"words with a gap have a space between", page(line(word(0, 20, "John") + word(23, 40, "Lee"))), "John Lee\n\n\f"},
      {"words without a gap have none", page(line(word(0, 20, "2023") + word(20, 30, "年"))), "2023年\n\n\f"},
      {"entities", page(line(word(0, 9, "&lt;b&gt; &amp;amp; &quot;"))), "<b> &amp; \"\n\n\f"},
      {"a cut word is whole again", page(line(word(0, 9, "gover-")) + line(word(0, 9, "nor Lee"))), "governor Lee\n\n\f"},
      {"a hyphen before a capital stays", page(line(word(0, 9, "Anglo-")) + line(word(0, 9, "Saxon"))), "Anglo-\nSaxon\n\n\f"},
      {"a dash of its own stays", page(line(word(0, 9, "-")) + line(word(0, 9, "nor"))), "-\nnor\n\n\f"},
      {"an empty page", page("") + page(line(word(0, 9, "x"))), "\fx\n\n\f"},
      {"an empty line is none", page(line(word(0, 9, "")) + line(word(0, 9, "x"))), "x\n\n\f"},
      {"controls and broken UTF-8 are left out", page(line(word(0, 9, "a\x01\n\xFF" "b\xE5\x8D"))), "ab\n\n\f"},
      {"what is no tag of ours is nothing", "<html><title>t</title>text<br/>" + page(line(word(0, 9, "x"))), "x\n\n\f"},
      {"words outside of lines", word(0, 9, "x") + "</page>", "x\n\f"},
      {"nothing", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const PdfText got = read(c.input);
    CHECK(got.text == c.want);
    const Document document("d", got.text, {}, got.lines);  // places that make no sense are refused here
    CHECK(document.lines() == got.lines);
  }
}

TEST_CASE("a place is the box of the whole line, rounded outwards, and never out of range") {
  const PdfText got = read(page(line(word(5, 20, "a") + word(25, 40, "b", 8))));
  REQUIRE(got.lines.size() == 1);
  CHECK(got.lines[0] == PlacedText{{0, 3}, {1, 5, 8, 40, 20}});
  const PdfText wild = read(page(
      line("<word xMin=\"-1e300\" yMin=\"nan\" xMax=\"inf\" yMax=\"1e300\">x</word>") + line("<word xMax=\"1.5\" xMin=\"0.5\">y</word>")));
  REQUIRE(wild.lines.size() == 2);
  CHECK(wild.lines[0].box == PageBox{1, 0, 0, 0, 65535});
  CHECK(wild.lines[1].box == PageBox{1, 0, 0, 2, 0});
}

TEST_CASE("memory is bounded: by the text, by its lines, by the longest word") {
  PdfTextReader text(100);
  CHECK(!text.add(page(line(word(0, 9, std::string(101, 'x'))))));
  std::string lines;
  for (int i = 0; i != 20000; ++i) lines += line(word(0, 9, "x"));
  PdfTextReader many(45000);
  CHECK(!many.add(page(lines)));
  PdfTextReader endless(std::size_t{1} << 30);
  CHECK(!endless.add("<word " + std::string(std::size_t{2} << 20, ' ')));
}

}  // namespace
}  // namespace accord
