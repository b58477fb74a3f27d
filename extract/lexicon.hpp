#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/dictionary.hpp"
#include "extract/pack_file.hpp"
#include "extract/schema.hpp"
#include "extract/statement.hpp"
#include "extract/trie.hpp"

namespace accord {

using ClassId = std::uint8_t;

/// A set of word classes.
class ClassSet {
 public:
  static constexpr std::size_t capacity = 192;
  void add(ClassId id) { bits_[id / 64] |= std::uint64_t{1} << (id % 64); }
  void remove(ClassId id) { bits_[id / 64] &= ~(std::uint64_t{1} << (id % 64)); }
  bool has(ClassId id) const { return (bits_[id / 64] >> (id % 64) & 1) != 0; }
  void merge(const ClassSet& other) {
    for (std::size_t i = 0; i != bits_.size(); ++i) bits_[i] |= other.bits_[i];
  }
  bool overlaps(const ClassSet& other) const {
    bool any = false;
    for (std::size_t i = 0; i != bits_.size(); ++i) any |= (bits_[i] & other.bits_[i]) != 0;
    return any;
  }
  void subtract(const ClassSet& other) {
    for (std::size_t i = 0; i != bits_.size(); ++i) bits_[i] &= ~other.bits_[i];
  }
  void intersect(const ClassSet& other) {
    for (std::size_t i = 0; i != bits_.size(); ++i) bits_[i] &= other.bits_[i];
  }
  const auto& bits() const { return bits_; }
  friend auto operator<=>(const ClassSet&, const ClassSet&) = default;

 private:
  std::array<std::uint64_t, capacity / 64> bits_{};
};

/// An entity that a gazetteer lists.
struct GazetteerEntry {
  TypeId type = 0;
  std::string name;                  ///< canonical form
  std::string key;                   ///< the name folded, see fold_name()
  std::vector<std::string> aliases;  ///< other surface forms, as listed
  Attributes attributes;
};

/// The words and names of a pack: surface form → word classes and gazetteer entries, all folded, in one trie.
///
/// Word files (.txt under words/): `@class = word word <tag> <tag:2> @other -word`, going on in indented lines.
/// *局 stands for all longer words that end so; <tag> for all words that the dictionary gives that part of speech, <tag:2> for those of at least two
/// characters; -word takes a word out again, -@other those that @other lists.
/// Gazetteers (.tsv): a header line with the columns type, name and any of subtype, zh-Hans, en, aliases (separated
/// by '|'), bound, class (a word class that its surface forms belong to); other columns are attributes. Names with `bound` = CLASS count only where a rule asks for @CLASS.
class Lexicon {
 public:
  struct Entry {
    ClassSet classes;
    std::vector<std::uint32_t> names;  ///< indexes of gazetteer entries that may stand alone
    std::vector<std::uint32_t> bound;  ///< of those that may not
  };

  void read_words(const PackFile& file, const Dictionary& dictionary);
  void read_gazetteer(const PackFile& file, const Schema& schema);
  /// Makes sure that `word` becomes a token of its own where it stands; returns its entry.
  std::uint32_t add_word(std::u32string_view folded);
  /// The class, made if need be, of all longer words that end so.
  ClassId add_suffix(const Cursor& at, std::u32string_view folded);

  /// The id of a class; nothing if no word file defines it.
  std::optional<ClassId> find_class(std::string_view name) const;
  const std::vector<std::string>& class_names() const { return class_names_; }

  const TrieBuilder& words() const { return trie_; }
  Trie trie() const { return trie_.view(); }  ///< values are entry indexes + 1
  const Entry& entry(std::uint32_t index) const { return entries_[index]; }
  /// Whether the gazetteers list it as a name of its own.
  bool has_names(std::uint32_t index) const { return has_names_[index] != 0; }
  std::size_t size() const { return entries_.size(); }  ///< number of entries
  const std::vector<GazetteerEntry>& gazetteer() const { return gazetteer_; }
  /// The classes of a word by its part of speech and length, without those it was taken out of.
  ClassSet classes_by_tag(Dictionary::Tag tag, std::size_t length) const;
  /// The classes of a word by how it ends.
  ClassSet classes_by_suffix(std::u32string_view word) const;
  /// Whether a class has words by their part of speech: too many to be rare.
  bool is_open(ClassId id) const;
  /// Whether a word that ends in `c` may have classes by its end.
  bool ends_class(char32_t c) const { return by_suffix_.contains(c); }
  const ClassSet& excluded(std::uint32_t index) const { return excluded_[index]; }

 private:
  ClassId make_class(const Cursor& at, std::string_view name);
  void read_word(Cursor& line, ClassId id, const Dictionary& dictionary);
  void add_surface(const Cursor& at, std::string_view surface, std::uint32_t name, std::optional<ClassId> bound);

  TrieBuilder trie_;
  std::vector<Entry> entries_;
  std::vector<std::uint8_t> has_names_;  ///< by entry; asked for every word, so kept apart
  std::vector<ClassSet> excluded_;  ///< by entry: classes that a '-word' took away
  std::vector<std::string> class_names_;
  std::map<char32_t, std::vector<std::pair<std::u32string, ClassSet>>> by_suffix_;  ///< by last character
  std::vector<std::array<ClassSet, 2>> by_tag_;  ///< by tag: any length; at least two characters
  std::vector<GazetteerEntry> gazetteer_;
};

}  // namespace accord
