#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/exporting.hpp"
#include "cli/verb.hpp"
#include "exporters/formats.hpp"

namespace accord::cli {

namespace {

struct ExportVerbOptions {
  std::string graph;
  std::string format;
  std::string file;
  ExportOptions exporting;
};

std::string format_list() {
  std::string list = "Formats:\n";
  for (const Format& format : formats()) {
    std::string name(format.name);
    name.resize(std::max<std::size_t>(name.size() + 1, 12), ' ');
    list += "  " + name + std::string(format.description) + '\n';
  }
  return list;
}

}  // namespace

Action set_up_export(CLI::App& app) {
  const auto options = std::make_shared<ExportVerbOptions>();
  app.add_option("GRAPH", options->graph, "A folder that accord build made, or its graph.ndjson")->required();
  app.add_option("-f,--format", options->format, "Name of the format, see below")->type_name("FORMAT")->required();
  app.add_option("-o,--output", options->file, "File to write; without it, standard output")->type_name("FILE");
  app.add_option("--base", options->exporting.base, "IRIs of entities and statements start so")->capture_default_str();
  app.add_option("--jobs", options->exporting.jobs, "Number of threads; the output is the same for any")
      ->check(CLI::Range(1U, 1024U))
      ->default_str("as many as the machine runs at once");
  add_drawing_options(app, options->exporting);
  app.footer(format_list());
  return [options] {
    write_format(options->graph, options->format, options->file, options->exporting);
    return exit_done;
  };
}

}  // namespace accord::cli
