#include "graph/graph_builder.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "extract/statement_io.hpp"
#include "tests/graph/support.hpp"

using namespace accord;
using namespace accord::test;

namespace {

std::vector<std::string> names(const KnowledgeGraph& graph) {
  std::vector<std::string> all;
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) all.emplace_back(graph.entity(EntityIndex{i}).name);
  std::ranges::sort(all);
  return all;
}

EntityView named(const KnowledgeGraph& graph, std::string_view name) {
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) {
    if (graph.entity(EntityIndex{i}).name == name) return graph.entity(EntityIndex{i});
  }
  FAIL("no entity " << name);
  return {};
}

std::vector<Statement> sample() {
  std::vector<Statement> all = {
      statement(person("陳大文"), "signed", agreement("《山海協議》"), evidence("a.txt", 10)),
      statement(person("陈大文"), "signed", agreement("山海协议"), evidence("b.txt", 3)),
      statement(person("陳大文"), "signed", agreement("山海協議"), evidence("c.txt", 5)),
      statement(person("陳大文"), "worksFor", body("ＡＢＣ局"), evidence("a.txt", 1)),
      statement(person("林小雨"), "worksFor", body("abc局"), evidence("c.txt", 20)),
  };
  set_attribute(all[0].qualifiers, "date", "2024-03-21");
  set_attribute(all[1].qualifiers, "date", "2024-03-21");
  set_attribute(all[2].qualifiers, "date", "2020");
  all[1].confidence = 0.5;
  all[0].confidence = 0.75;
  return all;
}

}  // namespace

TEST_CASE("script and width variants are one node, shown under the name with the most evidence") {
  const KnowledgeGraph graph = graph_of(sample());
  CHECK(names(graph) == std::vector<std::string>{"《山海協議》", "林小雨", "陳大文", "ＡＢＣ局"});
  const EntityView person_view = named(graph, "陳大文");
  CHECK(person_view.id == entity_id("Person", "陳大文"));
  CHECK(std::vector<std::string_view>(person_view.aliases.begin(), person_view.aliases.end()) ==
        std::vector<std::string_view>{"陈大文"});
  CHECK(named(graph, "《山海協議》").aliases.size() == 2);
}

TEST_CASE("one statement keeps all its evidence; another date makes another statement") {
  const KnowledgeGraph graph = graph_of(sample());
  CHECK(graph.statement_count() == 4);
  const auto signings = graph.with_predicate("signed");
  REQUIRE(signings.size() == 2);
  bool found = false;
  for (const StatementIndex i : signings) {
    const StatementView s = graph.statement(i);
    REQUIRE(s.qualifiers.size() == 1);
    if (s.qualifiers[0].value != "2024-03-21") continue;
    found = true;
    CHECK(s.confidence == doctest::Approx(0.75));
    REQUIRE(s.evidence.size() == 2);
    CHECK(s.evidence[0].source->document == "a.txt");
    CHECK(s.evidence[1].source->document == "b.txt");
  }
  CHECK(found);
}

TEST_CASE("order of input and repetition change no byte") {
  std::vector<Statement> all = sample();
  const std::string want = ndjson(graph_of(all));
  for (int order = 0; order != 20; ++order) {
    std::ranges::next_permutation(all, {}, [](const Statement& s) { return s.evidence[0].document + s.object.name; });
    CHECK(ndjson(graph_of(all)) == want);
  }
  const std::vector<Statement> once = all;
  all.insert(all.end(), once.begin(), once.end());
  all.push_back(once[0]);
  CHECK(ndjson(graph_of(all)) == want);
}

