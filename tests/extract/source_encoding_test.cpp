#include "extract/source_encoding.hpp"

#include <doctest/doctest.h>
#include <unicode/ucnv.h>

#include <string>
#include <vector>

#include "extract/error.hpp"
#include "extract/source.hpp"

namespace accord {
namespace {

const std::string traditional =
    "行政長官李家超昨日在禮賓府會見廣東省省長，雙方就創新及科技、金融服務和青年發展交換意見，並見證簽署合作協議。";
const std::string simplified =
    "国务院总理在北京人民大会堂同来华进行正式访问的外国总理举行会谈，会谈后两国总理共同见证签署合作文件。";

/// The text in another encoding, by ICU.
std::string encode(const std::string& text, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  std::vector<char> bytes(text.size() * 4 + 16);
  const std::int32_t length = ucnv_convert(encoding, "UTF-8", bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                           text.data(), static_cast<std::int32_t>(text.size()), &status);
  REQUIRE(U_SUCCESS(status));
  return {bytes.data(), static_cast<std::size_t>(length)};
}

TEST_CASE("an encoding is found out, and how sure that is") {
  struct Case {
    const char* encoding;
    std::string text, want;
  };
  for (const Case& c :
       {Case{"Big5", traditional, "Big5-HKSCS"}, Case{"Big5-HKSCS", traditional + "㗎嘅", "Big5-HKSCS"},
        Case{"GB18030", simplified, "GB18030"}, Case{"GBK", simplified + traditional, "GB18030"},
        Case{"UTF-16", traditional, "UTF-16"}, Case{"UTF-32", simplified, "UTF-32"},
        Case{"Shift_JIS", "首相は東京で会談し、協力に関する文書に署名した。これは両国の関係を強める。", "Shift_JIS"},
        Case{"UTF-8", traditional, "UTF-8"}}) {
    CAPTURE(c.encoding);
    const Decoded got = decode(encode(c.text, c.encoding), "", "a.txt");
    CHECK(got.text == c.text);
    CHECK(got.encoding == c.want);
    CHECK(got.confidence >= 30);
    // Naming it gives the same.
    CHECK(decode(encode(c.text, c.encoding), c.encoding, "a.txt").text == c.text);
  }
}

TEST_CASE("damaged UTF-8 stays UTF-8, to be refused with its place") {
  const std::string damaged = traditional + "\xFF" + traditional;
  const Decoded got = decode(damaged, "", "a.txt");
  CHECK(got.encoding == "UTF-8");
  CHECK(got.text == damaged);
}

TEST_CASE("bytes that make no sense in the encoding are refused with their place") {
  CHECK_THROWS_WITH_AS(decode("ab\nc\x81", "big5", "a.txt"), "a.txt:2:2: text is not valid Big5-HKSCS", Error);
  CHECK_THROWS_WITH_AS(decode(std::string("\xFF\xFE\x00\xD8x\0", 6), "", "a.txt"),
                       "a.txt:1:1: text is not valid UTF-16", Error);
  CHECK_THROWS_WITH_AS(decode("x", "klingon", "a.txt"), "a.txt: unknown encoding \"klingon\"", Error);
}

TEST_CASE("encodings are known by the names that people use") {
  for (const char* name : {"big5", "Big5-HKSCS", "gb2312", "GBK", "utf-16", "utf-8", "latin1", "windows-1252"}) {
    CAPTURE(name);
    CHECK(is_known_encoding(name));
  }
  CHECK(!is_known_encoding("klingon"));
  CHECK(!is_known_encoding(""));
}

}  // namespace
}  // namespace accord
