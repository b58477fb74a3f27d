#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "extract/page_box.hpp"
#include "extract/span.hpp"

namespace accord {

/// Positions in a graph's tables. They follow the order of ids, so they are stable for one input.
enum class EntityIndex : std::uint32_t {};
enum class StatementIndex : std::uint32_t {};

struct AttributeView {
  std::string_view name, value;
};

/// Why two names are one entity: "variant" (of script or width), "alias", "title", "place before", "place ending",
/// "same office", "decision" (a person's).
struct GroundView {
  std::string_view ground, name, other;
  std::string_view with;  ///< the title, place or office that the ground is about; may be empty
};

/// One of several values of an attribute that cannot all be true, and the first document that says so.
struct ClaimView {
  std::string_view name, value, document;
};

/// All views live as long as the graph.
struct EntityView {
  std::string_view id;  ///< "e_…"
  std::string_view type, subtype, name;
  std::span<const std::string_view> aliases;  ///< sorted, without the name
  std::span<const AttributeView> attributes;  ///< sorted by name; "of" is what tells it from others of its name
  std::span<const GroundView> grounds;        ///< sorted; empty if all evidence has one name
  std::span<const ClaimView> claims;          ///< sorted by name, value; mostly empty
};

struct SourceView {
  std::string_view document, date, url, title, publisher;
  std::string_view copy_of;  ///< the document whose text this one repeats, or empty
};

struct EvidenceView {
  const SourceView* source;
  Span span;  ///< code points of the document
  std::string_view quote, rule;
  PageBox place;  ///< where the quote stands, if the document has pages
};

struct StatementView {
  std::string_view id;  ///< "s_…"
  EntityIndex subject;
  std::string_view predicate;
  EntityIndex object;
  std::span<const AttributeView> qualifiers;  ///< sorted by name
  std::span<const EvidenceView> evidence;     ///< sorted by document, begin, end, rule, quote, place
  double confidence;
};

/// Places that say so: several rules may read one place. O(evidence).
std::uint32_t mentions(const StatementView& statement);

/// Sources that do not repeat one another: the number of documents without copies. O(evidence).
std::uint32_t independent_sources(const StatementView& statement);

/// Entities and statements, each once. Read-only, cheap to copy, safe to share between threads.
class KnowledgeGraph {
 public:
  struct Impl;
  explicit KnowledgeGraph(std::shared_ptr<const Impl> impl);

  std::uint32_t entity_count() const;
  std::uint32_t statement_count() const;

  /// Entities are sorted by id; statements by subject, predicate, object, then id.
  EntityView entity(EntityIndex index) const;
  StatementView statement(StatementIndex index) const;
  /// The id alone, which costs less than the rest.
  std::string_view id(EntityIndex index) const;

  /// Calls `use` with the statements [begin, end) in order. What they refer to lies in no order, and each way to memory
  /// costs as much as writing a line, so it is asked for some statements ahead.
  template <class Use>
  void for_each_statement(std::uint32_t begin, std::uint32_t end, Use&& use) const {
    constexpr std::uint32_t rows_ahead = 16, texts_ahead = 8;
    for (std::uint32_t i = begin; i != end; ++i) {
      if (end - i > rows_ahead) fetch_rows(StatementIndex{i + rows_ahead});
      if (end - i > texts_ahead) fetch_texts(StatementIndex{i + texts_ahead});
      use(statement(StatementIndex{i}));
    }
  }

  std::optional<EntityIndex> find(std::string_view entity_id) const;

  /// Entities with this name or alias under fold_name(), in entity order. The first call builds an index.
  std::vector<EntityIndex> named(std::string_view name) const;

  /// Statements whose subject (object) is the entity, in statement order.
  std::span<const StatementIndex> outgoing(EntityIndex index) const;
  std::span<const StatementIndex> incoming(EntityIndex index) const;

  /// The relations that occur, sorted, and the statements of one, in statement order.
  std::span<const std::string_view> predicates() const;
  std::span<const StatementIndex> with_predicate(std::string_view predicate) const;

  /// The documents that the evidence names, sorted by document.
  std::span<const SourceView> sources() const;

  const Impl& tables() const { return *impl_; }  ///< for the graph module only

 private:
  void fetch_rows(StatementIndex index) const;
  void fetch_texts(StatementIndex index) const;

  std::shared_ptr<const Impl> impl_;
};

}  // namespace accord
