#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/dictionary.hpp"
#include "extract/layout.hpp"
#include "extract/lexicon.hpp"

namespace accord {

enum class TokenKind : std::uint8_t { word, number, latin, mark, space, name };

/// A word of a sentence: the smallest thing that rules see.
struct Token {
  static constexpr std::uint32_t no_entry = 0xFFFFFFFF;

  std::uint32_t begin = 0, end = 0;  ///< characters of the block
  TokenKind kind = TokenKind::word;
  Dictionary::Tag tag = 0;
  std::uint32_t entry = no_entry;    ///< of the lexicon
  ClassSet classes;
};

/// Names of people that the document gives away in clear contexts, folded; looked for everywhere in it.
using KnownNames = TrieBuilder;

/// Cuts sentences into the most likely words: the cheapest path through all words of the lexicon and the dictionary,
/// numbers, Latin words and possible names of people. Cost is linear in the sentence.
class Tokenizer {
 public:
  /// The lexicon may define the classes @surname (family names), @name_after (words right before a name, such as a
  /// title), @name_before (words right after one), @honorific (forms of
  /// address behind a name), @clause (marks between clauses), @name_joint (what stands between names of a list) and
  /// @compound_letter (characters that stand for names in compounds, 粵港: words made of them alone are taken apart),
/// @compound_verb and @compound_tail (what makes words with them, 訪 in 訪華, 方 in 俄方: taken apart too).
  Tokenizer(const Lexicon& lexicon, const Dictionary& dictionary);

  void tokenize(const Block& block, Span sentence, const KnownNames& known, std::vector<Token>& out) const;

 private:
  struct Edge;
  struct Lattice;

  /// What a character is, in bits.
  enum Is : std::uint8_t {
    han = 1, digit = 2, letter = 4, numeral = 8, name_dot = 16, mark = 32, compound_letter = 64, class_end = 128
  };
  struct Character {
    PackedTrie::Node word, mine;  ///< where words that begin with it go on, in the dictionary and in the lexicon
    PackedTrie::Code code = 0;
    std::uint8_t is = 0;
    Dictionary::NameCost name;
  };
  static constexpr char32_t plane = 0x10000;

  /// Which classes of the tokenizer's own an entry of the lexicon is of, in bits.
  enum Cue : std::uint8_t {
    is_family = 1, is_title = 2, follows_name = 4, is_address = 8, joins_names = 16, heads_compound = 32, ends_compound = 64,
    lacks_classes = 128  ///< some that words of its kind have
  };

  void describe_characters();
  void describe_entries();
  std::uint8_t describe(char32_t c) const;
  const Character& character(char32_t c) const { return characters_[c < plane ? kinds_[c] : kind_of_rare(c)]; }
  std::uint16_t kind_of_rare(char32_t c) const;
  /// The value of the characters [begin, end) in one of the tries, or 0.
  static std::uint32_t find(const PackedTrie& words, const Lattice& lattice, std::size_t begin, std::size_t end);
  bool has_cue(const Character& single, Cue cue) const;
  void find_beginnings(Lattice& lattice) const;
  void add_words(Lattice& lattice) const;
  void add_single(Lattice& lattice, std::size_t at, const Character& character) const;
  void add_longer(Lattice& lattice, std::size_t at) const;
  std::uint32_t word_cost(Lattice& lattice, std::size_t at, std::size_t end, std::uint32_t word) const;
  std::uint32_t entry_cost(Lattice& lattice, std::size_t at, std::size_t end, std::uint32_t entry) const;
  void add_runs(Lattice& lattice) const;
  void add_names(Lattice& lattice) const;
  std::uint32_t listed_name_cost(const Lattice& lattice, std::size_t at, std::size_t end) const;
  void add_name_before_title(Lattice& lattice, std::size_t at) const;
  void add_name(Lattice& lattice, std::size_t at, bool strong) const;
  void add_married_name(Lattice& lattice, std::size_t at) const;
  bool is_verb(const Lattice& lattice, std::size_t at, std::size_t end) const;
  static std::uint32_t open_end(const Lattice& lattice, std::size_t end);
  static std::size_t end_of_reign(const Lattice& lattice, std::size_t at);
  static void add_name_edge(Lattice& lattice, std::size_t at, std::size_t end, std::uint32_t cost);
  static std::size_t find_way(Lattice& lattice);
  Token token(const Lattice& lattice, std::size_t begin, const Edge& edge) const;
  static Edge single_edge(const Lattice& lattice, std::size_t at);

  const Lexicon& lexicon_;
  const Dictionary& dictionary_;
  Alphabet alphabet_;                       ///< of the words of both
  std::vector<PackedTrie::Slot> own_slots_;
  PackedTrie own_;                          ///< the words of the lexicon; values are entry indexes + 1
  std::vector<Character> characters_;       ///< first what characters without words can be, then the alphabet
  std::vector<std::uint16_t> kinds_;        ///< by character of the basic plane: index into characters_
  std::vector<std::uint8_t> cues_;     ///< by entry of the lexicon
  std::vector<ClassSet> classes_;      ///< of the entries, close together
  std::array<bool, 256> name_tags_{};  ///< parts of speech that names have
  std::array<std::array<bool, 2>, 256> cue_tags_{};  ///< parts of speech that follow names, of words of one character, of longer ones
  ClassId surname_, after_, before_, joint_, clause_, compound_, compound_verb_, compound_tail_, title_behind_;
};

}  // namespace accord
