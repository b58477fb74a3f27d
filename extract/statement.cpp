#include "extract/statement.hpp"

#include <xxhash.h>

#include <algorithm>
#include <array>

#include "extract/unicode.hpp"

namespace accord {

void set_attribute(Attributes& attributes, std::string_view name, std::string value) {
  const auto it = std::ranges::lower_bound(attributes, name, {}, &Attributes::value_type::first);
  const bool present = it != attributes.end() && it->first == name;
  if (present && value.empty()) {
    attributes.erase(it);
  } else if (present) {
    it->second = std::move(value);
  } else if (!value.empty()) {
    attributes.emplace(it, std::string(name), std::move(value));
  }
}

std::string_view attribute(const Attributes& attributes, std::string_view name) {
  const auto it = std::ranges::lower_bound(attributes, name, {}, &Attributes::value_type::first);
  return it != attributes.end() && it->first == name ? std::string_view(it->second) : std::string_view();
}

std::string entity_id(std::string_view type, std::string_view name) {
  std::string key(type);
  key += '\n';  // cannot stand in a folded name, so no two keys run together
  key += fold_name(name);
  const std::uint64_t hash = XXH3_64bits(key.data(), key.size());
  std::string id = "e_0000000000000000";
  for (std::size_t digit = 0; digit != 16; ++digit) id[2 + digit] = "0123456789abcdef"[(hash >> (60 - 4 * digit)) & 15U];
  return id;
}

}  // namespace accord
