#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/knowledge_graph.hpp"

namespace accord {

/// What the graph has for it that `subject` stands in `relation` to `object`.
struct Support {
  std::vector<EntityIndex> subjects, objects;  ///< those that bear the names
  std::vector<StatementIndex> statements;      ///< that say so
  std::vector<StatementIndex> others;          ///< what else the graph says of the two, if none says so
};

/// Names match as in run_query(); a symmetric relation either way; "*" is any relation.
/// Throws UsageError for an unknown relation, naming near ones, and Error for a name that no entity has.
Support explain(const KnowledgeGraph& graph, std::string_view subject, std::string_view relation,
                    std::string_view object);

/// The statements with rule, sentence, document and position of each piece of evidence, and the grounds on which the
/// names of both ends were merged.
std::string to_text(const Support& support, const KnowledgeGraph& graph);
std::string to_json(const Support& support, const KnowledgeGraph& graph);

}  // namespace accord
