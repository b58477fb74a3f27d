#include "exporters/cypher_rows.hpp"

#include <set>
#include <vector>

#include "exporters/escape.hpp"
#include "exporters/names.hpp"
#include "exporters/property_table.hpp"

namespace accord {

namespace {

using Labels = std::vector<std::string>;

/// The sets of labels that occur: few, and a pass for each needs no list of nodes in memory.
std::set<Labels> label_sets(const KnowledgeGraph& graph) {
  std::set<Labels> sets;
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) sets.insert(labels_of(graph.entity(EntityIndex{i})));
  return sets;
}

std::string quoted(std::string_view name) {
  std::string text;
  StringSink sink(text);
  Output out(sink);
  write_cypher_name(out, name);
  out.flush();
  return text;
}

std::string merge_nodes(const Labels& labels) {
  std::string text = "MERGE (n:Entity {uri: row.uri}) SET n += row.props SET n";
  for (const std::string& label : labels) text += ':' + quoted(label);
  return text;
}

std::string merge_relationships(std::string_view predicate) {
  return "MATCH (a:Entity {uri: row.s}) MATCH (b:Entity {uri: row.o}) MERGE (a)-[r:" + quoted(machine_name(predicate)) +
         " {fact_id: row.id}]->(b) SET r += row.props";
}

class RowWriter {
 public:
  RowWriter(const KnowledgeGraph& graph, const ExportOptions& options, const RowSyntax& syntax, RowTarget& target)
      : graph_(graph), table_(graph, options), syntax_(syntax), target_(target) {}

  void run() {
    for (const Labels& labels : label_sets(graph_)) nodes(labels);
    for (const std::string_view predicate : graph_.predicates()) relationships(predicate);
  }

 private:
  void nodes(const Labels& labels) {
    const std::string clauses = merge_nodes(labels);
    for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) {
      const EntityView e = graph_.entity(EntityIndex{i});
      if (labels_of(e) != labels) continue;
      begin_row();
      member("uri", iri(e.id));
      table_.node(EntityIndex{i}, row_);
      end_row(table_.node_columns(), clauses);
    }
    target_.end_group(clauses);
  }

  void relationships(std::string_view predicate) {
    const std::string clauses = merge_relationships(predicate);
    for (const StatementIndex i : graph_.with_predicate(predicate)) {
      const StatementView s = graph_.statement(i);
      begin_row();
      member("s", iri(graph_.id(s.subject)));
      member("o", iri(graph_.id(s.object)));
      member("id", s.id);
      table_.edge(s, row_);
      end_row(table_.edge_columns(), clauses);
    }
    target_.end_group(clauses);
  }

  std::string_view iri(std::string_view entity_id) { return key_.assign(table_.entity_iri()).append(entity_id); }

  void begin_row() {
    out_ = &target_.begin_row();
    *out_ << '{';
  }

  void member(std::string_view name, std::string_view text) {
    syntax_.name(*out_, name);
    *out_ << ':';
    syntax_.text(*out_, text);
    *out_ << ',';
  }

  void end_row(std::span<const PropertyColumn> columns, const std::string& clauses) {
    syntax_.name(*out_, "props");
    char separator = '{';
    *out_ << ':';
    for (std::size_t i = 0; i != columns.size(); ++i) {
      if (columns[i].name == "uri") continue;
      visit(columns[i].type, row_.values[i], [&](auto held) {
        *out_ << separator;
        separator = ',';
        syntax_.name(*out_, columns[i].name);
        *out_ << ':';
        value(held);
      });
    }
    *out_ << (separator == '{' ? "{}}" : "}}");
    target_.end_row(clauses);
  }

  void value(std::string_view text) { syntax_.text(*out_, text); }
  void value(std::uint64_t number) { *out_ << number; }
  void value(double number) { write_real(*out_, number); }
  void value(std::span<const std::string_view> list) { write_list(*out_, list, syntax_.text); }

  const KnowledgeGraph& graph_;
  PropertyTable table_;
  const RowSyntax& syntax_;
  RowTarget& target_;
  Output* out_ = nullptr;  ///< of the row under way
  PropertyRow row_;
  std::string key_;
};

}  // namespace

void write_rows(const KnowledgeGraph& graph, const ExportOptions& options, const RowSyntax& syntax, RowTarget& target) {
  RowWriter(graph, options, syntax, target).run();
}

}  // namespace accord
