#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "extract/mention.hpp"
#include "extract/token_test.hpp"

namespace accord {

/// Which tokens of a sentence pass which tests. The result of a test is a row of bits, one a token, worked out from the
/// rows of what it lists when it is first asked for.
class TestResults {
 public:
  struct Word {
    std::uint32_t entry, row;  ///< of the lexicon; see TestTable
  };

  explicit TestResults(const TestTable& tests) : tests_(&tests), worked_out_(tests.size()) {}

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
  using Row = std::uint32_t;

  const std::uint64_t* row(TestId test) {
    const TestTable::Source& source = tests_->source(test);
    if (source.plain) return rows_.data() + source.row * width_;
    if (worked_out_[test] < (source.of_types ? mention_serial_ : token_serial_)) work_out(test);
    return rows_.data() + source.row * width_;
  }
  void work_out(TestId test);
  void clear();
  // Few sentences need more than one word a row.
  void zero(Row row) {
    rows_[row * width_] = 0;
    for (std::size_t i = 1; i < width_; ++i) rows_[row * width_ + i] = 0;
  }
  void set(Row row, std::uint32_t token) { rows_[row * width_ + token / 64] |= std::uint64_t{1} << (token % 64); }
  void join(Row from, Row to) {
    rows_[to * width_] |= rows_[from * width_];
    for (std::size_t i = 1; i < width_; ++i) rows_[to * width_ + i] |= rows_[from * width_ + i];
  }

  const TestTable* tests_;
  const Sentence* sentence_ = nullptr;
  std::size_t width_ = 0;  ///< 64-bit words of a row
  std::size_t mentions_ = 0;
  std::uint32_t token_serial_ = 0, mention_serial_ = 0;
  ClassSet classes_;
  std::array<std::uint64_t, TestTable::tag_capacity / 64> tag_bits_{};
  std::uint32_t kinds_ = 0;
  TypeMask types_ = 0;
  std::vector<Word> words_;
  std::uint64_t word_bits_ = 0;
  std::vector<std::uint64_t> rows_;          ///< see TestTable::Source; what does not occur has zeros
  std::vector<std::uint32_t> worked_out_;    ///< by test: the serial of when it was
};

}  // namespace accord
