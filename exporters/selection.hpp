#pragma once

#include <cstddef>
#include <vector>

#include "exporters/formats.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

/// A part of a graph: entities in order, and the statements between them in order.
struct Selection {
  std::vector<EntityIndex> entities;
  std::vector<StatementIndex> statements;
  std::vector<EntityIndex> around;  ///< those of the entities that were asked for by name
};

/// The part that `options` describe, at most `limit` entities (0: no limit). Of too many, those nearest to
/// `options.around` stay, then those with most statements; entities that lose all their statements go as well.
/// Throws UsageError when `options.around` names nothing in the graph.
Selection select(const KnowledgeGraph& graph, const ExportOptions& options, std::size_t limit);

}  // namespace accord
