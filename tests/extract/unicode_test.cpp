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

/// What the Unicode standard's table of well-formed sequences says, byte by byte.
std::size_t length_of_sequence(std::string_view bytes) {
  struct Row {
    int first, last, second_from, second_to;
    std::size_t length;
  };
  constexpr Row rows[] = {{0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
                          {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
                          {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
  const auto byte = [&](std::size_t i) { return static_cast<int>(static_cast<unsigned char>(bytes[i])); };
  for (const Row& row : rows) {
    if (byte(0) < row.first || byte(0) > row.last || bytes.size() < row.length) continue;
    if (row.length > 1 && (byte(1) < row.second_from || byte(1) > row.second_to)) return 0;
    for (std::size_t i = 2; i < row.length; ++i) {
      if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
    }
    return row.length;
  }
  return 0;
}

TEST_CASE("the first byte that is not UTF-8 is found wherever it stands") {
  const auto want = [](std::string_view bytes) {
    for (std::size_t at = 0; at != bytes.size();) {
      const std::size_t length = length_of_sequence(bytes.substr(at));
      if (length == 0) return at;
      at += length;
    }
    return bytes.size();
  };
  for (int first = 0x7F; first != 0x100; ++first) {
    for (const int second : {0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF}) {
      for (const char* after : {"", "\x80", "\x80\x80", "\xBF\xBF", "a\x80", "\x80z"}) {
        for (const char* before : {"", "abcdefg", "abcdefgh", "會議", "a會議 12345678é"}) {
          std::string bytes = before;
          bytes += static_cast<char>(first);
          bytes += static_cast<char>(second);
          bytes += after;
          const std::size_t found = find_invalid_utf8(bytes).value_or(bytes.size());
          if (found != want(bytes)) FAIL_CHECK(first << ' ' << second << ' ' << before << ": " << found);
        }
      }
    }
  }
}

TEST_CASE("Han characters are told from others") {
  for (const char32_t c : U"會㐀𠮷々") {
    if (c != 0) CHECK(is_han(c));
  }
  for (const char32_t c : {U'a', U'あ', U'，', U'1', U'é'}) CHECK(!is_han(c));
}

}  // namespace
}  // namespace accord
