#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "graph/builder_tables.hpp"
#include "graph/choice.hpp"
#include "graph/sorted.hpp"

namespace accord {

namespace {

using Added = GraphBuilder::Impl;
using Tables = KnowledgeGraph::Impl;

/// Statements that are one: same nodes, relation and qualifiers.
struct Group {
  std::uint32_t subject, predicate, object, qualifiers;
  std::uint32_t confidence = 0;
  std::uint32_t evidence_begin = 0, evidence_end = 0;  ///< in Assembler::kept_
};

void append_field(std::string& key, std::string_view field) {
  const auto size = static_cast<std::uint32_t>(field.size());
  for (unsigned shift = 0; shift != 32; shift += 8) key += static_cast<char>(size >> shift & 0xFFU);
  key += field;
}

class Assembler {
 public:
  explicit Assembler(Added& added) : added_(added), graph_(added.graph), string_rank_(added.pool.ranks()) {}

  std::shared_ptr<const Tables> run() {
    place_sources();
    group_statements();
    make_nodes();
    make_statements();
    graph_->seal();
    return graph_;
  }

 private:
  std::string_view text(std::uint32_t number) const { return added_.pool.text(number); }
  std::uint32_t node(std::uint32_t form) const { return added_.forms[form].entity; }

  void place_sources();
  void group_statements();
  void gather_evidence(Group& group, const std::uint32_t* first, const std::uint32_t* last);
  void make_nodes();
  void fill_node(std::uint32_t node, std::span<const std::uint32_t> forms, std::uint64_t number);
  void make_statements();

  Added& added_;
  std::shared_ptr<Tables> graph_;
  std::vector<std::uint32_t> string_rank_;
  std::vector<std::uint32_t> source_place_;  ///< of each added source: position in the graph's sources
  std::vector<Group> groups_;
  std::vector<std::uint32_t> kept_;         ///< evidence of the groups
  std::vector<std::uint32_t> form_weight_;  ///< pieces of evidence that speak in this form
  std::vector<std::uint32_t> node_place_;   ///< of each node: its EntityIndex
};

/// One source a document. Where texts were given with different metadata, the first known value stands.
void Assembler::place_sources() {
  std::map<std::string_view, SourceView> by_document;
  const auto take = [](std::string_view& field, std::string_view value) {
    if (field.empty() || (!value.empty() && value < field)) field = value;
  };
  for (const Added::Source& s : added_.sources) {
    SourceView& source =
        by_document.try_emplace(text(s.document), SourceView{text(s.document), {}, {}, {}, {}}).first->second;
    take(source.date, text(s.date));
    take(source.url, text(s.url));
    take(source.title, text(s.title));
    take(source.publisher, text(s.publisher));
  }
  std::map<std::string_view, std::uint32_t> place;
  for (const auto& [document, source] : by_document) {
    place.emplace(document, static_cast<std::uint32_t>(graph_->sources.size()));
    graph_->sources.push_back(source);
  }
  for (const Added::Source& s : added_.sources) source_place_.push_back(place.at(text(s.document)));
}

void Assembler::group_statements() {
  struct Key {
    std::uint32_t subject, predicate, object, qualifiers, raw;
    auto fields() const { return std::tie(subject, predicate, object, qualifiers); }
  };
  std::vector<Key> keys;
  keys.reserve(added_.statements.size());
  for (const auto& raw : added_.statements) {
    keys.push_back(
        {node(raw.subject), raw.predicate, node(raw.object), raw.qualifiers, static_cast<std::uint32_t>(keys.size())});
  }
  std::ranges::sort(keys, [](const Key& a, const Key& b) { return a.fields() < b.fields(); });
  form_weight_.assign(added_.forms.size(), 0);
  kept_.reserve(added_.evidence.size());
  std::vector<std::uint32_t> raws;
  for (std::size_t i = 0; i != keys.size();) {
    const Key& key = keys[i];
    Group group{key.subject, key.predicate, key.object, key.qualifiers};
    raws.clear();
    for (; i != keys.size() && keys[i].fields() == key.fields(); ++i) raws.push_back(keys[i].raw);
    gather_evidence(group, raws.data(), raws.data() + raws.size());
    groups_.push_back(group);
  }
}

/// All evidence of some added statements, sorted, each piece once; and the highest confidence.
void Assembler::gather_evidence(Group& group, const std::uint32_t* first, const std::uint32_t* last) {
  struct Piece {
    std::uint32_t evidence, subject, object;
  };
  std::vector<Piece> pieces;
  for (const std::uint32_t* raw = first; raw != last; ++raw) {
    const Added::RawStatement& s = added_.statements[*raw];
    group.confidence = std::max(group.confidence, s.confidence);
    for (std::uint32_t e = added_.evidence_begin(*raw); e != s.evidence_end; ++e)
      pieces.push_back({e, s.subject, s.object});
  }
  const auto place = [&](const Piece& p) {
    const Added::RawEvidence& e = added_.evidence[p.evidence];
    return std::make_tuple(source_place_[e.source], e.span, string_rank_[e.rule], e.quote);
  };
  std::ranges::sort(pieces, {}, place);
  group.evidence_begin = static_cast<std::uint32_t>(kept_.size());
  std::vector<std::uint32_t> subjects, objects;
  const auto weigh = [&](std::vector<std::uint32_t>& forms) {
    sort_unique(forms);
    for (const std::uint32_t form : forms) ++form_weight_[form];
    forms.clear();
  };
  for (std::size_t i = 0; i != pieces.size();) {
    kept_.push_back(pieces[i].evidence);
    const auto here = place(pieces[i]);
    for (; i != pieces.size() && place(pieces[i]) == here; ++i) {
      subjects.push_back(pieces[i].subject);
      objects.push_back(pieces[i].object);
    }
    weigh(subjects);
    weigh(objects);
  }
  group.evidence_end = static_cast<std::uint32_t>(kept_.size());
}

void Assembler::make_nodes() {
  const std::uint32_t count = checked_size(added_.entities.size(), "entities");
  const auto key_of = [&](std::uint32_t i, std::string& key) {  // as entity_id() makes it
    key = text(added_.entities[i].type);
    key += '\n';
    key += text(added_.entities[i].key);
  };
  const std::vector<std::uint64_t> numbers = distinct_numbers(count, key_of, content_hash);

  std::vector<std::uint32_t> order(count), forms(added_.forms.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return numbers[i]; });
  node_place_.resize(count);
  for (std::uint32_t place = 0; place != count; ++place) node_place_[order[place]] = place;

