#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "graph/builder_tables.hpp"
#include "graph/node_maker.hpp"
#include "graph/sorted.hpp"

namespace accord {

namespace {

using Added = GraphBuilder::Impl;
using Tables = KnowledgeGraph::Impl;

/// Statements that are one: same nodes, relation and qualifiers.
struct Group {
  std::uint32_t subject, predicate, object, qualifiers;
  std::uint32_t confidence = 0;
  std::uint32_t evidence_end = 0;  ///< in Assembler::kept_; begins where the group before ends
};

void append_field(std::string& key, std::string_view field) {
  const auto size = static_cast<std::uint32_t>(field.size());
  for (unsigned shift = 0; shift != 32; shift += 8) key += static_cast<char>(size >> shift & 0xFFU);
  key += field;
}

class Assembler {
 public:
  explicit Assembler(Added& added) : added_(added), graph_(added.graph), nodes_(added) {}

  std::shared_ptr<const Tables> run() {
    place_sources();
    rank_relations();
    group_statements();
    node_place_ = nodes_.fill();
    make_statements();
    graph_->seal();
    return graph_;
  }

 private:
  std::string_view text(std::uint32_t number) const { return added_.pool.text(number); }

  struct Piece {
    std::uint32_t evidence, subject, object;  ///< forms
  };

  void place_sources();
  void rank_relations();
  void group_statements();
  void gather_evidence(Group& group, std::span<const std::uint32_t> raws);
  bool before(const Added::RawEvidence& a, const Added::RawEvidence& b) const;
  void make_statements();
  void write_statement(const Group& group, std::uint32_t evidence_begin, std::uint64_t number);

