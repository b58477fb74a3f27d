#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "exporters/formats.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

/// A running Neo4j server with its HTTP connector.
struct Neo4jServer {
  std::string url;  ///< http://host:7474 or https://…
  std::string user = "neo4j";
  std::string password;
  std::string database = "neo4j";
  std::chrono::seconds patience{30};  ///< for how long transient errors and lost connections are tried again
};

/// Throws UsageError unless the URL is one of HTTP or HTTPS, without user and password in it.
void check_neo4j_url(const std::string& url);

/// What the server says that it did.
struct LoadCounters {
  std::uint64_t nodes_created = 0;
  std::uint64_t relationships_created = 0;
};

/// Called after each batch with the nodes and relationships sent so far, and how many there are in all.
using OnLoaded = std::function<void(std::uint64_t sent, std::uint64_t all)>;

/// Writes the graph into the server, nodes before relationships, in batches of their own transactions. Merges on
/// `uri` and `fact_id`: loading again changes nothing, and a load that broke off is completed by the next.
/// Speaks the Query API, or the transaction endpoint where a server lacks it. The first connection is not tried again.
/// Throws Error with what the server said and how far the load came; the password is never in it.
LoadCounters load_into_neo4j(const KnowledgeGraph& graph, const Neo4jServer& server, const ExportOptions& options,
                             const OnLoaded& on_loaded);

}  // namespace accord
