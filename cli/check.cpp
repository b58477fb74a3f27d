#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/graph_options.hpp"
#include "cli/verb.hpp"
#include "graph/conflicts.hpp"

namespace accord::cli {

namespace {

struct CheckOptions {
  GraphOptions graph;
  LedgerOptions ledger;
};

/// A JSON text without its newline.
std::string value(std::string json) {
  json.pop_back();
  return json;
}

int check(const CheckOptions& options) {
  const KnowledgeGraph graph = open_graph(options.graph.graph);
  const auto found = conflicts(graph);
  const auto contradictions = Ledger::read(ledger_path(options.graph, options.ledger)).contradictions();
  if (options.graph.json()) {
    print("{\"conflicts\":" + value(to_json(found, graph)) + ",\"contradictions\":" + value(to_json(contradictions)) +
          "}\n");
    return exit_done;
  }
  std::string text = to_text(found, graph);
  for (const Contradiction& contradiction : contradictions) text += to_text(contradiction);
  print_text(text);
  return exit_done;
}

}  // namespace

Action set_up_check(CLI::App& app) {
  const auto options = std::make_shared<CheckOptions>();
  add_graph(app, options->graph);
  add_ledger(app, options->ledger);
  add_format(app, options->graph);
  return [options] { return check(*options); };
}

}  // namespace accord::cli
