#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/knowledge_graph.hpp"

namespace accord {

struct Statistics {
  std::uint32_t entities = 0, statements = 0, documents = 0;
  std::uint64_t evidence = 0;                                                          ///< pieces, over all statements
  std::vector<std::pair<std::string_view, std::uint32_t>> types, subtypes, relations;  ///< most first, then by name
  std::uint32_t components = 0;         ///< of the graph without directions; an entity alone is one
  std::uint32_t largest_component = 0;  ///< entities in it
  /// Most statements first (as subject or object), then in entity order.
  std::vector<std::pair<EntityIndex, std::uint32_t>> top;
};

/// Counts in time linear in the graph. `top` is the number of entities to name.
Statistics statistics(const KnowledgeGraph& graph, std::size_t top = 10);

/// The component of each entity, numbered from 0 in the order in which entities meet them.
std::vector<std::uint32_t> components(const KnowledgeGraph& graph);

/// For people, and one JSON object for programs; both end with a newline.
std::string to_text(const Statistics& statistics, const KnowledgeGraph& graph);
std::string to_json(const Statistics& statistics, const KnowledgeGraph& graph);

}  // namespace accord
