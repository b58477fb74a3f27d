#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "extract/trie.hpp"

namespace accord {

/// Small numbers for the characters that words are made of, 1 and up; 0 is any other character. Who gives them by
/// frequency keeps what is often looked up close together.
class Alphabet {
 public:
  using Code = std::uint16_t;

  Alphabet() : plane_(0x10000) {}
  /// Gives a character the next number if it has none. Throws Error when there are too many.
  void add(char32_t c);
  Code code(char32_t c) const {
    if (c < plane_.size()) return plane_[c];
    const auto rare = rare_.find(c);
    return rare == rare_.end() ? Code{0} : rare->second;
  }
  /// The characters in the order of their numbers: the first has 1.
  const std::vector<char32_t>& characters() const { return characters_; }

 private:
  std::vector<Code> plane_;  ///< by character of the basic plane
  std::map<char32_t, Code> rare_;
  std::vector<char32_t> characters_;
};

/// A trie that is made once and read often: a double array. The children of a node stand at its base plus their code,
/// each under the name of its code; no two nodes share a base, so the code alone tells whose child it is. A step is one
/// look at eight bytes, and mostly none where it leads nowhere: each node brings along which codes may follow.
class PackedTrie {
 public:
  using Code = Alphabet::Code;
  static constexpr std::uint32_t max_value = (1U << 18) - 1, max_base = (1U << 22) - 1;
  /// A node, from the highest bits down: the code that leads to it (16), followers (8), base (22), value (18).
  struct Slot {
    std::uint64_t bits = 0;

    static Slot of(Code code, std::uint32_t followers, std::uint32_t base, std::uint32_t value) {
      return {std::uint64_t{code} << 48 | std::uint64_t{followers} << 40 | std::uint64_t{base} << 18 | value};
    }
    Code code() const { return static_cast<Code>(bits >> 48); }
  };
  /// Where a key has led so far; nowhere, if it is false.
  class Node {
   public:
    Node() = default;
    explicit Node(Slot slot) : bits_(slot.bits << 16 >> 16) {}
    explicit operator bool() const { return bits_ != 0; }
    /// 0: no key ends here.
    std::uint32_t value() const { return static_cast<std::uint32_t>(bits_) & max_value; }

   private:
    friend class PackedTrie;
    std::uint32_t base() const { return static_cast<std::uint32_t>(bits_ >> 18) & max_base; }
    bool may_lead(Code code) const { return (bits_ >> 40 >> (code % 8) & 1) != 0; }

    std::uint64_t bits_ = 0;  ///< of the slot without its code
  };

  PackedTrie() = default;
  /// What pack_trie() made; it must outlive the view.
  explicit PackedTrie(std::span<const Slot> slots) : slots_(slots.data()), root_(slots.empty() ? Node() : Node(slots[0])) {}

  Node root() const { return root_; }
  Node step(Node from, Code code) const {
    if (!from.may_lead(code)) return {};
    const Slot slot = slots_[from.base() + code];
    return slot.code() == code ? Node(slot) : Node();
  }
  /// Tells the processor that step(from, code) is soon to come.
  void prefetch(Node from, Code code) const {
    if (from.may_lead(code)) __builtin_prefetch(slots_ + from.base() + code);
  }
  static std::uint32_t follower(Code code) { return 1U << (code % 8); }

 private:
  const Slot* slots_ = nullptr;  ///< the first is the root; behind the last child there is room for every code
  Node root_;
};

/// Packs a trie all of whose characters are in the alphabet. Throws Error when it has too many nodes or too large values.
std::vector<PackedTrie::Slot> pack_trie(const TrieBuilder& trie, const Alphabet& alphabet);

}  // namespace accord
