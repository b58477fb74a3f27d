#include "extract/rule_index.hpp"

#include <algorithm>

namespace accord {

namespace {

constexpr std::size_t tag_bits = 128;
constexpr std::size_t kind_bits = 32;
constexpr std::size_t type_bits = 64;

template <std::size_t Words, class Each>
void for_each_bit(const std::array<std::uint64_t, Words>& bits, Each each) {
  for (std::size_t word = 0; word != Words; ++word) {
    for (std::uint64_t left = bits[word]; left != 0; left &= left - 1) {
      each(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
    }
  }
}

/// How often, roughly, a sentence has what is needed.
std::size_t frequency(const Need& need, const Lexicon& lexicon) {
  constexpr auto bit = [](TokenKind kind) { return 1U << static_cast<unsigned>(kind); };
  const std::uint32_t kinds = need.features.kinds;
  std::size_t sum = need.words.size();
  if ((kinds & (bit(TokenKind::word) | bit(TokenKind::mark))) != 0) sum += 1000;
  if ((kinds & ~(bit(TokenKind::word) | bit(TokenKind::mark))) != 0) sum += 30;
  for_each_bit(need.features.tags, [&](std::size_t) { sum += 100; });
  for_each_bit(std::array{need.features.types}, [&](std::size_t) { sum += 10; });
  for_each_bit(need.features.classes.bits(), [&](std::size_t id) { sum += lexicon.is_open(static_cast<ClassId>(id)) ? 300U : 20U; });
  return sum;
}

}  // namespace

RuleIndex::RuleIndex(const std::vector<Rule>& rules, const Lexicon& lexicon)
    : by_class_(ClassSet::capacity), by_tag_(tag_bits), by_kind_(kind_bits), by_type_(type_bits), by_word_(1) {
  for (std::uint32_t r = 0; r != rules.size(); ++r) {
    if (r == 0 || rules[r].phase != rules[r - 1].phase) {
      const auto first = static_cast<std::uint32_t>(patterns_.size());
      phases_.push_back({r, r, first, first});
    }
    for (const Pattern& pattern : rules[r].patterns) patterns_.push_back({r, &pattern});
    phases_.back().last_rule = r + 1;
    phases_.back().last_pattern = static_cast<std::uint32_t>(patterns_.size());
  }
  always_.resize(patterns_.size() / 64 + 1);
  word_rows_.resize(lexicon.size());
  for (std::uint32_t p = 0; p != patterns_.size(); ++p) {
    const std::vector<Need>& needs = patterns_[p].pattern->needs();
    const auto rarest = std::ranges::min_element(needs, {}, [&](const Need& need) { return frequency(need, lexicon); });
    if (rarest == needs.end()) {
      always_[p / 64] |= std::uint64_t{1} << (p % 64);
    } else {
      anchor(*rarest, p, lexicon.size());
    }
  }
}

void RuleIndex::set(std::vector<Row>& rows, std::size_t row, std::uint32_t pattern) {
  rows[row].resize(always_.size());
  rows[row][pattern / 64] |= std::uint64_t{1} << (pattern % 64);
}

void RuleIndex::anchor(const Need& need, std::uint32_t pattern, std::size_t entries) {
  const Features& features = need.features;
  for_each_bit(features.classes.bits(), [&](std::size_t id) { set(by_class_, id, pattern); });
  for_each_bit(features.tags, [&](std::size_t tag) { set(by_tag_, tag, pattern); });
  for_each_bit(std::array{std::uint64_t{features.kinds}}, [&](std::size_t kind) { set(by_kind_, kind, pattern); });
  for_each_bit(std::array{features.types}, [&](std::size_t type) { set(by_type_, type, pattern); });
  for (const std::uint32_t entry : need.words) {
    if (entry >= entries) continue;
    if (word_rows_[entry] == 0) {
      if (by_word_.size() > 0xFFFF) throw Error("rules name more than 65 thousand words");
      word_rows_[entry] = static_cast<std::uint16_t>(by_word_.size());
      by_word_.emplace_back();
    }
    set(by_word_, word_rows_[entry], pattern);
  }
}

void RuleIndex::wake(const std::vector<Row>& rows, std::size_t row, State& state) {
  for (std::size_t i = 0; i != rows[row].size(); ++i) state.awake[i] |= rows[row][i];
}

void RuleIndex::start(const Sentence& sentence, State& state) const {
  state.present = {};
  state.awake = always_;
  for (const Token& token : sentence.tokens) {
    state.present.add(token);
    if (token.entry != Token::no_entry && word_rows_[token.entry] != 0) wake(by_word_, word_rows_[token.entry], state);
  }
  for_each_bit(state.present.classes.bits(), [&](std::size_t id) { wake(by_class_, id, state); });
  for_each_bit(state.present.tags, [&](std::size_t tag) { wake(by_tag_, tag, state); });
  for_each_bit(std::array{std::uint64_t{state.present.kinds}}, [&](std::size_t kind) { wake(by_kind_, kind, state); });
}

void RuleIndex::update(const Sentence& sentence, State& state) const {
  const TypeMask fresh = sentence.types & ~state.present.types;
  if (fresh == 0) return;
  for_each_bit(std::array{fresh}, [&](std::size_t type) { wake(by_type_, type, state); });
  state.present.types = sentence.types;
}

}  // namespace accord
