#include "extract/rule_index.hpp"

namespace accord {

namespace {

constexpr std::size_t kind_capacity = 32;

}  // namespace

RuleIndex::RuleIndex(const std::vector<Rule>& rules, const TestTable& tests, const Lexicon& lexicon)
    : by_class_(ClassSet::capacity), by_tag_(TestTable::tag_capacity), by_kind_(kind_capacity), by_type_(Schema::max_types), by_word_(1) {
  for (std::uint32_t r = 0; r != rules.size(); ++r) {
    if (r == 0 || rules[r].phase != rules[r - 1].phase) {
      const auto first = static_cast<std::uint32_t>(patterns_.size());
      phases_.push_back({r, r, first, first});
    }
    for (const Pattern& pattern : rules[r].patterns) patterns_.push_back({r, &pattern, static_cast<std::uint32_t>(phases_.size() - 1)});
    phases_.back().last_rule = r + 1;
    phases_.back().last_pattern = static_cast<std::uint32_t>(patterns_.size());
  }
  always_.resize(patterns_.size() / 64 + 1);
  word_rows_.resize(lexicon.size());
  for (std::uint32_t p = 0; p != patterns_.size(); ++p) {
    const std::vector<Need>& needs = patterns_[p].pattern->needs();
    if (needs.empty()) {
      always_[p / 64] |= std::uint64_t{1} << (p % 64);
    } else {
      anchor(tests[needs.front().test], p);
    }
  }
}

void RuleIndex::set(std::vector<Row>& rows, std::size_t row, std::uint32_t pattern) {
  rows[row].resize(always_.size());
  rows[row][pattern / 64] |= std::uint64_t{1} << (pattern % 64);
}

void RuleIndex::anchor(const TokenTest& test, std::uint32_t pattern) {
  constexpr auto bit = [](TokenKind kind) { return 1U << static_cast<unsigned>(kind); };
  const std::uint32_t kinds = test.kinds | (test.capital ? bit(TokenKind::latin) : 0U) | (test.year ? bit(TokenKind::number) : 0U);
  for_each_bit(test.classes.bits(), [&](std::size_t id) { set(by_class_, id, pattern); });
  for (const Dictionary::Tag tag : test.tags) set(by_tag_, tag, pattern);
  for_each_bit(std::array{std::uint64_t{kinds}}, [&](std::size_t kind) { set(by_kind_, kind, pattern); });
  for_each_bit(std::array{test.types}, [&](std::size_t type) { set(by_type_, type, pattern); });
  for (const std::uint32_t entry : test.entries) {
    if (word_rows_[entry] == 0) {
      if (by_word_.size() > 0xFFFF) throw Error("rules name more than 65 thousand words");
      word_rows_[entry] = static_cast<std::uint16_t>(by_word_.size());
      by_word_.emplace_back();
    }
    set(by_word_, word_rows_[entry], pattern);
  }
}

const RuleIndex::Phase* RuleIndex::next(std::uint32_t pattern, const State& state) const {
  for (; pattern < patterns_.size(); pattern = (pattern / 64 + 1) * 64) {
    const std::uint64_t awake = state.awake[pattern / 64] >> (pattern % 64);
    if (awake == 0) continue;
    return &phases_[patterns_[pattern + static_cast<std::uint32_t>(std::countr_zero(awake))].phase];
  }
  return nullptr;
}

void RuleIndex::wake(const std::vector<Row>& rows, std::size_t row, State& state) {
  for (std::size_t i = 0; i != rows[row].size(); ++i) state.awake[i] |= rows[row][i];
}

void RuleIndex::start(const TestResults& results, State& state) const {
  state.awake = always_;
  state.types = 0;
  for_each_bit(results.classes().bits(), [&](std::size_t id) { wake(by_class_, id, state); });
  for_each_bit(results.tags(), [&](std::size_t tag) { wake(by_tag_, tag, state); });
  for_each_bit(std::array{std::uint64_t{results.kinds()}}, [&](std::size_t kind) { wake(by_kind_, kind, state); });
  for (const TestResults::Word& word : results.words()) wake(by_word_, word_rows_[word.entry], state);
}

void RuleIndex::update(const Sentence& sentence, State& state) const {
  const TypeMask fresh = sentence.types & ~state.types;
  if (fresh == 0) return;
  for_each_bit(std::array{fresh}, [&](std::size_t type) { wake(by_type_, type, state); });
  state.types = sentence.types;
}

}  // namespace accord
