#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/graph_options.hpp"
#include "cli/verb.hpp"
#include "exporters/byte_sink.hpp"
#include "graph/statistics.hpp"

namespace accord::cli {

namespace {

struct StatsOptions {
  std::string graph;
  std::string format = "table";
  std::size_t top = 10;
};

int stats(const StatsOptions& options) {
  const KnowledgeGraph graph = open_graph(options.graph);
  const Statistics counted = statistics(graph, options.top);
  const auto out = open_descriptor_sink(STDOUT_FILENO, "standard output");
  out->write(options.format == "json" ? to_json(counted, graph) : to_text(counted, graph));
  out->close();
  return exit_done;
}

}  // namespace

Action set_up_stats(CLI::App& app) {
  const auto options = std::make_shared<StatsOptions>();
  app.add_option("GRAPH", options->graph, "A folder that accord build made, or its graph.ndjson")->required();
  app.add_option("--format", options->format, "table or json")
      ->check(CLI::IsMember({"table", "json"}))
      ->capture_default_str();
  app.add_option("--top", options->top, "How many of the busiest entities to name")->capture_default_str();
  return [options] { return stats(*options); };
}

}  // namespace accord::cli
