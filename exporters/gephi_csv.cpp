#include <algorithm>

#include "exporters/escape.hpp"
#include "exporters/json_list.hpp"
#include "exporters/names.hpp"
#include "exporters/property_table.hpp"
#include "exporters/writers.hpp"

namespace accord {

namespace {

/// Two tables with the headers that Gephi's spreadsheet import knows. A byte order mark names the encoding.
class GephiCsvWriter {
 public:
  GephiCsvWriter(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options)
      : graph_(graph), table_(graph, options), out_(sink) {
    out_ << "\xEF\xBB\xBF";
  }

  void nodes() {
    out_ << "Id,Label";
    header(table_.node_columns());
    for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) {
      const EntityView e = graph_.entity(EntityIndex{i});
      out_ << e.id << ',';
      write_gephi_csv_field(out_, e.name);
      table_.node(EntityIndex{i}, row_);
      values(table_.node_columns());
    }
    out_.flush();
  }

  void edges() {
    out_ << "Source,Target,Type,Kind,Id,Label,Weight";
    header(table_.edge_columns());
    StatementView before{};
    std::uint64_t parallel = 1;
    for (std::uint32_t i = 0; i != graph_.statement_count(); ++i) {
      const StatementView s = graph_.statement(StatementIndex{i});
      const bool same =
          i != 0 && before.subject == s.subject && before.object == s.object && before.predicate == s.predicate;
      parallel = same ? parallel + 1 : 1;
      before = s;
      out_ << graph_.entity(s.subject).id << ',' << graph_.entity(s.object).id << ",Directed,";
      write_gephi_csv_field(out_, kind_of_edge(s.predicate, parallel));
      out_ << ',' << s.id << ',';
      write_gephi_csv_field(out_, relation_label(s.predicate));
      out_ << ',' << static_cast<double>(std::max<std::size_t>(1, s.evidence.size()));
      table_.edge(s, row_);
      values(table_.edge_columns());
    }
    out_.flush();
  }

 private:
  static bool has_column(const PropertyColumn& column) { return column.name != "label" && column.name != "weight"; }

  void header(std::span<const PropertyColumn> columns) {
    for (const PropertyColumn& c : columns) {
      if (has_column(c)) out_ << ',' << c.name;
    }
    out_ << '\n';
  }

  void values(std::span<const PropertyColumn> columns) {
    for (std::size_t i = 0; i != columns.size(); ++i) {
      if (!has_column(columns[i])) continue;
      out_ << ',';
      if (row_.values[i].present) value(columns[i].type, row_.values[i]);
    }
    out_ << '\n';
  }

  void value(PropertyType type, const PropertyValue& value) {
    switch (type) {
      case PropertyType::string:
        write_gephi_csv_field(out_, value.text);
        break;
      case PropertyType::integer:
        out_ << value.integer;
        break;
      case PropertyType::real:
        out_ << value.real;
        break;
      case PropertyType::strings:
        write_gephi_csv_field(out_, list_.text(value.list));
        break;
    }
  }

  const KnowledgeGraph& graph_;
  PropertyTable table_;
  Output out_;
  PropertyRow row_;
  JsonList list_;
};

}  // namespace

void write_gephi_nodes(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  GephiCsvWriter(graph, sink, options).nodes();
}

void write_gephi_edges(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  GephiCsvWriter(graph, sink, options).edges();
}

}  // namespace accord
