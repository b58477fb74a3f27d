#include <algorithm>
#include <set>
#include <span>

#include "extract/unicode.hpp"
#include "graph/resolver.hpp"
#include "graph/sorted.hpp"

namespace accord {

namespace {

double weight(Ground ground) {
  switch (ground) {
    case Ground::variant:
      return 1;
    case Ground::decision:
      return 1;
    case Ground::alias:
      return 0.9;
    case Ground::title:
      return 0.85;
    case Ground::place_prefix:
      return 0.8;
    case Ground::place_ending:
      return 0.9;
    case Ground::office:
      return 0.8;
    case Ground::shared_alias:
      return 0.5;
    case Ground::abbreviation:
      return 0.5;
  }
  return 0;
}

bool has_han(std::string_view key) { return std::ranges::any_of(to_utf32(key), is_han); }

class Scorer {
 public:
  Scorer(const ResolverInput& input, std::vector<ResolverInput::Link> links)
      : input_(input), links_(std::move(links)), begin_(input.units.size() + 1) {
    for (const auto& link : links_) ++begin_[link.unit + 1];
    for (std::size_t u = 0; u != input.units.size(); ++u) begin_[u + 1] += begin_[u];
    for (const auto& alias : input.aliases) aliases_.emplace_back(alias.key, alias.unit);
    sort_unique(aliases_);
  }

  double operator()(const Candidate& c) const {
    const std::string_view a = input_.units[c.a].key, b = input_.units[c.b].key;
    const bool person = input_.units[c.a].type == "Person";
    const bool scripts = has_han(a) != has_han(b);
    const std::size_t common = common_neighbours(c);
    double score = weight(c.ground);
    // A person's name in letters may be that of many; who bears it in Han must be met in the same company.
    if (person && c.ground == Ground::alias && (scripts || !has_han(c.with))) score = 0.6;
    // Two different names in Han are never one for what they sound like.
    if (person && c.ground != Ground::title && has_han(a) && has_han(b) && !has_han(c.with)) score = 0;
    if (c.ground == Ground::office) score = scripts ? score : 0;
    if (c.ground == Ground::alias && claimed_often(c.with, input_.units[c.a].type)) score -= 0.35;
    score += 0.1 * static_cast<double>(std::min<std::size_t>(common, 2));
    if (conflict(c)) score -= 0.4;
    return std::clamp(score, 0.0, 1.0);
  }

 private:
  std::span<const ResolverInput::Link> links(std::uint32_t unit) const {
    return {links_.data() + begin_[unit], begin_[unit + 1] - begin_[unit]};
  }

  /// Sectors and places are common to many and do not count.
  std::size_t common_neighbours(const Candidate& c) const {
    std::set<std::uint32_t> of_a;
    for (const auto& link : links(c.a)) of_a.insert(link.other);
    std::set<std::uint32_t> common;
    for (const auto& link : links(c.b)) {
      const std::string_view type = input_.units[link.other].type;
      if (type != "Sector" && type != "Place" && of_a.contains(link.other)) common.insert(link.other);
    }
    return common.size();
  }

  /// Both have a body or a place that tells apart, and none in common.
  bool conflict(const Candidate& c) const {
    std::set<std::uint32_t> of_a, of_b;
    for (const auto& [unit, values] : {std::pair{c.a, &of_a}, std::pair{c.b, &of_b}}) {
      for (const auto& link : links(unit)) {
        if (link.tells_apart) values->insert(link.other);
      }
    }
    return !of_a.empty() && !of_b.empty() &&
           std::ranges::none_of(of_a, [&](std::uint32_t v) { return of_b.contains(v); });
  }

  /// More than one unit lists the alias.
  bool claimed_often(std::string_view alias, std::string_view type) const {
    const std::string key = fold_name(alias);
    std::set<std::uint32_t> bases;
    for (auto it = std::ranges::lower_bound(aliases_, std::pair<std::string_view, std::uint32_t>{key, 0});
         it != aliases_.end() && it->first == key; ++it) {
      if (input_.units[it->second].type == type) bases.insert(input_.units[it->second].base);
    }
    return bases.size() > 1;
  }

  const ResolverInput& input_;
  std::vector<ResolverInput::Link> links_;
  std::vector<std::size_t> begin_;
  std::vector<std::pair<std::string_view, std::uint32_t>> aliases_;
};

}  // namespace

std::string_view to_text(Ground ground) {
  constexpr std::string_view words[] = {"variant",     "alias",        "title",        "place before", "place ending",
                                        "same office", "abbreviation", "shared alias", "decision"};
  return words[static_cast<std::size_t>(ground)];
}

void score(const ResolverInput& input, std::vector<Candidate>& candidates) {
  if (candidates.empty()) return;
  std::vector<bool> wanted(input.units.size());
  for (const Candidate& c : candidates) wanted[c.a] = wanted[c.b] = true;
  const Scorer scorer(input, input.links(wanted));
  for (Candidate& c : candidates) c.score = scorer(c);
}

}  // namespace accord
