#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "graph/knowledge_graph.hpp"

namespace accord {

/// What makes a node findable by its IRI, and the IRI unique.
inline constexpr std::string_view entity_constraint =
    "CREATE CONSTRAINT accord_entity_uri IF NOT EXISTS FOR (n:Entity) REQUIRE n.uri IS UNIQUE";

using Labels = std::vector<std::string>;
/// The sets of labels that occur. One MERGE serves a set, because Cypher's labels cannot be parameters.
std::set<Labels> label_sets(const KnowledgeGraph& graph);

/// Clauses that follow "UNWIND … AS row". A row of a node is {uri, props}, one of a relationship {s, o, id, props}.
/// They merge on uri and fact_id, so running them again changes nothing.
std::string merge_nodes(const Labels& labels);
std::string merge_relationships(std::string_view predicate);

}  // namespace accord
