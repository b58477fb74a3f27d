#include <algorithm>
#include <filesystem>
#include <numeric>
#include <tuple>

#include "graph/graph_builder.hpp"
#include "graph/graph_tables.hpp"
#include "graph/json_line.hpp"
#include "graph/snapshot.hpp"

namespace accord {

namespace {

using Value = JsonLine::Value;

auto order_of(const SourceView& s) { return std::tie(s.document, s.date, s.url, s.title, s.publisher, s.copy_of); }

/// Fills the tables of a graph from its canonical file and refuses what is not canonical.
class GraphReader {
 public:
  KnowledgeGraph read(const std::string& path) {
    LineReader lines(path);
    for (std::string_view line; lines.next(line);) {
      if (line.find_first_not_of(" \t\r") == line.npos) continue;
      const Value& object = json_.parse(line, lines.position());
      const std::string_view id = json_.text(object, "id");
      std::uint64_t number = 0;
      if (parse_id(id, 'e', number)) {
        entity(object, number);
      } else if (parse_id(id, 's', number)) {
        statement(object, number);
      } else {
        json_.fail(object["id"], "\"id\" must be e_ or s_ and 16 hex digits");
      }
    }
    finish_predicates();
    finish_sources();
    graph_->seal();
    return KnowledgeGraph(std::move(graph_));
  }

 private:
  std::string_view keep(std::string_view text) { return graph_->arena.copy(text); }
  std::string_view share(std::string_view text) { return pool_.text(pool_.intern(text)); }

  void entity(const Value& object, std::uint64_t number) {
    auto& rows = graph_->entities;
    if (!graph_->statements.empty()) json_.fail(object["id"], "an entity after the statements");
    if (!rows.empty() && number <= last_entity_) {
      json_.fail(object["id"],
                 number == last_entity_ ? "this entity stands twice" : "entities are not in the order of their ids");
    }
    last_entity_ = number;
    by_number_.find_or_add(number, checked_size(rows.size(), "entities"), [](std::uint32_t) { return false; });
    numbers_.push_back(number);
    const std::string_view name = json_.text(object, "name");
    aliases(object, name);
    for (const auto& [key, value] : json_.members(json_.optional_object(object, "attributes"))) {
      graph_->attributes.push_back({share(key), share(value)});
    }
    grounds(object);
    claims(object);
    rows.push_back({id_text('e', number), share(json_.text(object, "type")),
                    share(json_.optional_text(object, "subtype")), keep(name),
                    checked_size(graph_->aliases.size(), "aliases"),
                    checked_size(graph_->attributes.size(), "attributes"),
                    checked_size(graph_->grounds.size(), "grounds"), checked_size(graph_->claims.size(), "claims")});
  }

  void aliases(const Value& object, std::string_view name) {
    const Value* list = json_.optional_array(object, "aliases");
    if (list == nullptr) return;
    std::string_view last;
    for (auto alias = list->Begin(); alias != list->End(); ++alias) {
      if (!alias->IsString() || alias->GetStringLength() == 0)
        json_.fail(object["aliases"], "aliases must be strings that are not empty");
      const std::string_view text = json_.view(*alias);
      if (text <= last || text == name) json_.fail(*alias, "aliases must be sorted, each once, without the name");
      last = graph_->aliases.emplace_back(keep(text));
    }
  }

  /// Calls `read` with each object of an optional list.
  template <class Read>
  void each(const Value& object, const char* name, Read read) {
    const Value* list = json_.optional_array(object, name);
    if (list == nullptr) return;
    for (auto item = list->Begin(); item != list->End(); ++item) {
      if (!item->IsObject()) json_.fail(object["id"], std::string(name) + " must be an array of objects");
      read(*item);
    }
  }

  void grounds(const Value& object) {
    each(object, "grounds", [&](const Value& item) {
      graph_->grounds.push_back({share(json_.text(item, "ground")), keep(json_.text(item, "name")),
                                 keep(json_.text(item, "other")), share(json_.optional_text(item, "with"))});
    });
  }

  void claims(const Value& object) {
    each(object, "claims", [&](const Value& item) {
      graph_->claims.push_back(
          {share(json_.text(item, "name")), share(json_.text(item, "value")), share(json_.text(item, "document"))});
    });
  }

  std::uint32_t end_point(const Value& object, const char* role) {
    const std::string_view id = json_.text(object, role);
    std::uint64_t number = 0;
    if (!parse_id(id, 'e', number)) json_.fail(object[role], "an entity's id must be e_ and 16 hex digits");
    const std::uint32_t index = by_number_.find(number, [&](std::uint32_t i) { return numbers_[i] == number; });
    if (index == IndexTable::none) json_.fail(object[role], "no entity has this id");
    return index;
  }

