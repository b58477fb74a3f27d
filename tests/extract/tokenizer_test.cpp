#include "extract/tokenizer.hpp"

#include <doctest/doctest.h>

#include <string>

#include "extract/pack.hpp"
#include "extract/unicode.hpp"

namespace accord {
namespace {

struct Cut {
  Block block;
  std::vector<Token> tokens;
};

Cut cut(const std::string& text, const KnownNames& known = {}) {
  Cut made;
  made.block = lay_out(Document("d", text)).at(0);
  for (const Span sentence : made.block.sentences) builtin_pack()->tokenizer->tokenize(made.block, sentence, known, made.tokens);
  return made;
}

std::string written(const Cut& cut, bool names_only) {
  std::string text;
  for (const Token& token : cut.tokens) {
    if (names_only && token.kind != TokenKind::name) continue;
    text += (text.empty() ? "" : "/") + to_utf8(cut.block.written.substr(token.begin, token.end - token.begin));
  }
  return text;
}

TEST_CASE("sentences are cut into words") {
  struct Case {
    const char *text, *want;
  };
  for (const Case& c : {Case{"第二十三次會議", "第/二十三/次/會議"}, Case{"2023年3月21日", "2023/年/3/月/21/日"}, Case{"第三十一次會議", "第/三十一/次/會議"}, Case{"共1,024項", "共/1,024/項"},
                        Case{"ABC協議", "ABC/協議"}, Case{"粵港澳", "粵/港/澳"}}) {
    CAPTURE(std::string(c.text));
    CHECK(written(cut(c.text), false) == c.want);
  }
}

TEST_CASE("names of people are found by what stands around them") {
  struct Case {
    const char *name, *text, *want;
  };
  for (const Case& c : {
           Case{"behind a title", "財政司司長陳茂波昨日抵港。", "陳茂波"},
           Case{"in the other script", "财政司司长陈茂波昨日抵港。", "陈茂波"},
           Case{"one character behind the family name", "外交部部長王毅出席會議。", "王毅"},
           Case{"a double family name", "行政長官歐陽志遠出席會議。", "歐陽志遠"},
           Case{"in a list", "李家超、陳國基及許正宇出席會議。", "李家超/陳國基/許正宇"},
           Case{"a foreign name with a dot", "俄羅斯大使伊格爾·薩吉托夫訪問香港。", "伊格爾·薩吉托夫"},
           Case{"a foreign name by sound", "俄羅斯外長拉夫羅夫訪問北京。", "拉夫羅夫"},
           Case{"a king by his number", "約旦國王阿卜杜拉二世訪問北京。", "阿卜杜拉二世"},
           Case{"from abroad, with a family name of here at its head", "歐盟委員會主席馮德萊恩訪問北京。", "馮德萊恩"},
           Case{"two characters before a title", "習近平同卡尼總理會晤。", "習近平/卡尼"},
           Case{"up to a day of the week", "外交部部長王毅周四抵港。", "王毅"},
           Case{"no and in a name", "王毅周四與總理會面。", "王毅"},
           Case{"no verb behind a title", "總書記關懷教育。", ""},
           Case{"no side of a story", "中方和烏方會談。", ""},
           Case{"no name in a common word", "高等教育和方便市民的措施。", ""},
           Case{"no name in weather", "今日天氣晴朗，黃色暴雨警告信號取消。", ""},
       }) {
    CAPTURE(std::string(c.name));
    CHECK(written(cut(c.text), true) == c.want);
  }
}

TEST_CASE("a name that the document gave away is one anywhere") {
  KnownNames known;
  known.insert(fold_text("卞甲乙")) = 1;
  CHECK(written(cut("其後卞甲乙離開。", known), true) == "卞甲乙");
}

TEST_CASE("tokens cover the sentence, in order, without its spaces") {
  for (const char* text : {"行政長官李家超昨日（後排左三）出席 ABC Forum 2023。", "，，，", "𠮷野家", "a", "〇〇〇一二三", "・・・"}) {
    CAPTURE(std::string(text));
    const Cut made = cut(text);
    std::uint32_t at = 0;
    for (const Token& token : made.tokens) {
      for (; at != token.begin; ++at) CHECK(made.block.written[at] == U' ');
      CHECK(token.begin < token.end);
      at = token.end;
    }
    CHECK(at == made.block.written.size());
  }
}

}  // namespace
}  // namespace accord
