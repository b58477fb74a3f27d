#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/query.hpp"

namespace accord {

/// What a question binds: a variable, or a name with the entities that bear it.
struct QuerySlot {
  std::string name;  ///< of the variable, or empty
  std::vector<std::string> types;
  std::vector<EntityIndex> domain;  ///< sorted; only when has_domain
  bool has_domain = false;

  bool accepts(const KnowledgeGraph& graph, EntityIndex e) const;
};

struct PatternPlan {
  std::size_t subject = 0, object = 0, date = 0;  ///< slots
  std::vector<std::string_view> relations;        ///< those that the graph has, each once
  std::size_t size = 0;                           ///< statements with them
  bool symmetric = false;                         ///< one of them holds both ways

  /// Relation, dates and qualifiers; the ends are the engine's.
  bool accepts(const KnowledgeGraph& graph, const QueryPattern& pattern, const StatementView& statement) const;
};

/// A question checked against a graph.
struct QueryPlan {
  /// Throws UsageError for a relation or type that the graph and `options` do not know.
  QueryPlan(const KnowledgeGraph& graph, const Query& query, const QueryOptions& options);

  std::vector<QuerySlot> slots;
  std::vector<PatternPlan> patterns;
  std::vector<std::size_t> columns;  ///< slots of the selected variables
  std::vector<std::string> notes;
};

}  // namespace accord
