#include "graph/knowledge_graph.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/graph/support.hpp"

using namespace accord;
using namespace accord::test;

TEST_CASE("an empty graph has no rows and answers every question") {
  const KnowledgeGraph graph = graph_of(std::vector<Statement>{});
  CHECK(graph.entity_count() == 0);
  CHECK(graph.statement_count() == 0);
  CHECK(graph.predicates().empty());
  CHECK(graph.with_predicate("signed").empty());
  CHECK_FALSE(graph.find("e_0123456789abcdef"));
  CHECK(ndjson(graph).empty());
}

TEST_CASE("entities and statements are sorted, and adjacency agrees with the statements") {
  std::vector<Statement> all;
  for (int i = 0; i != 40; ++i) {
    all.push_back(statement(person("p" + std::to_string(i * i % 13)), i % 3 == 0 ? "visits" : "attends",
                            entity("Meeting", "m" + std::to_string(i % 7)),
                            evidence("a", static_cast<std::uint32_t>(i))));
  }
  all.push_back(statement(person("p0"), "meetsWith", person("p0")));
  const KnowledgeGraph graph = graph_of(all);
  for (std::uint32_t i = 1; i < graph.entity_count(); ++i) {
    CHECK(graph.entity(EntityIndex{i - 1}).id < graph.entity(EntityIndex{i}).id);
  }
  std::vector<std::vector<StatementIndex>> out(graph.entity_count()), in(graph.entity_count());
  for (std::uint32_t i = 0; i != graph.statement_count(); ++i) {
    const StatementView s = graph.statement(StatementIndex{i});
    if (i != 0) {
      const StatementView last = graph.statement(StatementIndex{i - 1});
      CHECK(std::tie(last.subject, last.predicate, last.object, last.id) <
            std::tie(s.subject, s.predicate, s.object, s.id));
    }
    out[static_cast<std::uint32_t>(s.subject)].push_back(StatementIndex{i});
    in[static_cast<std::uint32_t>(s.object)].push_back(StatementIndex{i});
  }
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) {
    CHECK(std::ranges::equal(graph.outgoing(EntityIndex{i}), out[i]));
    CHECK(std::ranges::equal(graph.incoming(EntityIndex{i}), in[i]));
    CHECK(graph.find(graph.entity(EntityIndex{i}).id) == EntityIndex{i});
  }
  std::size_t total = 0;
  for (const std::string_view predicate : graph.predicates()) {
    for (const StatementIndex i : graph.with_predicate(predicate)) CHECK(graph.statement(i).predicate == predicate);
    total += graph.with_predicate(predicate).size();
  }
  CHECK(total == graph.statement_count());
  CHECK(graph.sources().size() == 2);
}
