#include <algorithm>
#include <map>
#include <span>
#include <tuple>
#include <unordered_set>

#include "extract/unicode.hpp"
#include "graph/name_words.hpp"
#include "graph/resolver.hpp"
#include "graph/sorted.hpp"

namespace accord {

namespace {

using Unit = ResolverInput::Unit;

/// A folded name or alias and who bears it.
struct Bearer {
  std::uint64_t hash;  ///< of type and key; sorting by it is far cheaper than by them
  std::string_view type, key;
  std::uint32_t unit;
  bool alias;
  std::string_view text;
  auto place() const { return std::tie(hash, type, key); }
};

std::uint64_t hash_of(std::string_view type, std::string_view key) { return content_hash(key, content_hash(type)); }

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool begins_code_point(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

template <class Words>
bool ends_with_one(std::string_view text, const Words& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.ends_with(word); });
}
template <class Words>
bool is_one(std::string_view text, const Words& words) {
  return std::ranges::find(words, text) != std::end(words);
}

class Blocking {
 public:
  explicit Blocking(const ResolverInput& input) : input_(input) {
    bearers_.reserve(input.units.size() + input.aliases.size());
    const auto add = [&](std::uint32_t u, std::string_view key, bool alias, std::string_view text) {
      const std::string_view type = input.units[u].type;
      bearers_.push_back({hash_of(type, key), type, key, u, alias, text});
    };
    for (std::uint32_t u = 0; u != input.units.size(); ++u) {
      const Unit& unit = input.units[u];
      if (unit.type.empty()) continue;
      add(u, unit.key, false, unit.name);
      if (unit.type == "Place") places_.insert(unit.key);
    }
    for (const auto& alias : input.aliases) {
      add(alias.unit, alias.key, true, alias.text);
      if (input.units[alias.unit].type == "Place") places_.insert(alias.key);
    }
    std::ranges::sort(bearers_, [](const Bearer& a, const Bearer& b) {
      if (a.hash != b.hash) return a.hash < b.hash;
      return std::tie(a.type, a.key, a.unit, a.alias, a.text) < std::tie(b.type, b.key, b.unit, b.alias, b.text);
    });
  }

  std::vector<Candidate> run() {
    shared_names();
    for (std::uint32_t u = 0; u != input_.units.size(); ++u) {
      const Unit& unit = input_.units[u];
      if (unit.type == "Person") without_title(u);
      if (unit.type == "Place") without_ending(u);
    }
    place_prefixes();
    offices();
    return std::move(candidates_);
  }

 private:
  void add(std::uint32_t a, std::uint32_t b, Ground ground, std::string_view with) {
    if (a == b || input_.units[a].base == input_.units[b].base) return;
    candidates_.push_back({std::min(a, b), std::max(a, b), ground, 0, with});
  }

  std::span<const Bearer> bearers(std::string_view type, std::string_view key) const {
    const std::uint64_t hash = hash_of(type, key);
    const auto place = std::tie(hash, type, key);
    const auto first = std::lower_bound(bearers_.begin(), bearers_.end(), place,
                                        [](const Bearer& b, const auto& p) { return b.place() < p; });
    auto last = first;
    // One more than the cap shows that there are too many; the rest need not be looked at.
    while (last != bearers_.end() && last - first <= static_cast<std::ptrdiff_t>(bucket_cap) && last->place() == place)
      ++last;
    return {first, last};
  }

  /// One bears as a name what the other bears as an alias; or both have one alias.
  void shared_names() {
    for (auto first = bearers_.begin(); first != bearers_.end();) {
      auto last = first;
      while (last != bearers_.end() && last->place() == first->place()) ++last;
      if (static_cast<std::size_t>(last - first) <= bucket_cap) {
        for (auto a = first; a != last; ++a) {
          for (auto b = std::next(a); b != last; ++b) {
            add(a->unit, b->unit, a->alias && b->alias ? Ground::shared_alias : Ground::alias,
                a->alias ? a->text : b->text);
          }
        }
      }
      first = last;
    }
  }

