#include "exporters/neo4j_load.hpp"

#include <string>

#include "exporters/cypher.hpp"
#include "exporters/escape.hpp"
#include "exporters/json_list.hpp"
#include "exporters/names.hpp"
#include "exporters/neo4j_session.hpp"
#include "exporters/property_table.hpp"
#include "extract/error.hpp"

namespace accord {

namespace {

constexpr std::size_t rows_per_batch = 1000;
constexpr std::size_t bytes_per_batch = std::size_t{4} << 20;

class Loader {
 public:
  Loader(const KnowledgeGraph& graph, const Neo4jServer& server, const ExportOptions& options,
         const OnLoaded& on_loaded)
      : graph_(graph),
        table_(graph, options),
        session_(server),
        on_loaded_(on_loaded),
        entity_iri_(options.base + "entity/") {}

  LoadCounters run() {
    try {
      load();
    } catch (const Error& error) {
      if (sent_ == 0) throw;
      throw Error(error.what() + std::string("; ") + std::to_string(sent_) + " of " + std::to_string(all()) +
                  " nodes and relationships are loaded, and loading again completes them");
    }
    return counters_;
  }

 private:
  void load() {
    session_.run(entity_constraint, "[]");
    session_.run("CALL db.awaitIndexes()", "[]");
    for (const Labels& labels : label_sets(graph_)) nodes(labels);
    for (const std::string_view predicate : graph_.predicates()) relationships(predicate);
  }

  std::uint64_t all() const { return std::uint64_t{graph_.entity_count()} + graph_.statement_count(); }

  void nodes(const Labels& labels) {
    const std::string clauses = "UNWIND $rows AS row " + merge_nodes(labels);
    for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) {
      const EntityView e = graph_.entity(EntityIndex{i});
      if (labels_of(e) != labels) continue;
      begin_row();
      member("{\"uri\":", e.id);
      table_.node(EntityIndex{i}, row_);
      end_row(table_.node_columns(), clauses);
    }
    send(clauses);
  }

  void relationships(std::string_view predicate) {
    const std::string clauses = "UNWIND $rows AS row " + merge_relationships(predicate);
    for (const StatementIndex i : graph_.with_predicate(predicate)) {
      const StatementView s = graph_.statement(i);
      begin_row();
      member("{\"s\":", graph_.entity(s.subject).id);
      member(",\"o\":", graph_.entity(s.object).id);
      out_ << ",\"id\":";
      write_json_string(out_, s.id);
      table_.edge(s, row_);
      end_row(table_.edge_columns(), clauses);
    }
    send(clauses);
  }

  void value(std::string_view text) { write_json_string(out_, text); }
  void value(std::uint64_t number) { out_ << number; }
  void value(double number) { write_real(out_, number); }
  void value(std::span<const std::string_view> list) { write_list(out_, list); }

  void begin_row() {
    if (rows_++ != 0) out_ << ',';
  }

  void member(std::string_view start, std::string_view entity_id) {
    out_ << start;
    write_json_string(out_, key_.assign(entity_iri_).append(entity_id));
  }

  void end_row(std::span<const PropertyColumn> columns, const std::string& clauses) {
    out_ << ",\"props\":{";
    std::string_view separator;
    for (std::size_t i = 0; i != columns.size(); ++i) {
      if (columns[i].name == "uri") continue;
      visit(columns[i].type, row_.values[i], [&](auto held) {
        out_ << separator;
        separator = ",";
        write_json_string(out_, columns[i].name);
        out_ << ':';
        value(held);
      });
    }
    out_ << "}}";
    out_.flush();
    if (rows_ == rows_per_batch || json_.size() >= bytes_per_batch) send(clauses);
  }

  void send(const std::string& clauses) {
    if (rows_ == 0) return;
    const LoadCounters made = session_.run(clauses, json_ + ']');
    counters_.nodes_created += made.nodes_created;
    counters_.relationships_created += made.relationships_created;
    sent_ += rows_;
    rows_ = 0;
    json_ = "[";
    if (on_loaded_) on_loaded_(sent_, all());
  }

  const KnowledgeGraph& graph_;
  PropertyTable table_;
  Neo4jSession session_;
  const OnLoaded& on_loaded_;
  std::string entity_iri_, key_;
  std::string json_ = "[";  ///< the rows of the batch under way
  StringSink sink_{json_};
  Output out_{sink_};
  PropertyRow row_;
  std::size_t rows_ = 0;
  std::uint64_t sent_ = 0;
  LoadCounters counters_;
};

}  // namespace

LoadCounters load_into_neo4j(const KnowledgeGraph& graph, const Neo4jServer& server, const ExportOptions& options,
                             const OnLoaded& on_loaded) {
  return Loader(graph, server, options, on_loaded).run();
}

}  // namespace accord
