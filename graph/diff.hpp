#pragma once

#include <string>
#include <utility>
#include <vector>

#include "graph/knowledge_graph.hpp"

namespace accord {

/// What is different between two graphs, by the ids of what they hold. All lists are in the order of the graphs.
struct GraphDiff {
  std::vector<EntityIndex> entities_gone, entities_new;               ///< of the old graph, of the new one
  std::vector<std::pair<EntityIndex, EntityIndex>> entities_changed;  ///< name, subtype, aliases or attributes
  std::vector<std::pair<EntityIndex, EntityIndex>>
      entities_joined;  ///< gone, and the new graph's node that bears its name
  std::vector<StatementIndex> statements_gone, statements_new;
  std::vector<std::pair<StatementIndex, StatementIndex>> statements_changed;  ///< evidence or confidence

  bool empty() const;
};

GraphDiff diff(const KnowledgeGraph& from, const KnowledgeGraph& to);

/// A line a difference: "+" new, "-" gone, "~" changed, "=" joined; a statement with its first evidence.
std::string to_text(const GraphDiff& diff, const KnowledgeGraph& from, const KnowledgeGraph& to);
std::string to_json(const GraphDiff& diff, const KnowledgeGraph& from, const KnowledgeGraph& to);

}  // namespace accord
