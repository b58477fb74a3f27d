#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace accord {

/// A read-only view of a trie over code points, kept as one hash table of transitions.
/// The table may live in the program's constant data (see dictionary.hpp) or in a TrieBuilder.
/// Walking one step costs one probe on average, whatever the number of children.
class Trie {
 public:
  using Node = std::uint32_t;
  static constexpr Node root = 1;
  static constexpr Node none = 0;

  Trie() = default;
  /// `slots`: a power of two of {from:21 | character:21 | to:21} entries, 0 is empty.
  /// `values`: one per node; 0 means that no key ends there.
  Trie(std::span<const std::uint64_t> slots, std::span<const std::uint32_t> values) : slots_(slots), values_(values) {}

  Node step(Node from, char32_t c) const {
    if (slots_.empty()) return none;
    const std::uint64_t key = make_key(from, c);
    for (std::size_t at = slot_of(key, slots_.size());; at = (at + 1) & (slots_.size() - 1)) {
      const std::uint64_t slot = slots_[at];
      if (slot >> 21 == key) return static_cast<Node>(slot & 0x1FFFFF);
      if (slot == 0) return none;
    }
  }
  std::uint32_t value(Node node) const { return values_[node]; }

  /// The value of a whole key, or 0.
  std::uint32_t find(std::u32string_view key) const;

  static std::uint64_t make_key(Node from, char32_t c) { return (std::uint64_t{from} << 21) | c; }
  static std::size_t slot_of(std::uint64_t key, std::size_t slots) {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> (64 - std::countr_zero(slots)));
  }

 private:
  std::span<const std::uint64_t> slots_;
  std::span<const std::uint32_t> values_;
};

/// Grows a trie. At most 2^21 - 1 nodes; insert() throws Error beyond.
class TrieBuilder {
 public:
  TrieBuilder();
  /// The value slot of `key`, which the caller may set; 0 when the key is new.
  std::uint32_t& insert(std::u32string_view key);
  bool empty() const { return values_.size() == 2; }
  /// Valid until the next insert().
  Trie view() const { return Trie(slots_, values_); }
  std::span<const std::uint64_t> slots() const { return slots_; }
  std::span<const std::uint32_t> values() const { return values_; }

 private:
  Trie::Node child(Trie::Node from, char32_t c);
  void grow();

  std::vector<std::uint64_t> slots_;
  std::vector<std::uint32_t> values_;
};

}  // namespace accord
