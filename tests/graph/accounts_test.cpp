// What a graph says of itself: why, conflicts, verification, difference, copies, review.
#include <doctest/doctest.h>

#include <algorithm>

#include "graph/conflicts.hpp"
#include "graph/copies.hpp"
#include "graph/diff.hpp"
#include "graph/explain.hpp"
#include "graph/review.hpp"
#include "graph/verify.hpp"
#include "tests/graph/support.hpp"

using namespace accord;
using namespace accord::test;

namespace {

Statement from(Statement s, const std::string& document, const std::string& date = "") {
  s.evidence[0].document = document;
  s.evidence[0].source.date = date;
  return s;
}

std::vector<Statement> sample() {
  Statement signing =
      statement(person("陳大文"), "signed", agreement("甲協議"), evidence("a.txt", 4, "陳大文簽署甲協議"));
  set_attribute(signing.qualifiers, "date", "2023-03-21");
  return {signing, from(signing, "b.txt"), from(statement(person("陳大文"), "meetsWith", person("林小雨")), "a.txt"),
          from(statement(person("局長陳大文"), "signed", agreement("乙協議")), "c.txt")};
}

KnowledgeGraph with_copies() {
  GraphBuilder builder;
  for (const Statement& s : sample()) builder.add(s);
  builder.mark_copy("b.txt", "a.txt");
  return std::move(builder).finish();
}

}  // namespace

