#include <string>
#include <type_traits>
#include <vector>

#include "extract/error.hpp"
#include "graph/graph_tables.hpp"
#include "graph/snapshot.hpp"
#include "graph/snapshot_file.hpp"
#include "graph/snapshot_format.hpp"

namespace accord {

namespace {

using namespace snapshot;
using Tables = KnowledgeGraph::Impl;

/// Numbers the texts of a graph, each text once.
class Texts {
 public:
  Number number(std::string_view text) {
    const auto next = static_cast<Number>(texts_.size());
    const auto [found, added] =
        table_.find_or_add(content_hash(text), next, [&](std::uint32_t i) { return texts_[i] == text; });
    if (added) texts_.push_back(text);
    return found;
  }
  const std::vector<std::string_view>& all() const { return texts_; }

 private:
  std::vector<std::string_view> texts_;
  IndexTable table_;
};

/// The lists of a graph as the file has them.
struct Lists {
  explicit Lists(const Tables& graph) {
    number_entities(graph);
    for (const auto& a : graph.aliases) alias.push_back(text.number(a));
    for (const auto& a : graph.attributes) attribute.push_back({text.number(a.name), text.number(a.value)});
    for (const auto& g : graph.grounds)
      ground.push_back({text.number(g.ground), text.number(g.name), text.number(g.other), text.number(g.with)});
    for (const auto& c : graph.claims)
      claim.push_back({text.number(c.name), text.number(c.value), text.number(c.document)});
    for (const auto& s : graph.sources)
      source.push_back({text.number(s.document), text.number(s.date), text.number(s.url), text.number(s.title),
                        text.number(s.publisher), text.number(s.copy_of)});
    for (const auto& p : graph.predicates) predicate.push_back(text.number(p));
    number_statements(graph);
    for (const auto& t : text.all()) size.push_back(checked_size(t.size(), "bytes in a text"));
  }

  void number_entities(const Tables& graph) {
    entity.reserve(graph.entities.size());
    for (const auto& e : graph.entities) {
      std::uint64_t id = 0;
      parse_id(view(e.id), 'e', id);
      entity.push_back({id, text.number(e.type), text.number(e.subtype), text.number(e.name), e.alias_end,
                        e.attribute_end, e.ground_end, e.claim_end, 0});
    }
  }

  void number_statements(const Tables& graph) {
    statement.reserve(graph.statements.size());
    for (const auto& s : graph.statements) {
      std::uint64_t id = 0;
      parse_id(view(s.id), 's', id);
      statement.push_back({id, s.subject, s.predicate, s.object, s.confidence, s.qualifier_end, s.evidence_end});
    }
    for (const auto& q : graph.qualifiers) qualifier.push_back({text.number(q.name), text.number(q.value)});
    evidence.reserve(graph.evidence.size());
    for (const auto& e : graph.evidence) {
      evidence.push_back({static_cast<Number>(e.source - graph.sources.data()), e.span.begin, e.span.end,
                          checked_size(e.quote.size(), "bytes in a quote"), text.number(e.rule), e.place.page,
                          Number{e.place.left} << 16 | e.place.top, Number{e.place.right} << 16 | e.place.bottom});
    }
  }

  /// Calls `take` with the bytes of each list.
  template <class Take>
  void each(Take take) const {
    const auto one = [&](const auto& list) {
      using Row = typename std::remove_cvref_t<decltype(list)>::value_type;
      static_assert(std::has_unique_object_representations_v<Row>);
      take(list.size(), std::string_view(reinterpret_cast<const char*>(list.data()), list.size() * sizeof(Row)));
    };
    one(size), one(entity), one(alias), one(attribute), one(ground), one(claim), one(source), one(predicate);
    one(statement), one(qualifier), one(evidence);
  }

  Texts text;
  std::vector<Number> size, alias, predicate;
  std::vector<snapshot::Entity> entity;
  std::vector<Pair> attribute, qualifier;
  std::vector<Ground> ground;
  std::vector<Claim> claim;
  std::vector<Source> source;
  std::vector<snapshot::Statement> statement;
  std::vector<snapshot::Evidence> evidence;
};

/// Calls `take` with all bytes behind the head, in pieces.
template <class Take>
void each_piece(const Lists& lists, const Tables& graph, Take take) {
  lists.each([&](std::size_t, std::string_view bytes) { take(bytes); });
  std::string piece;
  const auto text = [&](std::string_view bytes) {
    piece += bytes;
    if (piece.size() < snapshot_file::piece_size) return;
    take(piece);
    piece.clear();
  };
  for (const std::string_view t : lists.text.all()) text(t);
  for (const auto& e : graph.evidence) text(e.quote);
  take(piece);
}

}  // namespace

void write_snapshot(const KnowledgeGraph& graph, const std::string& graph_file, const WriteBytes& write) {
  const Tables& tables = graph.tables();
  const Lists lists(tables);
  Head head{};
  head.magic = magic;
  head.version = version;
  head.byte_order = byte_order;
  const auto file = snapshot_file::identify(graph_file);
  if (!file) throw Error(graph_file + ": cannot be read");
  head.graph_size = file->size;
  head.graph_hash = file->hash;
  std::size_t list = 0;
  lists.each([&](std::size_t rows, std::string_view) { head.sizes[list++] = rows; });
  for (const std::string_view t : lists.text.all()) head.text_bytes += t.size();
  for (const auto& e : tables.evidence) head.text_bytes += e.quote.size();
  snapshot_file::Hash hash;
  each_piece(lists, tables, [&](std::string_view bytes) { hash.add(bytes); });
  head.body_hash = hash.value();
  write({reinterpret_cast<const char*>(&head), sizeof head});
  each_piece(lists, tables, write);
}

}  // namespace accord
