#include "graph/diff.hpp"

#include <algorithm>
#include <tuple>

#include "graph/json_output.hpp"

namespace accord {

namespace {

bool same(const AttributeView& a, const AttributeView& b) { return a.name == b.name && a.value == b.value; }

bool same(const EntityView& a, const EntityView& b) {
  return std::tie(a.type, a.subtype, a.name) == std::tie(b.type, b.subtype, b.name) &&
         std::ranges::equal(a.aliases, b.aliases) &&
         std::ranges::equal(a.attributes, b.attributes, [](const auto& x, const auto& y) { return same(x, y); });
}

bool same(const EvidenceView& a, const EvidenceView& b) {
  return a.source->document == b.source->document && a.span == b.span && a.quote == b.quote && a.rule == b.rule;
}

bool same(const StatementView& a, const StatementView& b) {
  return a.confidence == b.confidence &&
         std::ranges::equal(a.evidence, b.evidence, [](const auto& x, const auto& y) { return same(x, y); });
}

std::vector<StatementIndex> by_id(const KnowledgeGraph& graph) {
  std::vector<StatementIndex> all;
  for (std::uint32_t i = 0; i != graph.statement_count(); ++i) all.push_back(StatementIndex{i});
  std::ranges::sort(all, {}, [&](StatementIndex i) { return graph.statement(i).id; });
  return all;
}

void diff_entities(const KnowledgeGraph& from, const KnowledgeGraph& to, GraphDiff& d) {
  for (std::uint32_t i = 0; i != from.entity_count(); ++i) {
    const EntityView old = from.entity(EntityIndex{i});
    if (const auto now = to.find(old.id)) {
      if (!same(old, to.entity(*now))) d.entities_changed.emplace_back(EntityIndex{i}, *now);
      continue;
    }
    std::vector<EntityIndex> bearers = to.named(old.name);
    std::erase_if(bearers, [&](EntityIndex e) { return to.entity(e).type != old.type; });
    if (bearers.size() == 1) {
      d.entities_joined.emplace_back(EntityIndex{i}, bearers[0]);
    } else {
      d.entities_gone.push_back(EntityIndex{i});
    }
  }
  for (std::uint32_t i = 0; i != to.entity_count(); ++i) {
    if (!from.find(to.entity(EntityIndex{i}).id)) d.entities_new.push_back(EntityIndex{i});
  }
}

void diff_statements(const KnowledgeGraph& from, const KnowledgeGraph& to, GraphDiff& d) {
  const std::vector<StatementIndex> old = by_id(from), now = by_id(to);
  auto o = old.begin();
  auto n = now.begin();
  while (o != old.end() || n != now.end()) {
    const int order = o == old.end() ? 1 : n == now.end() ? -1 : from.statement(*o).id.compare(to.statement(*n).id);
    if (order < 0) {
      d.statements_gone.push_back(*o++);
    } else if (order > 0) {
      d.statements_new.push_back(*n++);
    } else {
      if (!same(from.statement(*o), to.statement(*n))) d.statements_changed.emplace_back(*o, *n);
      ++o, ++n;
    }
  }
  std::ranges::sort(d.statements_gone);
  std::ranges::sort(d.statements_new);
  std::ranges::sort(d.statements_changed);
}

/// Pieces of evidence that `a` has and `b` has not.
std::size_t missing(const StatementView& a, const StatementView& b) {
  return static_cast<std::size_t>(std::ranges::count_if(a.evidence, [&](const EvidenceView& x) {
    return std::ranges::none_of(b.evidence, [&](const EvidenceView& y) { return same(x, y); });
  }));
}

std::string change_in_words(const EntityView& old, const EntityView& now) {
  std::string text = shown_name(now) + " (" + std::string(now.type) + "):";
  if (old.name != now.name) text += " was called " + std::string(old.name) + ";";
  if (old.subtype != now.subtype)
    text += " subtype " + std::string(old.subtype) + " -> " + std::string(now.subtype) + ";";
  for (const std::string_view alias : now.aliases) {
    if (!std::ranges::binary_search(old.aliases, alias) && alias != old.name)
      text += " also " + std::string(alias) + ";";
  }
  for (const std::string_view alias : old.aliases) {
    if (!std::ranges::binary_search(now.aliases, alias) && alias != now.name)
      text += " no longer " + std::string(alias) + ";";
  }
  const auto missing = [](std::span<const AttributeView> in, const AttributeView& a) {
    return std::ranges::none_of(in, [&](const AttributeView& b) { return same(a, b); });
  };
  for (const AttributeView& a : now.attributes) {
    if (missing(old.attributes, a)) text += " now " + std::string(a.name) + " " + std::string(a.value) + ";";
  }
  for (const AttributeView& a : old.attributes) {
    if (missing(now.attributes, a)) text += " was " + std::string(a.name) + " " + std::string(a.value) + ";";
  }
  text.pop_back();
  return text;
}

}  // namespace

bool GraphDiff::empty() const {
  return entities_gone.empty() && entities_new.empty() && entities_changed.empty() && entities_joined.empty() &&
         statements_gone.empty() && statements_new.empty() && statements_changed.empty();
}

GraphDiff diff(const KnowledgeGraph& from, const KnowledgeGraph& to) {
  GraphDiff d;
  diff_entities(from, to, d);
  diff_statements(from, to, d);
  return d;
}

std::string to_text(const GraphDiff& d, const KnowledgeGraph& from, const KnowledgeGraph& to) {
  std::string text;
  const auto entity = [&](char sign, const EntityView& e) {
    text += std::string(1, sign) + " " + shown_name(e) + " (" + std::string(e.type) + ")\n";
  };
  const auto statement = [&](char sign, const KnowledgeGraph& graph, StatementIndex i) {
    const StatementView s = graph.statement(i);
    text += std::string(1, sign) + " " + in_words(graph, s) + "  " + in_words(s.evidence[0]) + "\n";
  };
  for (const auto& [old, now] : d.entities_joined) {
    text += "= " + shown_name(from.entity(old)) + " (" + std::string(from.entity(old).type) + ") is now " +
            shown_name(to.entity(now)) + "\n";
  }
  for (const EntityIndex e : d.entities_gone) entity('-', from.entity(e));
  for (const EntityIndex e : d.entities_new) entity('+', to.entity(e));
  for (const auto& [old, now] : d.entities_changed)
    text += "~ " + change_in_words(from.entity(old), to.entity(now)) + "\n";
  for (const StatementIndex i : d.statements_gone) statement('-', from, i);
  for (const StatementIndex i : d.statements_new) statement('+', to, i);
  for (const auto& [old, now] : d.statements_changed) {
    const StatementView was = from.statement(old), is = to.statement(now);
    text += "~ " + in_words(to, is) + ": evidence " + std::to_string(was.evidence.size()) + " -> " +
            std::to_string(is.evidence.size()) + ", of which new " + std::to_string(missing(is, was)) + "\n";
  }
  return text;
}

std::string to_json(const GraphDiff& d, const KnowledgeGraph& from, const KnowledgeGraph& to) {
  JsonOutput json;
  const auto entities = [&](const char* name, const KnowledgeGraph& graph, const std::vector<EntityIndex>& list) {
    json.key(name).array(list, [&](EntityIndex e) { write_entity(json, graph.entity(e)); });
  };
  const auto entity_pairs = [&](const char* name, const auto& list) {
    json.key(name).array(list, [&](const auto& pair) {
      json.object([&] {
        write_entity(json.key("old"), from.entity(pair.first));
        write_entity(json.key("new"), to.entity(pair.second));
      });
    });
  };
  const auto statements = [&](const char* name, const KnowledgeGraph& graph, const std::vector<StatementIndex>& list) {
    json.key(name).array(list, [&](StatementIndex i) { write_statement(json, graph, graph.statement(i)); });
  };
  json.object([&] {
    entities("entitiesGone", from, d.entities_gone);
    entities("entitiesNew", to, d.entities_new);
    entity_pairs("entitiesChanged", d.entities_changed);
    entity_pairs("entitiesJoined", d.entities_joined);
    statements("statementsGone", from, d.statements_gone);
    statements("statementsNew", to, d.statements_new);
    json.key("statementsChanged").array(d.statements_changed, [&](const auto& pair) {
      json.object([&] {
        write_statement(json.key("old"), from, from.statement(pair.first));
        write_statement(json.key("new"), to, to.statement(pair.second));
      });
    });
  });
  return json.take();
}

}  // namespace accord