TEST_CASE("why: the words, their place, and the grounds of both ends") {
  const KnowledgeGraph graph = with_copies();
  const std::string text = to_text(explain(graph, "陈大文", "signed", "甲協議"), graph);
  CHECK(text ==
        "陳大文 signed 甲協議 (date 2023-03-21)\n"
        "  mentions 2, sources 1\n"
        "  a.txt:4-6: 「陳大文簽署甲協議」 (rule)\n"
        "  b.txt:4-6: 「陳大文簽署甲協議」 (rule)\n"
        "陳大文 is one node because\n"
        "  局長陳大文 = 陳大文: title 局长\n");
  CHECK(to_json(explain(graph, "陳大文", "signed", "甲協議"), graph).starts_with(R"({"statements":[{"id":"s_)"));
  CHECK(explain(graph, "林小雨", "meetsWith", "陳大文").statements.size() == 1);
  const Support other = explain(graph, "甲協議", "signed", "陳大文");
  CHECK(other.statements.empty());
  CHECK(other.others.size() == 1);
  CHECK(to_text(explain(graph, "林小雨", "signed", "乙協議"), graph).starts_with("The graph does not say so.\n"));
  CHECK(error_of([&] { explain(graph, "無此人", "signed", "甲協議"); }) == "no entity is named 無此人");
  CHECK_THROWS_AS(explain(graph, "陳大文", "sign", "甲協議"), UsageError);
}

TEST_CASE("copies of one story count as one source, and the graph keeps that") {
  const KnowledgeGraph graph = with_copies();
  const std::string text = ndjson(graph);
  CHECK(text.find(R"("source":{"copyOf":"a.txt"})") != std::string::npos);
  const TemporaryFile file("graph.ndjson", text);
  CHECK(ndjson(read_graph(file.path())) == text);
}

TEST_CASE("near-duplicate texts are found, whatever their script and order") {
  std::string story;
  for (int i = 0; i != 40; ++i) story += "第" + std::to_string(i * 7919) + "段談到東山與西海的合作計劃。";
  std::string other;
  for (int i = 0; i != 40; ++i) other += "另外" + std::to_string(i * 104729) + "件事是北川的新學校開幕典禮。";
  std::string simplified = "【本报讯】";
  for (int i = 0; i != 38; ++i) simplified += "第" + std::to_string(i * 7919) + "段谈到东山与西海的合作计划。 ";
  struct Text {
    const char *document, *date;
    std::string text;
  };
  std::vector<Text> texts = {{"a", "", story},
                             {"b", "2023-02-01", simplified},
                             {"c", "2023-01-31", story + "完"},
                             {"d", "2020-01-01", other},
                             {"e", "", "短文"},
                             {"f", "", "短文"}};
  const std::vector<std::pair<std::string, std::string>> want = {{"a", "c"}, {"b", "c"}};
  for (int order = 0; order != 20; ++order) {
    std::ranges::next_permutation(texts, {}, [](const Text& t) { return std::string(t.document); });
    CopyFinder finder;
    for (const Text& t : texts) finder.add(t.document, t.date, t.text);
    CHECK(finder.copies() == want);
  }
}

TEST_CASE("check: several dates of a meeting, several holders of an office, with both quotes") {
  Entity early = entity("Meeting", "山海會議"), late = early, vague = early;
  set_attribute(early.attributes, "date", "2023-03-20");
  set_attribute(late.attributes, "date", "2023-03-21");
  set_attribute(vague.attributes, "date", "2023-03");
  const Entity office = entity("Position", "東山財政司司長");
  Statement acting = from(statement(person("署理者"), "holdsPosition", office), "e.txt", "2024-01-01");
  set_attribute(acting.qualifiers, "acting", "true");
  const KnowledgeGraph graph = graph_of(
      std::vector<Statement>{from(statement(person("甲甲"), "attends", early, evidence("", 1, "三月二十日")), "a.txt"),
                             from(statement(person("甲甲"), "attends", late, evidence("", 2, "三月二十一日")), "b.txt"),
                             from(statement(person("乙乙"), "attends", vague), "c.txt"),
                             from(statement(person("甲甲"), "holdsPosition", office), "a.txt", "2024-01-01"),
                             from(statement(person("乙乙"), "holdsPosition", office), "b.txt", "2024-01-01"),
                             from(statement(person("丙丙"), "holdsPosition", office), "d.txt", "2023-01-01"), acting});
  const std::vector<Conflict> found = conflicts(graph);
  const std::string text = to_text(found, graph);
  CAPTURE(text);
  REQUIRE(found.size() == 2);
  CHECK(text.find("山海會議: several values of date\n") != std::string::npos);
  CHECK(text.find("  2023-03-20  a.txt:1-3: 「三月二十日」 (rule)\n") != std::string::npos);
  CHECK(text.find("  2023-03-21  b.txt:2-4: 「三月二十一日」 (rule)\n") != std::string::npos);
  CHECK(text.find("東山財政司司長: several holders on 2024-01-01\n") != std::string::npos);
  CHECK(text.find("署理者") == std::string::npos);
  CHECK(to_json(found, graph).find(R"("when":"2024-01-01")") != std::string::npos);
  const TemporaryFile file("graph.ndjson", ndjson(graph));
  const KnowledgeGraph again = read_graph(file.path());
  CHECK(to_text(conflicts(again), again) == text);
  CHECK(conflicts(graph_of(sample())).empty());
}

TEST_CASE("verify: every quote is looked up again") {
  const std::string text = "今天，陳大文簽署甲協議。";
  const KnowledgeGraph graph = graph_of(std::vector<Statement>{
      statement(person("陳大文"), "signed", agreement("甲協議"), {"good", {3, 11}, "陳大文簽署甲協議", "r", {}}),
      statement(person("陳大文"), "signed", agreement("甲協議"), {"changed", {3, 11}, "陳大文簽署乙協議", "r", {}}),
      statement(person("陳大文"), "signed", agreement("甲協議"), {"short", {3, 99}, "陳大文簽署甲協議", "r", {}}),
      statement(person("陳大文"), "signed", agreement("甲協議"), {"gone", {3, 11}, "陳大文簽署甲協議", "r", {}})});
  Verifier verifier(graph);
  for (const char* id : {"unknown", "short", "good", "changed"}) verifier.check(Document(id, text));
  const Verification v = std::move(verifier).finish();
  CHECK(v.checked == 4);
  REQUIRE(v.failures.size() == 3);
  CHECK(v.failures[0].fault == Verification::Fault::other_words);
  CHECK(v.failures[0].found == "陳大文簽署甲協議");
  CHECK(v.failures[1].fault == Verification::Fault::missing_document);
  CHECK(v.failures[2].fault == Verification::Fault::outside);
  CHECK(to_text(v, graph).ends_with("1 of 4 quotes stand, in 4 documents\n"));
  CHECK(v.documents == 4);
  CHECK(to_json(v, graph).starts_with(R"({"checked":4,"documents":4,"failures":[{"fault":"other-words")"));

  // One id, two texts: the quote stands in one of them.
  Verifier both(graph);
  for (const char* words : {"今天，陳大文簽署甲協議。", "今天，陳大文簽署乙協議。"}) both.check(Document("changed", words));
  CHECK(std::move(both).finish().failures.size() == 3);
}

TEST_CASE("diff: what appeared, went, changed and was joined") {
  std::vector<Statement> before = sample(), after = sample();
  before = {before[3]};
  before.push_back(from(statement(person("何三"), "visits", entity("Place", "東山")), "d.txt"));
  after.erase(after.begin() + 1);
  after.push_back(statement(person("王五"), "signed", agreement("丙協議"), evidence("e.txt", 1)));
  const KnowledgeGraph old = graph_of(before), now = graph_of(after);
  CHECK(diff(old, old).empty());
  const GraphDiff d = diff(old, now);
  const std::string text = to_text(d, old, now);
  CAPTURE(text);
  CHECK(text.find("= 局長陳大文 (Person) is now 陳大文\n") != std::string::npos);
  CHECK(text.find("- 何三 (Person)\n") != std::string::npos);
  CHECK(text.find("+ 王五 (Person)\n") != std::string::npos);
  CHECK(text.find("- 何三 visits 東山  d.txt:0-2: 「句子」 (rule)\n") != std::string::npos);
  CHECK(text.find("+ 王五 signed 丙協議  e.txt:1-3: 「句子」 (rule)\n") != std::string::npos);
  CHECK(to_json(d, old, now).starts_with(R"({"entitiesGone":[{"id":)"));

  before = {sample()[0]};
  after = {sample()[0], sample()[1]};
  const KnowledgeGraph one = graph_of(before), two = graph_of(after);
  CHECK(to_text(diff(one, two), one, two) == "~ 陳大文 signed 甲協議 (date 2023-03-21): evidence 1 -> 2, of which new 1\n");
}

TEST_CASE("review: what could not be decided, by value, until somebody decides it") {
  Entity wang = person("王義");
  wang.aliases = {"Wang Yi"};
  const KnowledgeGraph graph =
      graph_of(std::vector<Statement>{statement(wang, "signed", agreement("甲協議")),
                                      from(statement(person("Wang Yi"), "signed", agreement("乙協議")), "b.txt"),
                                      from(statement(body("財經事務及庫務局"), "signed", agreement("甲協議")), "c.txt"),
                                      from(statement(body("財庫局"), "signed", agreement("甲協議")), "d.txt")});
  const std::vector<ReviewPair> pairs = undecided(graph, {});
  const std::string text = to_text(pairs, graph);
  CAPTURE(text);
  REQUIRE(pairs.size() == 2);
  CHECK(text.find("Organization:財") != std::string::npos);
  CHECK(text.find("Person:") != std::string::npos);
  const Decision no{Judgement::different, key_of(graph, pairs[0].a), key_of(graph, pairs[0].b), "", "", "", 0, {}};
  CHECK(undecided(graph, Ledger({no})).size() == 1);
  CHECK(to_json(pairs, graph).starts_with(R"([{"a":)"));
}
