#include "graph/knowledge_graph.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "extract/error.hpp"
#include "graph/graph_tables.hpp"
#include "graph/sorted.hpp"

namespace accord {

namespace {

/// The part of a flat vector that belongs to row `i`, where end(i) is the row's end.
template <class T, class End>
std::span<const T> part(const std::vector<T>& flat, std::uint32_t i, End end) {
  const std::size_t begin = i == 0 ? 0 : end(i - 1);
  return {flat.data() + begin, end(i) - begin};
}

std::span<const StatementIndex> part(const std::vector<StatementIndex>& flat, const std::vector<std::uint32_t>& begin,
                                     std::size_t i) {
  return {flat.data() + begin[i], begin[i + 1] - begin[i]};
}

/// How much of a statement is asked for ahead: more than most have, and no more than a cache holds.
constexpr std::size_t most_evidence = 4, most_fetched = 512;

std::span<const EvidenceView> first_evidence(const KnowledgeGraph::Impl& tables, StatementIndex index) {
  const auto evidence = part(tables.evidence, static_cast<std::uint32_t>(index),
                             [&](std::uint32_t i) { return tables.statements[i].evidence_end; });
  return evidence.first(std::min(evidence.size(), most_evidence));
}

std::uint32_t number(EntityIndex i) { return static_cast<std::uint32_t>(i); }

/// Sorts the statements 0, 1, … by number_of(row), which is less than `count`; `begin` becomes where each number's
/// begin.
template <class NumberOf>
std::vector<StatementIndex> sorted_by(const std::vector<KnowledgeGraph::Impl::StatementRow>& rows, std::size_t count,
                                      NumberOf number_of, std::vector<std::uint32_t>& begin) {
  begin.assign(count + 1, 0);
  for (const auto& row : rows) ++begin[number_of(row) + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint32_t> place(begin.begin(), begin.end() - 1);
  std::vector<StatementIndex> sorted(rows.size());
  for (std::uint32_t i = 0; i != rows.size(); ++i) sorted[place[number_of(rows[i])]++] = StatementIndex{i};
  return sorted;
}

}  // namespace

void KnowledgeGraph::Impl::seal() {
  checked_size(aliases.size(), "aliases");
  checked_size(attributes.size(), "attributes");
  checked_size(qualifiers.size(), "qualifiers");
  checked_size(evidence.size(), "pieces of evidence");
  checked_size(statements.size(), "statements");
  checked_size(entities.size(), "entities");
  using Row = StatementRow;
  outgoing = sorted_by(
      statements, entities.size(), [](const Row& row) { return row.subject; }, outgoing_begin);
  incoming = sorted_by(
      statements, entities.size(), [](const Row& row) { return row.object; }, incoming_begin);
  by_predicate = sorted_by(
      statements, predicates.size(), [](const Row& row) { return row.predicate; }, predicate_begin);
}

std::uint32_t to_millionths(double confidence) {
  return static_cast<std::uint32_t>(std::lround(std::clamp(confidence, 0.0, 1.0) * confidence_unit));
}

std::uint32_t checked_size(std::size_t size, const char* what) {
  if (size >= std::numeric_limits<std::uint32_t>::max()) throw Error(std::string("graph has too many ") + what);
  return static_cast<std::uint32_t>(size);
}

std::uint32_t mentions(const StatementView& statement) {
  std::uint32_t count = 0;
  const EvidenceView* last = nullptr;
  for (const EvidenceView& e : statement.evidence) {
    count += last == nullptr || last->source != e.source || last->span != e.span ? 1U : 0U;
    last = &e;
  }
  return count;
}

std::uint32_t independent_sources(const StatementView& statement) {
  std::vector<std::string_view> texts;
  for (const EvidenceView& e : statement.evidence) {
    texts.push_back(e.source->copy_of.empty() ? e.source->document : e.source->copy_of);
  }
  sort_unique(texts);
  return static_cast<std::uint32_t>(texts.size());
}

KnowledgeGraph::KnowledgeGraph(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

std::uint32_t KnowledgeGraph::entity_count() const { return static_cast<std::uint32_t>(impl_->entities.size()); }
std::uint32_t KnowledgeGraph::statement_count() const { return static_cast<std::uint32_t>(impl_->statements.size()); }

EntityView KnowledgeGraph::entity(EntityIndex index) const {
  const auto& rows = impl_->entities;
  const Impl::EntityRow& row = rows[number(index)];
  return {view(row.id),
          row.type,
          row.subtype,
          row.name,
          part(impl_->aliases, number(index), [&](std::uint32_t i) { return rows[i].alias_end; }),
          part(impl_->attributes, number(index), [&](std::uint32_t i) { return rows[i].attribute_end; }),
          part(impl_->grounds, number(index), [&](std::uint32_t i) { return rows[i].ground_end; }),
          part(impl_->claims, number(index), [&](std::uint32_t i) { return rows[i].claim_end; })};
}

StatementView KnowledgeGraph::statement(StatementIndex index) const {
  const auto& rows = impl_->statements;
  const auto at = static_cast<std::uint32_t>(index);
  const Impl::StatementRow& row = rows[at];
  return {view(row.id),
          EntityIndex{row.subject},
          impl_->predicates[row.predicate],
          EntityIndex{row.object},
          part(impl_->qualifiers, at, [&](std::uint32_t i) { return rows[i].qualifier_end; }),
          part(impl_->evidence, at, [&](std::uint32_t i) { return rows[i].evidence_end; }),
          static_cast<double>(row.confidence) / confidence_unit};
}

std::string_view KnowledgeGraph::id(EntityIndex index) const { return view(impl_->entities[number(index)].id); }

void KnowledgeGraph::fetch_rows(StatementIndex index) const {
  fetch_memory(&impl_->entities[impl_->statements[static_cast<std::size_t>(index)].object]);
  for (const EvidenceView& e : first_evidence(*impl_, index)) fetch_memory(e.source, sizeof *e.source);
}

void KnowledgeGraph::fetch_texts(StatementIndex index) const {
  for (const EvidenceView& e : first_evidence(*impl_, index)) {
    for (const std::string_view text : {e.quote, e.source->document, e.source->date, e.source->url, e.source->title}) {
      fetch_text(text.substr(0, most_fetched));
    }
  }
}

std::optional<EntityIndex> KnowledgeGraph::find(std::string_view entity_id) const {
  const auto& rows = impl_->entities;
  const auto it =
      std::ranges::lower_bound(rows, entity_id, {}, [](const Impl::EntityRow& row) { return view(row.id); });
  if (it == rows.end() || view(it->id) != entity_id) return std::nullopt;
  return EntityIndex{static_cast<std::uint32_t>(it - rows.begin())};
}

std::vector<EntityIndex> KnowledgeGraph::named(std::string_view name) const {
  std::call_once(impl_->names_once, [this] { impl_->names = std::make_unique<const NameIndex>(*this); });
  return impl_->names->find(*this, name);
}

std::span<const StatementIndex> KnowledgeGraph::outgoing(EntityIndex index) const {
  return part(impl_->outgoing, impl_->outgoing_begin, number(index));
}

std::span<const StatementIndex> KnowledgeGraph::incoming(EntityIndex index) const {
  return part(impl_->incoming, impl_->incoming_begin, number(index));
}

std::span<const std::string_view> KnowledgeGraph::predicates() const { return impl_->predicates; }

std::span<const StatementIndex> KnowledgeGraph::with_predicate(std::string_view predicate) const {
  const auto it = std::ranges::lower_bound(impl_->predicates, predicate);
  if (it == impl_->predicates.end() || *it != predicate) return {};
  return part(impl_->by_predicate, impl_->predicate_begin, static_cast<std::size_t>(it - impl_->predicates.begin()));
}

std::span<const SourceView> KnowledgeGraph::sources() const { return impl_->sources; }

}  // namespace accord
