#pragma once

#include <string>
#include <string_view>

#include "exporters/formats.hpp"
#include "exporters/json_list.hpp"
#include "exporters/output.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

/// What makes a node findable by its IRI, and the IRI unique.
inline constexpr std::string_view entity_constraint =
    "CREATE CONSTRAINT accord_entity_uri IF NOT EXISTS FOR (n:Entity) REQUIRE n.uri IS UNIQUE";

/// How a grammar writes the names of members and texts. Everything else of a row is the same in Cypher and JSON.
struct RowSyntax {
  WriteString name, text;
};

/// Takes rows. `clauses` are those that follow "UNWIND … AS row": they merge on uri and fact_id, so that running them
/// again changes nothing.
class RowTarget {
 public:
  virtual ~RowTarget() = default;
  /// Where the next row is to be written.
  virtual Output& begin_row() = 0;
  virtual void end_row(const std::string& clauses) = 0;
  /// The rows after this one have other clauses.
  virtual void end_group(const std::string& clauses) = 0;
};

/// All nodes as rows {uri, props}, then all relationships as rows {s, o, id, props}. A group has one set of labels or
/// one type, because Cypher takes no parameters for them.
void write_rows(const KnowledgeGraph& graph, const ExportOptions& options, const RowSyntax& syntax, RowTarget& target);

}  // namespace accord
