#include "exporters/property_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

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
  edge_pages,
  edge_boxes,
  edge_rules,
  edge_published,
  edge_urls,
  edge_titles,
  edge_publishers,
  edge_fixed  ///< how many every graph has
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

void clear(PropertyRow& row, std::size_t columns) {
  row.values.resize(columns);
  for (PropertyValue& value : row.values) value.present = false;
}

/// Writes numbers with separators into `row.digits`, which must have room: views of it are handed out.
class Digits {
 public:
  static constexpr std::size_t most_a_quote = 64;  ///< a span, a page and a box
  Digits(PropertyRow& row, std::size_t quotes) {
    row.digits.resize(quotes * most_a_quote);
    begin_ = row.digits.data();
    end_ = begin_ + row.digits.size();
  }
  std::string_view join(std::initializer_list<std::uint32_t> numbers, char separator) {
    char* const begin = begin_;
    for (const std::uint32_t number : numbers) {
      if (begin_ != begin) *begin_++ = separator;
      begin_ = std::to_chars(begin_, end_, number).ptr;
    }
    return {begin, static_cast<std::size_t>(begin_ - begin)};
  }

 private:
  char *begin_, *end_;
};

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
  edge_columns_ = {{"label", string},   {"relation", string}, {"weight", real},       {"confidence", real},
                   {"fact_id", string}, {"quotes", strings},  {"documents", strings}, {"spans", strings},
                   {"pages", strings},  {"boxes", strings},   {"rules", strings},     {"published", strings},
                   {"urls", strings},   {"titles", strings},  {"publishers", strings}};
  mentions_.resize(graph.entity_count());
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) {
    for (const AttributeView& a : graph.entity(EntityIndex{i}).attributes) {
      if (attributes_.find(a.name) == attributes_.end()) attributes_.emplace(a.name, 0);
    }
  }
  for (std::uint32_t i = 0; i != graph.statement_count(); ++i) {
    const StatementView s = graph.statement(StatementIndex{i});
    for (const EntityIndex end : {s.subject, s.object}) {
      mentions_[static_cast<std::size_t>(end)] += static_cast<std::uint32_t>(s.evidence.size());
    }
    for (const AttributeView& q : s.qualifiers) {
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
  set(row.values[node_uri], row.uri.assign(entity_iri_).append(entity.id));
  row.values[node_aliases].list = entity.aliases;
  row.values[node_aliases].present = !entity.aliases.empty();
  row.values[node_mentions].integer = mentions_[static_cast<std::size_t>(index)];
  row.values[node_mentions].present = true;
  for (const AttributeView& a : entity.attributes) set(row.values[attributes_.find(a.name)->second], a.value);
}

static_assert(edge_label < PropertyTable::relation_columns() && edge_relation < PropertyTable::relation_columns() &&
              edge_weight == PropertyTable::relation_columns());

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
  evidence_lists(evidence, row);
  for (const AttributeView& q : statement.qualifiers) set(row.values[qualifiers_.find(q.name)->second], q.value);
}

/// One text a quote, so that the lists run in step; a list in which all are empty is absent.
void PropertyTable::evidence_lists(std::span<const EvidenceView> evidence, PropertyRow& row) {
  row.items.resize(evidence.size() * (edge_fixed - edge_quotes));
  const auto list = [&](EdgeColumn column, auto text_of) {
    const std::size_t begin = (column - edge_quotes) * evidence.size();
    const std::span<std::string_view> items(row.items.data() + begin, evidence.size());
    std::ranges::transform(evidence, items.begin(), text_of);
    row.values[column].list = items;
    row.values[column].present = std::ranges::any_of(items, [](std::string_view text) { return !text.empty(); });
  };
  Digits digits(row, evidence.size());
  using View = EvidenceView;
  list(edge_quotes, [](const View& e) { return e.quote; });
  list(edge_documents, [](const View& e) { return e.source->document; });
  list(edge_spans, [&](const View& e) { return digits.join({e.span.begin, e.span.end}, '-'); });
  list(edge_pages,
       [&](const View& e) { return e.place.page == 0 ? std::string_view() : digits.join({e.place.page}, ','); });
  list(edge_boxes, [&](const View& e) {
    const PageBox& box = e.place;
    return box.page == 0 ? std::string_view() : digits.join({box.left, box.top, box.right, box.bottom}, ',');
  });
  list(edge_rules, [](const View& e) { return e.rule; });
  list(edge_published, [](const View& e) { return e.source->date; });
  list(edge_urls, [](const View& e) { return e.source->url; });
  list(edge_titles, [](const View& e) { return e.source->title; });
  list(edge_publishers, [](const View& e) { return e.source->publisher; });
}

}  // namespace accord
