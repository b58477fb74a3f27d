#include <algorithm>
#include <cstring>
#include <filesystem>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

#include "extract/unicode.hpp"
#include "graph/graph_tables.hpp"
#include "graph/snapshot.hpp"
#include "graph/snapshot_file.hpp"
#include "graph/snapshot_format.hpp"

namespace accord {

namespace {

using namespace snapshot;
using Tables = KnowledgeGraph::Impl;

/// Thrown inside this file only: the snapshot is as none.
struct Unfit {};

void require(bool holds) {
  if (!holds) throw Unfit();
}

template <class T>
void read_bytes(std::FILE* file, T* to, std::size_t count) {
  require(std::fread(reinterpret_cast<char*>(to), 1, count * sizeof(T), file) == count * sizeof(T));
}

/// A list of the file, without the zeros that a vector would write first.
template <class Row>
class List {
  static_assert(std::is_trivially_copyable_v<Row>);

 public:
  List(std::FILE* file, std::uint64_t rows, snapshot_file::Hash& hash)
      : rows_(std::make_unique_for_overwrite<Row[]>(rows)), size_(rows) {
    read_bytes(file, rows_.get(), size_);
    hash.add({reinterpret_cast<const char*>(rows_.get()), size_ * sizeof(Row)});
  }
  std::span<const Row> all() const { return {rows_.get(), size_}; }
  std::size_t size() const { return size_; }

 private:
  std::unique_ptr<Row[]> rows_;
  std::size_t size_;
};

constexpr std::array<std::size_t, list_count> row_sizes = {sizeof(Number),
                                                           sizeof(snapshot::Entity),
                                                           sizeof(Number),
                                                           sizeof(Pair),
                                                           sizeof(Ground),
                                                           sizeof(Claim),
                                                           sizeof(Source),
                                                           sizeof(Number),
                                                           sizeof(snapshot::Statement),
                                                           sizeof(Pair),
                                                           sizeof(snapshot::Evidence)};

/// A head that fits the graph's file and its own.
Head read_head(std::FILE* file, std::uint64_t size, const std::string& graph_file) {
  Head head{};
  read_bytes(file, &head, 1);
  require(head.magic == magic && head.version == version && head.byte_order == byte_order);
  std::uint64_t left = size - sizeof head;
  for (std::size_t i = 0; i != list_count; ++i) {
    require(head.sizes[i] < UINT32_MAX && head.sizes[i] <= left / row_sizes[i]);
    left -= head.sizes[i] * row_sizes[i];
  }
  require(left == head.text_bytes);
  require(snapshot_file::size_of(graph_file) == head.graph_size);
  require(snapshot_file::identify(graph_file) == snapshot_file::Identity{head.graph_size, head.graph_hash});
  return head;
}

class Loader {
 public:
  Loader(std::FILE* file, const Head& head)
      : sizes_(file, head.sizes[text_sizes], hash_),
        entities_(file, head.sizes[entities], hash_),
        aliases_(file, head.sizes[aliases], hash_),
        attributes_(file, head.sizes[attributes], hash_),
        grounds_(file, head.sizes[grounds], hash_),
        claims_(file, head.sizes[claims], hash_),
        sources_(file, head.sizes[sources], hash_),
        predicates_(file, head.sizes[predicates], hash_),
        statements_(file, head.sizes[statements], hash_),
        qualifiers_(file, head.sizes[qualifiers], hash_),
        evidence_(file, head.sizes[evidence], hash_) {
    auto texts = std::make_unique_for_overwrite<char[]>(head.text_bytes);
    read_bytes(file, texts.get(), head.text_bytes);
    hash_.add({texts.get(), head.text_bytes});
    require(hash_.value() == head.body_hash);
    bytes_ = {texts.get(), head.text_bytes};
    require(!find_invalid_utf8(bytes_));
    graph_->texts = std::move(texts);
  }

  std::shared_ptr<const Tables> run() {
    cut_texts();
    fill_small();
    fill_entities();
    fill_statements();
    fill_evidence();
    require(bytes_.empty());
    graph_->seal();
    return graph_;
  }

 private:
  /// The next `size` bytes of the texts. The whole is UTF-8, so a piece is if it begins where a character does.
  std::string_view cut(std::size_t size) {
    require(size <= bytes_.size());
    const std::string_view text = bytes_.substr(0, size);
    require(text.empty() || (static_cast<unsigned char>(text[0]) & 0xC0U) != 0x80U);
    bytes_.remove_prefix(size);
    require(bytes_.empty() || (static_cast<unsigned char>(bytes_[0]) & 0xC0U) != 0x80U);
    return text;
  }

  void cut_texts() {
    texts_.reserve(sizes_.size());
    for (const Number size : sizes_.all()) texts_.push_back(cut(size));
  }

  std::string_view text(Number number) const {
    require(number < texts_.size());
    return texts_[number];
  }

