#include "graph/query_match.hpp"

#include <algorithm>
#include <set>

#include "extract/error.hpp"
#include "extract/unicode.hpp"
#include "graph/near_names.hpp"
#include "graph/relations.hpp"

namespace accord {

namespace {

std::string_view value_of(std::span<const AttributeView> pairs, std::string_view name) {
  const auto it = std::ranges::lower_bound(pairs, name, {}, &AttributeView::name);
  return it != pairs.end() && it->name == name ? it->value : std::string_view();
}

/// Whether a date lies in a range of which each end is as precise as given: 2023-03 lies in 2023..2024 and in
/// 2023-03-21..
bool in_range(std::string_view date, const std::string& from, const std::string& to) {
  if (date.empty()) return false;
  const auto head = [](std::string_view a, std::string_view b) { return a.substr(0, std::min(a.size(), b.size())); };
  return (from.empty() || head(date, from) >= head(from, date)) && (to.empty() || head(date, to) <= head(to, date));
}

[[noreturn]] void unknown(std::uint32_t column, const std::string& what, const std::string& name,
                          const std::vector<std::string_view>& known) {
  throw UsageError("query:1:" + std::to_string(column) + ": unknown " + what + " \"" + name + "\"" +
                   suggestion(name, known));
}

std::set<std::string_view> types_of(const KnowledgeGraph& graph) {
  std::set<std::string_view> types;
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) {
    const EntityView entity = graph.entity(EntityIndex{i});
    types.insert(entity.type);
    if (!entity.subtype.empty()) types.insert(entity.subtype);
  }
  return types;
}

void check_types(const KnowledgeGraph& graph, const Query& query, const QueryOptions& options) {
  std::set<std::string_view> types;
  for (const QueryPattern& pattern : query.patterns) {
    for (const QueryTerm* term : {&pattern.subject, &pattern.object}) {
      if (term->type.empty()) continue;
      if (types.empty()) {
        types = types_of(graph);
        types.insert(options.known_types.begin(), options.known_types.end());
      }
      if (!types.contains(term->type)) unknown(term->column, "type", term->type, {types.begin(), types.end()});
    }
  }
}

}  // namespace

bool QuerySlot::accepts(const KnowledgeGraph& graph, EntityIndex e) const {
  if (has_domain && !std::ranges::binary_search(domain, e)) return false;
  if (types.empty()) return true;
  const EntityView entity = graph.entity(e);
  return std::ranges::all_of(types,
                             [&](const std::string& type) { return entity.type == type || entity.subtype == type; });
}

bool PatternPlan::accepts(const KnowledgeGraph& graph, const QueryPattern& pattern,
                          const StatementView& statement) const {
  if (!pattern.relations.empty() && std::ranges::find(relations, statement.predicate) == relations.end()) return false;
  const bool dated = !pattern.from.empty() || !pattern.to.empty();
  if (dated && !in_range(date_of(graph, statement), pattern.from, pattern.to)) return false;
  for (const auto& [name, wanted] : pattern.qualifiers) {
    const std::string_view value = value_of(statement.qualifiers, name);
    if (value != wanted && (value.empty() || fold_name(value) != fold_name(wanted))) return false;
  }
  // What was only planned, or denied, is no answer unless asked for.
  const auto asked = [&](const char* name) {
    return std::ranges::any_of(pattern.qualifiers, [&](const auto& pair) { return pair.first == name; });
  };
  if (value_of(statement.qualifiers, "status") == "planned" && !asked("status")) return false;
  return value_of(statement.qualifiers, "negated") != "true" || asked("negated");
}

QueryPlan::QueryPlan(const KnowledgeGraph& graph, const Query& query, const QueryOptions& options) {
  check_types(graph, query, options);
  const auto variable = [&](const std::string& name) {
    const auto it = std::ranges::find(slots, name, &QuerySlot::name);
    if (it != slots.end()) return static_cast<std::size_t>(it - slots.begin());
    slots.push_back({name, {}, {}, false});
    return slots.size() - 1;
  };
  const auto slot = [&](const QueryTerm& term) {
    if (term.is_variable) {
      const std::size_t at = variable(term.text);
      if (!term.type.empty()) slots[at].types.push_back(term.type);
      return at;
    }
    slots.push_back({{}, {}, graph.named(term.text), true});
    if (slots.back().domain.empty()) notes.push_back("no entity is named " + term.text);
    return slots.size() - 1;
  };
  for (const QueryPattern& pattern : query.patterns) {
    PatternPlan plan;
    plan.subject = slot(pattern.subject);
    if (!pattern.only_entity) {
      plan.object = slot(pattern.object);
      for (const std::string& relation : pattern.relations) {
        const auto known = graph.predicates();
        const auto it = std::ranges::lower_bound(known, relation);
        if (it == known.end() || *it != relation) {
          if (std::ranges::find(options.known_relations, relation) != options.known_relations.end()) continue;
          std::set<std::string_view> all(known.begin(), known.end());
          all.insert(options.known_relations.begin(), options.known_relations.end());
          unknown(pattern.relation_column, "relation", relation, {all.begin(), all.end()});
        }
        if (std::ranges::find(plan.relations, *it) == plan.relations.end()) plan.relations.push_back(*it);
      }
      for (const std::string_view relation : plan.relations) {
        plan.size += graph.with_predicate(relation).size();
        plan.symmetric |= is_symmetric(relation);
      }
      if (pattern.relations.empty()) {
        plan.size = graph.statement_count();
        plan.symmetric = true;
      }
    }
    if (!pattern.date_variable.empty()) plan.date = variable(pattern.date_variable);
    patterns.push_back(std::move(plan));
  }
  for (const std::string& name : query.select.empty() ? query.variables : query.select)
    columns.push_back(variable(name));
}

std::string_view date_of(const KnowledgeGraph& graph, const StatementView& statement) {
  const std::string_view own = value_of(statement.qualifiers, "date");
  if (!own.empty()) return own;
  const std::string_view object = value_of(graph.entity(statement.object).attributes, "date");
  return object.empty() ? value_of(graph.entity(statement.subject).attributes, "date") : object;
}

}  // namespace accord
