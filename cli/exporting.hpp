#pragma once

#include <string>
#include <string_view>

#include "exporters/formats.hpp"

namespace CLI {
class App;
}

namespace accord::cli {

/// Declares what chooses the part of a graph that a drawing shows: --around, --hops, --top, --type, and --title.
void add_drawing_options(CLI::App& app, ExportOptions& options);

/// Reads a graph and writes it to `file`, whole or not at all, or to standard output if `file` is empty or "-".
/// Throws UsageError for an unknown format, Error when the graph cannot be read or the file not be written.
void write_format(const std::string& graph, std::string_view format, const std::string& file,
                  const ExportOptions& options);

}  // namespace accord::cli
