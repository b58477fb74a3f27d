#include "extract/pack_check.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "extract/coverage.hpp"
#include "extract/why_not.hpp"
#include "tests/extract/pack_support.hpp"

namespace accord {
namespace {

constexpr const char* rules =
    "rule person\n  find <name>\n  make Person\nphase 2\nrule serves\n  find a:Person ..3 verb:@verb b:Body\n  say a serves b\n"
    "rule leads\n  find a:Person ..3 verb:訪問 b:Body\n  say a leads b\n";
constexpr const char* firms = "type\tname\taliases\nBody\t教育局\tEDB\nBody\t金管局\t\n";

std::string failures(const std::string& examples) {
  const testing::TestPack files(testing::Files{{"g.tsv", firms}, {"words/z.txt", "@trigger = @verb\n"}, {"x.rules", rules + examples}});
  const auto pack = files.load();
  std::string text;
  for (const ExampleFailure& failure : check_pack(*pack).failures) {
    text += (text.empty() ? "" : "\n") + std::to_string(failure.at.line) + ':' + std::to_string(failure.at.column) + ' ' + failure.rule + ": " + failure.message;
  }
  return text;
}

TEST_CASE("examples are run, and failures say what was expected and what came") {
  struct Case {
    const char *name, *examples, *want;
  };
  for (const Case& c : {
           Case{"right", "  match 局長李家超訪問教育局。\n    => 李家超 | leads | 教育局\n", ""},
           Case{"by alias", "  match 局長李家超訪問教育局。\n    => 李家超 | leads | EDB\n", ""},
           Case{"a match without statements", "  match 局長李家超訪問教育局。\n", ""},
           Case{"wrong statement", "  match 局長李家超訪問教育局。\n    => 李家超 | leads | 金管局\n",
                "12:8 leads: expected 李家超 | leads | 金管局, got 李家超 | leads | 教育局"},
           Case{"no match", "  match 局長李家超簽署教育局。\n", "11:9 leads: expected a match, got none; the words are 局長/李家超/簽署/教育局/。"},
           Case{"a plan is no fact", "  match 局長李家超將訪問教育局。\n    => 李家超 | leads | 教育局\n",
                "12:8 leads: expected 李家超 | leads | 教育局, got 李家超 | leads | 教育局 | status=planned"},
           Case{"a plan as a plan", "  match 局長李家超將訪問教育局。\n    => 李家超 | leads | 教育局 | status=planned\n  no_match 局長李家超將訪問教育局。\n", ""},
           Case{"what should not match", "  no_match 局長李家超訪問教育局。\n", "11:12 leads: expected nothing of this rule, got 李家超 | leads | 教育局"},
           Case{"another rule's statement is none of this rule", "  no_match 局長李家超簽署教育局。\n", ""},
           Case{"unknown relation", "  match 局長李家超訪問教育局。\n    => 李家超 | likes | 教育局\n", "12:8 leads: unknown relation 'likes'"},
           Case{"half a statement", "  match 局長李家超訪問教育局。\n    => 李家超 | leads\n", "12:8 leads: expected 'SUBJECT | relation | OBJECT' or 'TYPE NAME'"},
           Case{"a mention", "rule again\n  find 這個\n  make Body refers last\n  match 教育局。這個\n    => Body 教育局\n  no_match 教育局\n", ""},
           Case{"a wrong mention", "rule again\n  find 這個\n  make Body refers last\n  match 教育局。這個\n    => Body 金管局\n",
                "15:8 again: expected this rule to make Body 金管局, got Body 教育局; the words are 教育局/。/這個"},
       }) {
    CAPTURE(std::string(c.name));
    CHECK(failures(c.examples) == c.want);
  }
}

TEST_CASE("rules without examples, and rules that never fire") {
  const auto pack = testing::TestPack(testing::Files{{"g.tsv", firms}, {"x.rules", std::string(rules) + "  match 局長李家超訪問教育局。\nrule idle\n  find 金管局 教育局\n  make Body\n"}}).load();
  const PackReport report = check_pack(*pack);
  CHECK(report.rules == 4);
  CHECK(report.examples == 1);
  REQUIRE(report.without_examples.size() == 3);
  REQUIRE(report.never_fired.size() == 1);
  CHECK(report.never_fired[0]->name == "idle");
}

TEST_CASE("the engine knows nothing of meetings: a pack of another domain") {
  const auto pack = load_pack(ACCORD_SOURCE_DIR "/tests/packs/football");
  const PackReport report = check_pack(*pack);
  for (const ExampleFailure& failure : report.failures) FAIL_CHECK(failure.rule << ": " << failure.message);
  CHECK(report.without_examples.empty());
  CHECK(report.never_fired.empty());
  std::vector<std::string> got = testing::in_words(testing::extract(pack, "5月3日，前锋武磊从曼联转会皇马。"));
  std::ranges::sort(got);
  std::string all;
  for (const std::string& one : got) all += one + '\n';
  CHECK(all ==
        "曼联 | basedIn | 曼彻斯特\n武磊 | joins | 皇家马德里 | date=2024-05-03\n武磊 | leaves | 曼联 | date=2024-05-03\n"
        "皇家马德里 | basedIn | 马德里\n");
}

TEST_CASE("coverage lists sentences with a trigger that gave nothing") {
  const testing::TestPack files(testing::Files{{"g.tsv", firms}, {"words/z.txt", "@trigger = @verb\n"}, {"x.rules", rules}});
  const auto pack = files.load();
  const Document document("d", "局長李家超訪問教育局。\n兩人簽署文件。今日放晴。");
  const Coverage coverage = coverage_of(*pack, document, testing::extract(pack, std::string(document.text())));
  CHECK(coverage.sentences == 3);
  CHECK(coverage.with_trigger == 2);
  CHECK(coverage.covered == 1);
  REQUIRE(coverage.silent.size() == 1);
  CHECK(coverage.silent[0].at.line == 2);
  CHECK(coverage.silent[0].at.column == 3);
  CHECK(coverage.silent[0].trigger == "簽署");
  CHECK(coverage.silent[0].sentence == "兩人簽署文件。");
  CHECK_THROWS_AS(coverage_of(*testing::TestPack(testing::Files{}).load(), document, {}), Error);
}

TEST_CASE("why-not says what stood in the way") {
  const testing::TestPack files(testing::Files{{"g.tsv", firms}, {"x.rules", rules}});
  const auto pack = files.load();
  struct Case {
    const char *text, *subject, *relation, *object, *want;
  };
  for (const Case& c : {
           Case{"局長李家超訪問教育局。", "李家超", "leads", "教育局", "leads: states it"},
           Case{"局長李家超將訪問教育局。", "李家超", "leads", "教育局", "leads: states it, but not as a fact: status planned"},
           Case{"局長李家超未訪問教育局。", "李家超", "leads", "教育局", "leads: matches “李家超未訪問教育局”; 李家超 leads 教育局 is denied by the words before"},
           Case{"局長李家超訪問教育局。", "李家超", "serves", "教育局", "serves: matches “李家超訪問教育局”; 李家超 serves 教育局 is dropped: another statement says as much or more"},
           Case{"局長李家超聯繫教育局。", "李家超", "leads", "教育局", "leads: “李家超聯繫教育局” fits; at “。” it needs verb:訪問"},
           Case{"局長李家超訪問教育局。", "李家超", "leads", "王明", ": “王明” does not stand in the text, and nothing there is also called so"},
           Case{"我們訪問文件室。", "文件室", "leads", "訪問", ": “文件室” is not recognised; its words are 文件/室, and no mention holds them"},
           Case{"局長李家超訪問教育局。", "教育局", "leads", "李家超", ": “教育局” is a Body; leads begins at a Person"},
       }) {
    CAPTURE(std::string(c.text));
    const Document document("d", c.text);
    const Explanation why = why_not(*pack, document, c.subject, c.relation, c.object);
    std::string all;
    bool found = false;
    for (const Obstacle& obstacle : why.obstacles) {
      all += obstacle.rule + ": " + obstacle.message + '\n';
      found = found || obstacle.rule + ": " + obstacle.message == c.want;
    }
    CAPTURE(all);
    CHECK(found);
    CHECK(why.stated == (std::string(c.want) == "leads: states it"));
  }
  CHECK_THROWS_AS(why_not(*pack, Document("d", "甲"), "甲", "likes", "乙"), UsageError);
}

}  // namespace
}  // namespace accord
