#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <vector>

#include "extract/lexicon.hpp"
#include "extract/schema.hpp"
#include "extract/tokenizer.hpp"

namespace accord {

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
  TestId add(TokenTest test);
  const TokenTest& operator[](TestId id) const { return tests_[id]; }
  std::size_t size() const { return tests_.size(); }
  /// Whether a test lists this entry of the lexicon.
  bool lists(std::uint32_t entry) const { return entry < listed_.size() && listed_[entry]; }

 private:
  std::vector<TokenTest> tests_;
  std::map<TokenTest, TestId> ids_;
  std::vector<bool> listed_;  ///< by entry
};

}  // namespace accord
