#pragma once

#include <string>
#include <vector>

#include "graph/knowledge_graph.hpp"
#include "graph/ledger.hpp"

namespace accord {

/// Two entities that may be one; a person should say.
struct ReviewPair {
  EntityIndex a, b;
  std::string ground, with;  ///< what speaks for it: see GroundView
  double score;              ///< 0 to 1
  double value;              ///< score times the statements that the answer concerns; the list is sorted by it
};

/// The name by which a ledger knows an entity.
EntityKey key_of(const KnowledgeGraph& graph, EntityIndex entity);

/// The pairs that resolution could not decide and that no line of the ledger decides, most valuable first.
std::vector<ReviewPair> undecided(const KnowledgeGraph& graph, const Ledger& ledger);

/// A line a pair: value, both keys, ground; tabs between them.
std::string to_text(const std::vector<ReviewPair>& pairs, const KnowledgeGraph& graph);
std::string to_json(const std::vector<ReviewPair>& pairs, const KnowledgeGraph& graph);

}  // namespace accord
