#include "extract/pattern_needs.hpp"

#include <algorithm>
#include <bit>

namespace accord {

namespace {

std::uint32_t sum(std::uint32_t a, std::uint32_t b) { return a == Need::anywhere || b == Need::anywhere ? Need::anywhere : a + b; }

}  // namespace

void PatternNeeds::find() {
  pattern_.first_ = next_of(0).value_or(Pattern::no_test);
  for (std::uint32_t pc = 0; pc != pattern_.program_.size(); ++pc) {
    Pattern::Instruction& i = pattern_.program_[pc];
    if (i.op == Op::gap) i.leads_to = next_of(pc + 1).value_or(Pattern::no_test);
  }
  find_inside();
  std::ranges::stable_sort(pattern_.needs_, {}, [this](const Need& need) { return frequency(need); });
}

/// The test of the token that must come next from an instruction on; nothing if it may be any or none.
std::optional<TestId> PatternNeeds::next_of(std::uint32_t start) {
  std::vector<std::uint32_t> open = {start};
  std::vector<bool> seen(pattern_.program_.size());
  TokenTest next;
  while (!open.empty()) {
    const std::uint32_t pc = open.back();
    open.pop_back();
    if (seen[pc]) continue;
    seen[pc] = true;
    const Pattern::Instruction& i = pattern_.program_[pc];
    switch (i.op) {
      case Op::test:
      case Op::mention: {
        const TokenTest& test = scope_.tests[i.test];
        if (test.negated || test.kinds == ~0U) return std::nullopt;
        next.merge(test);
        break;
      }
      case Op::split:
        open.push_back(i.x);
        open.push_back(i.y);
        break;
      case Op::jump:
      case Op::look:
      case Op::look_not:
        open.push_back(i.x);
        break;
      case Op::open:
      case Op::close:
      case Op::begin:
      case Op::end:
        open.push_back(pc + 1);
        break;
      case Op::gap:
      case Op::done:
        return std::nullopt;
    }
  }
  return scope_.tests.add(std::move(next));
}

/// Notes at `to` what a way there has passed. Loops go back to where they began: one pass in the order of the program,
/// without the ways back, finds what every way passes; how far a loop can go is not known.
void PatternNeeds::follow(std::uint32_t from, std::uint32_t to, const Way& way) {
  if (to <= from) return;
  std::optional<Way>& known = ways_[to];
  if (!known) {
    known = way;
    return;
  }
  std::vector<std::uint32_t> both;
  std::ranges::set_intersection(known->passed, way.passed, std::back_inserter(both));
  known->passed = std::move(both);
  known->least = std::min(known->least, way.least);
  known->most = std::max(known->most, way.most);
}

void PatternNeeds::find_inside() {
  const std::vector<Pattern::Instruction>& program = pattern_.program_;
  std::vector<bool> repeats(program.size());
  for (std::uint32_t pc = 0; pc != program.size(); ++pc) {
    if (program[pc].op == Op::jump && program[pc].x <= pc) repeats[program[pc].x] = true;
  }
  ways_.assign(program.size(), std::nullopt);
  ways_[0].emplace();
  for (std::uint32_t pc = 0; pc + 1 != program.size(); ++pc) {
    if (!ways_[pc]) continue;
    if (repeats[pc]) ways_[pc]->most = Need::anywhere;
    const Pattern::Instruction& i = program[pc];
    Way way = *ways_[pc];
    if (i.op == Op::test || i.op == Op::mention || i.op == Op::split) way.passed.push_back(pc);
    if (i.op == Op::test || i.op == Op::mention) ++way.least;
    if (i.op == Op::test) way.most = sum(way.most, 1);
    if (i.op == Op::mention) way.most = Need::anywhere;
    if (i.op == Op::gap) way.most = sum(way.most, i.x);
    if (i.op == Op::split) follow(pc, i.y, way);
    follow(pc, i.leaps() ? i.x : pc + 1, way);
  }
  if (!ways_.back()) return;
  for (const std::uint32_t pc : ways_.back()->passed) {
    const std::optional<TestId> test = next_of(pc);  // of alternatives, one
    if (test) pattern_.needs_.push_back({*test, ways_[pc]->least, ways_[pc]->most});
  }
}

/// How often, roughly, a sentence has what is needed.
std::size_t PatternNeeds::frequency(const Need& need) const {
  constexpr auto bit = [](TokenKind kind) { return 1U << static_cast<unsigned>(kind); };
  const TokenTest& test = scope_.tests[need.test];
  std::size_t sum = test.entries.size() + test.tags.size() * 100;
  if ((test.kinds & (bit(TokenKind::word) | bit(TokenKind::mark))) != 0) sum += 1000;
  if ((test.kinds & ~(bit(TokenKind::word) | bit(TokenKind::mark))) != 0 || test.capital || test.year) sum += 30;
  sum += static_cast<std::size_t>(std::popcount(test.types)) * 10;
  for_each_bit(test.classes.bits(), [&](std::size_t id) { sum += scope_.lexicon.is_open(static_cast<ClassId>(id)) ? 300U : 20U; });
  return sum;
}

}  // namespace accord
