#include "graph/diff.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/graph_options.hpp"
#include "cli/verb.hpp"

namespace accord::cli {

namespace {

struct DiffOptions {
  std::string old;
  GraphOptions now;
};

int compare(const DiffOptions& options) {
  const KnowledgeGraph old = open_graph(options.old), now = open_graph(options.now.graph);
  const GraphDiff found = diff(old, now);
  if (options.now.json()) {
    print(to_json(found, old, now));
  } else {
    print_text(to_text(found, old, now));
  }
  return exit_done;
}

}  // namespace

Action set_up_diff(CLI::App& app) {
  const auto options = std::make_shared<DiffOptions>();
  app.add_option("OLD", options->old, "A folder that accord build made, or its graph.ndjson")->required();
  app.add_option("NEW", options->now.graph, "The other")->required();
  add_format(app, options->now);
  app.footer("+ appeared, - went, ~ changed, = is now one with another");
  return [options] { return compare(*options); };
}

}  // namespace accord::cli
