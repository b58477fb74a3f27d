#include "cli/exporting.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "cli/graph_options.hpp"
#include "exporters/byte_sink.hpp"

namespace accord::cli {

void add_drawing_options(CLI::App& app, ExportOptions& options) {
  app.add_option("--title", options.title, "Title of the graph")->capture_default_str();
  app.add_option("--around", options.around, "Draw what is near this name, alias or id; may be given again")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--hops", options.hops, "How near, in statements")->capture_default_str();
  app.add_option("--top", options.top, "Draw only that many entities, the most connected");
  app.add_option("--type", options.types, "Draw only entities of these types")->delimiter(',');
}

void write_format(const std::string& graph, std::string_view format, const std::string& file,
                  const ExportOptions& options) {
  const Format& chosen = format_named(format);
  const KnowledgeGraph read = open_graph(graph);
  const auto out =
      file.empty() || file == "-" ? open_descriptor_sink(STDOUT_FILENO, "standard output") : open_file_sink(file);
  chosen.write(read, *out, options);
  out->close();
}

}  // namespace accord::cli
