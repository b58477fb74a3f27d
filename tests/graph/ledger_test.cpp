#include "graph/ledger.hpp"

#include <doctest/doctest.h>

#include "tests/graph/support.hpp"

using namespace accord;
using namespace accord::test;

TEST_CASE("keys name entities") {
  struct Case {
    const char *text, *type, *name, *of;
  };
  const Case cases[] = {{"Person:李偉", "Person", "李偉", ""},
                        {"Person:李偉@甲公司", "Person", "李偉", "甲公司"},
                        {"Meeting:a:b", "Meeting", "a:b", ""},
                        {"Person:@x", "Person", "@x", ""}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const EntityKey key = parse_key(c.text);
    CHECK(key.type == c.type);
    CHECK(key.name == c.name);
    CHECK(key.of == c.of);
    CHECK(key.text() == c.text);
  }
  CHECK(parse_key("Person:陳大文").folded() == parse_key("Person:陈大文").folded());
  for (const char* wrong : {"", "李偉", ":李偉", "Person:", "Person:李偉@"}) CHECK_THROWS_AS(parse_key(wrong), Error);
}

TEST_CASE("a ledger is appended to and read back; later lines replace earlier ones") {
  const TemporaryFile file("decisions.tsv",
                           "# what we decided\n\nsame\tPerson:甲\tPerson:乙\tann\t2026-01-01\tone and the same");
  append_decision(file.path(), {Judgement::different,
                                parse_key("Person:乙"),
                                parse_key("Person:甲"),
                                "bob",
                                "2026-01-02",
                                "no\tnot\nso",
                                0,
                                {}});
  append_decision(file.path(),
                  {Judgement::unsure, parse_key("Person:丙"), parse_key("Person:丁"), "bob", "2026-01-02", "", 0, {}});
  const Ledger ledger = Ledger::read(file.path());
  REQUIRE(ledger.decisions().size() == 2);
  CHECK(ledger.decisions()[0].judgement == Judgement::different);
  CHECK(ledger.decisions()[0].line == 4);
  CHECK(ledger.decisions()[0].why == "no not so");
  CHECK(ledger.decisions()[1].judgement == Judgement::unsure);
  CHECK(Ledger::read(file.path() + ".absent").decisions().empty());
}

TEST_CASE("a broken line is named") {
  struct Case {
    const char *line, *want;
  };
  const Case cases[] = {
      {"same", ":1: expected same, different or unsure, and two keys"},
      {"perhaps\tPerson:甲\tPerson:乙", ":1: expected same, different or unsure, not \"perhaps\""},
      {"same\t甲\tPerson:乙", ":1: expected a key such as"},
      {"same\tPerson:陳\tPerson:陈", ":1: both keys name one entity"},
      {"same\tPerson:甲\tPlace:甲", ":1: the keys have different types"},
      {"same\tPerson:\xff\tPlace:甲", ":1: not valid UTF-8"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.line);
    const TemporaryFile file("decisions.tsv", c.line);
    CHECK(error_of([&] { Ledger::read(file.path()); }).find(c.want) != std::string::npos);
  }
}

TEST_CASE("contradictions come with the lines that make them") {
  const TemporaryFile file(
      "decisions.tsv",
      "same\tPerson:a\tPerson:b\nsame\tPerson:b\tPerson:c\nsame\tPerson:x\tPerson:y\ndifferent\tPerson:C\tPerson:A\n");
  const auto found = Ledger::read(file.path()).contradictions();
  REQUIRE(found.size() == 1);
  CHECK(found[0].different.line == 4);
  REQUIRE(found[0].chain.size() == 2);
  CHECK(found[0].chain[0].line == 2);
  CHECK(found[0].chain[1].line == 1);
  const std::string at = file.path() + ":";
  CHECK(to_text(found[0]) == at + "4: different\tPerson:C\tPerson:A\t\t\t\ncontradicts\n" + at +
                                 "2: same\tPerson:b\tPerson:c\t\t\t\n" + at + "1: same\tPerson:a\tPerson:b\t\t\t\n");
  const std::string json = to_json(found);
  CHECK(json.starts_with(R"([{"different":{"file":)"));
  CHECK(json.find(R"("line":4,"judgement":"different","a":"Person:C","b":"Person:A"},"chain":[{)") !=
        std::string::npos);
}

TEST_CASE("of two files the later one has the last word") {
  const TemporaryFile old("decisions.tsv", "same\tPerson:a\tPerson:b\n"),
      now("decisions.tsv", "different\tPerson:B\tPerson:A\n");
  const Ledger ledger = Ledger::read({old.path(), now.path(), now.path() + ".absent"});
  REQUIRE(ledger.decisions().size() == 1);
  CHECK(ledger.decisions()[0].judgement == Judgement::different);
  CHECK(ledger.decisions()[0].file == now.path());
}
