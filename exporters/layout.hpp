#pragma once

#include <vector>

#include "graph/knowledge_graph.hpp"

namespace accord {

struct Point {
  double x = 0, y = 0;
};

/// A place for every entity, by springs: connected ones near each other, parts without connection side by side.
/// About 100 units an entity. The same graph gives the same places.
/// O(rounds × (entities + statements)), with fewer rounds for larger graphs.
std::vector<Point> lay_out(const KnowledgeGraph& graph);

}  // namespace accord
