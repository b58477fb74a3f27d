#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/ledger.hpp"
#include "graph/string_pool.hpp"

namespace accord {

/// Why two units are, or may be, one.
enum class Ground { variant, alias, title, place_prefix, place_ending, office, abbreviation, shared_alias, decision };
std::string_view to_text(Ground ground);

/// Two units that share a blocking key, and what speaks for one thing.
struct Candidate {
  std::uint32_t a, b;  ///< a < b
  Ground ground;
  double score = 0;
  std::string_view with;  ///< the words that the ground is about
};

/// What resolution works on: units, each of which is surely one thing, with their names and neighbours.
struct ResolverInput {
  struct Unit {
    std::string_view type, name, key;  ///< key: the folded name
    std::uint32_t base;                ///< units of one base have one type and name
    std::vector<std::string> of;       ///< what tells it from others of the name, folded; mostly empty
  };
  struct Alias {
    std::uint32_t unit;
    std::string_view key, text;  ///< folded, and as written
  };
  struct Link {
    std::uint32_t unit, other;
    bool tells_apart;  ///< `other` is the body or the place of `unit`
    friend auto operator<=>(const Link&, const Link&) = default;
  };
  /// A person in an office in a year.
  struct Holder {
    std::uint32_t office;
    std::uint16_t year;
    std::uint32_t person;
    friend auto operator<=>(const Holder&, const Holder&) = default;
  };
  StringArena arena;
  std::vector<Unit> units;  ///< one without a type is not used
  std::vector<Alias> aliases;
  std::vector<Holder> holders;
  /// The links of the wanted units, sorted, each once.
  std::function<std::vector<Link>(const std::vector<bool>& wanted)> links;
  std::vector<Candidate> given;                                ///< pairs of one base, with their scores
  std::vector<std::pair<std::uint32_t, std::uint32_t>> apart;  ///< pairs of one base that are not one thing
};

/// First step: pairs that share a key (an alias, a name without its title, without its place, an office at one
/// time). A key that more than `bucket_cap` units share tells nothing and gives no pairs.
/// Names alike in romanisation only share no key. O(names) and at most bucket_cap pairs a name.
constexpr std::size_t bucket_cap = 60;
std::vector<Candidate> block(const ResolverInput& input);

/// Pairs of which one may be short for the other (財庫局, 財經事務及庫務局): too weak a ground to merge on, but worth a
/// look.
std::vector<Candidate> block_abbreviations(const ResolverInput& input);

/// Second step: weighs each pair. A ground has its weight; common neighbours add to it; conflicting bodies or places
/// take from it; a name in another script needs more than the name.
void score(const ResolverInput& input, std::vector<Candidate>& candidates);

constexpr double same_from = 0.8;     ///< a pair with this score is one thing
constexpr double unsure_from = 0.45;  ///< a pair with this score is for a person to decide

/// Third step: what is one. Decisions of people come before all scores; a pair that they hold apart stays apart,
/// also through third units. The clusters are the connected components of the accepted pairs.
struct Resolution {
  std::vector<std::uint32_t> cluster;  ///< of each unit, numbered from 0
  std::vector<Candidate> accepted;     ///< the grounds, each pair once, best first
  std::vector<Candidate> undecided;    ///< sorted by score, highest first
};
Resolution decide(const ResolverInput& input, std::vector<Candidate> candidates, const Ledger& ledger);

/// All three.
Resolution resolve(const ResolverInput& input, const Ledger& ledger);

}  // namespace accord