  /// Ends of the parts of a list must not go back, and the last must be the list's.
  class Ends {
   public:
    explicit Ends(std::size_t size) : size_(size) {}
    Number take(Number end) {
      require(end >= last_ && end <= size_);
      return last_ = end;
    }
    void finish() const { require(last_ == size_); }

   private:
    std::size_t size_;
    Number last_ = 0;
  };

  void fill_small() {
    for (const Number a : aliases_.all()) graph_->aliases.push_back(text(a));
    for (const Pair& p : attributes_.all()) graph_->attributes.push_back({text(p.name), text(p.value)});
    for (const Pair& p : qualifiers_.all()) graph_->qualifiers.push_back({text(p.name), text(p.value)});
    for (const Ground& g : grounds_.all())
      graph_->grounds.push_back({text(g.ground), text(g.name), text(g.other), text(g.with)});
    for (const Claim& c : claims_.all()) graph_->claims.push_back({text(c.name), text(c.value), text(c.document)});
    for (const Source& s : sources_.all()) {
      graph_->sources.push_back(
          {text(s.document), text(s.date), text(s.url), text(s.title), text(s.publisher), text(s.copy_of)});
      require(!graph_->sources.back().document.empty());
    }
    for (const Number p : predicates_.all()) graph_->predicates.push_back(text(p));
    require(std::ranges::is_sorted(graph_->predicates, std::ranges::less_equal{}));  // each once
  }

  void fill_entities() {
    Ends alias(aliases_.size()), attribute(attributes_.size()), ground(grounds_.size()), claim(claims_.size());
    graph_->entities.reserve(entities_.size());
    const snapshot::Entity* last = nullptr;
    for (const snapshot::Entity& e : entities_.all()) {
      require(last == nullptr || last->id < e.id);
      last = &e;
      graph_->entities.push_back({id_text('e', e.id), text(e.type), text(e.subtype), text(e.name),
                                  alias.take(e.alias_end), attribute.take(e.attribute_end), ground.take(e.ground_end),
                                  claim.take(e.claim_end)});
    }
    alias.finish(), attribute.finish(), ground.finish(), claim.finish();
  }

  void fill_statements() {
    Ends qualifier(qualifiers_.size()), evidence(evidence_.size());
    graph_->statements.reserve(statements_.size());
    const auto place = [](const snapshot::Statement& s) { return std::tie(s.subject, s.predicate, s.object, s.id); };
    const snapshot::Statement* last = nullptr;
    Number evidence_end = 0;
    for (const snapshot::Statement& s : statements_.all()) {
      require(s.subject < entities_.size() && s.object < entities_.size() && s.predicate < predicates_.size());
      require(s.confidence <= confidence_unit && s.evidence_end > evidence_end);  // a statement has evidence
      require(last == nullptr || place(*last) < place(s));
      last = &s;
      evidence_end = s.evidence_end;
      graph_->statements.push_back({id_text('s', s.id), s.subject, s.predicate, s.object, s.confidence,
                                    qualifier.take(s.qualifier_end), evidence.take(s.evidence_end)});
    }
    qualifier.finish(), evidence.finish();
  }

  void fill_evidence() {
    graph_->evidence.reserve(evidence_.size());
    for (const snapshot::Evidence& e : evidence_.all()) {
      require(e.source < sources_.size() && e.begin <= e.end);
      const auto high = [](Number two) { return static_cast<std::uint16_t>(two >> 16); };
      const auto low = [](Number two) { return static_cast<std::uint16_t>(two); };
      const PageBox place{e.page, high(e.left_top), low(e.left_top), high(e.right_bottom), low(e.right_bottom)};
      graph_->evidence.push_back({&graph_->sources[e.source], {e.begin, e.end}, cut(e.quote_size), text(e.rule), place});
    }
  }

  snapshot_file::Hash hash_;
  List<Number> sizes_;
  List<snapshot::Entity> entities_;
  List<Number> aliases_;
  List<Pair> attributes_;
  List<Ground> grounds_;
  List<Claim> claims_;
  List<Source> sources_;
  List<Number> predicates_;
  List<snapshot::Statement> statements_;
  List<Pair> qualifiers_;
  List<snapshot::Evidence> evidence_;
  std::shared_ptr<Tables> graph_ = std::make_shared<Tables>();
  std::string_view bytes_;  ///< texts not cut yet
  std::vector<std::string_view> texts_;
};

}  // namespace

std::optional<KnowledgeGraph> read_snapshot(const std::string& path, const std::string& graph_file) {
  const auto size = snapshot_file::size_of(path);
  const snapshot_file::File file = snapshot_file::open(path);
  if (!file || !size || *size < sizeof(Head)) return std::nullopt;
  try {
    const Head head = read_head(file.get(), *size, graph_file);
    return KnowledgeGraph(Loader(file.get(), head).run());
  } catch (const Unfit&) {
    return std::nullopt;
  }
}

std::string snapshot_path(const std::string& graph_file) {
  return std::filesystem::path(graph_file).replace_extension(".snapshot").string();
}

}  // namespace accord
