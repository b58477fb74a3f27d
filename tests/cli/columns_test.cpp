#include "cli/columns.hpp"

#include <doctest/doctest.h>

namespace accord::cli {
namespace {

TEST_CASE("width is what a terminal shows") {
  struct Case {
    const char* input;
    std::size_t want;
  };
  for (const Case& c :
       {Case{"", 0}, {"abc", 3}, {"會議", 4}, {"《ＡＢ》", 8}, {"e\u0301", 1}, {"𠮷", 2}, {"한글", 4}, {"é—…", 3}}) {
    CAPTURE(c.input);
    CHECK(display_width(c.input) == c.want);
  }
}

TEST_CASE("columns stand under each other, whatever the script") {
  CHECK(aligned({{"who", "what"}, {"香港特別行政區政府", "a"}, {"John", "協議"}}) ==
        "who                 what\n"
        "------------------  ----\n"
        "香港特別行政區政府  a\n"
        "John                協議\n");
  CHECK(aligned({{"a", "b"}, {"x"}}) == "a  b\n-  -\nx\n");
  CHECK(aligned({}).empty());
}

TEST_CASE("nothing in a cell moves the cursor or breaks a row") {
  CHECK(printable("a\x1b[2Jb\nc\td\u202Ee\u2028f\x7f") == "a [2Jb c d e f ");
  CHECK(aligned({{"h"}, {"a\nb"}}) == "h\n---\na b\n");
}

TEST_CASE("tab-separated values keep their columns and rows") {
  CHECK(tsv_row({"a\tb", "c\nd\r", "e\\t"}) == "a\\tb\tc\\nd\\r\te\\\\t\n");
  CHECK(tsv_row({}) == "\n");
}

}  // namespace
}  // namespace accord::cli
