#include "graph/identifiers.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace accord;

TEST_CASE("an id is read back as it was written, and nothing else is an id") {
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{0x0123456789abcdef}, ~std::uint64_t{0}}) {
    std::uint64_t read = 1;
    CHECK(parse_id(view(id_text('e', number)), 'e', read));
    CHECK(read == number);
  }
  std::uint64_t ignored = 0;
  for (const char* wrong : {"", "e_", "e_0123456789abcde", "e_0123456789abcdef0", "s_0123456789abcdef",
                            "e_0123456789ABCDEF", "e-0123456789abcdef", "e_0123456789abcdeg"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_id(wrong, 'e', ignored));
  }
}

TEST_CASE("keys whose hashes meet get numbers of their own, whatever the order") {
  std::vector<std::string> keys = {"d", "a", "c", "b", "other"};
  // All one-letter keys meet; the first seed gives one free number, later seeds more.
  const Hash meeting = [](std::string_view key, std::uint64_t seed) -> std::uint64_t {
    return key.size() == 1 ? 7 + seed / 2 : 8;
  };
  std::vector<std::pair<std::string, std::uint64_t>> first;
  for (int order = 0; order != 5; ++order) {
    std::rotate(keys.begin(), keys.begin() + 1, keys.end());
    const KeyOf key_of = [&](std::uint32_t i, std::string& key) { key = keys[i]; };
    const auto numbers = distinct_numbers(static_cast<std::uint32_t>(keys.size()), key_of, meeting);
    std::vector<std::pair<std::string, std::uint64_t>> named;
    for (std::size_t i = 0; i != keys.size(); ++i) named.emplace_back(keys[i], numbers[i]);
    std::ranges::sort(named);
    if (order == 0) first = named;
    CHECK(named == first);
  }
  CHECK(first ==
        std::vector<std::pair<std::string, std::uint64_t>>{{"a", 7}, {"b", 9}, {"c", 10}, {"d", 11}, {"other", 8}});
}
