#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/verb.hpp"
#include "exporters/byte_sink.hpp"
#include "exporters/formats.hpp"
#include "graph/graph_builder.hpp"

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

int export_graph(const ExportVerbOptions& options) {
  const Format& format = format_named(options.format);
  const KnowledgeGraph graph = read_graph(options.graph);
  const auto out = options.file.empty() || options.file == "-" ? open_descriptor_sink(STDOUT_FILENO, "standard output")
                                                               : open_file_sink(options.file);
  format.write(graph, *out, options.exporting);
  out->close();
  return exit_done;
}

}  // namespace

Action set_up_export(CLI::App& app) {
  const auto options = std::make_shared<ExportVerbOptions>();
  app.add_option("GRAPH", options->graph, "A folder that accord build made, or its graph.ndjson")->required();
  app.add_option("-f,--format", options->format, "Name of the format, see below")->type_name("FORMAT")->required();
  app.add_option("-o,--output", options->file, "File to write; without it, standard output")->type_name("FILE");
  app.add_option("--title", options->exporting.title, "Title of the graph")->capture_default_str();
  app.add_option("--base", options->exporting.base, "IRIs of entities and statements start so")->capture_default_str();
  app.add_option("--around", options->exporting.around, "Draw what is near this name, alias or id; may be given again")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--hops", options->exporting.hops, "How near, in statements")->capture_default_str();
  app.add_option("--top", options->exporting.top, "Draw only that many entities, the most connected");
  app.add_option("--type", options->exporting.types, "Draw only entities of these types")->delimiter(',');
  app.footer(format_list());
  return [options] { return export_graph(*options); };
}

}  // namespace accord::cli
