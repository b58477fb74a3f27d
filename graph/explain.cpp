#include "graph/explain.hpp"

#include <algorithm>

#include "extract/error.hpp"
#include "graph/json_output.hpp"
#include "graph/near_names.hpp"
#include "graph/relations.hpp"
#include "graph/sorted.hpp"

namespace accord {

namespace {

std::vector<EntityIndex> named(const KnowledgeGraph& graph, std::string_view name) {
  std::vector<EntityIndex> found = graph.named(name);
  if (found.empty()) throw Error("no entity is named " + std::string(name));
  return found;
}

void check_relation(const KnowledgeGraph& graph, std::string_view relation) {
  const auto known = graph.predicates();
  if (relation == "*" || std::ranges::binary_search(known, relation)) return;
  throw UsageError("unknown relation \"" + std::string(relation) + "\"" + suggestion(relation, known));
}

/// Statements from one of `from` to one of `to`.
void between(const KnowledgeGraph& graph, const std::vector<EntityIndex>& from, const std::vector<EntityIndex>& to,
             std::vector<StatementIndex>& out) {
  for (const EntityIndex e : from) {
    for (const StatementIndex i : graph.outgoing(e)) {
      if (std::ranges::binary_search(to, graph.statement(i).object)) out.push_back(i);
    }
  }
}

std::vector<EntityIndex> ends(const Support& support) {
  std::vector<EntityIndex> all = support.subjects;
  all.insert(all.end(), support.objects.begin(), support.objects.end());
  sort_unique(all);
  return all;
}

std::string in_words(const GroundView& g) {
  std::string text = "  " + std::string(g.name) + " = " + std::string(g.other) + ": " + std::string(g.ground);
  if (!g.with.empty()) text.append(" ").append(g.with);
  return text + "\n";
}

}  // namespace

Support explain(const KnowledgeGraph& graph, std::string_view subject, std::string_view relation,
                std::string_view object) {
  check_relation(graph, relation);
  Support support{named(graph, subject), named(graph, object), {}, {}};
  std::vector<StatementIndex> forward, backward;
  between(graph, support.subjects, support.objects, forward);
  between(graph, support.objects, support.subjects, backward);
  const auto sort_in = [&](const std::vector<StatementIndex>& statements, bool turned) {
    for (const StatementIndex i : statements) {
      const std::string_view predicate = graph.statement(i).predicate;
      const bool says_so = (relation == "*" || predicate == relation) && (!turned || is_symmetric(predicate));
      (says_so ? support.statements : support.others).push_back(i);
    }
  };
  sort_in(forward, false);
  sort_in(backward, true);
  sort_unique(support.statements);
  sort_unique(support.others);
  if (!support.statements.empty()) support.others.clear();
  return support;
}

std::string to_text(const Support& support, const KnowledgeGraph& graph) {
  std::string text;
  const auto tell = [&](StatementIndex i) {
    const StatementView s = graph.statement(i);
    text += in_words(graph, s) + "\n  mentions " + std::to_string(mentions(s)) + ", sources " +
            std::to_string(independent_sources(s)) + "\n";
    for (const EvidenceView& e : s.evidence) text += "  " + in_words(e) + "\n";
  };
  for (const StatementIndex i : support.statements) tell(i);
  if (support.statements.empty())
    text += support.others.empty() ? "The graph does not say so.\n" : "The graph does not say so, but:\n";
  for (const StatementIndex i : support.others) tell(i);
  for (const EntityIndex e : ends(support)) {
    const EntityView entity = graph.entity(e);
    if (entity.grounds.empty()) continue;
    text += shown_name(entity) + " is one node because\n";
    for (const GroundView& ground : entity.grounds) text += in_words(ground);
  }
  return text;
}

std::string to_json(const Support& support, const KnowledgeGraph& graph) {
  JsonOutput json;
  json.object([&] {
    json.key("statements").array(support.statements, [&](StatementIndex i) {
      write_statement(json, graph, graph.statement(i));
    });
    json.key("others").array(support.others,
                             [&](StatementIndex i) { write_statement(json, graph, graph.statement(i)); });
    json.key("entities").array(ends(support), [&](EntityIndex e) {
      const EntityView entity = graph.entity(e);
      json.object([&] {
        json.member("id", entity.id);
        json.member("name", entity.name);
        json.key("grounds").array(entity.grounds, [&](const GroundView& g) {
          json.object([&] {
            json.member("ground", g.ground);
            json.member("name", g.name);
            json.member("other", g.other);
            json.optional("with", g.with);
          });
        });
      });
    });
  });
  return json.take();
}

}  // namespace accord
