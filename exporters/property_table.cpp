#include "exporters/property_table.hpp"

#include <algorithm>
#include <array>

#include "exporters/names.hpp"

namespace accord {

namespace {

enum NodeColumn : std::size_t { node_label, node_name, node_kind, node_subtype, node_uri, node_aliases, node_mentions };
enum EdgeColumn : std::size_t {
  edge_label,
  edge_relation,
  edge_weight,
  edge_confidence,
  edge_fact,
  edge_quotes,
  edge_documents,
  edge_spans,
  edge_rules,
  edge_published,
  edge_urls,
  edge_titles,
  edge_publishers
};

/// Names with a meaning of their own to some importer.
constexpr std::array reserved{"id",    "labels", "type",   "timeset", "source", "target", "interval", "timestamp",
                              "start", "end",    "x",      "y",       "z",      "size",   "r",        "g",
                              "b",     "color",  "colour", "kind",    "weight", "key"};

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

void set(PropertyValue& value, std::string_view text) {
  value.text = text;
  value.present = !text.empty();
}

/// One string a piece of evidence, so that the lists run in step; absent if no piece has one.
template <class Get>
void set_list(PropertyValue& value, std::span<const EvidenceView> evidence, Get get) {
  for (const EvidenceView& e : evidence) {
    value.list.push_back(get(e));
    value.present = value.present || !value.list.back().empty();
  }
}

void clear(PropertyRow& row, std::size_t columns) {
  row.values.resize(columns);
  for (PropertyValue& value : row.values) {
    value.present = false;
    value.list.clear();
  }
  row.made.clear();
}

std::uint64_t mentions(const KnowledgeGraph& graph, EntityIndex index) {
  std::uint64_t count = 0;
  for (const StatementIndex s : graph.outgoing(index)) count += graph.statement(s).evidence.size();
  for (const StatementIndex s : graph.incoming(index)) count += graph.statement(s).evidence.size();
  return count;
}

}  // namespace

std::string_view type_name(PropertyType type, std::string_view list_name) {
  switch (type) {
    case PropertyType::integer:
      return "long";
    case PropertyType::real:
      return "double";
    case PropertyType::strings:
      return list_name;
    default:
      return "string";
  }
}

PropertyTable::PropertyTable(const KnowledgeGraph& graph, const ExportOptions& options)
    : graph_(graph), entity_iri_(options.base + "entity/") {
  using enum PropertyType;
  node_columns_ = {{"label", string}, {"name", string},     {"kind", string},     {"subtype", string},
                   {"uri", string},   {"aliases", strings}, {"mentions", integer}};
  edge_columns_ = {{"label", string},      {"relation", string},   {"weight", real},       {"confidence", real},
                   {"fact_id", string},    {"quotes", strings},    {"documents", strings}, {"spans", strings},
                   {"rules", strings},     {"published", strings}, {"urls", strings},      {"titles", strings},
                   {"publishers", strings}};
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) {
    for (const AttributeView& a : graph.entity(EntityIndex{i}).attributes) {
      if (attributes_.find(a.name) == attributes_.end()) attributes_.emplace(a.name, 0);
    }
  }
  for (std::uint32_t i = 0; i != graph.statement_count(); ++i) {
    for (const AttributeView& q : graph.statement(StatementIndex{i}).qualifiers) {
      if (qualifiers_.find(q.name) == qualifiers_.end()) qualifiers_.emplace(q.name, 0);
    }
  }
  add_columns(node_columns_, attributes_);
  add_columns(edge_columns_, qualifiers_);
}

std::size_t PropertyTable::mentions_column() { return node_mentions; }

void PropertyTable::add_columns(std::vector<PropertyColumn>& columns, Positions& positions) {
  const auto taken = [&](const std::string& name) {
    const std::string wanted = lower(name);
    return std::ranges::find(reserved, wanted) != reserved.end() ||
           std::ranges::any_of(columns, [&](const PropertyColumn& c) { return lower(c.name) == wanted; });
  };
  for (auto& [name, position] : positions) {
    std::string made = machine_name(name);
    if (taken(made)) made = "q_" + made;
    const std::string stem = made;
    for (int i = 2; taken(made); ++i) made = stem + '_' + std::to_string(i);
    position = columns.size();
    columns.push_back({std::move(made), PropertyType::string});
  }
}

void PropertyTable::node(EntityIndex index, PropertyRow& row) const {
  clear(row, node_columns_.size());
  const EntityView entity = graph_.entity(index);
  set(row.values[node_label], entity.name);
  set(row.values[node_name], entity.name);
  set(row.values[node_kind], entity.type);
  set(row.values[node_subtype], entity.subtype);
  set(row.values[node_uri], row.made.emplace_back(entity_iri_).append(entity.id));
  PropertyValue& aliases = row.values[node_aliases];
  aliases.list.assign(entity.aliases.begin(), entity.aliases.end());
  aliases.present = !aliases.list.empty();
  row.values[node_mentions].integer = mentions(graph_, index);
  row.values[node_mentions].present = true;
  for (const AttributeView& a : entity.attributes) set(row.values[attributes_.find(a.name)->second], a.value);
}

void PropertyTable::edge(const StatementView& statement, PropertyRow& row) const {
  clear(row, edge_columns_.size());
  const std::span<const EvidenceView> evidence = statement.evidence;
  if (statement.predicate != row.relation) {
    row.relation = statement.predicate;
    row.relation_label = relation_label(row.relation);
  }
  set(row.values[edge_label], row.relation_label);
  set(row.values[edge_relation], statement.predicate);
  // Gephi drops an edge of weight 0.
  row.values[edge_weight].real = static_cast<double>(std::max<std::size_t>(1, evidence.size()));
  row.values[edge_weight].present = true;
  row.values[edge_confidence].real = statement.confidence;
  row.values[edge_confidence].present = true;
  set(row.values[edge_fact], statement.id);
  set_list(row.values[edge_quotes], evidence, [](const EvidenceView& e) { return e.quote; });
  set_list(row.values[edge_documents], evidence, [](const EvidenceView& e) { return e.source->document; });
  set_list(row.values[edge_spans], evidence, [&](const EvidenceView& e) -> std::string_view {
    return row.made.emplace_back(std::to_string(e.span.begin) + '-' + std::to_string(e.span.end));
  });
  set_list(row.values[edge_rules], evidence, [](const EvidenceView& e) { return e.rule; });
  set_list(row.values[edge_published], evidence, [](const EvidenceView& e) { return e.source->date; });
  set_list(row.values[edge_urls], evidence, [](const EvidenceView& e) { return e.source->url; });
  set_list(row.values[edge_titles], evidence, [](const EvidenceView& e) { return e.source->title; });
  set_list(row.values[edge_publishers], evidence, [](const EvidenceView& e) { return e.source->publisher; });
  for (const AttributeView& q : statement.qualifiers) set(row.values[qualifiers_.find(q.name)->second], q.value);
}

}  // namespace accord
