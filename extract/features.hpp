#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "extract/lexicon.hpp"
#include "extract/tokenizer.hpp"

namespace accord {

/// What tokens and mentions are like, summed up: of one token, of a sentence, or of all that a pattern would take at
/// some place. Two that do not overlap have nothing in common; two that do may have.
struct Features {
  ClassSet classes;
  std::array<std::uint64_t, 4> words{};  ///< of entries of the lexicon, by hash
  std::array<std::uint64_t, 2> tags{};   ///< parts of speech, by their number
  std::uint32_t kinds = 0;               ///< bits of TokenKind
  TypeMask types = 0;                    ///< of mentions

  static std::uint32_t word_bit(std::uint32_t entry) { return (entry * 0x9E3779B1U) >> 24; }
  void add_word(std::uint32_t entry) { words[word_bit(entry) / 64] |= std::uint64_t{1} << (word_bit(entry) % 64); }
  bool has_word(std::uint32_t entry) const { return (words[word_bit(entry) / 64] >> (word_bit(entry) % 64) & 1) != 0; }
  void add_tag(Dictionary::Tag tag) { tags[tag / 64 % 2] |= std::uint64_t{1} << (tag % 64); }
  bool has_tag(Dictionary::Tag tag) const { return (tags[tag / 64 % 2] >> (tag % 64) & 1) != 0; }
  void add(const Token& token) {
    classes.merge(token.classes);
    if (token.entry != Token::no_entry) add_word(token.entry);
    add_tag(token.tag);
    kinds |= 1U << static_cast<unsigned>(token.kind);
  }
  bool overlaps(const Features& other) const {
    std::uint64_t common = (kinds & other.kinds) | (types & other.types);
    for (std::size_t i = 0; i != words.size(); ++i) common |= words[i] & other.words[i];
    for (std::size_t i = 0; i != tags.size(); ++i) common |= tags[i] & other.tags[i];
    return common != 0 || classes.overlaps(other.classes);
  }
};

/// A sentence matches a pattern only if it has one of these.
struct Need {
  Features features;
  std::vector<std::uint32_t> words;  ///< entries of the lexicon that `features` has by hash
};

}  // namespace accord
