#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "extract/lexicon.hpp"
#include "extract/schema.hpp"
#include "extract/tokenizer.hpp"

namespace accord {

/// Calls `each(number)` for every bit that is set.
template <class Each>
void for_each_bit(std::span<const std::uint64_t> bits, Each each) {
  for (std::size_t word = 0; word != bits.size(); ++word) {
    for (std::uint64_t left = bits[word]; left != 0; left &= left - 1) {
      each(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
    }
  }
}

/// A condition on one token, or on a mention that begins there: it is one of what is listed here, or, negated, none.
struct TokenTest {
  ClassSet classes;
  std::vector<std::uint32_t> entries;  ///< of the lexicon, sorted
  std::vector<Dictionary::Tag> tags;
  std::uint32_t kinds = 0;             ///< bits of TokenKind
  bool capital = false;                ///< a Latin word that is written with a capital
  bool year = false;                   ///< a number of four digits
  TypeMask types = 0;                  ///< of mentions that begin here
  bool negated = false;

  /// Lists what `other` lists, too. Neither may be negated.
  void merge(const TokenTest& other);
  friend auto operator<=>(const TokenTest&, const TokenTest&) = default;
};

using TestId = std::uint32_t;

/// The tests of all patterns of a pack, each once.
class TestTable {
 public:
  static constexpr std::size_t tag_capacity = 256;
  static constexpr std::size_t kind_capacity = 8;

  /// Where the results of a test are among the rows of a sentence: one row of bits for each class, part of speech, kind
  /// and type, and for each word that a test lists and each test that lists more than one thing.
  struct Source {
    std::uint32_t row = 0;
    bool plain = false;       ///< the row of what the test lists, no work
    bool of_types = false;    ///< whether it changes with the mentions
    std::uint64_t words = 0;  ///< see word_bit(); of the words that the test lists
  };
  static constexpr std::uint32_t no_row = 0;
  static std::uint32_t class_row(std::size_t id) { return static_cast<std::uint32_t>(id); }
  static std::uint32_t tag_row(std::size_t tag) { return static_cast<std::uint32_t>(ClassSet::capacity + tag); }
  static std::uint32_t kind_row(std::size_t kind) { return tag_row(tag_capacity) + static_cast<std::uint32_t>(kind); }
  static std::uint32_t type_row(std::size_t type) { return kind_row(kind_capacity) + static_cast<std::uint32_t>(type); }

  TestId add(TokenTest test);
  const TokenTest& operator[](TestId id) const { return tests_[id]; }
  std::size_t size() const { return tests_.size(); }
  const Source& source(TestId id) const { return sources_[id]; }
  std::size_t rows() const { return rows_; }
  /// The row of an entry of the lexicon; no_row if no test lists it.
  std::uint32_t word_row(std::uint32_t entry) const { return entry < word_rows_.size() ? word_rows_[entry] : no_row; }
  /// A bit by which most words differ.
  static std::uint64_t word_bit(std::uint32_t row) { return std::uint64_t{1} << (row % 64); }

 private:
  std::vector<std::uint32_t> rows_of(const TokenTest& test);

  std::vector<TokenTest> tests_;
  std::vector<Source> sources_;  ///< by test
  std::uint32_t rows_ = type_row(Schema::max_types);
  std::map<TokenTest, TestId> ids_;
  std::vector<std::uint32_t> word_rows_;  ///< by entry
};

}  // namespace accord
