#include "exporters/neo4j_load.hpp"

#include <string>

#include "exporters/cypher_rows.hpp"
#include "exporters/escape.hpp"
#include "exporters/neo4j_session.hpp"
#include "extract/error.hpp"

namespace accord {

namespace {

constexpr std::size_t rows_per_batch = 1000;
constexpr std::size_t bytes_per_batch = std::size_t{4} << 20;

/// A request a batch of rows, which are its parameter.
class Loader final : public RowTarget {
 public:
  Loader(const KnowledgeGraph& graph, const Neo4jServer& server, const OnLoaded& on_loaded)
      : all_(std::uint64_t{graph.entity_count()} + graph.statement_count()), session_(server), on_loaded_(on_loaded) {}

  LoadCounters run(const KnowledgeGraph& graph, const ExportOptions& options) {
    try {
      session_.run(entity_constraint, "[]");
      session_.run("CALL db.awaitIndexes()", "[]");
      write_rows(graph, options, {write_json_string, write_json_string}, *this);
    } catch (const Error& error) {
      if (sent_ == 0) throw;
      throw Error(error.what() + std::string("; ") + std::to_string(sent_) + " of " + std::to_string(all_) +
                  " nodes and relationships are loaded, and loading again completes them");
    }
    return counters_;
  }

  Output& begin_row() override {
    if (rows_++ != 0) out_ << ',';
    return out_;
  }

  void end_row(const std::string& clauses) override {
    out_.flush();
    if (rows_ == rows_per_batch || json_.size() >= bytes_per_batch) end_group(clauses);
  }

  void end_group(const std::string& clauses) override {
    if (rows_ == 0) return;
    const LoadCounters made = session_.run("UNWIND $rows AS row " + clauses, json_ + ']');
    counters_.nodes_created += made.nodes_created;
    counters_.relationships_created += made.relationships_created;
    sent_ += rows_;
    rows_ = 0;
    json_ = "[";
    if (on_loaded_) on_loaded_(sent_, all_);
  }

 private:
  const std::uint64_t all_;
  Neo4jSession session_;
  const OnLoaded& on_loaded_;
  std::string json_ = "[";  ///< the rows of the batch under way
  StringSink sink_{json_};
  Output out_{sink_};
  std::size_t rows_ = 0;
  std::uint64_t sent_ = 0;
  LoadCounters counters_;
};

}  // namespace

LoadCounters load_into_neo4j(const KnowledgeGraph& graph, const Neo4jServer& server, const ExportOptions& options,
                             const OnLoaded& on_loaded) {
  return Loader(graph, server, on_loaded).run(graph, options);
}

}  // namespace accord
