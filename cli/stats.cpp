#include <unistd.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/columns.hpp"
#include "cli/verb.hpp"
#include "exporters/byte_sink.hpp"
#include "graph/graph_builder.hpp"

namespace accord::cli {

namespace {

struct StatsOptions {
  std::string graph;
  std::string format = "table";
};

using Rows = std::vector<std::vector<std::string>>;

/// What is counted, of which kind, how often: {"entities","Person","12"}.
Rows counts(const KnowledgeGraph& graph) {
  std::map<std::string_view, std::uint64_t> types, relations;
  std::uint64_t evidence = 0;
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) ++types[graph.entity(EntityIndex{i}).type];
  for (std::uint32_t i = 0; i != graph.statement_count(); ++i) {
    const StatementView statement = graph.statement(StatementIndex{i});
    ++relations[statement.predicate];
    evidence += statement.evidence.size();
  }
  Rows rows{{"what", "kind", "count"}};
  const auto add = [&](const char* what, std::string_view kind, std::uint64_t count) {
    rows.push_back({what, std::string(kind), std::to_string(count)});
  };
  add("documents", "", graph.sources().size());
  add("entities", "", graph.entity_count());
  for (const auto& [type, count] : types) add("entities", type, count);
  add("statements", "", graph.statement_count());
  for (const auto& [relation, count] : relations) add("statements", relation, count);
  add("evidence", "", evidence);
  return rows;
}

int stats(const StatsOptions& options) {
  const KnowledgeGraph graph = read_graph(options.graph);
  const Rows rows = counts(graph);
  const auto out = open_descriptor_sink(STDOUT_FILENO, "standard output");
  if (options.format == "tsv") {
    for (const auto& row : rows) out->write(tsv_row(row));
  } else {
    out->write(aligned(rows));
  }
  out->close();
  return exit_done;
}

}  // namespace

Action set_up_stats(CLI::App& app) {
  const auto options = std::make_shared<StatsOptions>();
  app.add_option("GRAPH", options->graph, "A folder that accord build made, or its graph.ndjson")->required();
  app.add_option("--format", options->format, "table or tsv")->check(CLI::IsMember({"table", "tsv"}))->capture_default_str();
  return [options] { return stats(*options); };
}

}  // namespace accord::cli