  Added& added_;
  std::shared_ptr<Tables> graph_;
  NodeMaker nodes_;
  std::vector<std::uint32_t> source_place_;  ///< of each added source: position in the graph's sources
  std::map<std::uint32_t, std::uint32_t>
      relation_rank_;  ///< of each relation's string: position in the graph's predicates
  std::vector<Group> groups_;
  std::vector<std::uint32_t> kept_;        ///< evidence of the groups
  std::vector<Piece> pieces_;              ///< of the group at hand
  std::vector<std::uint32_t> node_place_;  ///< of each node: its EntityIndex
};

/// One source a document. Where texts were given with different metadata, the first known value stands.
void Assembler::place_sources() {
  const std::vector<Added::Source>& sources = added_.sources;
  std::vector<std::uint32_t> order(sources.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return text(sources[i].document); });
  const auto take = [&](std::string_view& field, std::uint32_t number) {
    const std::string_view value = text(number);
    if (field.empty() || (!value.empty() && value < field)) field = value;
  };
  source_place_.resize(sources.size());
  for (const std::uint32_t i : order) {
    const std::string_view document = text(sources[i].document);
    if (graph_->sources.empty() || graph_->sources.back().document != document) {
      graph_->sources.push_back({document, {}, {}, {}, {}, {}});
      const auto copy = added_.copies.find(document);
      if (copy != added_.copies.end()) graph_->sources.back().copy_of = graph_->arena.copy(copy->second);
    }
    SourceView& source = graph_->sources.back();
    take(source.date, sources[i].date);
    take(source.url, sources[i].url);
    take(source.title, sources[i].title);
    take(source.publisher, sources[i].publisher);
    source_place_[i] = static_cast<std::uint32_t>(graph_->sources.size() - 1);
  }
}

void Assembler::rank_relations() {
  std::vector<std::uint32_t> numbers;
  std::uint32_t last = UINT32_MAX;
  for (const auto& raw : added_.statements) {
    if (raw.predicate != last && relation_rank_.try_emplace(raw.predicate, 0).second) numbers.push_back(raw.predicate);
    last = raw.predicate;
  }
  std::ranges::sort(numbers, {}, [&](std::uint32_t n) { return text(n); });
  for (const std::uint32_t n : numbers) {
    relation_rank_[n] = static_cast<std::uint32_t>(graph_->predicates.size());
    graph_->predicates.push_back(text(n));
  }
}

void Assembler::group_statements() {
  struct Key {
    std::uint32_t subject, predicate, object, qualifiers, raw;
    auto fields() const { return std::tie(subject, predicate, object, qualifiers); }
  };
  std::vector<Key> keys;
  keys.reserve(added_.statements.size());
  for (std::uint32_t i = 0; i != added_.statements.size(); ++i) {
    const Added::RawStatement& raw = added_.statements[i];
    keys.push_back({nodes_.node(raw.subject, i), raw.predicate, nodes_.node(raw.object, i), raw.qualifiers, i});
  }
  std::ranges::sort(keys, [](const Key& a, const Key& b) { return a.fields() < b.fields(); });
  kept_.reserve(added_.evidence.size());
  groups_.reserve(keys.size());
  std::vector<std::uint32_t> raws;
  constexpr std::size_t ahead = 8;
  std::size_t fetched = 0;
  const auto fetch = [&] {  // what the keys after the one at hand need, in three steps
    if (fetched + 2 * ahead < keys.size()) fetch_memory(&added_.statements[keys[fetched + 2 * ahead].raw]);
    if (fetched + ahead < keys.size()) {
      const std::uint32_t raw = keys[fetched + ahead].raw;
      fetch_memory(&added_.evidence[added_.evidence_begin(raw)]);
      nodes_.fetch(added_.statements[raw].subject);
      nodes_.fetch(added_.statements[raw].object);
    }
    ++fetched;
  };
  for (std::size_t i = 0; i != keys.size();) {
    const Key& key = keys[i];
    Group group{key.subject, key.predicate, key.object, key.qualifiers};
    raws.clear();
    for (; i != keys.size() && keys[i].fields() == key.fields(); ++i) {
      fetch();
      raws.push_back(keys[i].raw);
    }
    gather_evidence(group, raws);
    groups_.push_back(group);
  }
}

bool Assembler::before(const Added::RawEvidence& a, const Added::RawEvidence& b) const {
  const std::uint32_t x = source_place_[a.source], y = source_place_[b.source];
  if (x != y) return x < y;
  if (a.span != b.span) return a.span < b.span;
  if (a.rule != b.rule) return text(a.rule) < text(b.rule);
  if (a.quote != b.quote) return a.quote < b.quote;
  return a.place < b.place;
}

/// All evidence of some added statements, sorted, each piece once; and the highest confidence.
void Assembler::gather_evidence(Group& group, std::span<const std::uint32_t> raws) {
  pieces_.clear();
  for (const std::uint32_t raw : raws) {
    const Added::RawStatement& s = added_.statements[raw];
    group.confidence = std::max(group.confidence, s.confidence);
    for (std::uint32_t e = added_.evidence_begin(raw); e != s.evidence_end; ++e)
      pieces_.push_back({e, s.subject, s.object});
  }
  const auto evidence = [&](const Piece& p) -> const Added::RawEvidence& { return added_.evidence[p.evidence]; };
  if (pieces_.size() > 1) {
    std::ranges::sort(pieces_, [&](const Piece& a, const Piece& b) { return before(evidence(a), evidence(b)); });
  }
  std::vector<std::uint32_t> subjects, objects;
  for (std::size_t i = 0; i != pieces_.size();) {
    const std::size_t first = i;
    const std::uint32_t source = source_place_[evidence(pieces_[first]).source];
    kept_.push_back(pieces_[first].evidence);
    ++i;
    while (i != pieces_.size() && !before(evidence(pieces_[first]), evidence(pieces_[i]))) ++i;
    // One piece counts once for each form in which it speaks of a node.
    if (i - first == 1) {
      nodes_.weigh(pieces_[first].subject, group.subject, source);
      nodes_.weigh(pieces_[first].object, group.object, source);
      continue;
    }
    for (std::size_t p = first; p != i; ++p) {
      subjects.push_back(pieces_[p].subject);
      objects.push_back(pieces_[p].object);
    }
    sort_unique(subjects);
    sort_unique(objects);
    for (const std::uint32_t form : subjects) nodes_.weigh(form, group.subject, source);
    for (const std::uint32_t form : objects) nodes_.weigh(form, group.object, source);
    subjects.clear();
    objects.clear();
  }
  group.evidence_end = static_cast<std::uint32_t>(kept_.size());
}

void Assembler::make_statements() {
  constexpr std::uint32_t ahead = 8;  // statements
  for (Group& g : groups_) {
    g.subject = node_place_[g.subject];
    g.object = node_place_[g.object];
  }
  const auto key_of = [&](std::uint32_t i, std::string& key) {
    const Group& g = groups_[i];
    if (i + ahead < groups_.size()) fetch_memory(&graph_->entities[groups_[i + ahead].object]);
    key.clear();
    append_field(key, view(graph_->entities[g.subject].id));
    append_field(key, text(g.predicate));
    append_field(key, view(graph_->entities[g.object].id));
    for (std::uint32_t q = added_.set_begin(g.qualifiers); q != added_.set_end[g.qualifiers]; ++q) {
      append_field(key, text(added_.set_members[q].name));
      append_field(key, text(added_.set_members[q].value));
    }
  };
  const std::uint32_t count = checked_size(groups_.size(), "statements");
  const std::vector<std::uint64_t> numbers = distinct_numbers(count, key_of, content_hash);
  struct Place {
    std::uint32_t subject, predicate, object, group;
    std::uint64_t number;
  };
  std::vector<Place> order(count);
  std::uint32_t rank = 0, last = UINT32_MAX;
  for (std::uint32_t i = 0; i != count; ++i) {
    const Group& g = groups_[i];
    if (g.predicate != last) rank = relation_rank_.at(last = g.predicate);
    order[i] = {g.subject, rank, g.object, i, numbers[i]};
  }
  std::ranges::sort(order, [](const Place& a, const Place& b) {
    return std::tie(a.subject, a.predicate, a.object, a.number) < std::tie(b.subject, b.predicate, b.object, b.number);
  });
  graph_->statements.reserve(count);
  graph_->evidence.reserve(kept_.size());
  // The groups lie in another order: each one's evidence is asked for some statements before it is written.
  const auto evidence_begin = [&](const Place& p) { return p.group == 0 ? 0 : groups_[p.group - 1].evidence_end; };
  for (std::size_t i = 0; i != order.size(); ++i) {
    if (i + 3 * ahead < order.size()) fetch_memory(&groups_[order[i + 3 * ahead].group]);
    if (i + 2 * ahead < order.size()) fetch_memory(&kept_[evidence_begin(order[i + 2 * ahead])]);
    if (i + ahead < order.size()) fetch_memory(&added_.evidence[kept_[evidence_begin(order[i + ahead])]]);
    write_statement(groups_[order[i].group], evidence_begin(order[i]), order[i].number);
  }
}

void Assembler::write_statement(const Group& g, std::uint32_t evidence_begin, std::uint64_t number) {
  for (std::uint32_t q = added_.set_begin(g.qualifiers); q != added_.set_end[g.qualifiers]; ++q) {
    graph_->qualifiers.push_back({text(added_.set_members[q].name), text(added_.set_members[q].value)});
  }
  for (std::uint32_t k = evidence_begin; k != g.evidence_end; ++k) {
    const Added::RawEvidence& e = added_.evidence[kept_[k]];
    graph_->evidence.push_back({&graph_->sources[source_place_[e.source]], e.span, e.quote, text(e.rule), e.place});
  }
  graph_->statements.push_back({id_text('s', number), g.subject, relation_rank_.at(g.predicate), g.object, g.confidence,
                                checked_size(graph_->qualifiers.size(), "qualifiers"),
                                checked_size(graph_->evidence.size(), "pieces of evidence")});
}

}  // namespace

std::shared_ptr<const KnowledgeGraph::Impl> assemble(GraphBuilder::Impl& added) { return Assembler(added).run(); }

}  // namespace accord
