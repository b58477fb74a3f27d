#include <algorithm>
#include <map>
#include <string>

#include "extract/unicode.hpp"
#include "graph/resolver.hpp"

namespace accord {

namespace {

/// Whether the letters of `part` stand in `whole` in this order.
bool is_subsequence(std::u32string_view part, std::u32string_view whole) {
  std::size_t at = 0;
  for (const char32_t c : whole) at += at != part.size() && part[at] == c;
  return at == part.size();
}

}  // namespace

std::vector<Candidate> block_abbreviations(const ResolverInput& input) {
  struct Name {
    std::u32string key;
    std::uint32_t unit;
  };
  // Both begin and end alike: the key of the block.
  std::map<std::pair<char32_t, char32_t>, std::vector<Name>> blocks;
  for (std::uint32_t u = 0; u != input.units.size(); ++u) {
    if (input.units[u].type != "Organization") continue;
    std::u32string key = to_utf32(input.units[u].key);
    if (key.size() >= 3 && is_han(key.front())) blocks[{key.front(), key.back()}].push_back({key, u});
  }
  std::vector<Candidate> candidates;
  for (const auto& [ends, names] : blocks) {
    if (names.size() > bucket_cap) continue;
    for (const Name& part : names) {
      for (const Name& whole : names) {
        if (part.key.size() > 6 || whole.key.size() < part.key.size() + 2 || !is_subsequence(part.key, whole.key))
          continue;
        candidates.push_back({std::min(part.unit, whole.unit), std::max(part.unit, whole.unit), Ground::abbreviation, 0,
                              input.units[part.unit].name});
      }
    }
  }
  return candidates;
}

}  // namespace accord
