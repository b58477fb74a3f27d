#include <string>

#include "exporters/cypher.hpp"
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
    out_ << entity_constraint << ";\nCALL db.awaitIndexes();\n";
    // A pass for every set of labels: few sets, and no list of nodes in memory.
    for (const Labels& labels : label_sets(graph_)) nodes(labels);
    for (const std::string_view predicate : graph_.predicates()) relationships(predicate);
    out_.flush();
  }

 private:
  /// Opens, continues and closes lists of rows.
  void next_row() { out_ << (rows_++ == 0 ? "UNWIND [\n" : ",\n"); }
  void close_rows(std::string_view clauses) {
    if (rows_ == 0) return;
    out_ << "\n] AS row\n" << clauses << ";\n";
    rows_ = 0;
  }

  void uri(std::string_view entity_id) { write_cypher_string(out_, key_.assign(entity_iri_).append(entity_id)); }

  void nodes(const Labels& labels) {
    const std::string close = merge_nodes(labels);
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
    const std::string close = merge_relationships(predicate);
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
      if (columns[i].name == "uri") continue;
      visit(columns[i].type, row_.values[i], [&](auto held) {
        out_ << separator;
        separator = ", ";
        write_cypher_name(out_, columns[i].name);
        out_ << ": ";
        value(held);
      });
    }
    out_ << "}}";
  }

  void value(std::string_view text) { write_cypher_string(out_, text); }
  void value(std::uint64_t number) { out_ << number; }
  void value(double number) { write_real(out_, number); }
  void value(std::span<const std::string_view> items) {
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

std::set<Labels> label_sets(const KnowledgeGraph& graph) {
  std::set<Labels> sets;
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) sets.insert(labels_of(graph.entity(EntityIndex{i})));
  return sets;
}

std::string merge_nodes(const Labels& labels) {
  std::string text;
  StringSink sink(text);
  Output out(sink);
  out << "MERGE (n:Entity {uri: row.uri}) SET n += row.props SET n";
  for (const std::string& label : labels) {
    out << ':';
    write_cypher_name(out, label);
  }
  out.flush();
  return text;
}

std::string merge_relationships(std::string_view predicate) {
  std::string text;
  StringSink sink(text);
  Output out(sink);
  out << "MATCH (a:Entity {uri: row.s}) MATCH (b:Entity {uri: row.o}) MERGE (a)-[r:";
  write_cypher_name(out, machine_name(predicate));
  out << " {fact_id: row.id}]->(b) SET r += row.props";
  out.flush();
  return text;
}

void write_cypher(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  CypherWriter(graph, sink, options).write();
}

}  // namespace accord