  /// 特首李家超 and Mr John Lee: what stands before (or after) another's name is an office or an honorific.
  void without_title(std::uint32_t u) {
    const std::string_view key = input_.units[u].key;
    for (std::size_t cut = 1; cut < key.size(); ++cut) {
      if (!begins_code_point(key, cut)) continue;
      const std::string_view head = key.substr(0, cut), tail = key.substr(cut);
      if ((is_one(head, honorifics) || ends_with_one(head, office_endings)) && code_points(tail) >= 2)
        named(u, tail, Ground::title, head);
      if ((is_one(tail, honorifics) || ends_with_one(tail, office_endings)) && code_points(head) >= 2 &&
          code_points(tail) >= 2) {
        named(u, head, Ground::title, tail);
      }
    }
  }

  void without_ending(std::uint32_t u) {
    const std::string_view key = input_.units[u].key;
    for (const std::string_view ending : place_endings) {
      if (!key.ends_with(ending)) continue;
      const std::string_view stem = key.substr(0, key.size() - ending.size());
      if (code_points(stem) >= 2) named(u, stem, Ground::place_ending, ending);
    }
  }

  /// Units of the same type that bear `key` as their name.
  void named(std::uint32_t u, std::string_view key, Ground ground, std::string_view with) {
    const auto all = bearers(input_.units[u].type, key);
    if (all.size() > bucket_cap) return;
    for (const Bearer& other : all) {
      if (!other.alias) add(u, other.unit, ground, with);
    }
  }

  /// 香港財庫局 and 財庫局, if no other place has a 財庫局.
  void place_prefixes() {
    struct Local {
      std::string_view rest, place;
      std::uint32_t unit;
    };
    std::vector<Local> locals;
    if (places_.empty()) return;
    for (std::uint32_t u = 0; u != input_.units.size(); ++u) {
      const Unit& unit = input_.units[u];
      if (unit.type != "Organization") continue;
      for (std::size_t cut = 1; cut < unit.key.size() && cut <= 48; ++cut) {
        if (!begins_code_point(unit.key, cut)) continue;
        const std::string_view place = unit.key.substr(0, cut), rest = unit.key.substr(cut);
        if (code_points(place) >= 2 && code_points(rest) >= 3 && places_.contains(place))
          locals.push_back({rest, place, u});
      }
    }
    std::ranges::sort(locals, [](const Local& a, const Local& b) {
      return std::tie(a.rest, a.place, a.unit) < std::tie(b.rest, b.place, b.unit);
    });
    for (auto first = locals.begin(); first != locals.end();) {
      auto last = first;
      while (last != locals.end() && last->rest == first->rest) ++last;
      if (first->unit == std::prev(last)->unit && first->place == std::prev(last)->place) {
        named(first->unit, first->rest, Ground::place_prefix, first->place);
      }
      first = last;
    }
  }

  /// Two people in one office that one person holds, in one year, one of them named in another script.
  void offices() {
    std::vector<ResolverInput::Holder> holders;
    for (const auto& holder : input_.holders) {
      const std::string_view office = input_.units[holder.office].key;
      const bool shared =
          std::ranges::any_of(shared_offices, [&](std::string_view word) { return office.find(word) != office.npos; });
      if (!shared && code_points(office) > 3) holders.push_back(holder);
    }
    sort_unique(holders);
    for (auto first = holders.begin(); first != holders.end();) {
      auto last = first;
      while (last != holders.end() && last->office == first->office && last->year == first->year) ++last;
      if (last - first == 2)
        add(first->person, std::next(first)->person, Ground::office, input_.units[first->office].name);
      first = last;
    }
  }

  const ResolverInput& input_;
  std::vector<Bearer> bearers_;
  std::unordered_set<std::string_view> places_;
  std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<Candidate> block(const ResolverInput& input) { return Blocking(input).run(); }

}  // namespace accord
