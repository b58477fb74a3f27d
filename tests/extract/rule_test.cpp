#include "extract/rule.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tests/extract/pack_support.hpp"

namespace accord {
namespace {

TEST_CASE("a rule file is read whole") {
  const auto pack = testing::TestPack(testing::Files{{"x.rules",
                                        "phase 2\nlet who = who:Person+\nrule late\n  find %who 訪問 to:Body\n  find %who \\\n    簽署 to:Body\n  priority -3\n"
                                        "  in bullet caption\n  always\n  say who serves to date=\"2024\"\n  match 甲\n    => 甲 | serves | 乙\n  no_match 丙\n"
                                        "phase 1\nrule early\n  find <name>\n  make Person\n"}})
                        .load();
  REQUIRE(pack->rules.size() == 2);
  CHECK(pack->rules[0].name == "early");
  const Rule& late = pack->rules[1];
  CHECK(late.patterns.size() == 2);
  CHECK(late.priority == -3);
  CHECK(late.kinds == ((1U << static_cast<unsigned>(BlockKind::bullet)) | (1U << static_cast<unsigned>(BlockKind::caption))));
  CHECK_FALSE(late.fact);
  CHECK(late.says.size() == 1);
  CHECK(late.says[0].qualifiers.size() == 1);
  REQUIRE(late.examples.size() == 2);
  CHECK(late.examples[0].expectations.at(0).text == "甲 | serves | 乙");
  CHECK(late.examples[0].expectations.at(0).at.line == 12);
  CHECK_FALSE(late.examples[1].expected);
}

TEST_CASE("each fault of a rule file names its place and what was expected") {
  struct Case {
    const char *text, *want;
  };
  for (const Case& c : {
           Case{"rules r", "x.rules:1:1: expected 'phase', 'let' or 'rule'"},
           Case{"phase x", "x.rules:1:7: expected a whole number"},
           Case{"  find 簽署", "x.rules:1:3: an indented line must stand in a rule"},
           Case{"let = 簽署", "x.rules:1:5: expected 'let NAME = PATTERN'"},
           Case{"rule ", "x.rules:1:6: expected the rule's name"},
           Case{"rule r\nrule r", "x.rules:2:1: rule r stands twice"},
           Case{"rule r x", "x.rules:1:8: unexpected text at the end of the line"},
           Case{"rule r\n  seek 簽署", "x.rules:2:3: expected find, make, date, alias, say, priority, in, always, match or no_match"},
           Case{"rule r\n  find 簽署\n  make Animal", "x.rules:3:8: unknown type 'Animal'"},
           Case{"rule r\n  find 簽署\n  make Person:Body", "x.rules:3:19: is no subtype"},
           Case{"rule r\n  find 簽署\n  make Person refers somehow", "x.rules:3:15: expected refers last, subject, parties, other, suffix, set, part, near or edition"},
           Case{"rule r\n  find 簽署\n  make Person at who", "x.rules:3:18: no pattern captures 'who'"},
           Case{"rule r\n  find 簽署\n  make Person name \"{who\"", "x.rules:3:20: '{' without '}'"},
           Case{"rule r\n  find 簽署\n  make Person name who", "x.rules:3:20: expected a text in double quotes"},
           Case{"rule r\n  find 簽署\n  make Person name \"x", "x.rules:3:20: the quotes are not closed"},
           Case{"rule r\n  find a:Person b:Body\n  say a likes b", "x.rules:3:9: unknown relation 'likes'"},
           Case{"rule r\n  find a:Person b:Body\n  say a serves c", "x.rules:3:16: no pattern captures 'c'"},
           Case{"rule r\n  find a:Person b:Body\n  say a serves b date", "x.rules:3:22: expected QUALIFIER=VALUE"},
           Case{"rule r\n  find 簽署\n  date week-1", "x.rules:3:14: no pattern captures ''"},
           Case{"rule r\n  find 簽署\n  date", "x.rules:3:7: expected date YEAR [MONTH [DAY]] or date week PART"},
           Case{"rule r\n  in footnote", "x.rules:2:14: expected paragraph, heading, bullet, caption or section"},
           Case{"rule r\n  match", "x.rules:2:3: expected a sentence"},
           Case{"rule r\n  no_match 甲\n    => 甲 | serves | 乙", "x.rules:3:5: '=>' must follow 'match'"},
           Case{"rule r\n  priority high", "x.rules:2:12: expected a whole number"},
       }) {
    CAPTURE(std::string(c.text));
    CHECK(testing::TestPack(testing::Files{{"x.rules", c.text}}).fault() == c.want);
  }
}

TEST_CASE("a folder that is no pack") {
  const testing::TemporaryFolder empty;
  CHECK_THROWS_WITH_AS(load_pack(empty.path()), (empty.path() + ": is no pack: it holds no .txt, .tsv or .rules file").c_str(), Error);
  CHECK_THROWS_AS(load_pack(empty.path() + "/missing"), Error);
  empty.write("rules/x.rules", "");
  CHECK_THROWS_WITH_AS(load_pack(empty.path()), (empty.path() + ": the pack has no schema.txt").c_str(), Error);
}

TEST_CASE("a higher priority, then the longer, wins the words") {
  const auto pack = testing::TestPack(testing::Files{{"g.tsv", "type\tname\nBody\t教育局\n"},
                                       {"x.rules",
                                        "rule low\n  find 教育局 訪問\n  make Firm\nrule long\n  find a:教育局 訪問 簽署\n  make Person at a name \"甲\"\n"
                                        "phase 2\nrule say\n  find a:Person ..9 b:Body\n  say a serves b\n"}})
                        .load();
  CHECK(testing::in_words(testing::extract(pack, "教育局訪問簽署教育局。")) == std::vector<std::string>{"甲 | serves | 教育局"});
}

}  // namespace
}  // namespace accord
