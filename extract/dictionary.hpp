#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "extract/packed_trie.hpp"

namespace accord {

/// The general word list of a language: how likely a word is and what part of speech it has, and which
/// characters people's names are made of. Costs are negative logarithms (base e) of probabilities, in 1/16.
/// The built-in one is made from jieba's dictionary at build time (generate/make_dictionary.cpp).
class Dictionary {
 public:
  using Tag = std::uint8_t;  ///< index into tags(); 0 is "unknown"

  struct Word {
    std::uint16_t cost = 0;
    Tag tag = 0;
  };
  /// Costs of one character in a name; no_name where names never have it there.
  struct NameCost {
    std::uint8_t family = no_name;  ///< as the family name, or the first character of a double one
    std::uint8_t given = no_name;   ///< in a given name
    std::uint8_t foreign = no_name; ///< in a foreign name written by sound
  };
  static constexpr std::uint8_t no_name = 255;
  static constexpr std::uint16_t unknown_cost = 18 * 16;  ///< of a character that is no word

  /// Reads the layout that make_dictionary writes; the bytes must outlive the dictionary and be 8-byte aligned.
  explicit Dictionary(std::span<const std::byte> bytes);
  static const Dictionary& built_in();

  /// Keys are codes of the alphabet.
  const PackedTrie& words() const { return words_; }
  const Alphabet& alphabet() const { return alphabet_; }
  /// The value of a word for decode(), or 0.
  std::uint32_t find(std::u32string_view word) const;
  static Word decode(std::uint32_t value) {
    return {static_cast<std::uint16_t>(value & 0x1FF), static_cast<Tag>(value >> 9 & 0xFF)};
  }
  static std::uint32_t encode(Word word) { return std::uint32_t{word.tag} << 9 | word.cost; }
  /// The tag's name, as in the source: "n", "v", "ns" …
  std::string_view tag_name(Tag tag) const;
  /// 0 if there is no such tag.
  Tag tag_named(std::string_view name) const;
  std::size_t tag_count() const { return tag_count_; }
  NameCost name_cost(char32_t c) const;

 private:
  PackedTrie words_;
  Alphabet alphabet_;
  const char* tags_ = nullptr;  ///< 8 bytes each, padded with zeros
  std::size_t tag_count_ = 0;
  std::span<const std::uint32_t> names_;  ///< {family, given, foreign, 0} by code point - 0x4E00
};

}  // namespace accord
