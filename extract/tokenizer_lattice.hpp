#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "extract/tokenizer.hpp"

namespace accord {

/// Of what is no word. Costs are in 1/16 nat, like the dictionary's.
constexpr std::uint32_t no_cost = std::numeric_limits<std::uint32_t>::max();

/// A word of two characters or more, a run or a name.
struct Tokenizer::Edge {
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  static constexpr std::uint32_t single = 0xFFFFFFFE;  ///< the character alone
  static constexpr std::uint32_t not_looked_up = 0xFFFFFFFF;

  std::uint32_t end = 0;
  std::uint32_t cost = 0;
  TokenKind kind = TokenKind::word;
  std::uint32_t entry = not_looked_up;  ///< value in the lexicon's trie
  std::uint32_t word = not_looked_up;   ///< value in the dictionary's
  std::uint32_t next = none;            ///< of runs and names: the next that begins there
};

/// All that can be made of a sentence. Each thread keeps one and uses it again.
struct Tokenizer::Lattice {
  /// What the words around a position make of it.
  enum Mark : std::uint8_t {
    after_title = 1, before_cue = 2, before_title = 4, cue_character = 8, joint = 16, surname = 32, double_surname = 64
  };
  struct Position {
    std::uint32_t words_end = 0;                          ///< edges of words that begin here end before this index
    std::uint32_t first = Edge::none, last = Edge::none;  ///< runs and names that begin here
    std::uint32_t best = 0, choice = Edge::single;        ///< cost of the cheapest way to the end, and its first edge
    std::uint32_t single_cost = 0;                        ///< of the character alone
    TokenKind single_kind = TokenKind::word;
    std::uint8_t marks = 0;
    std::uint8_t is = 0;  ///< what character stands here
  };

  /// Where the first two characters from a position on lead.
  struct Beginning {
    PackedTrie::Node word, mine;

    explicit operator bool() const { return word || mine; }
  };

  std::u32string_view text;  ///< the sentence, folded
  std::uint32_t offset = 0;  ///< where it begins in the block
  std::vector<const Character*> characters;  ///< of the text
  std::vector<Beginning> beginnings;          ///< by position
  std::vector<Edge> edges;   ///< first the words in the order of where they begin, then runs and names
  std::vector<Position> at;  ///< one more than there are characters
  const KnownNames* known = nullptr;

  bool has(std::size_t position, Mark mark) const { return (at[position].marks & mark) != 0; }
  void mark(std::size_t position, int marks) { at[position].marks |= static_cast<std::uint8_t>(marks); }
  bool is(std::size_t position, std::uint8_t what) const { return (at[position].is & what) != 0; }
  /// Adds a run or a name.
  void add(std::size_t position, const Edge& edge) {
    const auto index = static_cast<std::uint32_t>(edges.size());
    edges.push_back(edge);
    Position& here = at[position];
    (here.first == Edge::none ? here.first : edges[here.last].next) = index;
    here.last = index;
  }
};

}  // namespace accord
