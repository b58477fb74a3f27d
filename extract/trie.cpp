#include "extract/trie.hpp"

#include "extract/error.hpp"

namespace accord {

namespace {

constexpr std::size_t max_nodes = (1U << 21) - 1;

void put(std::vector<std::uint64_t>& slots, std::uint64_t slot) {
  std::size_t at = Trie::slot_of(slot >> 21, slots.size());
  while (slots[at] != 0) at = (at + 1) & (slots.size() - 1);
  slots[at] = slot;
}

}  // namespace

std::uint32_t Trie::find(std::u32string_view key) const {
  Node node = root;
  for (const char32_t c : key) {
    node = step(node, c);
    if (node == none) return 0;
  }
  return values_.empty() ? 0 : value(node);
}

TrieBuilder::TrieBuilder() : slots_(64), values_(2) {}

std::uint32_t& TrieBuilder::insert(std::u32string_view key) {
  Trie::Node node = Trie::root;
  for (const char32_t c : key) node = child(node, c);
  return values_[node];
}

Trie::Node TrieBuilder::child(Trie::Node from, char32_t c) {
  if (const Trie::Node known = view().step(from, c); known != Trie::none) return known;
  if (values_.size() > max_nodes) throw Error("word lists hold more than 2 million trie nodes");
  if (values_.size() * 2 > slots_.size()) grow();
  const auto to = static_cast<Trie::Node>(values_.size());
  values_.push_back(0);
  put(slots_, Trie::make_key(from, c) << 21 | to);
  return to;
}

void TrieBuilder::grow() {
  std::vector<std::uint64_t> larger(slots_.size() * 2);
  for (const std::uint64_t slot : slots_) {
    if (slot != 0) put(larger, slot);
  }
  slots_ = std::move(larger);
}

}  // namespace accord
