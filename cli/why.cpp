#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/domain.hpp"
#include "cli/graph_options.hpp"
#include "cli/verb.hpp"
#include "graph/explain.hpp"

namespace accord::cli {

namespace {

struct WhyOptions {
  GraphOptions graph;
  std::string subject, relation, object;
};

int why(const WhyOptions& options) {
  const KnowledgeGraph graph = open_graph(options.graph.graph);
  const Support support =
      explain(graph, known_name(graph, options.subject), options.relation, known_name(graph, options.object));
  if (options.graph.json()) {
    print(to_json(support, graph));
  } else {
    print_text(to_text(support, graph));
  }
  return exit_done;
}

}  // namespace

Action set_up_why(CLI::App& app) {
  const auto options = std::make_shared<WhyOptions>();
  add_graph(app, options->graph);
  app.add_option("A", options->subject, "Name at the beginning of the statement")->required();
  app.add_option("REL", options->relation, "Its relation, such as signed; * is any")->required();
  app.add_option("B", options->object, "Name at its end")->required();
  add_format(app, options->graph);
  return [options] { return why(*options); };
}

}  // namespace accord::cli
