#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#include "extract/statement.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

/// Collects statements and assembles them: one node an entity, one edge a statement, all evidence kept.
/// The result does not depend on the order of add() calls.
class GraphBuilder {
 public:
  GraphBuilder();
  ~GraphBuilder();
  GraphBuilder(GraphBuilder&&) noexcept;
  GraphBuilder& operator=(GraphBuilder&&) noexcept;

  void add(const Statement& statement);
  KnowledgeGraph finish() &&;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Reads a graph.ndjson, or a folder that holds one. Throws Error with file, line and column.
KnowledgeGraph read_graph(const std::string& path);

}  // namespace accord
