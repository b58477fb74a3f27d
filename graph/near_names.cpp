#include "graph/near_names.hpp"

#include <algorithm>
#include <numeric>

#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr std::size_t longest = 64;
constexpr std::size_t most = 3;

std::string listed(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) text.append(text.empty() ? "" : ", ").append(name);
  return text;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::u32string x = fold_text(a), y = fold_text(b);
  x.resize(std::min(x.size(), longest));
  y.resize(std::min(y.size(), longest));
  std::vector<std::size_t> row(y.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i != x.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j != y.size(); ++j) {
      const std::size_t replaced = diagonal + (x[i] != y[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

std::vector<std::string_view> near_names(std::string_view wrong, std::span<const std::string_view> names) {
  const std::size_t allowed = std::max<std::size_t>(2, to_utf32(wrong).size() / 3);
  std::vector<std::pair<std::size_t, std::string_view>> near;
  const std::u32string folded = fold_text(wrong);
  for (const std::string_view name : names) {
    const std::size_t distance = edit_distance(wrong, name);
    // "sign" for signed and signedAt: a beginning counts as near, however long the rest is.
    const bool begins = folded.size() >= 3 && fold_text(name).starts_with(folded);
    if (distance <= allowed || begins) near.emplace_back(distance, name);
  }
  std::ranges::sort(near);
  std::vector<std::string_view> nearest;
  for (const auto& [distance, name] : near) {
    if (nearest.size() != most) nearest.push_back(name);
  }
  return nearest;
}

std::string suggestion(std::string_view wrong, std::span<const std::string_view> names) {
  if (names.empty()) return {};
  const std::vector<std::string_view> near = near_names(wrong, names);
  return near.empty() ? "; there are: " + listed(names) : "; near ones: " + listed(near);
}

}  // namespace accord
