#include "extract/pattern.hpp"

#include <doctest/doctest.h>

#include <string>

#include "extract/analysis.hpp"
#include "tests/extract/pack_support.hpp"

namespace accord {
namespace {

constexpr const char* people = "rule person\n  find <name>\n  make Person\n";
constexpr const char* firms = "type\tname\nBody\t教育局\nBody\t金管局\nFirm\t明瑞公司\n";

/// What a pattern, as the only one of a rule, matches in a sentence: "words; words", in the order of the text.
std::string matches(const std::string& pattern, const std::string& sentence) {
  const testing::TestPack files(testing::Files{{"g.tsv", firms}, {"1.rules", people}, {"2.rules", "phase 9\nrule r\n  find " + pattern + "\n"}});
  const auto pack = files.load();
  const Document document("d", sentence);
  const Analysis analysis(*pack, document);
  std::string text;
  for (const Sentence& one : analysis.sentences()) {
    std::vector<Match> found;
    pack->rules.back().patterns.at(0).find_all(one, found);
    for (const Match& match : found) text += (text.empty() ? "" : "; ") + (match.begin == match.end ? "" : one.text(match.begin, match.end));
  }
  return text;
}

TEST_CASE("each element of the pattern language") {
  struct Case {
    const char *name, *pattern, *sentence, *want;
  };
  for (const Case& c : {
           Case{"word", "簽署", "兩人簽署協議。", "簽署"},
           Case{"word in the other script", "簽署", "两人签署协议。", "签署"},
           Case{"quoted word", "\"(\"", "甲（乙）", "（"},
           Case{"class", "@verb", "先簽署，再訪問。", "簽署; 訪問"},
           Case{"number", "<num> 年", "2023年和二〇二四年", "2023年; 二〇二四年"},
           Case{"year", "<year>", "2023年第23次", "2023"},
           Case{"Latin word", "<latin>+", "與 Bright Ltd 簽署", "Bright Ltd"},
           Case{"name", "<name>", "局長李家超。", "李家超"},
           Case{"ending", "*局", "教育局和局", "教育局"},
           Case{"type", "Body", "教育局與明瑞公司", "教育局; 明瑞公司"},
           Case{"subtype", "Firm", "教育局與明瑞公司", "明瑞公司"},
           Case{"types", "Person/Firm", "局長李家超和明瑞公司", "李家超; 明瑞公司"},
           Case{"list", "Body+", "教育局、金管局和明瑞公司", "教育局、金管局和明瑞公司"},
           Case{"sequence", "Body 簽署", "教育局簽署，金管局訪問。", "教育局簽署"},
           Case{"alternatives, the first wins", "簽署 協議 | 簽署", "簽署協議", "簽署協議"},
           Case{"optional", "簽署 了? 協議", "簽署了協議、簽署協議", "簽署了協議; 簽署協議"},
           Case{"any number", "簽署 和* 訪問", "簽署和和訪問", "簽署和和訪問"},
           Case{"at least one", "和+ 訪問", "訪問和訪問", "和訪問"},
           Case{"so many", "和{2,3} 訪問", "和訪問，和和訪問", "和和訪問"},
           Case{"any token", "簽署 . 訪問", "簽署、訪問", "簽署、訪問"},
           Case{"any but", "~@verb 簽署", "訪問簽署簽署，簽署", "，簽署"},
           Case{"gap in the clause", "簽署 ..3 訪問", "簽署和和訪問", "簽署和和訪問"},
           Case{"gap stops at clauses", "簽署 ..3 訪問", "簽署，和訪問", ""},
           Case{"gap in the sentence", "簽署 ...3 訪問", "簽署，和訪問", "簽署，和訪問"},
           Case{"gap is bounded", "簽署 ...2 訪問", "簽署、、、訪問", ""},
           Case{"gap stops at a word", "簽署 ...9!和 訪問", "簽署和訪問", ""},
           Case{"gap stops at one of several", "簽署 ...9!(和 | Body) 訪問", "簽署教育局訪問、簽署、訪問", "簽署、訪問"},
           Case{"look ahead", "簽署 &訪問", "簽署，簽署訪問", "簽署"},
           Case{"look ahead for none", "簽署 !訪問", "簽署訪問", ""},
           Case{"begin", "^ 簽署", "簽署和簽署", "簽署"},
           Case{"end", "簽署 $", "簽署和簽署", "簽署"},
           Case{"capture", "who:Person", "局長李家超。", "李家超"},
       }) {
    CAPTURE(std::string(c.name));
    CHECK(matches(c.pattern, c.sentence) == c.want);
  }
}

TEST_CASE("how far a pattern came where it does not match") {
  const testing::TestPack files(testing::Files{{"g.tsv", firms}, {"1.rules", people}, {"2.rules", "phase 9\nrule r\n  find who:Person ..3 verb:@verb what:Body+\n"}});
  const auto pack = files.load();
  struct Case {
    const char *sentence, *missing, *there;
    std::uint32_t fitted;
  };
  for (const Case& c : {Case{"局長李家超簽署教育局。", "", "。", 3}, Case{"局長李家超簽署文件。", "what:Body+", "文件", 2},
                        Case{"局長李家超，簽署教育局。", "verb:@verb", "，", 1}, Case{"教育局。", "who:Person", "教育局", 0}}) {
    CAPTURE(std::string(c.sentence));
    const Document document("d", c.sentence);
    const Analysis analysis(*pack, document);
    const Sentence& sentence = analysis.sentences().at(0);
    const Reach reach = pack->rules.back().patterns.at(0).reach(sentence, [](const Mention&) { return true; });
    CHECK(reach.missing == c.missing);
    CHECK(reach.fitted == c.fitted);
    CHECK(sentence.text(reach.at, reach.at + 1) == std::string(c.there));
  }
}

TEST_CASE("each fault of a pattern names its place and what was expected") {
  struct Case {
    const char *pattern, *want;
  };
  for (const Case& c : {
           Case{"(簽署", "x.rules:2:11: expected ')'"},
           Case{"簽署)", "x.rules:2:10: unexpected ')' in a pattern"},
           Case{"@nothing", "x.rules:2:8: unknown word class @nothing"},
           Case{"Animal", "x.rules:2:8: unknown type 'Animal'"},
           Case{"<qqq>", "x.rules:2:8: unknown kind of word <qqq>"},
           Case{"%nothing", "x.rules:2:8: unknown macro %nothing"},
           Case{"簽署 ..", "x.rules:2:13: expected a number"},
           Case{"簽署 ..0", "x.rules:2:14: a gap spans 1 to 200 tokens"},
           Case{"簽署{3,2}", "x.rules:2:15: expected {least,most} with most up to 30"},
           Case{"簽署{x}", "x.rules:2:11: expected a number"},
           Case{"\"簽署", "x.rules:2:8: a quoted word does not end"},
           Case{"~", "x.rules:2:9: expected a word, a class or a type"},
       }) {
    CAPTURE(std::string(c.pattern));
    CHECK(testing::TestPack(testing::Files{{"x.rules", "rule r\n  find " + std::string(c.pattern) + "\n"}}).fault() == c.want);
  }
}

TEST_CASE("patterns nested without end and macros without end are faults, not crashes") {
  const std::string deep = "rule r\n  find " + std::string(5000, '(') + "簽署" + std::string(5000, ')') + "\n";
  CHECK(testing::TestPack(testing::Files{{"x.rules", deep}}).fault().find("nested too deeply") != std::string::npos);
  std::string wide = "let a = 簽署\n";
  for (char c = 'a'; c != 'z'; ++c) wide += std::string("let ") + static_cast<char>(c + 1) + " = %" + c + " %" + c + '\n';
  CHECK(testing::TestPack(testing::Files{{"x.rules", wide}}).fault().find("too long") != std::string::npos);
}

TEST_CASE("greedy gaps over a long sentence cost no more than linear time") {
  std::string sentence;
  for (int i = 0; i != 290; ++i) sentence += "簽署";
  CHECK(matches("(簽署 ...200)* (簽署 ...200)* (簽署 ...200)* 訪問", sentence).empty());
}

}  // namespace
}  // namespace accord
