#include "graph/resolver.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/pending/disjoint_sets.hpp>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "extract/unicode.hpp"

namespace accord {

namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

/// Units by what a ledger may call them.
class KeyIndex {
 public:
  explicit KeyIndex(const ResolverInput& input) {
    for (std::uint32_t u = 0; u != input.units.size(); ++u) {
      const auto& unit = input.units[u];
      if (unit.type.empty()) continue;
      std::string key = std::string(unit.type) + "\n" + std::string(unit.key);
      for (const std::string& of : unit.of) units_[key + "\n" + of].push_back(u);
      units_[std::move(key)].push_back(u);
    }
    for (const auto& alias : input.aliases)
      aliases_[std::string(input.units[alias.unit].type) + "\n" + std::string(alias.key)].push_back(alias.unit);
  }

  /// All units of that key; if there are none, those that have it as an alias.
  std::vector<std::uint32_t> find(const EntityKey& key) const {
    const std::string folded = key.folded();
    if (const auto it = units_.find(folded); it != units_.end()) return it->second;
    const auto it = aliases_.find(folded);
    return it == aliases_.end() ? std::vector<std::uint32_t>{} : it->second;
  }

 private:
  std::map<std::string, std::vector<std::uint32_t>> units_, aliases_;
};

/// Joins units one pair after the other, but never two that are held apart.
class Clusters {
 public:
  explicit Clusters(std::size_t units) : parent_(units), rank_(units), sets_(rank_.data(), parent_.data()) {
    for (std::uint32_t u = 0; u != units; ++u) sets_.make_set(u);
  }

  void hold_apart(std::uint32_t a, std::uint32_t b) {
    foes_[a].insert(b);
    foes_[b].insert(a);
  }

  bool join(std::uint32_t a, std::uint32_t b) {
    a = sets_.find_set(a);
    b = sets_.find_set(b);
    if (a == b) return true;
    const auto foes_of_a = foes_.find(a), foes_of_b = foes_.find(b);
    const auto meets = [&](const std::set<std::uint32_t>& foes, std::uint32_t other) {
      return std::ranges::any_of(foes, [&](std::uint32_t foe) { return sets_.find_set(foe) == other; });
    };
    if (foes_of_a != foes_.end() && meets(foes_of_a->second, b)) return false;
    if (foes_of_b != foes_.end() && meets(foes_of_b->second, a)) return false;
    sets_.link(a, b);
    const std::uint32_t root = sets_.find_set(a), other = root == a ? b : a;
    if (const auto moved = foes_.find(other); moved != foes_.end()) {
      const std::set<std::uint32_t> foes = moved->second;
      foes_[root].insert(foes.begin(), foes.end());
    }
    return true;
  }

 private:
  std::vector<std::uint32_t> parent_, rank_;
  boost::disjoint_sets<std::uint32_t*, std::uint32_t*> sets_;
  std::map<std::uint32_t, std::set<std::uint32_t>> foes_;  ///< of the set with this root
};

/// What does not depend on the numbers of the units, for order.
auto content(const ResolverInput& input, const Candidate& c) {
  const auto& a = input.units[c.a];
  const auto& b = input.units[c.b];
  const auto one = std::tie(a.type, a.key, a.of), other = std::tie(b.type, b.key, b.of);
  return std::make_tuple(-c.score, std::min(one, other), std::max(one, other), c.ground, c.with);
}

std::vector<std::uint32_t> components(std::size_t units, const std::vector<Candidate>& edges) {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
  Graph graph(units);
  for (const Candidate& c : edges) add_edge(c.a, c.b, graph);
  std::vector<std::uint32_t> component(units);
  connected_components(graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
  return component;
}

}  // namespace

Resolution decide(const ResolverInput& input, std::vector<Candidate> candidates, const Ledger& ledger) {
  Resolution resolution;
  if (candidates.empty() && input.apart.empty() && ledger.decisions().empty()) {
    resolution.cluster.resize(input.units.size());
    std::iota(resolution.cluster.begin(), resolution.cluster.end(), 0U);
    return resolution;
  }
  std::ranges::sort(candidates,
                    [&](const Candidate& a, const Candidate& b) { return content(input, a) < content(input, b); });
  Clusters clusters(input.units.size());
  std::set<Pair> settled;  // by a person
  if (!ledger.decisions().empty()) {
    const KeyIndex index(input);
    const auto each = [&](Judgement judgement, auto action) {
      for (const Decision& d : ledger.decisions()) {
        if (d.judgement != judgement) continue;
        for (const std::uint32_t a : index.find(d.a)) {
          for (const std::uint32_t b : index.find(d.b)) {
            if (a == b) continue;
            settled.emplace(std::min(a, b), std::max(a, b));
            action(std::min(a, b), std::max(a, b));
          }
        }
      }
    };
    each(Judgement::different, [&](std::uint32_t a, std::uint32_t b) { clusters.hold_apart(a, b); });
    each(Judgement::same, [&](std::uint32_t a, std::uint32_t b) {
      if (clusters.join(a, b)) resolution.accepted.push_back({a, b, Ground::decision, 1, input.units[b].name});
    });
  }
  for (const auto& [a, b] : input.apart) {
    if (!settled.contains({a, b})) clusters.hold_apart(a, b);
  }
  std::set<Pair> seen;
  for (const Candidate& c : candidates) {
    if (settled.contains({c.a, c.b}) || c.score < unsure_from) continue;
    if (!seen.emplace(c.a, c.b).second) continue;
    if (c.score >= same_from && clusters.join(c.a, c.b)) {
      resolution.accepted.push_back(c);
    } else if (c.score < same_from) {
      resolution.undecided.push_back(c);
    }
  }
  resolution.cluster = components(input.units.size(), resolution.accepted);
  std::erase_if(resolution.undecided,
                [&](const Candidate& c) { return resolution.cluster[c.a] == resolution.cluster[c.b]; });
  return resolution;
}

Resolution resolve(const ResolverInput& input, const Ledger& ledger) {
  std::vector<Candidate> candidates = block(input);
  score(input, candidates);
  candidates.insert(candidates.end(), input.given.begin(), input.given.end());
  return decide(input, std::move(candidates), ledger);
}

}  // namespace accord
