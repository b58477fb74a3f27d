#include "graph/identifiers.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace accord {

IdText id_text(char kind, std::uint64_t number) {
  IdText id{kind, '_'};
  for (std::size_t digit = 0; digit != 16; ++digit)
    id[2 + digit] = "0123456789abcdef"[(number >> (60 - 4 * digit)) & 15U];
  return id;
}

bool parse_id(std::string_view text, char kind, std::uint64_t& number) {
  if (text.size() != 18 || text[0] != kind || text[1] != '_') return false;
  number = 0;
  for (const char c : text.substr(2)) {
    const bool decimal = c >= '0' && c <= '9';
    if (!decimal && !(c >= 'a' && c <= 'f')) return false;
    number = number << 4U | static_cast<std::uint64_t>(decimal ? c - '0' : c - 'a' + 10);
  }
  return true;
}

std::vector<std::uint64_t> distinct_numbers(std::uint32_t count, const KeyOf& key_of, const Hash& hash) {
  std::vector<std::uint64_t> numbers(count);
  std::string key;
  for (std::uint32_t i = 0; i != count; ++i) {
    key_of(i, key);
    numbers[i] = hash(key, 0);
  }
  std::vector<std::uint64_t> sorted = numbers;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) == sorted.end()) return numbers;

  // Rare: all entries whose number is met twice, by key.
  std::map<std::string, std::uint32_t> by_key;
  for (std::uint32_t i = 0; i != count; ++i) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), numbers[i]);
    if (last - first < 2) continue;
    key_of(i, key);
    by_key.emplace(key, i);
  }
  std::set<std::uint64_t> taken(sorted.begin(), sorted.end()), kept;
  for (const auto& [text, i] : by_key) {
    if (kept.insert(numbers[i]).second) continue;
    std::uint64_t seed = 0;
    do {
      numbers[i] = hash(text, ++seed);
    } while (!taken.insert(numbers[i]).second);
  }
  return numbers;
}

}  // namespace accord