TEST_CASE("the choice of name, subtype and attributes is by evidence, then length, then bytes") {
  struct Case {
    const char* what;
    std::vector<std::string> names;
    const char* want;
  };
  const Case cases[] = {
      {"most evidence", {"陈大文", "陈大文", "陳大文"}, "陈大文"},
      {"longest", {"陳大文", "《陳大文》"}, "《陳大文》"},
      {"first in byte order", {"陳大文", "陈大文"}, "陈大文"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    std::vector<Statement> all;
    for (const std::string& name : c.names) {
      all.push_back(
          statement(person(name), "worksFor", body("甲局"), evidence("a.txt", static_cast<std::uint32_t>(all.size()))));
    }
    const KnowledgeGraph graph = graph_of(all);
    CHECK(graph.entity_count() == 2);
    CHECK(named(graph, c.want).type == "Person");
  }
  std::vector<Statement> dated;
  for (const char* date : {"2023", "2023", "2023-03-21"}) {
    dated.push_back(statement(body("甲局"), "attends", entity("Meeting", "山海會議"),
                              evidence("a.txt", static_cast<std::uint32_t>(dated.size()))));
    set_attribute(dated.back().object.attributes, "date", date);
  }
  const KnowledgeGraph graph = graph_of(dated);
  REQUIRE(named(graph, "山海會議").attributes.size() == 1);
  CHECK(named(graph, "山海會議").attributes[0].value == "2023-03-21");
}

TEST_CASE("an incoherent statement is refused") {
  std::vector<Statement> wrong(4, sample()[0]);
  wrong[0].evidence.clear();
  wrong[1].predicate.clear();
  wrong[2].subject.name.clear();
  wrong[3].object.type.clear();
  for (const Statement& s : wrong) {
    GraphBuilder builder;
    CHECK_THROWS_AS(builder.add(s), Error);
  }
}

TEST_CASE("statements read from a file give the same graph") {
  std::string lines;
  for (const Statement& s : sample()) {
    append_statement(lines, s);
    lines += "\r\n\n";
  }
  const TemporaryFile file("statements.ndjson", lines);
  GraphBuilder builder;
  read_statements(file.path(), builder);
  CHECK(ndjson(std::move(builder).finish()) == ndjson(graph_of(sample())));
}

TEST_CASE("a broken line of statements is named with line and column") {
  struct Case {
    const char *line, *want;
  };
  const std::string good = [] {
    std::string line;
    append_statement(line, sample()[0]);
    return line + "\n";
  }();
  const Case cases[] = {
      {"{", ":2:2: not JSON"},
      {"[]", ":2:1: expected a JSON object"},
      {"{\"subject\":7}", ":2:3: \"subject\" must be an object"},
      {"{\"subject\":{\"name\":\"甲\",\"type\":\"\"}}", ":2:25: \"type\" must be a string that is not empty"},
      {"{\"subject\":{\"name\":\"\\udc00\",\"type\":\"T\"}}", ":2:21: not JSON: a lone surrogate"},
      {"{\"subject\":{\"name\":\"a\",\"type\":\"T\"},\"predicate\":\"p\",\"object\":{\"name\":\"b\",\"type\":\"T\"}}",
       "a statement needs evidence"},
      {"{\"subject\":{\"name\":\"a\",\"type\":\"T\"},\"predicate\":\"p\",\"object\":{\"name\":\"b\",\"type\":\"T\"},"
       "\"evidence\":[{\"document\":\"d\",\"begin\":3,\"end\":2}]}",
       "evidence ends before it begins"},
      {"{\"a\":\"\xff\"}", ":2:7: not valid UTF-8"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.line);
    const TemporaryFile file("statements.ndjson", good + c.line + "\n");
    GraphBuilder builder;
    const std::string message = error_of([&] { read_statements(file.path(), builder); });
    CAPTURE(message);
    CHECK(message.find(c.want) != std::string::npos);
    CHECK(message.starts_with(file.path() + ":2"));
  }
  const TemporaryFile nul("statements.ndjson", good + std::string("{}\0{}", 5));
  GraphBuilder builder;
  CHECK(error_of([&] { read_statements(nul.path(), builder); }).find(":2:3: not JSON: a NUL byte") !=
        std::string::npos);
  CHECK(error_of([&] { read_statements(nul.folder(), builder); }).find("cannot be read") != std::string::npos);
  CHECK(error_of([&] { read_statements(nul.path() + "x", builder); }).find("cannot be opened") != std::string::npos);
}

TEST_CASE("long files are read in batches: long lines, many lines, and a fault in its place") {
  std::string lines;
  std::vector<Statement> all;
  for (std::uint32_t i = 0; i != 5000; ++i) {
    Statement s = statement(person("p" + std::to_string(i % 700)), "visits", body("b" + std::to_string(i % 31)), evidence("d", i));
    if (i % 2000 == 7) s.evidence[0].quote = std::string(700000, 'q');
    append_statement(lines, s);
    lines += '\n';
    all.push_back(std::move(s));
  }
  const TemporaryFile good("statements.ndjson", lines), bad("statements.ndjson", lines + "{}\n" + lines);
  GraphBuilder builder, other;
  read_statements(good.path(), builder);
  CHECK(ndjson(std::move(builder).finish()) == ndjson(graph_of(all)));
  CHECK(error_of([&] { read_statements(bad.path(), other); }).starts_with(bad.path() + ":5001:"));
}
