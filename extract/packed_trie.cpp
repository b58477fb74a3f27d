#include "extract/packed_trie.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "extract/error.hpp"

namespace accord {

namespace {

constexpr std::uint32_t root_id = 1;
constexpr std::size_t most_characters = 60000;

struct Child {
  std::uint32_t parent, node, value;
  PackedTrie::Code code;
};

/// Children of one node, sorted by code.
using Family = std::span<const Child>;

/// Finds a base for each family so that no two children meet in a slot.
class Packer {
 public:
  explicit Packer(std::size_t codes) : codes_(codes) {
    grow(codes * 2);
    from_.fill(1);
  }

  std::uint32_t place(Family family) {
    const std::uint32_t first = family.front().code;
    // Free slots in their order, as places for the first child. What failed many families of a size is passed by.
    std::uint32_t& from = from_[std::min(family.size(), from_.size() - 1)];
    std::uint32_t slot = next_free(from);
    for (std::size_t tried = 1;; ++tried, slot = next_free(slot + 1)) {
      if (slot + codes_ >= taken_.size()) grow(taken_.size() + codes_ * 2);
      if (slot > first && fits(family, slot - first)) break;
      if (tried % 64 == 0) from = slot;
    }
    const std::uint32_t base = slot - first;
    based_[base] = true;
    for (const Child& child : family) taken_[base + child.code] = true;
    last_ = std::max<std::size_t>(last_, base + codes_);
    return base;
  }
  /// Slots that any step can look at.
  std::size_t size() const { return last_ + 1; }

 private:
  bool fits(Family family, std::uint32_t base) const {
    return !based_[base] && std::ranges::none_of(family, [&](const Child& child) { return taken_[base + child.code]; });
  }
  /// The first slot from `slot` on that may be free. Taken ones are skipped by halving the way to the next free one.
  std::uint32_t next_free(std::uint32_t slot) {
    std::uint32_t end = slot;
    while (end < taken_.size() && taken_[end]) end = std::max(end + 1, skip_[end]);
    while (slot < end && slot < taken_.size()) {
      const std::uint32_t next = std::max(slot + 1, skip_[slot]);
      skip_[slot] = end;
      slot = next;
    }
    return end;
  }
  void grow(std::size_t slots) {
    if (slots > PackedTrie::max_base) throw Error("word lists hold more than 4 million trie nodes");
    taken_.resize(slots);
    based_.resize(slots);
    skip_.resize(slots);
  }

  std::size_t codes_;
  std::vector<std::uint8_t> taken_, based_;  ///< by slot: whether a child stands there, whether it is a base
  std::vector<std::uint32_t> skip_;          ///< by taken slot: all up to this one are taken
  std::array<std::uint32_t, 16> from_{};     ///< by size of a family: where to begin
  std::size_t last_ = 0;
};

}  // namespace

void Alphabet::add(char32_t c) {
  if (code(c) != 0) return;
  if (characters_.size() == most_characters) throw Error("words are made of more than 60 thousand characters");
  characters_.push_back(c);
  const auto next = static_cast<Code>(characters_.size());
  if (c < plane_.size()) {
    plane_[c] = next;
  } else {
    rare_.emplace(c, next);
  }
}

std::vector<PackedTrie::Slot> pack_trie(const TrieBuilder& trie, const Alphabet& alphabet) {
  std::vector<Child> children;
  for (const Trie::Slot& slot : trie.slots()) {
    if (slot.step == 0) continue;
    if (slot.value > PackedTrie::max_value) throw Error("word lists hold more than 262 thousand words");
    children.push_back({slot.from(), slot.to(), slot.value, alphabet.code(slot.character())});
  }
  std::ranges::sort(children, [](const Child& a, const Child& b) { return a.parent != b.parent ? a.parent < b.parent : a.code < b.code; });
  std::vector<Family> families;
  std::uint32_t most = root_id;
  for (std::size_t begin = 0, end = 0; begin != children.size(); begin = end) {
    while (end != children.size() && children[end].parent == children[begin].parent) most = std::max(most, children[end++].node);
    families.push_back(Family(children).subspan(begin, end - begin));
  }
  // Large families first, while there is room; small ones fill the gaps.
  std::ranges::stable_sort(families, std::greater(), &Family::size);
  Packer packer(alphabet.characters().size() + 1);
  std::vector<std::uint32_t> bases(most + 1UL), followers(most + 1UL);
  for (const Family& family : families) bases[family.front().parent] = packer.place(family);
  for (const Child& child : children) followers[child.parent] |= PackedTrie::follower(child.code);
  std::vector<PackedTrie::Slot> slots(packer.size());
  slots[0] = PackedTrie::Slot::of(0, followers[root_id], bases[root_id], 0);
  for (const Child& child : children) {
    slots[bases[child.parent] + child.code] = PackedTrie::Slot::of(child.code, followers[child.node], bases[child.node], child.value);
  }
  return slots;
}

}  // namespace accord
