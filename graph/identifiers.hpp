#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace accord {

/// "e_" or "s_" and 16 hex digits. The order of the texts is the order of the numbers.
using IdText = std::array<char, 18>;

IdText id_text(char kind, std::uint64_t number);
inline std::string_view view(const IdText& id) { return {id.data(), id.size()}; }
/// False when `text` is not `kind`, an underscore and 16 lower-case hex digits.
bool parse_id(std::string_view text, char kind, std::uint64_t& number);

/// Writes the content key of entry `i` over `key`. Different entries have different keys.
using KeyOf = std::function<void(std::uint32_t i, std::string& key)>;
using Hash = std::function<std::uint64_t(std::string_view key, std::uint64_t seed)>;

/// A number for each of `count` entries: the hash of its key with seed 0. Where the hashes of different keys
/// meet, the smallest key keeps the number, the others in order take the first free one of seeds 1, 2, …;
/// so the result depends on the set of keys only.
std::vector<std::uint64_t> distinct_numbers(std::uint32_t count, const KeyOf& key_of, const Hash& hash);

}  // namespace accord
