#pragma once

#include <cstdint>
#include <vector>

#include "extract/mention.hpp"
#include "extract/rule.hpp"
#include "extract/test_results.hpp"

namespace accord {

/// Tells which patterns of a pack can match a sentence at all, so that the others need not be tried. A pattern has needs
/// (see Pattern::needs()): the rarest is its anchor, which wakes it; it is tried if the others are met as well. Nothing
/// is asked of single tokens: whatever occurs in a sentence sets the bits of all anchors and needs that list it.
class RuleIndex {
 public:
  /// What the sentence at hand has.
  struct State {
    std::vector<std::uint64_t> bits;  ///< by pattern, whether its anchor is there; behind them, by need, whether it is met
    TypeMask types = 0;               ///< that were looked at
    std::vector<std::uint32_t> ready; ///< patterns of the phase at hand that may match
  };

  RuleIndex() = default;
  RuleIndex(const std::vector<Rule>& rules, const TestTable& tests, const Lexicon& lexicon);

  /// Looks at the tokens of a sentence.
  void start(const TestResults& results, State& state) const;
  /// Looks at the types of its mentions.
  void update(const Sentence& sentence, State& state) const;

  /// The number of the first pattern behind the first phase, in their order, whose patterns begin at `pattern` or behind
  /// it and of which one may match; those that may are ready then. 0 if there is none.
  std::uint32_t next(std::uint32_t pattern, State& state) const;

  /// Calls `each(rule, pattern)`, in the order of the rules, for the patterns that are ready.
  template <class Each>
  void for_each(const State& state, Each each) const {
    for (const std::uint32_t pattern : state.ready) each(patterns_[pattern].rule, *patterns_[pattern].pattern);
  }

 private:
  /// Some bits of a state. Most things that occur set few of them, so only the words that are not zero are kept.
  struct Word {
    std::uint32_t at = 0;
    std::uint64_t bits = 0;
  };
  using Row = std::vector<Word>;
  struct Item {
    std::uint32_t rule = 0;
    const Pattern* pattern = nullptr;
    std::uint32_t phase_end = 0;                  ///< the first pattern behind its phase
    std::uint32_t first_need = 0, last_need = 0;  ///< in needs_; without the anchor
  };

  /// Lets everything that `test` lists set a bit.
  void add(const TokenTest& test, std::uint32_t bit);
  static void set(std::vector<Row>& rows, std::size_t row, std::uint32_t bit);
  static void wake(const std::vector<Row>& rows, std::size_t row, State& state);
  bool may_match(const Item& item, const State& state) const {
    for (std::uint32_t i = item.first_need; i != item.last_need; ++i) {
      if ((state.bits[needs_[i] / 64] >> (needs_[i] % 64) & 1) == 0) return false;
    }
    return true;
  }

  std::vector<Item> patterns_;
  std::vector<std::uint32_t> needs_;   ///< bits of a state, pattern by pattern
  std::vector<std::uint64_t> always_;  ///< the state of a sentence that has nothing
  std::vector<Row> by_class_, by_tag_, by_kind_, by_type_;
  std::vector<std::uint16_t> word_rows_;                    ///< by entry of the lexicon: row of by_word_
  std::vector<Row> by_word_;                                ///< the first is empty
};

}  // namespace accord
