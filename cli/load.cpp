#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>

#include "cli/graph_options.hpp"
#include "cli/password.hpp"
#include "cli/progress.hpp"
#include "cli/verb.hpp"
#include "exporters/neo4j_load.hpp"

namespace accord::cli {

namespace {

constexpr const char* password_variable = "NEO4J_PASSWORD";

struct LoadOptions {
  std::string graph;
  Neo4jServer server;
  std::uint32_t patience = 30;
  bool quiet = false;
  ExportOptions exporting;
};

std::string count(std::uint64_t nodes, std::uint64_t relationships) {
  return std::to_string(nodes) + " nodes and " + std::to_string(relationships) + " relationships";
}

int load(LoadOptions options) {
  const KnowledgeGraph graph = open_graph(options.graph);
  Neo4jServer& server = options.server;
  server.patience = std::chrono::seconds(options.patience);
  check_neo4j_url(server.url);
  server.password = password_from(password_variable, "Password of " + server.user + " at " + server.url + ": ");
  LoadCounters made;
  {
    StatusLine line(options.quiet);
    made = load_into_neo4j(graph, server, options.exporting, [&](std::uint64_t sent, std::uint64_t all) {
      if (line.due()) line.show(std::to_string(sent) + " of " + std::to_string(all) + " nodes and relationships");
    });
  }
  if (!options.quiet) {
    std::cerr << "accord: " << count(graph.entity_count(), graph.statement_count()) << " are in " << server.url
              << "; new: " << count(made.nodes_created, made.relationships_created) << '\n';
  }
  return exit_done;
}

}  // namespace

Action set_up_load(CLI::App& app) {
  const auto options = std::make_shared<LoadOptions>();
  app.add_option("GRAPH", options->graph, "A folder that accord build made, or its graph.ndjson")->required();
  app.add_option("--neo4j", options->server.url, "The server's HTTP address, such as http://localhost:7474")
      ->type_name("URL")
      ->required();
  app.add_option("--user", options->server.user, "Who logs in")->capture_default_str();
  app.add_option("--database", options->server.database, "Database of the server")->capture_default_str();
  app.add_option("--base", options->exporting.base, "IRIs of entities and statements start so")->capture_default_str();
  app.add_option("--patience", options->patience, "Seconds to try again when the server is busy or gone")
      ->check(CLI::Range(0, 86400))
      ->capture_default_str();
  app.add_flag("--quiet", options->quiet, "No progress line and no summary");
  app.footer(
      "The password is read from NEO4J_PASSWORD, or asked for at the terminal. Loading again changes nothing, and "
      "completes a load that broke off.");
  return [options] { return load(*options); };
}

}  // namespace accord::cli
