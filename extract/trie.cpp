#include "extract/trie.hpp"

#include "extract/error.hpp"

namespace accord {

namespace {

constexpr std::size_t max_nodes = (1U << 21) - 1;

}  // namespace

std::uint32_t Trie::find(std::u32string_view key) const {
  Node node = root();
  for (const char32_t c : key) {
    node = step(node, c);
    if (!node) return 0;
  }
  return node.value;
}

TrieBuilder::TrieBuilder() : slots_(64), slot_of_(2) {}

std::uint32_t& TrieBuilder::insert(std::u32string_view key) {
  std::uint32_t node = Trie::root_id;
  for (const char32_t c : key) node = child(node, c);
  return slots_[slot_of_[node]].value;
}

std::uint32_t TrieBuilder::child(std::uint32_t from, char32_t c) {
  std::uint32_t& followers = from == Trie::root_id ? root_followers_ : slots_[slot_of_[from]].followers;
  if (const Trie::Node known = view().step({from, 0, followers}, c)) return known.id;
  if (slot_of_.size() > max_nodes) throw Error("word lists hold more than 2 million trie nodes");
  followers |= Trie::follower(c);
  if (slot_of_.size() * 2 > slots_.size()) grow();
  const auto to = static_cast<std::uint32_t>(slot_of_.size());
  slot_of_.push_back(0);
  put({Trie::make_key(from, c) << 21 | to, 0, 0});
  return to;
}

void TrieBuilder::put(const Trie::Slot& slot) {
  std::size_t at = Trie::slot_of(slot.step >> 21, slots_.size());
  while (slots_[at].step != 0) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = slot;
  slot_of_[slot.step & 0x1FFFFF] = static_cast<std::uint32_t>(at);
}

void TrieBuilder::grow() {
  std::vector<Trie::Slot> before(slots_.size() * 2);
  std::swap(slots_, before);
  for (const Trie::Slot& slot : before) {
    if (slot.step != 0) put(slot);
  }
}

}  // namespace accord
