#include <string>

#include "exporters/escape.hpp"
#include "exporters/in_order.hpp"
#include "exporters/names.hpp"
#include "exporters/property_table.hpp"
#include "exporters/writers.hpp"

namespace accord {

namespace {

/// Between the elements of a list. Neo4j has no escape inside lists, and this one cannot stand in clean text.
constexpr char list_separator = '\x1F';

bool is_key(const PropertyColumn& column) { return column.name == "uri"; }

void write_header(Output& out, std::span<const PropertyColumn> columns) {
  for (const PropertyColumn& c : columns) {
    if (!is_key(c)) out << ',' << c.name << ':' << type_name(c.type, "string[]");
  }
  out << '\n';
  out.flush();
}

/// Writes rows; a thread has one of its own.
class RowWriter {
 public:
  RowWriter(const KnowledgeGraph& graph, const PropertyTable& table, Output& out)
      : graph_(graph), table_(table), out_(out) {}

  void entity(EntityIndex index) {
    const EntityView e = graph_.entity(index);
    id(e.id);
    out_ << ",\"";
    std::string_view separator;
    for (const std::string& label : labels_of(e)) {
      out_ << separator << label;
      separator = {&list_separator, 1};
    }
    out_ << '"';
    table_.node(index, row_);
    values(table_.node_columns());
  }

  void statement(const StatementView& s) {
    id(graph_.id(s.subject));
    out_ << ',';
    id(graph_.id(s.object));
    out_ << ',' << machine_name(s.predicate);
    table_.edge(s, row_);
    values(table_.edge_columns());
  }

 private:
  void id(std::string_view entity_id) { write_csv_field(out_, key_.assign(table_.entity_iri()).append(entity_id)); }

  void values(std::span<const PropertyColumn> columns) {
    for (std::size_t i = 0; i != columns.size(); ++i) {
      if (is_key(columns[i])) continue;
      out_ << ',';
      visit(columns[i].type, row_.values[i], [&](auto held) { value(held); });
    }
    out_ << '\n';
  }

  void value(std::string_view text) { write_csv_field(out_, text); }
  void value(std::uint64_t number) { out_ << number; }
  void value(double number) { out_ << number; }
  void value(std::span<const std::string_view> items) {
    out_ << '"';
    bool first = true;
    for (const std::string_view item : items) {
      if (!first) out_ << list_separator;
      first = false;
      write_csv_field_content(out_, item);
    }
    out_ << '"';
  }

  const KnowledgeGraph& graph_;
  const PropertyTable& table_;
  Output& out_;
  std::string key_;
  PropertyRow row_;
};

}  // namespace

void write_csv_nodes(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  const PropertyTable table(graph, options);
  Output out(sink);
  out << "uri:ID(Entity),:LABEL";  // the key is `uri`, as in the other formats for Neo4j
  write_header(out, table.node_columns());
  write_entity_records<RowWriter>(graph, sink, options.jobs, graph, table);
}

void write_csv_relationships(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  const PropertyTable table(graph, options);
  Output out(sink);
  out << ":START_ID(Entity),:END_ID(Entity),:TYPE";
  write_header(out, table.edge_columns());
  write_statement_records<RowWriter>(graph, sink, options.jobs, graph, table);
}

}  // namespace accord
