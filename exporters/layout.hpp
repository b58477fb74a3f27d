#pragma once

#include <vector>

#include "graph/knowledge_graph.hpp"

namespace accord {

struct Point {
  double x = 0, y = 0;
};

/// A place for every entity, by springs: connected ones near each other, parts without connection side by side.
/// About 100 units an entity. The same graph gives the same places.
/// Connected parts of more than 10,000 entities stand on a spiral instead, around the one with the most statements.
/// O(rounds × (entities + statements)), with fewer rounds for larger graphs.
std::vector<Point> lay_out(const KnowledgeGraph& graph);

/// Moves circles so that none lies upon another; in very large graphs, so that few do. The same input gives the same
/// places. O(rounds × circles) for circles of like size, with fewer rounds for more circles.
void push_apart(std::vector<Point>& places, const std::vector<double>& radii);

}  // namespace accord
