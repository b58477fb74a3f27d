#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace accord {

/// A read-only view of a trie over code points, kept as one hash table of transitions.
/// The table may live in the program's constant data (see dictionary.hpp) or in a TrieBuilder.
/// A step costs one probe on average, whatever the number of children, and mostly none where it leads nowhere: each
/// node brings along which characters may follow.
class Trie {
 public:
  struct Node {
    std::uint32_t id = 0;         ///< 0: there is no such node
    std::uint32_t value = 0;      ///< 0: no key ends here
    std::uint32_t followers = 0;  ///< bits of the characters that follow, by their last five bits

    explicit operator bool() const { return id != 0; }
  };
  struct Slot {
    std::uint64_t step = 0;  ///< from:21 | character:21 | to:21; 0 is empty
    std::uint32_t value = 0, followers = 0;  ///< of the node that the step leads to

    std::uint32_t from() const { return static_cast<std::uint32_t>(step >> 42); }
    std::uint32_t to() const { return static_cast<std::uint32_t>(step & 0x1FFFFF); }
    char32_t character() const { return static_cast<char32_t>(step >> 21 & 0x1FFFFF); }
  };
  static constexpr std::uint32_t all_followers = 0xFFFFFFFF;

  Trie() = default;
  /// The number of slots is a power of two.
  explicit Trie(std::span<const Slot> slots, std::uint32_t root_followers = all_followers)
      : slots_(slots), root_followers_(root_followers) {}

  Node root() const { return {root_id, 0, root_followers_}; }
  Node step(Node from, char32_t c) const {
    if ((from.followers & follower(c)) == 0) return {};
    const std::uint64_t key = make_key(from.id, c);
    for (std::size_t at = slot_of(key, slots_.size());; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.step >> 21 == key) return {static_cast<std::uint32_t>(slot.step & 0x1FFFFF), slot.value, slot.followers};
      if (slot.step == 0) return {};
    }
  }

  /// Tells the processor that step(from, c) is soon to come: large tables are far away.
  void prefetch(Node from, char32_t c) const {
    if ((from.followers & follower(c)) != 0) __builtin_prefetch(&slots_[slot_of(make_key(from.id, c), slots_.size())]);
  }

  /// The value of a whole key, or 0.
  std::uint32_t find(std::u32string_view key) const;

 private:
  friend class TrieBuilder;
  static constexpr std::uint32_t root_id = 1;

  static std::uint32_t follower(char32_t c) { return std::uint32_t{1} << (c % 32); }
  static std::uint64_t make_key(std::uint32_t from, char32_t c) { return (std::uint64_t{from} << 21) | c; }
  static std::size_t slot_of(std::uint64_t key, std::size_t slots) {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> (64 - std::countr_zero(slots)));
  }

  std::span<const Slot> slots_;
  std::uint32_t root_followers_ = 0;
};

/// Grows a trie. At most 2^21 - 1 nodes; insert() throws Error beyond.
class TrieBuilder {
 public:
  TrieBuilder();
  /// The value of `key`, which the caller may set until the next insert(); 0 when the key is new. Requires a character.
  std::uint32_t& insert(std::u32string_view key);
  bool empty() const { return root_followers_ == 0; }
  /// Valid until the next insert().
  Trie view() const { return Trie(slots_, root_followers_); }
  std::span<const Trie::Slot> slots() const { return slots_; }

 private:
  std::uint32_t child(std::uint32_t from, char32_t c);
  void put(const Trie::Slot& slot);
  void grow();

  std::vector<Trie::Slot> slots_;
  std::vector<std::uint32_t> slot_of_;  ///< by node; of the root none
  std::uint32_t root_followers_ = 0;
};

}  // namespace accord
