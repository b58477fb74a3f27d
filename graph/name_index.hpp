#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/knowledge_graph.hpp"

namespace accord {

/// Finds entities by a name or alias under fold_name(). Building costs one fold a name; 12 bytes a name stay.
class NameIndex {
 public:
  explicit NameIndex(const KnowledgeGraph& graph);

  /// Entities that bear the name, in entity order.
  std::vector<EntityIndex> find(const KnowledgeGraph& graph, std::string_view name) const;

 private:
  std::vector<std::pair<std::uint64_t, EntityIndex>> entries_;  ///< hash of the folded name, sorted
};

}  // namespace accord
