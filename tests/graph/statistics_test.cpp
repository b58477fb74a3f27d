#include "graph/statistics.hpp"

#include <doctest/doctest.h>

#include "tests/graph/support.hpp"

using namespace accord;
using namespace accord::test;

TEST_CASE("counts, components and the best connected entities") {
  std::vector<Statement> all = {
      statement(person("甲"), "signed", agreement("協議一"), evidence("a.txt", 1)),
      statement(person("乙"), "signed", agreement("協議一"), evidence("b.txt", 1)),
      statement(person("甲"), "worksFor", body("某局"), evidence("b.txt", 5)),
      statement(person("丙"), "meetsWith", person("丁"), evidence("c.txt", 5)),
      statement(person("甲"), "signed", agreement("協議一"), evidence("c.txt", 9)),
  };
  for (Statement& s : all) {
    if (s.predicate == "worksFor") s.object.subtype = "GovernmentBody";
  }
  const KnowledgeGraph graph = graph_of(all);
  const Statistics s = statistics(graph, 2);
  CHECK(s.entities == 6);
  CHECK(s.statements == 4);
  CHECK(s.evidence == 5);
  CHECK(s.documents == 3);
  CHECK(s.components == 2);
  CHECK(s.largest_component == 4);
  CHECK(s.types ==
        std::vector<std::pair<std::string_view, std::uint32_t>>{{"Person", 4}, {"Agreement", 1}, {"Organization", 1}});
  CHECK(s.subtypes == std::vector<std::pair<std::string_view, std::uint32_t>>{{"GovernmentBody", 1}});
  CHECK(s.relations ==
        std::vector<std::pair<std::string_view, std::uint32_t>>{{"signed", 2}, {"meetsWith", 1}, {"worksFor", 1}});
  REQUIRE(s.top.size() == 2);
  CHECK(s.top[0].second == 2);
  CHECK(to_text(s, graph).starts_with("entities\t6\nstatements\t4\ndocuments\t3\nevidence\t5\ncomponents\t2\n"));
  CHECK(to_json(s, graph).starts_with(
      R"({"entities":6,"statements":4,"documents":3,"evidence":5,"components":2,"largestComponent":4,"types":{"Person":4,)"));
}

TEST_CASE("an empty graph has nothing to count") {
  const KnowledgeGraph graph = graph_of(std::vector<Statement>{});
  const Statistics s = statistics(graph);
  CHECK(s.components == 0);
  CHECK(s.largest_component == 0);
  CHECK(s.top.empty());
}
