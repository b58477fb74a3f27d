#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "extract/mention.hpp"
#include "extract/token_test.hpp"

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

/// Which tokens of a sentence pass which tests. The result of a test is a row of bits, one a token, worked out from the
/// rows of what it lists when it is first asked for.
class TestResults {
 public:
  struct Word {
    std::uint32_t entry, token;
  };

  explicit TestResults(const TestTable& tests) : tests_(&tests), known_(tests.size()) {}

  /// Begins with a sentence, which must stand still as long as it is asked about.
  void start(const Sentence& sentence);
  /// Takes in the mentions that the sentence has got since.
  void update();

  const Sentence& sentence() const { return *sentence_; }
  /// What occurs in the sentence: classes and parts of speech, as bits, kinds of tokens, and words that tests list.
  const ClassSet& classes() const { return classes_; }
  std::span<const std::uint64_t> tags() const { return tag_bits_; }
  std::uint32_t kinds() const { return kinds_; }
  const std::vector<Word>& words() const { return words_; }

  bool passes(TestId test, std::uint32_t token) { return (row(test)[token / 64] >> (token % 64) & 1) != 0; }
  /// The first token of [begin, end) that passes; `end` if there is none.
  std::uint32_t find(TestId test, std::uint32_t begin, std::uint32_t end);

 private:
  static constexpr std::size_t tag_capacity = 256;
  static constexpr std::size_t kind_capacity = 8;

  const std::uint64_t* row(TestId test) {
    const Known& known = known_[test];
    if (known.serial < (known.of_types ? mention_serial_ : token_serial_)) work_out(test);
    return results_.data() + test * width_;
  }
  void work_out(TestId test);
  void clear();
  void add(const Token& token, std::uint32_t at);
  void set(std::vector<std::uint64_t>& rows, std::size_t row, std::uint32_t token) {
    rows[row * width_ + token / 64] |= std::uint64_t{1} << (token % 64);
  }

  struct Known {
    std::uint32_t serial = 0;  ///< when the result was worked out
    bool of_types = false;     ///< whether it changes with the mentions
  };

  const TestTable* tests_;
  const Sentence* sentence_ = nullptr;
  std::size_t width_ = 0;  ///< 64-bit words of a row
  std::size_t mentions_ = 0;
  std::uint32_t token_serial_ = 0, mention_serial_ = 0;
  ClassSet classes_;
  std::array<std::uint64_t, tag_capacity / 64> tag_bits_{};
  std::uint32_t kinds_ = 0;
  TypeMask types_ = 0;
  std::vector<Word> words_;
  std::vector<std::uint64_t> by_class_, by_tag_, by_kind_, by_type_;  ///< rows; what does not occur has zeros
  std::vector<std::uint64_t> results_;                                ///< rows by test
  std::vector<Known> known_;                                          ///< by test
};

}  // namespace accord
