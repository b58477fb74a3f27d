#pragma once

#include <span>
#include <string>
#include <string_view>

#include "exporters/byte_sink.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

/// What a user may choose about an export. A format ignores what does not concern it.
struct ExportOptions {
  std::string title = "accord";
  std::string base = "https://w3id.org/accord/";  ///< IRIs of entities and statements start so
};

/// One row of the table of formats.
struct Format {
  std::string_view name;         ///< as after -f: "graphml"
  std::string_view file_name;    ///< inside an output folder: "graph.graphml"
  std::string_view media_type;
  std::string_view description;  ///< one line for --help and docs
  /// Graph in, bytes out, in memory that does not grow with the graph. Does not close the sink.
  void (*write)(const KnowledgeGraph&, ByteSink&, const ExportOptions&);
};

/// All formats, sorted by name.
std::span<const Format> formats();
/// The format of that name; throws UsageError that lists the names.
const Format& format_named(std::string_view name);

}  // namespace accord
