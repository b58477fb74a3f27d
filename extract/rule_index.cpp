#include "extract/rule_index.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <span>

namespace accord {

namespace {

constexpr std::size_t kind_capacity = 32;

}  // namespace

RuleIndex::RuleIndex(const std::vector<Rule>& rules, const TestTable& tests, const Lexicon& lexicon)
    : by_class_(ClassSet::capacity), by_tag_(TestTable::tag_capacity), by_kind_(kind_capacity), by_type_(Schema::max_types), by_word_(1) {
  for (std::uint32_t r = 0; r != rules.size(); ++r) {
    for (const Pattern& pattern : rules[r].patterns) patterns_.push_back({.rule = r, .pattern = &pattern});
  }
  for (std::size_t p = patterns_.size(); p-- != 0;) {
    const bool last = p + 1 == patterns_.size() || rules[patterns_[p].rule].phase != rules[patterns_[p + 1].rule].phase;
    patterns_[p].phase_end = last ? static_cast<std::uint32_t>(p + 1) : patterns_[p + 1].phase_end;
  }
  always_.resize(patterns_.size() / 64 + 1);
  word_rows_.resize(lexicon.size());
  std::map<TestId, std::uint32_t> bits;  // of needs
  const auto bit_of = [&](TestId test) {
    const auto [known, fresh] = bits.try_emplace(test, static_cast<std::uint32_t>(patterns_.size() + bits.size()));
    if (fresh) add(tests[test], known->second);
    return known->second;
  };
  for (std::uint32_t p = 0; p != patterns_.size(); ++p) {
    Item& item = patterns_[p];
    const std::vector<Need>& needs = item.pattern->needs();
    item.first_need = static_cast<std::uint32_t>(needs_.size());
    if (needs.empty()) {
      always_[p / 64] |= std::uint64_t{1} << (p % 64);
    } else {
      add(tests[needs.front().test], p);
      for (const Need& need : std::span(needs).subspan(1)) needs_.push_back(bit_of(need.test));
    }
    item.last_need = static_cast<std::uint32_t>(needs_.size());
  }
  always_.resize((patterns_.size() + bits.size()) / 64 + 1);
}

void RuleIndex::set(std::vector<Row>& rows, std::size_t row, std::uint32_t bit) {
  Row& words = rows[row];
  const auto word = std::ranges::find(words, bit / 64, &Word::at);
  Word& here = word == words.end() ? words.emplace_back(Word{bit / 64, 0}) : *word;
  here.bits |= std::uint64_t{1} << (bit % 64);
}

void RuleIndex::add(const TokenTest& test, std::uint32_t bit_number) {
  constexpr auto bit = [](TokenKind kind) { return 1U << static_cast<unsigned>(kind); };
  const std::uint32_t kinds = test.kinds | (test.capital ? bit(TokenKind::latin) : 0U) | (test.year ? bit(TokenKind::number) : 0U);
  for_each_bit(test.classes.bits(), [&](std::size_t id) { set(by_class_, id, bit_number); });
  for (const Dictionary::Tag tag : test.tags) set(by_tag_, tag, bit_number);
  for_each_bit(std::array{std::uint64_t{kinds}}, [&](std::size_t kind) { set(by_kind_, kind, bit_number); });
  for_each_bit(std::array{test.types}, [&](std::size_t type) { set(by_type_, type, bit_number); });
  for (const std::uint32_t entry : test.entries) {
    if (word_rows_[entry] == 0) {
      if (by_word_.size() > 0xFFFF) throw Error("rules name more than 65 thousand words");
      word_rows_[entry] = static_cast<std::uint16_t>(by_word_.size());
      by_word_.emplace_back();
    }
    set(by_word_, word_rows_[entry], bit_number);
  }
}

std::uint32_t RuleIndex::next(std::uint32_t pattern, State& state) const {
  state.ready.clear();
  auto end = static_cast<std::uint32_t>(patterns_.size());
  for (; pattern < end; pattern = (pattern / 64 + 1) * 64) {
    for (std::uint64_t bits = state.bits[pattern / 64] >> (pattern % 64) << (pattern % 64); bits != 0; bits &= bits - 1) {
      const std::uint32_t awake = pattern / 64 * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
      if (awake >= end) break;
      if (!may_match(patterns_[awake], state)) continue;
      end = patterns_[awake].phase_end;
      state.ready.push_back(awake);
    }
  }
  return state.ready.empty() ? 0 : end;
}

void RuleIndex::wake(const std::vector<Row>& rows, std::size_t row, State& state) {
  for (const Word& word : rows[row]) state.bits[word.at] |= word.bits;
}

void RuleIndex::start(const TestResults& results, State& state) const {
  state.bits = always_;
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
