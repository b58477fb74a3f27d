#include "extract/document.hpp"

#include <doctest/doctest.h>

#include <string>

#include "extract/unicode.hpp"

namespace accord {
namespace {

TEST_CASE("a span of code points is a slice of bytes") {
  const Document document("d", "a會𠮷é\nb");
  CHECK(document.length() == 6);
  struct Case {
    Span input;
    const char* want;
  };
  for (const Case& c : {Case{{0, 0}, ""}, {{0, 1}, "a"}, {{1, 3}, "會𠮷"}, {{3, 6}, "é\nb"}, {{6, 6}, ""}}) {
    CHECK(document.slice(c.input) == c.want);
  }
}

TEST_CASE("slices far into a long text agree with counting from its start") {
  std::u32string text;
  for (char32_t i = 0; i != 1000; ++i) text += i % 3 == 0 ? U'a' : i % 3 == 1 ? U'會' : U'𠮷';
  const Document document("d", to_utf8(text));
  REQUIRE(document.length() == 1000);
  for (std::uint32_t begin = 0; begin <= 1000; begin += 7) {
    const std::uint32_t end = std::min<std::uint32_t>(1000, begin + 70);
    CHECK(document.slice({begin, end}) == to_utf8(std::u32string_view(text).substr(begin, end - begin)));
  }
}

TEST_CASE("positions count lines and columns from 1") {
  const Document document("d", "會議\n\n在香港");
  struct Case {
    std::uint32_t input, line, column;
  };
  for (const Case& c : {Case{0, 1, 1}, {1, 1, 2}, {3, 2, 1}, {4, 3, 1}, {6, 3, 3}}) {
    CAPTURE(c.input);
    const TextPosition at = document.position(c.input);
    CHECK(at.line == c.line);
    CHECK(at.column == c.column);
  }
}

TEST_CASE("bytes that are not UTF-8 are refused with their place") {
  struct Case {
    std::string name, input, want;
  };
  for (const Case& c : {Case{"lone continuation", "\x80", "d:1:1: text is not valid UTF-8"},
                        Case{"cut short", "會\n會\xE6\x9C", "d:2:2: text is not valid UTF-8"},
                        Case{"overlong", "a\xC0\xAF", "d:1:2: text is not valid UTF-8"},
                        Case{"surrogate", "\xED\xA0\x80", "d:1:1: text is not valid UTF-8"},
                        Case{"beyond Unicode", "\xF4\x90\x80\x80", "d:1:1: text is not valid UTF-8"}}) {
    CAPTURE(c.name);
    CHECK_THROWS_WITH_AS(Document("d", c.input), c.want.c_str(), Error);
  }
}

}  // namespace
}  // namespace accord