  std::iota(forms.begin(), forms.end(), 0U);
  std::ranges::sort(forms, {}, [&](std::uint32_t form) { return node_place_[node(form)]; });
  graph_->entities.reserve(count);
  for (std::size_t i = 0; i != forms.size();) {
    const std::size_t begin = i;
    const std::uint32_t here = node(forms[i]);
    while (i != forms.size() && node(forms[i]) == here) ++i;
    fill_node(here, std::span(forms).subspan(begin, i - begin), numbers[here]);
  }
}

void Assembler::fill_node(std::uint32_t node, std::span<const std::uint32_t> forms, std::uint64_t number) {
  Choice names, subtypes;
  std::map<std::string_view, Choice> attributes;
  for (const std::uint32_t f : forms) {
    const Added::Form& form = added_.forms[f];
    names.add(text(form.name), form_weight_[f]);
    if (!text(form.subtype).empty()) subtypes.add(text(form.subtype), form_weight_[f]);
    for (std::uint32_t a = added_.attribute_begin(f); a != form.attribute_end; ++a) {
      attributes[text(added_.attributes[a].name)].add(text(added_.attributes[a].value), form_weight_[f]);
    }
  }
  const std::string_view name = names.best();
  std::vector<std::string_view> aliases = names.values();
  for (const std::uint32_t f : forms) {
    for (std::uint32_t a = added_.alias_begin(f); a != added_.forms[f].alias_end; ++a)
      aliases.push_back(text(added_.aliases[a]));
  }
  sort_unique(aliases);
  std::erase(aliases, name);
  graph_->aliases.insert(graph_->aliases.end(), aliases.begin(), aliases.end());
  for (const auto& [attribute, values] : attributes) graph_->attributes.push_back({attribute, values.best()});
  graph_->entities.push_back({id_text('e', number), text(added_.entities[node].type), subtypes.best(), name,
                              checked_size(graph_->aliases.size(), "aliases"),
                              checked_size(graph_->attributes.size(), "attributes")});
}

void Assembler::make_statements() {
  for (Group& g : groups_) {
    g.subject = node_place_[g.subject];
    g.object = node_place_[g.object];
  }
  const auto key_of = [&](std::uint32_t i, std::string& key) {
    const Group& g = groups_[i];
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
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t i) {
    const Group& g = groups_[i];
    return std::make_tuple(g.subject, string_rank_[g.predicate], g.object, numbers[i]);
  });

  std::map<std::uint32_t, std::uint32_t> predicates;  // rank of the text -> string, then place
  for (const Group& g : groups_) predicates.emplace(string_rank_[g.predicate], g.predicate);
  for (auto& [rank, predicate] : predicates) {
    graph_->predicates.push_back(text(predicate));
    predicate = static_cast<std::uint32_t>(graph_->predicates.size() - 1);
  }
  graph_->statements.reserve(count);
  graph_->evidence.reserve(kept_.size());
  for (const std::uint32_t i : order) {
    const Group& g = groups_[i];
    for (std::uint32_t q = added_.set_begin(g.qualifiers); q != added_.set_end[g.qualifiers]; ++q) {
      graph_->qualifiers.push_back({text(added_.set_members[q].name), text(added_.set_members[q].value)});
    }
    for (std::uint32_t k = g.evidence_begin; k != g.evidence_end; ++k) {
      const Added::RawEvidence& e = added_.evidence[kept_[k]];
      graph_->evidence.push_back({&graph_->sources[source_place_[e.source]], e.span, e.quote, text(e.rule)});
    }
    graph_->statements.push_back({id_text('s', numbers[i]), g.subject, predicates.at(string_rank_[g.predicate]),
                                  g.object, g.confidence, checked_size(graph_->qualifiers.size(), "qualifiers"),
                                  checked_size(graph_->evidence.size(), "pieces of evidence")});
  }
}

}  // namespace

std::shared_ptr<const KnowledgeGraph::Impl> assemble(GraphBuilder::Impl& added) { return Assembler(added).run(); }

}  // namespace accord
