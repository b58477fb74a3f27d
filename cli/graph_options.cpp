#include "cli/graph_options.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "cli/columns.hpp"
#include "cli/output_folder.hpp"
#include "exporters/byte_sink.hpp"
#include "extract/metadata.hpp"
#include "graph/graph_builder.hpp"

namespace accord::cli {

namespace {

namespace fs = std::filesystem;

/// The day, as UTC has it.
std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[16];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%d", &parts)};
}

std::string user_name() {
  for (const char* name : {"USER", "LOGNAME"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  }
  return {};
}

}  // namespace

std::string GraphOptions::beside(const char* name) const {
  std::error_code ignored;
  const fs::path path(graph);
  return (fs::is_directory(path, ignored) ? path / name : path.parent_path() / name).string();
}

void add_graph(CLI::App& app, GraphOptions& options) {
  app.add_option("GRAPH", options.graph, "A folder that accord build made, or its graph.ndjson")->required();
}

void add_format(CLI::App& app, GraphOptions& options) {
  app.add_option("--format", options.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
}

void add_ledger(CLI::App& app, LedgerOptions& options) {
  app.add_option("--decisions", options.file, "File of decisions; otherwise decisions.tsv beside the graph")
      ->type_name("FILE");
}

void add_deciding(CLI::App& app, LedgerOptions& options) {
  options.who = user_name();
  options.when = today();
  app.add_option("--who", options.who, "Who decides")->capture_default_str();
  app.add_option_function<std::string>(
         "--when",
         [&options](const std::string& given) {
           const auto parsed = parse_iso_date(given);
           if (!parsed) throw CLI::ValidationError("--when", "\"" + given + "\" is not a date such as 2023-03-21");
           options.when = *parsed;
         },
         "Day of the decision; otherwise today")
      ->type_name("DATE");
  app.add_option("--why", options.why, "Reason, for those who read the file");
}

std::string ledger_path(const GraphOptions& graph, const LedgerOptions& options) {
  return options.file.empty() ? graph.beside(ledger_file) : options.file;
}

KnowledgeGraph open_graph(const std::string& path) {
  std::error_code ignored;
  const fs::path folder = fs::is_directory(path, ignored) ? fs::path(path) : fs::path(path).parent_path();
  OutputFolder::complete(folder.empty() ? "." : folder.string());
  return read_graph(path);
}

void print(std::string_view bytes) {
  const auto out = open_descriptor_sink(STDOUT_FILENO, "standard output");
  out->write(bytes);
  out->close();
}

void print_text(std::string_view text) { print(printable_lines(text)); }

}  // namespace accord::cli
