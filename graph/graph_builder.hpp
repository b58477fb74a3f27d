#pragma once

#include <memory>
#include <string>

#include "extract/statement.hpp"
#include "graph/knowledge_graph.hpp"
#include "graph/ledger.hpp"

namespace accord {

/// Collects statements and assembles them: one node an entity, one edge a statement, all evidence kept.
/// The result does not depend on the order of add() calls, and adding a statement twice changes nothing.
///
/// - An entity is its type and the folded name (fold_name), so script and width variants are one node. Further names
///   are merged on named grounds only, and one name whose bearers have conflicting bodies or places is several nodes:
///   see graph/resolver.hpp and docs. The id of a node is entity_id(type, name), or, for one of several of a name,
///   derived from that and what tells it apart, which is its attribute "of".
/// - Shown is, of the names without a title, the one with the most evidence, then the longest in bytes, then the first
/// in byte order; the other
///   names and all aliases are its aliases. Of several subtypes or several values of an attribute the same rule takes
///   one; a date gives way to a more precise one. Values that cannot both be true are kept as claims.
/// - Statements with the same subject, predicate, object and qualifiers are one, with all the evidence, each piece
///   once, and the highest confidence.
class GraphBuilder {
 public:
  GraphBuilder();
  ~GraphBuilder();
  GraphBuilder(GraphBuilder&&) noexcept;
  GraphBuilder& operator=(GraphBuilder&&) noexcept;

  /// Throws Error for a statement without predicate or evidence, or an entity without name or type.
  void add(const Statement& statement);

  /// What people have decided comes before all scores. May be set at any time before finish().
  void set_ledger(Ledger ledger);

  /// `document` repeats the text of `original`: the two are one independent source.
  void mark_copy(std::string document, std::string original);

  KnowledgeGraph finish() &&;

  struct Impl;
  Impl& tables() { return *impl_; }  ///< for the graph module only

 private:
  std::unique_ptr<Impl> impl_;
};

/// Adds every statement of an NDJSON file, one a line as append_statement() writes them; "-" is standard input.
/// Lines are parsed on a second thread; the result is that of one.
/// Throws Error with file, line and column.
void read_statements(const std::string& path, GraphBuilder& builder);

/// Reads a graph.ndjson, or the one in a folder; fast if a snapshot stands beside it (graph/snapshot.hpp). Throws Error with file, line and column.
KnowledgeGraph read_graph(const std::string& path);

}  // namespace accord
