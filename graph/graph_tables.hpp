#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "graph/identifiers.hpp"
#include "graph/knowledge_graph.hpp"
#include "graph/name_index.hpp"
#include "graph/string_pool.hpp"

namespace accord {

/// The tables of a graph. A row's lists lie in the flat vectors, from the end of the row before to its own end.
struct KnowledgeGraph::Impl {
  struct EntityRow {
    IdText id;
    std::string_view type, subtype, name;
    std::uint32_t alias_end, attribute_end, ground_end, claim_end;
  };
  struct StatementRow {
    IdText id;
    std::uint32_t subject, predicate, object;  ///< predicate: position in `predicates`
    std::uint32_t confidence;                  ///< millionths
    std::uint32_t qualifier_end, evidence_end;
  };

  StringArena arena;   ///< owns every text that the views below show, but for the quotes:
  StringArena quotes;  ///< kept by themselves, so that names lie close together
  std::unique_ptr<const char[]> texts;  ///< owns them all instead, where the graph comes from a snapshot
  std::vector<EntityRow> entities;
  std::vector<std::string_view> aliases;
  std::vector<AttributeView> attributes;
  std::vector<GroundView> grounds;
  std::vector<ClaimView> claims;
  std::vector<SourceView> sources;           ///< sorted by document, then the rest
  std::vector<std::string_view> predicates;  ///< sorted
  std::vector<StatementRow> statements;
  std::vector<AttributeView> qualifiers;
  std::vector<EvidenceView> evidence;

  /// What seal() derives from the tables above.
  std::vector<StatementIndex> outgoing, incoming, by_predicate;
  std::vector<std::uint32_t> incoming_begin, outgoing_begin, predicate_begin;

  mutable std::once_flag names_once;
  mutable std::unique_ptr<const NameIndex> names;  ///< made when a name is first asked for

  /// Builds the indexes; nothing may change afterwards.
  void seal();
};

/// Confidence is kept in millionths, so that reading back what was written changes nothing.
constexpr std::uint32_t confidence_unit = 1000000;
std::uint32_t to_millionths(double confidence);

/// Throws Error when a table has outgrown its 32-bit positions.
std::uint32_t checked_size(std::size_t size, const char* what);

}  // namespace accord
