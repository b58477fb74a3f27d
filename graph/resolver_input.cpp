#include "graph/resolver_input.hpp"

#include <charconv>
#include <map>

#include "extract/unicode.hpp"
#include "graph/query.hpp"
#include "graph/relations.hpp"
#include "graph/sorted.hpp"

namespace accord {

namespace {

using Added = GraphBuilder::Impl;

std::uint16_t year_of(std::string_view date) {
  std::uint16_t year = 0;
  if (date.size() >= 4) std::from_chars(date.data(), date.data() + 4, year);
  return year;
}

/// The year of an added statement: its date, else its document's.
std::uint16_t year_of(const Added& added, std::uint32_t statement) {
  const Added::RawStatement& s = added.statements[statement];
  for (std::uint32_t q = added.set_begin(s.qualifiers); q != added.set_end[s.qualifiers]; ++q) {
    if (added.pool.text(added.set_members[q].name) == date_attribute)
      return year_of(added.pool.text(added.set_members[q].value));
  }
  return year_of(added.pool.text(added.sources[added.evidence[added.evidence_begin(statement)].source].date));
}

void add_units(const Added& added, const Units& units, ResolverInput& input) {
  const auto unit = [&](std::uint32_t entity) {
    const std::string_view key = added.pool.text(added.entities[entity].key);
    return ResolverInput::Unit{added.pool.text(added.entities[entity].type), key, key, entity, {}};
  };
  input.units.reserve(added.entities.size() + units.splits.size());
  for (std::uint32_t e = 0; e != added.entities.size(); ++e) {
    input.units.push_back(unit(e));
    if (units.is_split[e]) input.units.back().type = {};
  }
  for (const Units::Split& split : units.splits) {
    input.units.push_back(unit(split.entity));
    input.units.back().of = split.of;
  }
}

void add_aliases(const Added& added, const Units& units, ResolverInput& input) {
  std::map<Added::Number, std::string_view> folded;
  std::vector<std::pair<std::uint32_t, Added::Number>> pairs;
  for (std::uint32_t f = 0; f != added.forms.size(); ++f) {
    const std::uint32_t entity = added.forms[f].entity;
    // Which of several bearers of a name has the alias cannot be told.
    if (units.is_split[entity]) continue;
    for (std::uint32_t a = added.alias_begin(f); a != added.forms[f].alias_end; ++a)
      pairs.emplace_back(entity, added.aliases[a]);
  }
  sort_unique(pairs);
  for (const auto& [entity, alias] : pairs) {
    const auto [it, is_new] = folded.try_emplace(alias);
    if (is_new) it->second = input.arena.copy(fold_name(added.pool.text(alias)));
    if (it->second != input.units[entity].key) input.aliases.push_back({entity, it->second, added.pool.text(alias)});
  }
}

}  // namespace

ResolverInput resolver_input(const Added& added, const Units& units) {
  ResolverInput input;
  add_units(added, units, input);
  add_aliases(added, units, input);
  const auto ends = [&added, &units](std::uint32_t i) {
    const Added::RawStatement& s = added.statements[i];
    const std::uint32_t document = added.document(i);
    return std::pair{units.unit(added.forms[s.subject].entity, document),
                     units.unit(added.forms[s.object].entity, document)};
  };
  const Added::Number office = added.pool.find(office_relation);
  for (std::uint32_t i = 0; i != added.statements.size(); ++i) {
    if (added.statements[i].predicate != office) continue;
    const std::uint16_t year = year_of(added, i);
    const auto [person, position] = ends(i);
    if (year != 0) input.holders.push_back({position, year, person});
  }
  input.links = [&added, ends](const std::vector<bool>& wanted) {
    std::vector<ResolverInput::Link> links;
    for (std::uint32_t i = 0; i != added.statements.size(); ++i) {
      const auto [subject, object] = ends(i);
      if (wanted[subject])
        links.push_back({subject, object, tells_apart(added.pool.text(added.statements[i].predicate))});
      if (wanted[object]) links.push_back({object, subject, false});
    }
    sort_unique(links);
    return links;
  };
  input.given = units.candidates;
  input.apart = units.apart;
  return input;
}

ResolverInput resolver_input(const KnowledgeGraph& graph) {
  ResolverInput input;
  std::map<std::pair<std::string_view, std::string_view>, std::vector<std::uint32_t>> by_name;
  for (std::uint32_t e = 0; e != graph.entity_count(); ++e) {
    const EntityView entity = graph.entity(EntityIndex{e});
    const std::string_view key = input.arena.copy(fold_name(entity.name));
    auto& same = by_name[{entity.type, key}];
    for (const std::uint32_t other : same) input.given.push_back({other, e, Ground::variant, 0.5, entity.name});
    same.push_back(e);
    input.units.push_back({entity.type, entity.name, key, same.front(), {}});
    for (const AttributeView& attribute : entity.attributes) {
      if (attribute.name == "of") input.units.back().of.push_back(fold_name(attribute.value));
    }
    for (const std::string_view alias : entity.aliases) {
      const std::string folded = fold_name(alias);
      if (folded != key) input.aliases.push_back({e, input.arena.copy(folded), alias});
    }
  }
  for (const StatementIndex i : graph.with_predicate(office_relation)) {
    const StatementView s = graph.statement(i);
    const std::string_view date = date_of(graph, s);
    const std::uint16_t year = year_of(date.empty() ? s.evidence[0].source->date : date);
    if (year != 0)
      input.holders.push_back({static_cast<std::uint32_t>(s.object), year, static_cast<std::uint32_t>(s.subject)});
  }
  input.links = [graph](const std::vector<bool>& wanted) {
    std::vector<ResolverInput::Link> links;
    for (std::uint32_t i = 0; i != graph.statement_count(); ++i) {
      const StatementView s = graph.statement(StatementIndex{i});
      const auto subject = static_cast<std::uint32_t>(s.subject), object = static_cast<std::uint32_t>(s.object);
      if (wanted[subject]) links.push_back({subject, object, tells_apart(s.predicate)});
      if (wanted[object]) links.push_back({object, subject, false});
    }
    sort_unique(links);
    return links;
  };
  return input;
}

}  // namespace accord
