#include "extract/layout.hpp"

#include <doctest/doctest.h>

#include <string>

#include "extract/unicode.hpp"

namespace accord {
namespace {

std::string written(const std::vector<Block>& blocks) {
  std::string text;
  for (const Block& block : blocks) text += (text.empty() ? "" : "|") + to_utf8(block.written);
  return text;
}

/// Every character kept is the one that stands at its place in the source, or white space there.
void check_map(const Document& document, const std::vector<Block>& blocks) {
  for (const Block& block : blocks) {
    REQUIRE(block.written.size() == block.origin.size());
    REQUIRE(block.folded == [&] {
      std::u32string folded;
      for (const char32_t c : block.written) folded += fold(c);
      return folded;
    }());
    for (std::size_t i = 0; i != block.written.size(); ++i) {
      const std::string there(document.slice({block.origin[i], block.origin[i] + 1}));
      // A space may stand for a line break, behind the last character before it.
      if (block.written[i] != U' ') CHECK(there == to_utf8(block.written.substr(i, 1)));
      if (i != 0) CHECK(block.origin[i] >= block.origin[i - 1]);
    }
    std::uint32_t end = 0;
    for (const Span sentence : block.sentences) {
      CHECK(sentence.begin == end);
      end = sentence.end;
    }
    CHECK(end == block.written.size());
  }
}

TEST_CASE("what layout did to a text is undone, with a map back to the source") {
  struct Case {
    const char *name, *text, *want;
  };
  for (const Case& c : {
           Case{"two paragraphs", "李家超昨日到訪廣州。\n\n他會見了王偉中。", "李家超昨日到訪廣州。|他會見了王偉中。"},
           Case{"a sentence cut by a hard line break", "行政長官李家超昨日，在香港禮賓府主持粵港\n合作聯席會議。", "行政長官李家超昨日，在香港禮賓府主持粵港合作聯席會議。"},
           Case{"a blank line in the middle of a name", "李家超昨日在香港，與王偉中主持粵港合作聯席會議第\n\n二十次會議。", "李家超昨日在香港，與王偉中主持粵港合作聯席會議第二十次會議。"},
           Case{"a column of one width", "行政長官李家超昨日在香港主\n持粵港合作聯席會議第二十三\n次會議並與廣東省省長王偉中\n一同見證五份文件簽署。", "行政長官李家超昨日在香港主持粵港合作聯席會議第二十三次會議並與廣東省省長王偉中一同見證五份文件簽署。"},
           Case{"bullets", "項目包括：\n• 金融服務\n• 創新科技", "項目包括：|金融服務|創新科技"},
           Case{"numbered headings", "一、金融合作\n（二）教育合作\n3. 醫療", "金融合作|教育合作|醫療"},
           Case{"a decimal number is no numbering", "3.5億元用於醫療。", "3.5億元用於醫療。"},
           Case{"glyphs doubled one by one", "簽簽署署合合作作協協議議", "簽署合作協議"},
           Case{"glyphs doubled in runs", "■■簽署合作協議簽署合作協議", "簽署合作協議"},
           Case{"doubled words of the language stay", "人人健康，日日運動，天天向上，歡迎參加。", "人人健康，日日運動，天天向上，歡迎參加。"},
           Case{"stray spaces between Han characters", "粵 港 合 作，聯 席　會議。", "粵港合作，聯席會議。"},
           Case{"spaces between Latin words stay", "Mr John Lee met the Governor.", "Mr John Lee met the Governor."},
           Case{"a Latin line break is a space", "Mr John Lee, the Chief Executive,\nmet the Governor of Guangdong.", "Mr John Lee, the Chief Executive, met the Governor of Guangdong."},
           Case{"caption", "▲李家超（後排左三）與王偉中見證簽署", "李家超（後排左三）與王偉中見證簽署"},
           Case{"a title that goes on in the next line", "簽署《關於深化\n粵港合作的協議》。", "簽署《關於深化粵港合作的協議》。"},
           Case{"control characters", "會\x01議\xC2\xADX。", "會議X。"},
           Case{"Windows line ends", "甲。\r\n乙。\r\n", "甲。|乙。"},
           Case{"nothing", "", ""},
           Case{"only blanks", " \n\t\n　\n", ""},
       }) {
    CAPTURE(std::string(c.name));
    const Document document("d", c.text);
    const std::vector<Block> blocks = lay_out(document);
    CHECK(written(blocks) == c.want);
    check_map(document, blocks);
  }
}

TEST_CASE("a range of a block leads back to the words of the source, breaks included") {
  const Document document("d", "昨日，李家超在香港禮賓府主持粵港合作聯席會議第\n\n二十次會議。");
  const Block block = lay_out(document).at(0);
  const std::size_t at = block.written.find(U"第二十次");
  REQUIRE(at != block.written.npos);
  const auto begin = static_cast<std::uint32_t>(at);
  CHECK(document.slice(block.source({begin, begin + 4})) == "第\n\n二十次");
}

TEST_CASE("width is folded, not rewritten") {
  const Block block = lay_out(Document("d", "ＡＢＣ協議，第２３次。")).at(0);
  CHECK(to_utf8(block.folded) == "abc协议,第23次。");
  CHECK(to_utf8(block.written) == "ＡＢＣ協議，第２３次。");
}

TEST_CASE("kinds of blocks, and the headings that govern them") {
  const std::vector<Block> blocks = lay_out(Document("d", "# 合作文件\n## 金融服務\n• 《甲協議》\n## 教育\n• 《乙協議》\n▲兩人合照"));
  struct Case {
    BlockKind kind;
    std::uint32_t heading;
  };
  const Case want[] = {{BlockKind::section, Block::none}, {BlockKind::section, 0}, {BlockKind::bullet, 1},
                       {BlockKind::section, 0},           {BlockKind::bullet, 3},  {BlockKind::caption, 3}};
  REQUIRE(blocks.size() == 6);
  for (std::size_t i = 0; i != 6; ++i) {
    CAPTURE(i);
    CHECK(blocks[i].kind == want[i].kind);
    CHECK(blocks[i].heading == want[i].heading);
  }
}

TEST_CASE("sentences end where they end") {
  struct Case {
    const char *text, *want;
  };
  for (const Case& c : {Case{"甲。乙！丙？」丁", "甲。|乙！|丙？」|丁"}, Case{"他說：「好。」然後離開。", "他說：「好。」|然後離開。"},
                        Case{"Mr. Lee met Dr. Wang. They signed.", "Mr. Lee met Dr. Wang.| They signed."},
                        Case{"The U.S. Secretary left.", "The U.S. Secretary left."}}) {
    CAPTURE(std::string(c.text));
    const Block block = lay_out(Document("d", c.text)).at(0);
    std::string text;
    for (const Span s : block.sentences) text += (s.begin == 0 ? "" : "|") + to_utf8(block.written.substr(s.begin, s.length()));
    CHECK(text == c.want);
  }
}

TEST_CASE("any paragraph, broken at 24 characters a line, is one block again") {
  const std::string text =
      "行政長官李家超昨日在香港禮賓府，與廣東省省長王偉中共同主持粵港合作聯席會議第二十三次會議，雙方就金融服務、創新科技、"
      "教育及醫療等範疇深入交流，並一同見證五份合作文件簽署，為下一階段的合作訂下方向，推動兩地在更多領域互惠共贏。";
  std::string broken;
  std::size_t count = 0;
  for (const char32_t c : to_utf32(text)) {
    append_utf8(broken, c);
    if (++count % 24 == 0) broken += '\n';
  }
  CHECK(written(lay_out(Document("d", broken))) == text);
}

TEST_CASE("hostile layout costs linear time") {
  for (const std::string& piece : {std::string("（"), std::string("《\n"), std::string("#"), std::string("1. "), std::string("□\n\n"), std::string("同同"),
                                   std::string("。"), std::string("。」")}) {
    CAPTURE(piece);
    std::string text;
    while (text.size() < 200'000) text += piece;
    const Document document("d", text);
    for (const Block& block : lay_out(document)) {
      for (const Span sentence : block.sentences) CHECK(sentence.length() <= 600);
    }
  }
}

TEST_CASE("a text of more than two million lines or sentences is refused by name") {
  for (const std::string_view piece : {"x\n", "x。"}) {
    CAPTURE(std::string(piece));
    std::string text;
    for (std::size_t i = 0; i != (std::size_t{1} << 21) + 1; ++i) text += piece;
    CHECK_THROWS_WITH_AS(lay_out(Document("many.txt", text)), "many.txt: has more than 2097152 lines or sentences", Error);
  }
}

}  // namespace
}  // namespace accord
