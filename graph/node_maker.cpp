#include "graph/node_maker.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "extract/unicode.hpp"
#include "graph/resolver_input.hpp"
#include "graph/sorted.hpp"

namespace accord {

namespace {

using Added = GraphBuilder::Impl;

/// Whether two values of an attribute can both be true: one says the other more precisely.
bool agree(std::string_view a, std::string_view b) { return a.starts_with(b) || b.starts_with(a); }

}  // namespace

NodeMaker::NodeMaker(GraphBuilder::Impl& added)
    : added_(added), graph_(*added.graph), units_(split_homonyms(added, added.ledger)) {
  resolution_ = resolve(resolver_input(added, units_), added.ledger);
  // Who was found to be a name with a title before it is shown without the title.
  for (const Candidate& c : resolution_.accepted) {
    if (c.ground != Ground::title) continue;
    const std::uint32_t a = units_.entity(c.a), b = units_.entity(c.b);
    titled_.insert(text(added.entities[a].key).size() > text(added.entities[b].key).size() ? a : b);
  }
  by_form_.resize(added.forms.size());
  node_of_form_.resize(added.forms.size());
  for (std::uint32_t f = 0; f != added.forms.size(); ++f) {
    by_form_[f] = {0, f, 0, UINT32_MAX};
    const std::uint32_t entity = added.forms[f].entity;
    node_of_form_[f] = units_.is_split[entity] ? several : resolution_.cluster[entity];
  }
  accepted_by_node_.resize(resolution_.accepted.size());
  std::iota(accepted_by_node_.begin(), accepted_by_node_.end(), 0U);
  std::ranges::stable_sort(accepted_by_node_, {},
                           [&](std::uint32_t i) { return resolution_.cluster[resolution_.accepted[i].a]; });
}

void NodeMaker::weigh(std::uint32_t form, std::uint32_t node, std::uint32_t source_place) {
  const bool split = node_of_form_[form] == several;
  Mention& mention =
      split ? by_node_.try_emplace({form, node}, Mention{node, form, 0, UINT32_MAX}).first->second : by_form_[form];
  mention.node = node;
  ++mention.weight;
  mention.source = std::min(mention.source, source_place);
}

std::string_view NodeMaker::best_name(std::span<const Mention> mentions) const {
  if (mentions.size() == 1) return text(added_.forms[mentions[0].form].name);
  Choice names, titled;
  for (const Mention& m : mentions) {
    const Added::Form& form = added_.forms[m.form];
    (titled_.contains(form.entity) ? titled : names).add(text(form.name), m.weight);
  }
  return names.values().empty() ? titled.best() : names.best();
}

/// What to call a node that shares its name with another: the first body or place of its units, else a document.
std::string_view NodeMaker::discriminator(std::uint32_t node) {
  if (splits_of_node_.empty()) {
    splits_of_node_.resize(resolution_.cluster.size());
    for (std::uint32_t s = 0; s != units_.splits.size(); ++s)
      splits_of_node_[resolution_.cluster[units_.entities + s]].push_back(s);
  }
  std::string_view best;
  bool by_document = true;
  for (const std::uint32_t s : splits_of_node_[node]) {
    const Units::Split& split = units_.splits[s];
    if (!best.empty() && std::tie(split.by_document, split.shown) >= std::tie(by_document, best)) continue;
    best = split.shown;
    by_document = split.by_document;
  }
  return best;
}

std::vector<std::uint32_t> NodeMaker::fill() {
  std::vector<Mention> mentions;
  mentions.reserve(by_form_.size() + by_node_.size());
  for (const Mention& m : by_form_) {
    if (m.weight != 0) mentions.push_back(m);
  }
  for (const auto& [key, m] : by_node_) mentions.push_back(m);
  std::ranges::sort(mentions, {}, [](const Mention& m) { return std::make_pair(m.node, m.form); });

  struct Node {
    std::uint32_t begin, end;
    std::string_view type, key, name, of;
  };
  std::vector<Node> nodes;
  for (std::uint32_t i = 0; i != mentions.size();) {
    Node node{i, i, {}, {}, {}, {}};
    while (node.end != mentions.size() && mentions[node.end].node == mentions[i].node) ++node.end;
    i = node.end;
    const std::span<const Mention> own(mentions.data() + node.begin, node.end - node.begin);
    node.name = best_name(own);
    const auto bearer =
        std::ranges::find_if(own, [&](const Mention& m) { return text(added_.forms[m.form].name) == node.name; });
    const Added::Entity& entity = added_.entities[added_.forms[bearer->form].entity];
    node.type = text(entity.type);
    node.key = text(entity.key);
    nodes.push_back(node);
  }
  if (!units_.splits.empty()) {
    std::map<std::pair<std::string_view, std::string_view>, std::uint32_t> bearers;
    for (const Node& node : nodes) ++bearers[{node.type, node.key}];
    for (Node& node : nodes) {
      if (bearers[{node.type, node.key}] > 1) node.of = discriminator(mentions[node.begin].node);
    }
  }
  const auto key_of = [&](std::uint32_t i, std::string& key) {  // as entity_id() makes it
    key.assign(nodes[i].type).append("\n").append(nodes[i].key);
    if (!nodes[i].of.empty()) key.append("\n").append(fold_name(nodes[i].of));
  };
  const std::uint32_t count = checked_size(nodes.size(), "entities");
  const std::vector<std::uint64_t> numbers = distinct_numbers(count, key_of, content_hash);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order(count);
  for (std::uint32_t i = 0; i != count; ++i) order[i] = {numbers[i], i};
  std::ranges::sort(order);
  std::vector<std::uint32_t> place(resolution_.cluster.size());
  graph_.entities.reserve(count);
  for (std::uint32_t p = 0; p != count; ++p) {
    const Node& node = nodes[order[p].second];
    place[mentions[node.begin].node] = p;
    fill_node({mentions.data() + node.begin, node.end - node.begin}, node.name, node.of, order[p].first);
  }
  return place;
}

void NodeMaker::fill_node(std::span<const Mention> mentions, std::string_view name, std::string_view of,
                          std::uint64_t number) {
  Choice subtypes;
  for (const Mention& m : mentions) {
    const std::string_view subtype = text(added_.forms[m.form].subtype);
    if (!subtype.empty()) subtypes.add(subtype, m.weight);
  }
  fill_names(mentions, name);
  fill_attributes(mentions, of);
  fill_grounds(mentions, name);
  graph_.entities.push_back(
      {id_text('e', number), text(added_.forms[mentions[0].form].type), subtypes.best(), name,
       checked_size(graph_.aliases.size(), "aliases"), checked_size(graph_.attributes.size(), "attributes"),
       checked_size(graph_.grounds.size(), "grounds"), checked_size(graph_.claims.size(), "claims")});
}

void NodeMaker::fill_names(std::span<const Mention> mentions, std::string_view name) {
  std::vector<std::string_view> aliases;
  for (const Mention& m : mentions) {
    const Added::Form& form = added_.forms[m.form];
    if (text(form.name) != name) aliases.push_back(text(form.name));
    for (std::uint32_t a = added_.alias_begin(m.form); a != form.alias_end; ++a) {
      if (text(added_.aliases[a]) != name) aliases.push_back(text(added_.aliases[a]));
    }
  }
  sort_unique(aliases);
  graph_.aliases.insert(graph_.aliases.end(), aliases.begin(), aliases.end());
}

void NodeMaker::fill_attributes(std::span<const Mention> mentions, std::string_view of) {
  Values attributes;
  for (const Mention& m : mentions) {
    for (std::uint32_t a = added_.attribute_begin(m.form); a != added_.forms[m.form].attribute_end; ++a) {
      const Added::Pair pair = added_.attributes[a];
      attributes[text(pair.name)].add(text(pair.value), m.weight);
    }
  }
  if (!of.empty()) attributes["of"].add(of, UINT32_MAX);
  for (const auto& [name, choice] : attributes) {
    const std::string_view best = choice.best();
    graph_.attributes.push_back({name, best});
    const std::vector<std::string_view> values = choice.values();
    if (name == "of" || std::ranges::all_of(values, [&](std::string_view v) { return agree(v, best); })) continue;
    for (const std::string_view value : values) {
      std::uint32_t source = UINT32_MAX;
      for (const Mention& m : mentions) {
        for (std::uint32_t a = added_.attribute_begin(m.form); a != added_.forms[m.form].attribute_end; ++a) {
          if (text(added_.attributes[a].name) == name && text(added_.attributes[a].value) == value)
            source = std::min(source, m.source);
        }
      }
      graph_.claims.push_back({name, value, graph_.sources[source].document});
    }
  }
}

/// The first spelling in byte order: the same for every order of input.
std::string_view NodeMaker::name_of_unit(std::uint32_t unit) {
  if (first_names_.empty()) {
    first_names_.resize(added_.entities.size());
    for (const Added::Form& form : added_.forms) {
      std::string_view& name = first_names_[form.entity];
      if (name.empty() || text(form.name) < name) name = text(form.name);
    }
  }
  return first_names_[units_.entity(unit)];
}

void NodeMaker::fill_grounds(std::span<const Mention> mentions, std::string_view name) {
  const std::size_t begin = graph_.grounds.size();
  std::map<std::uint32_t, std::vector<std::string_view>> spellings;  // by entity
  for (const Mention& m : mentions) spellings[added_.forms[m.form].entity].push_back(text(added_.forms[m.form].name));
  for (auto& [entity, names] : spellings) {
    sort_unique(names);
    const bool shown = std::ranges::binary_search(names, name);
    const std::string_view first = shown ? name : names.front();
    for (const std::string_view other : names) {
      if (other != first) graph_.grounds.push_back({to_text(Ground::variant), other, first, {}});
    }
  }
  const std::uint32_t node = mentions[0].node;
  const auto cluster = [&](std::uint32_t i) { return resolution_.cluster[resolution_.accepted[i].a]; };
  for (auto it = std::ranges::lower_bound(accepted_by_node_, node, {}, cluster);
       it != accepted_by_node_.end() && cluster(*it) == node; ++it) {
    const Candidate& c = resolution_.accepted[*it];
    if (c.ground == Ground::variant) continue;  // one name; its groups of documents are no names of their own
    std::string_view a = name_of_unit(c.a), b = name_of_unit(c.b);
    if (b < a) std::swap(a, b);
    const std::string_view with = c.ground == Ground::decision ? std::string_view() : graph_.arena.copy(c.with);
    graph_.grounds.push_back({to_text(c.ground), a, b, with});
  }
  std::sort(graph_.grounds.begin() + static_cast<std::ptrdiff_t>(begin), graph_.grounds.end(),
            [](const GroundView& x, const GroundView& y) {
              return std::tie(x.ground, x.name, x.other, x.with) < std::tie(y.ground, y.name, y.other, y.with);
            });
}

}  // namespace accord
