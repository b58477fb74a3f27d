#pragma once

#include <functional>
#include <string_view>

#include "graph/graph_builder.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

using WriteBytes = std::function<void(std::string_view)>;

/// Writes the canonical graph.ndjson, which read_graph() reads back to the same bytes. First a line an entity,
/// sorted by id, then a line a statement, in statement order (docs/data-contract.md):
/// {"id":"e_…","type","subtype"?,"name","aliases":[],"attributes"?:{},
///  "grounds"?:[{"ground","name","other","with"?}],"claims"?:[{"name","value","document"}]}
/// {"id":"s_…","subject":"e_…","predicate","object":"e_…","qualifiers":{},
///  "evidence":[{"document","begin","end","quote","rule","page"?,"box"?,"source"?}],"confidence"}
/// Calls `write` with pieces of about 64 KiB; memory does not grow with the graph.
void write_graph_ndjson(const KnowledgeGraph& graph, const WriteBytes& write);

}  // namespace accord
