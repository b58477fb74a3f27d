#pragma once

#include <optional>
#include <string>

#include "graph/graph_io.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

/// A graph's tables as they lie in memory, for loading fast. graph.ndjson stays what counts: a snapshot names its hash,
/// and one that does not fit it, or is of another version or kind of machine, or does not hold what it says, is as
/// none. Nothing in it is believed: sizes, positions and texts are checked before use.

/// Writes a snapshot of `graph`, whose canonical file is `graph_file`.
void write_snapshot(const KnowledgeGraph& graph, const std::string& graph_file, const WriteBytes& write);

/// The graph of `graph_file` from the snapshot `path`, or nothing.
std::optional<KnowledgeGraph> read_snapshot(const std::string& path, const std::string& graph_file);

/// Where read_graph() looks for the snapshot of a graph's file: graph.snapshot beside graph.ndjson.
std::string snapshot_path(const std::string& graph_file);

}  // namespace accord
