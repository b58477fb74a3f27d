#include "graph/string_pool.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <numeric>

#include "extract/error.hpp"

namespace accord {

namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 20;

}  // namespace

std::uint64_t content_hash(std::string_view bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::string_view StringArena::copy(std::string_view text) {
  if (text.empty()) return {};
  if (size_ - used_ < text.size()) {
    size_ = std::max(chunk_size, text.size());
    used_ = 0;
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(size_));
  }
  char* place = chunks_.back().get() + used_;
  std::memcpy(place, text.data(), text.size());
  used_ += text.size();
  return {place, text.size()};
}

void IndexTable::grow() {
  std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot slot : old) {
    if (slot.index == empty) continue;
    std::size_t at = slot.tag & mask;
    while (slots_[at].index != empty) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

std::uint32_t StringPool::intern(std::string_view text) {
  const auto [number, added] =
      table_.find_or_add(content_hash(text), size(), [&](std::uint32_t n) { return texts_[n] == text; });
  if (added) {
    if (texts_.size() + 1 == IndexTable::none) throw Error("more than 4294967294 different strings");
    texts_.push_back(arena_->copy(text));
  }
  return number;
}

std::uint32_t StringPool::find(std::string_view text) const {
  return table_.find(content_hash(text), [&](std::uint32_t n) { return texts_[n] == text; });
}

std::vector<std::uint32_t> StringPool::ranks() const {
  std::vector<std::uint32_t> order(texts_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t n) { return texts_[n]; });
  std::vector<std::uint32_t> rank(texts_.size());
  for (std::uint32_t place = 0; place != order.size(); ++place) rank[order[place]] = place;
  return rank;
}

}  // namespace accord
