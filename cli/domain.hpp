#pragma once

#include <string>
#include <vector>

#include "graph/knowledge_graph.hpp"

namespace accord::cli {

/// Relations and types of the built-in domain: asking for one that a graph happens to lack is no mistake.
std::vector<std::string> relation_names();
std::vector<std::string> type_names();

/// A name that the graph has for what the built-in gazetteers also list as `name`: 行政長官 for Chief Executive. `name` itself
/// if the graph has it, or if the gazetteers do not help.
std::string known_name(const KnowledgeGraph& graph, const std::string& name);

}  // namespace accord::cli
