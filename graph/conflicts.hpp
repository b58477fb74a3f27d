#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/knowledge_graph.hpp"

namespace accord {

/// Things that the sources say and that cannot all be true. Nothing is dropped for it.
struct Conflict {
  struct Side {
    std::string value;             ///< a date; a holder's name
    const EvidenceView* evidence;  ///< the first that says so, or null if no statement quotes the document
  };
  std::string_view kind;  ///< the name of an attribute, such as "date", or "several holders"
  EntityIndex about;
  std::string when;  ///< the day, for holders
  std::vector<Side> sides;
};

/// One entity with several values of an attribute, and one office with several holders on one day, unless one of them
/// acts for the other or the office is one that several hold. Sorted by entity, then day.
std::vector<Conflict> conflicts(const KnowledgeGraph& graph);

std::string to_text(const std::vector<Conflict>& conflicts, const KnowledgeGraph& graph);
std::string to_json(const std::vector<Conflict>& conflicts, const KnowledgeGraph& graph);

}  // namespace accord
