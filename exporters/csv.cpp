#include <string>

#include "exporters/escape.hpp"
#include "exporters/names.hpp"
#include "exporters/property_table.hpp"
#include "exporters/writers.hpp"

namespace accord {

namespace {

/// Between the elements of a list. Neo4j has no escape inside lists, and this one cannot stand in clean text.
constexpr char list_separator = '\x1F';

class CsvWriter {
 public:
  CsvWriter(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options)
      : graph_(graph), table_(graph, options), out_(sink), entity_iri_(options.base + "entity/") {}

  void nodes() {
    // The key is `uri`, as in the other formats for Neo4j.
    out_ << "uri:ID(Entity),:LABEL";
    header(table_.node_columns());
    for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) {
      const EntityView e = graph_.entity(EntityIndex{i});
      id(e.id);
      out_ << ",\"";
      std::string_view separator;
      for (const std::string& label : labels_of(e)) {
        out_ << separator << label;
        separator = {&list_separator, 1};
      }
      out_ << '"';
      table_.node(EntityIndex{i}, row_);
      values(table_.node_columns());
    }
    out_.flush();
  }

  void relationships() {
    out_ << ":START_ID(Entity),:END_ID(Entity),:TYPE";
    header(table_.edge_columns());
    for (std::uint32_t i = 0; i != graph_.statement_count(); ++i) {
      const StatementView s = graph_.statement(StatementIndex{i});
      id(graph_.entity(s.subject).id);
      out_ << ',';
      id(graph_.entity(s.object).id);
      out_ << ',' << machine_name(s.predicate);
      table_.edge(s, row_);
      values(table_.edge_columns());
    }
    out_.flush();
  }

 private:
  void id(std::string_view entity_id) { write_csv_field(out_, key_.assign(entity_iri_).append(entity_id)); }

  static bool is_key(const PropertyColumn& column) { return column.name == "uri"; }

  void header(std::span<const PropertyColumn> columns) {
    for (const PropertyColumn& c : columns) {
      if (!is_key(c)) out_ << ',' << c.name << ':' << type_name(c.type, "string[]");
    }
    out_ << '\n';
  }

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
  PropertyTable table_;
  Output out_;
  std::string entity_iri_, key_;
  PropertyRow row_;
};

}  // namespace

void write_csv_nodes(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  CsvWriter(graph, sink, options).nodes();
}

void write_csv_relationships(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  CsvWriter(graph, sink, options).relationships();
}

}  // namespace accord
