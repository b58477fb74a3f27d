#include <algorithm>
#include <initializer_list>
#include <string>

#include "exporters/escape.hpp"
#include "exporters/json_list.hpp"
#include "exporters/names.hpp"
#include "exporters/property_table.hpp"
#include "exporters/writers.hpp"

namespace accord {

namespace {

/// Two tables with the headers that Gephi's spreadsheet import knows. A byte order mark names the encoding.
/// Gephi guesses a column's type from its first rows and stumbles over later ones, and takes "2023-03-21" or "0-5"
/// for a timeline. So all texts that the data decide stand in one column, `details`, as a JSON object.
class GephiCsvWriter {
 public:
  GephiCsvWriter(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options)
      : graph_(graph), table_(graph, options), out_(sink) {
    out_ << "\xEF\xBB\xBF";
  }

  void nodes() {
    out_ << "Id,Label";
    header({"kind", "subtype", "mentions"});
    for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) {
      const EntityView e = graph_.entity(EntityIndex{i});
      out_ << e.id << ',';
      write_gephi_csv_field(out_, e.name);
      out_ << ',';
      write_gephi_csv_field(out_, e.type);
      out_ << ',';
      if (!e.subtype.empty()) write_gephi_csv_field(out_, e.subtype);
      table_.node(EntityIndex{i}, row_);
      out_ << ',' << row_.values[table_.mentions_column()].integer;
      details(table_.node_columns(), {"label", "name", "kind", "subtype", "mentions"});
    }
    out_.flush();
  }

  void edges() {
    out_ << "Source,Target,Type,Kind,Id,Label,Weight";
    header({"relation", "confidence"});
    StatementView before{};
    std::uint64_t parallel = 1;
    for (std::uint32_t i = 0; i != graph_.statement_count(); ++i) {
      const StatementView s = graph_.statement(StatementIndex{i});
      const bool same =
          i != 0 && before.subject == s.subject && before.object == s.object && before.predicate == s.predicate;
      parallel = same ? parallel + 1 : 1;
      before = s;
      out_ << graph_.id(s.subject) << ',' << graph_.id(s.object) << ",Directed,";
      write_gephi_csv_field(out_, kind_of_edge(s.predicate, parallel));
      out_ << ',' << s.id << ',';
      write_gephi_csv_field(out_, relation_label(s.predicate));
      out_ << ',' << static_cast<double>(std::max<std::size_t>(1, s.evidence.size()));
      out_ << ',';
      write_gephi_csv_field(out_, s.predicate);
      out_ << ',' << s.confidence;
      table_.edge(s, row_);
      details(table_.edge_columns(), {"label", "relation", "weight", "confidence", "fact_id"});
    }
    out_.flush();
  }

 private:
  void header(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) out_ << ',' << name;
    out_ << ",details\n";
  }

  /// Every present value whose column has no place of its own.
  void details(std::span<const PropertyColumn> columns, std::initializer_list<std::string_view> elsewhere) {
    json_.clear();
    char separator = '{';
    for (std::size_t i = 0; i != columns.size(); ++i) {
      const PropertyColumn& c = columns[i];
      if (!row_.values[i].present || std::ranges::find(elsewhere, c.name) != elsewhere.end()) continue;
      json_out_ << separator;
      separator = ',';
      write_json_string(json_out_, c.name);
      json_out_ << ':';
      c.type == PropertyType::strings ? write_list(json_out_, row_.values[i].list)
                                      : write_json_string(json_out_, row_.values[i].text);
    }
    json_out_ << (separator == '{' ? "{}" : "}");
    json_out_.flush();
    out_ << ',';
    write_gephi_csv_field(out_, json_);
    out_ << '\n';
  }

  const KnowledgeGraph& graph_;
  PropertyTable table_;
  Output out_;
  PropertyRow row_;
  std::string json_;  ///< the details of the row under way
  StringSink json_sink_{json_};
  Output json_out_{json_sink_};
};

}  // namespace

void write_gephi_nodes(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  GephiCsvWriter(graph, sink, options).nodes();
}

void write_gephi_edges(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  GephiCsvWriter(graph, sink, options).edges();
}

}  // namespace accord
