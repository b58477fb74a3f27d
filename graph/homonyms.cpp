#include "graph/homonyms.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <set>
#include <tuple>

#include "extract/unicode.hpp"
#include "graph/name_words.hpp"
#include "graph/relations.hpp"
#include "graph/sorted.hpp"

namespace accord {

namespace {

using Added = GraphBuilder::Impl;

/// More bodies than this and the name is that of somebody whom everybody writes about.
constexpr std::size_t most_values = 64;

struct Context {
  std::uint32_t entity, value, document;
  friend auto operator<=>(const Context&, const Context&) = default;
};

/// Documents of one name that tell of the same bodies or places.
struct Group {
  std::set<std::uint32_t> documents, values, neighbours;
  std::set<std::string_view> aliases;
};

template <class Set>
bool meet(const Set& a, const Set& b) {
  return std::ranges::any_of(a, [&](const auto& v) { return b.contains(v); });
}

class Splitter {
 public:
  Splitter(const Added& added, const Ledger& ledger) : added_(added), ledger_(ledger) {}

  Units run() {
    units_.entities = static_cast<std::uint32_t>(added_.entities.size());
    units_.is_split.assign(units_.entities, false);
    find_places();
    find_contexts();
    find_ambiguous();
    if (!groups_.empty()) {
      find_names();
      find_company();
      for (auto& [entity, context] : groups_) split(entity);
    }
    return std::move(units_);
  }

 private:
  std::string_view key(std::uint32_t entity) const { return added_.pool.text(added_.entities[entity].key); }
  std::string_view type(std::uint32_t entity) const { return added_.pool.text(added_.entities[entity].type); }
  std::string_view predicate(const Added::RawStatement& s) const { return added_.pool.text(s.predicate); }
  std::uint32_t entity_of(std::uint32_t form) const { return added_.forms[form].entity; }

  void find_places();
  void find_contexts();
  void find_ambiguous();
  void find_names();
  void find_company();
  void split(std::uint32_t entity);
  std::vector<Group> groups_of(std::uint32_t entity) const;
  bool related(std::uint32_t entity, std::uint32_t a, std::uint32_t b) const;
  std::string_view place_before(std::string_view name) const;
  std::set<std::uint32_t> named_documents(std::uint32_t entity) const;

  const Added& added_;
  const Ledger& ledger_;
  Units units_;
  std::set<std::string_view> places_;
  std::vector<Context> contexts_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> inside_;  ///< partOf and locatedIn, both ways
  std::vector<bool> governments_;
  std::vector<std::string_view> names_;

