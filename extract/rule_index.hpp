#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "extract/mention.hpp"
#include "extract/rule.hpp"
#include "extract/test_results.hpp"

namespace accord {

/// Tells which patterns of a pack can match a sentence at all, so that the others need not be tried: every pattern has
/// an anchor, a word, class or type without which it never matches.
class RuleIndex {
 public:
  /// The rules of one phase, [first, last).
  struct Phase {
    std::uint32_t first_rule = 0, last_rule = 0;
    std::uint32_t first_pattern = 0, last_pattern = 0;
  };
  /// By pattern, whether its anchor stands in the sentence at hand.
  struct State {
    std::vector<std::uint64_t> awake;
    TypeMask types = 0;  ///< that were looked at
  };

  RuleIndex() = default;
  RuleIndex(const std::vector<Rule>& rules, const TestTable& tests, const Lexicon& lexicon);

  /// Looks at the tokens of a sentence.
  void start(const TestResults& results, State& state) const;
  /// Looks at the types of its mentions.
  void update(const Sentence& sentence, State& state) const;

  /// The first phase, in their order, whose patterns begin at `pattern` or behind it and of which one may match;
  /// nullptr if there is none.
  const Phase* next(std::uint32_t pattern, const State& state) const;

  /// Calls `each(rule, pattern)`, in the order of the rules, for the patterns of a phase that may match.
  template <class Each>
  void for_each(const Phase& phase, const State& state, Each each) const {
    for (std::uint32_t word = phase.first_pattern / 64; word * 64 < phase.last_pattern; ++word) {
      for (std::uint64_t bits = state.awake[word]; bits != 0; bits &= bits - 1) {
        const std::uint32_t pattern = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
        if (pattern >= phase.first_pattern && pattern < phase.last_pattern) each(patterns_[pattern].rule, *patterns_[pattern].pattern);
      }
    }
  }

 private:
  using Row = std::vector<std::uint64_t>;  ///< bits of patterns
  struct Item {
    std::uint32_t rule = 0;
    const Pattern* pattern = nullptr;
    std::uint32_t phase = 0;
  };

  void anchor(const TokenTest& test, std::uint32_t pattern);
  void set(std::vector<Row>& rows, std::size_t row, std::uint32_t pattern);
  static void wake(const std::vector<Row>& rows, std::size_t row, State& state);

  std::vector<Phase> phases_;
  std::vector<Item> patterns_;
  Row always_;
  std::vector<Row> by_class_, by_tag_, by_kind_, by_type_;  ///< empty rows where nothing is anchored
  std::vector<std::uint16_t> word_rows_;                    ///< by entry of the lexicon: row of by_word_
  std::vector<Row> by_word_;                                ///< the first is empty
};

}  // namespace accord
