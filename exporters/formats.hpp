#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exporters/byte_sink.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

/// What a user may choose about an export. A format ignores what does not concern it.
struct ExportOptions {
  std::string title = "accord";
  std::string base = "https://w3id.org/accord/";  ///< IRIs of entities and statements start so
  unsigned jobs = 0;  ///< threads that format; 0 is what the machine runs at once. The bytes are the same for any

  /// Which part of the graph the drawings (dot, svg, png, pdf) show; the other formats hold all of it.
  std::vector<std::string> around{};  ///< names, aliases or ids: only what is at most `hops` statements away
  std::uint32_t hops = 1;
  std::size_t top = 0;               ///< only that many entities, the most connected; 0 is 300 in pictures, all in DOT
  std::vector<std::string> types{};  ///< only entities of these types or subtypes
};

/// One row of the table of formats.
struct Format {
  std::string_view name;       ///< as after -f: "graphml"
  std::string_view file_name;  ///< inside an output folder: "graph.graphml"
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