  void statement(const Value& object, std::uint64_t number) {
    const std::uint32_t index = checked_size(graph_->statements.size(), "statements");
    const auto [_, added] =
        statement_numbers_.find_or_add(number, index, [&](std::uint32_t i) { return ids_[i] == number; });
    if (!added) json_.fail(object["id"], "this statement stands twice");
    ids_.push_back(number);
    KnowledgeGraph::Impl::StatementRow row{};
    row.id = id_text('s', number);
    row.subject = end_point(object, "subject");
    row.predicate = predicates_.intern(json_.text(object, "predicate"));
    row.object = end_point(object, "object");
    row.confidence = to_millionths(json_.fraction(object, "confidence"));
    for (const auto& [key, value] : json_.members(json_.optional_object(object, "qualifiers"))) {
      graph_->qualifiers.push_back({share(key), share(value)});
    }
    row.qualifier_end = checked_size(graph_->qualifiers.size(), "qualifiers");
    evidence(object);
    row.evidence_end = checked_size(graph_->evidence.size(), "pieces of evidence");
    if (index != 0) {
      const auto& last = graph_->statements.back();
      const auto place = [&](const auto& r) {
        return std::make_tuple(r.subject, predicates_.text(r.predicate), r.object, view(r.id));
      };
      if (!(place(last) < place(row)))
        json_.fail(object["id"], "statements are not in the order of subject, predicate, object and id");
    }
    graph_->statements.push_back(row);
  }

  void evidence(const Value& object) {
    const Value* list = json_.optional_array(object, "evidence");
    if (list == nullptr || list->Empty()) json_.fail(object["id"], "a statement needs evidence");
    const std::size_t first = graph_->evidence.size();
    for (auto item = list->Begin(); item != list->End(); ++item) {
      if (!item->IsObject()) json_.fail(object["evidence"], "evidence must be an array of objects");
      const EvidenceView made{nullptr,
                              {json_.number(*item, "begin"), json_.number(*item, "end")},
                              json_.optional_text(*item, "quote"),
                              json_.optional_text(*item, "rule"),
                              json_.place(*item)};
      if (made.span.begin > made.span.end) json_.fail((*item)["document"], "evidence ends before it begins");
      source_of_.push_back(source(*item));
      if (graph_->evidence.size() != first && !in_order(graph_->evidence.back(), source_of_.size() - 2, made)) {
        json_.fail((*item)["document"], "evidence must be sorted by document, begin, end, rule, quote and place, each once");
      }
      graph_->evidence.push_back({nullptr, made.span, graph_->quotes.copy(made.quote), share(made.rule), made.place});
    }
  }

  /// Whether `next`, whose source was added last, may follow the evidence whose source stands at `last_source`.
  bool in_order(const EvidenceView& last, std::size_t last_source, const EvidenceView& next) const {
    const auto place = [&](const EvidenceView& e, std::size_t at) {
      return std::make_tuple(sources_[source_of_[at]].document, e.span, e.rule, e.quote, e.place);
    };
    return place(last, last_source) < place(next, source_of_.size() - 1);
  }

  std::uint32_t source(const Value& item) {
    SourceView s{json_.text(item, "document"), {}, {}, {}, {}, {}};
    if (const Value* from = json_.optional_object(item, "source")) {
      s.date = json_.optional_text(*from, "date");
      s.url = json_.optional_text(*from, "url");
      s.title = json_.optional_text(*from, "title");
      s.publisher = json_.optional_text(*from, "publisher");
      s.copy_of = json_.optional_text(*from, "copyOf");
    }
    const auto same = [&](std::uint32_t i) { return order_of(sources_[i]) == order_of(s); };
    const std::uint32_t next = checked_size(sources_.size(), "sources");
    const auto [index, added] = by_document_.find_or_add(content_hash(s.document), next, same);
    if (added)
      sources_.push_back(
          {keep(s.document), keep(s.date), keep(s.url), keep(s.title), keep(s.publisher), keep(s.copy_of)});
    return index;
  }

  void finish_predicates() {
    const std::vector<std::uint32_t> rank = predicates_.ranks();
    graph_->predicates.resize(rank.size());
    for (std::uint32_t i = 0; i != rank.size(); ++i) graph_->predicates[rank[i]] = predicates_.text(i);
    for (auto& row : graph_->statements) row.predicate = rank[row.predicate];
  }

  void finish_sources() {
    std::vector<std::uint32_t> order(sources_.size()), place(sources_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order,
                      [&](std::uint32_t a, std::uint32_t b) { return order_of(sources_[a]) < order_of(sources_[b]); });
    for (const std::uint32_t i : order) {
      place[i] = static_cast<std::uint32_t>(graph_->sources.size());
      graph_->sources.push_back(sources_[i]);
    }
    for (std::size_t i = 0; i != source_of_.size(); ++i)
      graph_->evidence[i].source = &graph_->sources[place[source_of_[i]]];
  }

  std::shared_ptr<KnowledgeGraph::Impl> graph_ = std::make_shared<KnowledgeGraph::Impl>();
  JsonLine json_;
  StringPool pool_{graph_->arena}, predicates_{graph_->arena};
  std::uint64_t last_entity_ = 0;
  std::vector<std::uint64_t> numbers_, ids_;  ///< of entities, of statements
  IndexTable by_number_, statement_numbers_, by_document_;
  std::vector<SourceView> sources_;
  std::vector<std::uint32_t> source_of_;  ///< of each piece of evidence
};

}  // namespace

KnowledgeGraph read_graph(const std::string& path) {
  std::error_code ignored;
  std::filesystem::path file(path);
  if (std::filesystem::is_directory(file, ignored)) file /= "graph.ndjson";
  if (file.extension() == ".ndjson") {
    if (auto graph = read_snapshot(snapshot_path(file.string()), file.string())) return *std::move(graph);
  }
  return GraphReader().read(file.string());
}

}  // namespace accord
