#include <charconv>
#include <set>
#include <string>
#include <vector>

#include "exporters/escape.hpp"
#include "exporters/names.hpp"
#include "exporters/property_table.hpp"
#include "exporters/writers.hpp"

namespace accord {

namespace {

constexpr std::size_t rows_per_statement = 200;

class CypherWriter {
 public:
  CypherWriter(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options)
      : graph_(graph), table_(graph, options), out_(sink), entity_iri_(options.base + "entity/") {}

  void write() {
    // MERGE on the keys, so that a second run changes nothing.
    out_ << "CREATE CONSTRAINT accord_entity_uri IF NOT EXISTS FOR (n:Entity) REQUIRE n.uri IS UNIQUE;\n"
            "CALL db.awaitIndexes();\n";
    // A pass for every set of labels: few sets, and no list of nodes in memory.
    std::set<std::vector<std::string>> label_sets;
    for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) {
      label_sets.insert(labels_of(graph_.entity(EntityIndex{i})));
    }
    for (const std::vector<std::string>& labels : label_sets) nodes(labels);
    for (const std::string_view predicate : graph_.predicates()) relationships(predicate);
    out_.flush();
  }

 private:
  /// Opens, continues and closes lists of rows.
  void next_row() { out_ << (rows_++ == 0 ? "UNWIND [\n" : ",\n"); }
  template <class Close>
  void close_rows(Close close) {
    if (rows_ == 0) return;
    out_ << "\n] AS row\n";
    close();
    out_ << ";\n";
    rows_ = 0;
  }

  void uri(std::string_view entity_id) { write_cypher_string(out_, key_.assign(entity_iri_).append(entity_id)); }

  void nodes(const std::vector<std::string>& labels) {
    const auto close = [&] {
      out_ << "MERGE (n:Entity {uri: row.uri}) SET n += row.props SET n";
      for (const std::string& label : labels) {
        out_ << ':';
        write_cypher_name(out_, label);
      }
    };
    for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) {
      const EntityView e = graph_.entity(EntityIndex{i});
      if (labels_of(e) != labels) continue;
      next_row();
      out_ << "{uri: ";
      uri(e.id);
      table_.node(EntityIndex{i}, row_);
      properties(table_.node_columns());
      if (rows_ == rows_per_statement) close_rows(close);
    }
    close_rows(close);
  }

  void relationships(std::string_view predicate) {
    const auto close = [&] {
      out_ << "MATCH (a:Entity {uri: row.s}) MATCH (b:Entity {uri: row.o}) MERGE (a)-[r:";
      write_cypher_name(out_, machine_name(predicate));
      out_ << " {fact_id: row.id}]->(b) SET r += row.props";
    };
    for (const StatementIndex i : graph_.with_predicate(predicate)) {
      const StatementView s = graph_.statement(i);
      next_row();
      out_ << "{s: ";
      uri(graph_.entity(s.subject).id);
      out_ << ", o: ";
      uri(graph_.entity(s.object).id);
      out_ << ", id: ";
      write_cypher_string(out_, s.id);
      table_.edge(s, row_);
      properties(table_.edge_columns());
      if (rows_ == rows_per_statement) close_rows(close);
    }
    close_rows(close);
  }

  void properties(std::span<const PropertyColumn> columns) {
    out_ << ", props: {";
    std::string_view separator;
    for (std::size_t i = 0; i != columns.size(); ++i) {
      const PropertyValue& value = row_.values[i];
      if (!value.present || columns[i].name == "uri") continue;
      out_ << separator;
      separator = ", ";
      write_cypher_name(out_, columns[i].name);
      out_ << ": ";
      switch (columns[i].type) {
        case PropertyType::string:
          write_cypher_string(out_, value.text);
          break;
        case PropertyType::integer:
          out_ << value.integer;
          break;
        case PropertyType::real:
          real(value.real);
          break;
        case PropertyType::strings:
          list(value.list);
          break;
      }
    }
    out_ << "}}";
  }

  /// A literal with a point or an exponent: 2 would be an integer.
  void real(double value) {
    char digits[32];
    const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, value);
    const std::string_view text(digits, static_cast<std::size_t>(end.ptr - digits));
    out_ << text << (text.find_first_of(".e") == text.npos ? ".0" : "");
  }

  void list(std::span<const std::string_view> items) {
    std::string_view separator;
    out_ << '[';
    for (const std::string_view item : items) {
      out_ << separator;
      write_cypher_string(out_, item);
      separator = ", ";
    }
    out_ << ']';
  }

  const KnowledgeGraph& graph_;
  PropertyTable table_;
  Output out_;
  std::string entity_iri_, key_;
  PropertyRow row_;
  std::size_t rows_ = 0;
};

}  // namespace

void write_cypher(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  CypherWriter(graph, sink, options).write();
}

}  // namespace accord
