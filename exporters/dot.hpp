#pragma once

#include <string>

#include "exporters/byte_sink.hpp"
#include "exporters/selection.hpp"

namespace accord {

/// How a selection is written as DOT.
struct DotStyle {
  bool legend = false;      ///< a table of types below the drawing, and a note on what was left out
  bool draw_once = false;   ///< one line for several statements of one relation between two entities
  std::size_t wrap = 0;     ///< columns after which labels break (a Han character takes two), and are cut after
                            ///< four lines; 0: labels stay as they are
  bool edge_labels = true;  ///< otherwise the relation stands in the tooltip only
  std::string attributes;   ///< of the graph, as they stand in DOT
};

void write_dot(const KnowledgeGraph& graph, const Selection& selection, ByteSink& sink, const ExportOptions& options,
               const DotStyle& style);

}  // namespace accord
