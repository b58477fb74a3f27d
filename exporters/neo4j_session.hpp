#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "exporters/neo4j_load.hpp"

namespace accord {

/// One conversation with a server. Not for several threads.
class Neo4jSession {
 public:
  /// Asks the server which of its interfaces it has.
  explicit Neo4jSession(const Neo4jServer& server);
  ~Neo4jSession();
  Neo4jSession(const Neo4jSession&) = delete;
  Neo4jSession& operator=(const Neo4jSession&) = delete;

  /// Runs a statement in a transaction of its own; `rows` is the JSON array that it knows as $rows.
  LoadCounters run(std::string_view statement, std::string_view rows);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace accord
