#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/knowledge_graph.hpp"

namespace accord {

/// One end of a pattern: a variable, perhaps of a type, or a name.
struct QueryTerm {
  bool is_variable = false;
  std::string text;  ///< the variable's name without "?", or the entity's name
  std::string type;  ///< type or subtype that a variable's entity must have; may be empty
  std::uint32_t column = 0;
};

struct QueryPattern {
  QueryTerm subject;
  std::vector<std::string> relations;  ///< any of these; empty: any relation at all
  QueryTerm object;
  bool only_entity = false;  ///< the pattern is its subject alone: ?x:Company
  bool optional = false;
  std::string from, to;       ///< dates, ISO 8601 as precise as given; empty: open
  std::string date_variable;  ///< [?when]; of several patterns it takes the first date known, which the others must
                              ///< have too unless they have none
  std::vector<std::pair<std::string, std::string>> qualifiers;  ///< [role=…]
  std::uint32_t relation_column = 0;
};

/// A question in its parts. See parse_query().
struct Query {
  std::vector<QueryPattern> patterns;
  std::vector<std::string> variables;  ///< in the order of the text
  std::vector<std::string> select;     ///< columns wanted, or empty: all
  bool count = false;
  std::string count_variable;  ///< rows are counted by its values; empty: all rows
  std::string order_variable;
  bool descending = false;
  std::size_t limit = 0;  ///< 0: none
};

/// Reads a question. Throws UsageError with the column of the fault.
///
///     ?who signed ?what . ?what covers 金融服務
///     ?who:Company signed|witnessed ?what [2017..2023] . optional ?what signedAt ?where | order ?who | limit 10
///
/// Patterns are joined by " . ". A pattern is subject, relation, object; the ends are variables (?name, or ?name:Type)
/// or names; a name with spaces stands in "…" or 「…」. A relation may be several, a|b, or * for any. After a pattern
/// may stand, in brackets, dates ([2017..2023], [2023-03..], [..2020], [2021]), a variable for the date ([?when]), or a
/// qualifier ([role=…], [status=planned]). "optional" before a pattern keeps rows that it does not match.
/// A pattern may be one variable with a type. After "|": select ?a ?b, count, count ?a, order ?a [desc], limit N.
Query parse_query(std::string_view text);

constexpr EntityIndex no_node{UINT32_MAX};

/// An entity, a text (a date or a number), or nothing (of an optional pattern).
struct QueryCell {
  EntityIndex entity = no_node;
  std::string text;
  friend bool operator==(const QueryCell&, const QueryCell&) = default;
};

struct QueryRow {
  std::vector<QueryCell> cells;            ///< one a column
  std::vector<StatementIndex> statements;  ///< that say so, in statement order
};

struct QueryResult {
  std::vector<std::string> columns;  ///< names of variables, without "?"
  std::vector<QueryRow> rows;        ///< sorted by the names in the cells, from left to right; no row twice
  std::vector<std::string> notes;    ///< why there may be nothing: names that no entity has
};

struct QueryOptions {
  std::size_t max_rows = 1000000;
  std::size_t max_steps = 200000000;  ///< statements looked at
  /// Relations and types that are no mistake even if the graph has none of them.
  std::vector<std::string> known_relations, known_types;
};

/// Answers a question. Names match entities whose name or alias is the same when folded (fold_name).
/// A statement's date is its qualifier, else the attribute of its object, else of its subject; a date given less
/// precisely matches every range that it overlaps. Planned and negated statements match only where the pattern asks
/// for [status=…] or [negated=…]. Relations of symmetric_relations match either way.
/// Throws UsageError for an unknown relation or type, naming the near ones; Error when there are too many rows.
QueryResult run_query(const KnowledgeGraph& graph, const Query& query, const QueryOptions& options = {});

/// What to show for a cell: the entity's name, or the text.
std::string_view cell_text(const KnowledgeGraph& graph, const QueryCell& cell);

/// The date of a statement as run_query() takes it, or an empty view.
std::string_view date_of(const KnowledgeGraph& graph, const StatementView& statement);

}  // namespace accord
