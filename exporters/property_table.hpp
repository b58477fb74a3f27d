#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exporters/formats.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

/// Types that every property-graph importer knows. No booleans and no dates: readers disagree about their text.
enum class PropertyType { string, integer, real, strings };

/// What formats call a type: long, double, string, or for lists the name that is given.
std::string_view type_name(PropertyType type, std::string_view list_name);

/// A property of all nodes or of all edges.
struct PropertyColumn {
  std::string name;  ///< a machine name, unique in its table even without regard to case
  PropertyType type;
};

/// One value; which member holds it says the column's type.
struct PropertyValue {
  bool present = false;  ///< absent values are left out of every format
  std::string_view text{};
  std::uint64_t integer = 0;
  double real = 0;
  std::span<const std::string_view> list{};
};

/// Gives `writer` what the value holds: a std::string_view, a std::uint64_t, a double, or a
/// std::span<const std::string_view>. An absent value is not given.
template <class Writer>
void visit(PropertyType type, const PropertyValue& value, Writer&& writer) {
  if (!value.present) return;
  switch (type) {
    case PropertyType::string:
      return writer(value.text);
    case PropertyType::integer:
      return writer(value.integer);
    case PropertyType::real:
      return writer(value.real);
    case PropertyType::strings:
      return writer(value.list);
  }
}

/// One value a column. Owns what no graph holds; reuse one row for many records.
struct PropertyRow {
  std::vector<PropertyValue> values;
  std::vector<std::string_view> items;            ///< of the lists, one list behind the other
  std::string uri;                                ///< of a node
  std::vector<char> digits;                       ///< of an edge's spans, pages and boxes
  std::string_view relation{}, relation_label{};  ///< of the statement before: the next one mostly has the same
};

/// The graph as a property graph: an entity is a node, a statement an edge, and both have these properties in
/// every format that speaks of nodes and edges (docs/formats.md lists them).
class PropertyTable {
 public:
  PropertyTable(const KnowledgeGraph& graph, const ExportOptions& options);

  std::span<const PropertyColumn> node_columns() const { return node_columns_; }
  std::span<const PropertyColumn> edge_columns() const { return edge_columns_; }
  /// What precedes an entity's id in its IRI.
  const std::string& entity_iri() const { return entity_iri_; }
  /// Position among node_columns() of the number of quotes in which a node takes part.
  static std::size_t mentions_column();

  /// How many of the first edge_columns() say the relation and nothing else: its label and its name, both texts.
  static constexpr std::size_t relation_columns() { return 2; }

  /// Fills `row`; its views live until the next call with that row.
  void node(EntityIndex index, PropertyRow& row) const;
  void edge(const StatementView& statement, PropertyRow& row) const;

 private:
  using Positions = std::map<std::string, std::size_t, std::less<>>;

  /// Adds a column a name, renamed where it would clash with one that stands already.
  static void add_columns(std::vector<PropertyColumn>& columns, Positions& positions);

  static void evidence_lists(std::span<const EvidenceView> evidence, PropertyRow& row);

  KnowledgeGraph graph_;
  std::string entity_iri_;
  std::vector<PropertyColumn> node_columns_, edge_columns_;
  Positions attributes_, qualifiers_;    ///< name in the graph -> column
  std::vector<std::uint32_t> mentions_;  ///< of each entity
};

}  // namespace accord
