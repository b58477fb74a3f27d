#include "extract/unicode.hpp"

#include <doctest/doctest.h>

#include <string>

namespace accord {
namespace {

TEST_CASE("names that differ in script, width, case or punctuation have one key") {
  struct Case {
    const char *one, *other;
    bool same;
  };
  for (const Case& c : {Case{"財經事務及庫務局局長", "财经事务及库务局局长", true},
                        {"《ＡＢＣ 協議》", "abc协议", true},
                        {"John  Lee", "JOHN LEE", true},
                        {"深圳—香港—廣州", "深圳-香港-广州", true},
                        {"㈱", "(株)", true},
                        {"李家超", "李家起", false},
                        {"第二十次", "第二十三次", false}}) {
    CAPTURE(c.one);
    CHECK((fold_name(c.one) == fold_name(c.other)) == c.same);
  }
}

TEST_CASE("a name of nothing but punctuation keeps it") { CHECK(fold_name("——") == "——"); }

TEST_CASE("folding a text keeps its length") {
  for (const char* text : {"粵港合作聯席會議第二十三次會議", "ＦＵＬＬ width 𠮷 é İ ﬁ", ""}) {
    CAPTURE(text);
    CHECK(fold_text(text).size() == to_utf32(text).size());
  }
}

TEST_CASE("UTF-8 goes to code points and back") {
  for (const char* text : {"", "a", "會議", "𠮷a\xF4\x8F\xBF\xBF"}) CHECK(to_utf8(to_utf32(text)) == text);
}

TEST_CASE("the first bad byte is found") {
  CHECK(!find_invalid_utf8("會議"));
  CHECK(find_invalid_utf8("會\xFFx").value_or(99) == 3);
  CHECK(find_invalid_utf8("\xE6\x9C").value_or(99) == 0);
}

TEST_CASE("Han characters are told from others") {
  for (const char32_t c : U"會㐀𠮷々") {
    if (c != 0) CHECK(is_han(c));
  }
  for (const char32_t c : {U'a', U'あ', U'，', U'1', U'é'}) CHECK(!is_han(c));
}

}  // namespace
}  // namespace accord