  struct Company {
    std::set<std::uint32_t> documents;
    std::map<std::uint32_t, std::set<std::uint32_t>> neighbours;  ///< by document
    std::map<std::uint32_t, std::set<std::string_view>> aliases;
  };
  std::map<std::uint32_t, Company> groups_;  ///< of each ambiguous entity
};

void Splitter::find_places() {
  for (std::uint32_t e = 0; e != added_.entities.size(); ++e) {
    if (type(e) == "Place") places_.insert(key(e));
  }
}

void Splitter::find_contexts() {
  std::vector<Context> offices, employers;  // entity: the person
  const bool has_bare = std::ranges::any_of(added_.entities, [&](const Added::Entity& e) {
    return added_.pool.text(e.type) == "Position" && is_bare_title(added_.pool.text(e.key));
  });
  for (std::uint32_t i = 0; i != added_.statements.size(); ++i) {
    const Added::RawStatement& s = added_.statements[i];
    const std::string_view relation = predicate(s);
    const std::uint32_t subject = entity_of(s.subject), object = entity_of(s.object), document = added_.document(i);
    if (tells_apart(relation)) {
      contexts_.push_back({subject, object, document});
      if (relation != employer_relation) {
        inside_.emplace(subject, object);
        inside_.emplace(object, subject);
      } else if (has_bare) {
        employers.push_back({subject, object, document});
      }
    } else if (has_bare && relation == office_relation && is_bare_title(key(object))) {
      offices.push_back({subject, object, document});
    }
  }
  sort_unique(employers);
  for (const Context& office : offices) {
    const auto first = std::ranges::lower_bound(employers, Context{office.entity, 0, 0});
    for (auto it = first; it != employers.end() && it->entity == office.entity; ++it) {
      if (it->document == office.document) contexts_.push_back({office.value, it->value, office.document});
    }
  }
  sort_unique(contexts_);
  governments_.resize(added_.entities.size());
  for (const Added::Form& form : added_.forms) {
    if (added_.pool.text(form.subtype) == "GovernmentBody") governments_[form.entity] = true;
  }
}

std::string_view Splitter::place_before(std::string_view name) const {
  for (std::size_t cut = name.size() - std::min<std::size_t>(name.size(), 1); cut != 0; --cut) {
    if (places_.contains(name.substr(0, cut))) return name.substr(0, cut);
  }
  return {};
}

/// Whether one thing may well have both: the same body, a body inside the other, two offices of one government.
bool Splitter::related(std::uint32_t entity, std::uint32_t a, std::uint32_t b) const {
  if (a == b || inside_.contains({a, b})) return true;
  const std::string_view x = key(a), y = key(b);
  if (x.find(y) != x.npos || y.find(x) != y.npos) return true;
  if (type(entity) != "Person" || !governments_[a] || !governments_[b]) return false;
  const std::string_view place = place_before(x), other = place_before(y);
  return place.empty() || other.empty() || place == other;
}

void Splitter::find_ambiguous() {
  for (auto first = contexts_.begin(); first != contexts_.end();) {
    std::vector<std::uint32_t> values;
    auto last = first;
    for (; last != contexts_.end() && last->entity == first->entity; ++last) values.push_back(last->value);
    sort_unique(values);
    bool conflict = false;
    for (std::size_t i = 0; i < values.size() && values.size() <= most_values && !conflict; ++i) {
      for (std::size_t j = i + 1; j < values.size() && !conflict; ++j)
        conflict = !related(first->entity, values[i], values[j]);
    }
    if (conflict) groups_.try_emplace(first->entity);
    first = last;
  }
  std::map<std::string, std::uint32_t> wanted;  // names that a person has told apart
  for (const Decision& d : ledger_.decisions()) {
    for (const EntityKey* k : {&d.a, &d.b}) {
      if (!k->of.empty()) wanted.emplace(EntityKey{k->type, k->name, {}}.folded(), 0);
    }
  }
  for (std::uint32_t e = 0; e != added_.entities.size() && !wanted.empty(); ++e) {
    if (wanted.contains(std::string(type(e)) + "\n" + std::string(key(e)))) groups_.try_emplace(e);
  }
}

/// For each entity its first spelling in byte order.
void Splitter::find_names() {
  names_.resize(added_.entities.size());
  for (const Added::Form& form : added_.forms) {
    std::string_view& name = names_[form.entity];
    if (name.empty() || added_.pool.text(form.name) < name) name = added_.pool.text(form.name);
  }
}

/// The documents of each ambiguous name, and whom and what it meets there.
void Splitter::find_company() {
  for (std::uint32_t i = 0; i != added_.statements.size(); ++i) {
    const Added::RawStatement& s = added_.statements[i];
    const std::uint32_t document = added_.document(i);
    for (const auto& [form, other] : {std::pair{s.subject, s.object}, std::pair{s.object, s.subject}}) {
      const auto it = groups_.find(entity_of(form));
      if (it == groups_.end()) continue;
      Company& company = it->second;
      company.documents.insert(document);
      const std::uint32_t neighbour = entity_of(other);
      const std::string_view kind = type(neighbour);
      if (!tells_apart(predicate(s)) && kind != "Sector" && kind != "Place" && !is_bare_title(key(neighbour))) {
        company.neighbours[document].insert(neighbour);
      }
      for (std::uint32_t a = added_.alias_begin(form); a != added_.forms[form].alias_end; ++a) {
        const std::string_view alias = added_.pool.text(added_.aliases[a]);
        if (fold_name(alias) != key(it->first)) company.aliases[document].insert(alias);
      }
    }
  }
}

std::set<std::uint32_t> Splitter::named_documents(std::uint32_t entity) const {
  std::set<std::string> names;
  for (const Decision& d : ledger_.decisions()) {
    for (const EntityKey* k : {&d.a, &d.b}) {
      if (!k->of.empty() && k->type == type(entity) && fold_name(k->name) == key(entity))
        names.insert(fold_name(k->of));
    }
  }
  std::set<std::uint32_t> documents;
  for (const std::uint32_t document : groups_.at(entity).documents) {
    if (names.contains(fold_name(added_.pool.text(document)))) documents.insert(document);
  }
  return documents;
}

/// Connected components of documents and the values they tell. Documents that tell nothing are one group, unless a
/// person has named one of them.
std::vector<Group> Splitter::groups_of(std::uint32_t entity) const {
  const Company& company = groups_.at(entity);
  const std::set<std::uint32_t> named = named_documents(entity);
  const std::vector<std::uint32_t> documents(company.documents.begin(), company.documents.end());
  std::map<std::uint32_t, std::size_t> vertex_of_value;
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
  Graph graph(documents.size() + 1);                        // the last one stands for documents that tell nothing
  std::map<std::uint32_t, std::set<std::uint32_t>> values;  // by document
  for (auto it = std::ranges::lower_bound(contexts_, Context{entity, 0, 0});
       it != contexts_.end() && it->entity == entity; ++it) {
    values[it->document].insert(it->value);
  }
  for (std::size_t d = 0; d != documents.size(); ++d) {
    if (named.contains(documents[d])) continue;
    const auto told = values.find(documents[d]);
    if (told == values.end()) {
      add_edge(d, documents.size(), graph);
      continue;
    }
    for (const std::uint32_t value : told->second) {
      const auto [vertex, added] = vertex_of_value.try_emplace(value, 0);
      if (added) vertex->second = add_vertex(graph);
      add_edge(d, vertex->second, graph);
    }
  }
  std::vector<std::size_t> component(num_vertices(graph));
  const std::size_t count = connected_components(graph, component.data());
  std::vector<Group> groups(count);
  for (std::size_t d = 0; d != documents.size(); ++d) {
    Group& group = groups[component[d]];
    group.documents.insert(documents[d]);
    if (const auto it = values.find(documents[d]); it != values.end())
      group.values.insert(it->second.begin(), it->second.end());
    if (const auto it = company.neighbours.find(documents[d]); it != company.neighbours.end())
      group.neighbours.insert(it->second.begin(), it->second.end());
    if (const auto it = company.aliases.find(documents[d]); it != company.aliases.end())
      group.aliases.insert(it->second.begin(), it->second.end());
  }
  std::erase_if(groups, [](const Group& g) { return g.documents.empty(); });
  return groups;
}

void Splitter::split(std::uint32_t entity) {
  const std::vector<Group> groups = groups_of(entity);
  if (groups.size() < 2) return;
  units_.is_split[entity] = true;
  const auto first = static_cast<std::uint32_t>(units_.entities + units_.splits.size());
  for (const Group& group : groups) {
    const auto unit = static_cast<std::uint32_t>(units_.entities + units_.splits.size());
    Units::Split made{entity, {}, {}, group.values.empty()};
    const auto show = [&](std::string_view name) {
      if (made.shown.empty() || name < made.shown) made.shown = name;
    };
    for (const std::uint32_t value : group.values) {
      made.of.emplace_back(key(value));
      show(names_[value]);
    }
    for (const std::uint32_t document : group.documents) {
      units_.by_document[{entity, document}] = unit;
      made.of.push_back(fold_name(added_.pool.text(document)));
      if (made.by_document) show(added_.pool.text(document));
    }
    sort_unique(made.of);
    units_.splits.push_back(std::move(made));
  }
  for (std::uint32_t i = 0; i != groups.size(); ++i) {
    for (std::uint32_t j = i + 1; j != groups.size(); ++j) {
      const Group &a = groups[i], &b = groups[j];
      const bool company = meet(a.neighbours, b.neighbours) || meet(a.aliases, b.aliases);
      const bool one = std::ranges::any_of(a.values, [&](std::uint32_t x) {
        return std::ranges::any_of(b.values, [&](std::uint32_t y) { return related(entity, x, y); });
      });
      // One who is only named is taken for the one whom everybody knows only if there are no two.
      if (company || one) {
        units_.candidates.push_back({first + i, first + j, Ground::variant, company ? 0.95 : 0.9,
                                     added_.pool.text(added_.entities[entity].key)});
      } else if (!a.values.empty() && !b.values.empty()) {
        units_.apart.emplace_back(first + i, first + j);
      } else {
        units_.candidates.push_back(
            {first + i, first + j, Ground::variant, 0.5, added_.pool.text(added_.entities[entity].key)});
      }
    }
  }
}

}  // namespace

bool is_bare_title(std::string_view key) {
  if (std::ranges::find(bare_titles, key) != bare_titles.end()) return true;
  const std::u32string text = to_utf32(key);
  const bool title =
      key.ends_with("长") || key.ends_with("席") || key.ends_with("任") || key.ends_with("裁") || key.ends_with("记");
  return title && text.size() <= 3;
}

Units split_homonyms(const GraphBuilder::Impl& added, const Ledger& ledger) { return Splitter(added, ledger).run(); }

}  // namespace accord
