#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "cli/exporting.hpp"
#include "cli/verb.hpp"
#include "extract/error.hpp"

namespace accord::cli {

namespace {

constexpr std::array pictures{"svg", "png", "pdf"};

struct RenderOptions {
  std::string graph;
  std::string file;
  std::string format;
  ExportOptions exporting;
};

/// What was asked for, or else what the file's name ends in.
std::string picture_format(const RenderOptions& options) {
  if (!options.format.empty()) return options.format;
  for (const std::string_view format : pictures) {
    if (options.file.ends_with("." + std::string(format))) return std::string(format);
  }
  throw UsageError("the name of the picture must end in .svg, .png or .pdf, or --format say what it is: " +
                   options.file);
}

}  // namespace

Action set_up_render(CLI::App& app) {
  const auto options = std::make_shared<RenderOptions>();
  app.add_option("GRAPH", options->graph, "A folder that accord build made, or its graph.ndjson")->required();
  app.add_option("-o,--output", options->file,
                 "Picture to write, NAME.svg, NAME.png or NAME.pdf; - for standard output")
      ->type_name("FILE")
      ->required();
  app.add_option("--format", options->format, "svg, png or pdf, where the name does not say it")
      ->check(CLI::IsMember({"svg", "png", "pdf"}));
  add_drawing_options(app, options->exporting);
  app.footer("At most 300 entities are drawn unless --top says otherwise; the legend tells how many there are.");
  return [options] {
    write_format(options->graph, picture_format(*options), options->file, options->exporting);
    return exit_done;
  };
}

}  // namespace accord::cli
