#include "extract/pattern_needs.hpp"

#include <algorithm>
#include <bit>

namespace accord {

namespace {

std::uint32_t sum(std::uint32_t a, std::uint32_t b) { return a == Need::anywhere || b == Need::anywhere ? Need::anywhere : a + b; }

}  // namespace

void PatternNeeds::find() {
  pattern_.heads_sentence_ = heads_sentence();
  pattern_.first_ = next_of(0).value_or(Pattern::no_test);
  for (std::uint32_t pc = 0; pc != pattern_.program_.size(); ++pc) {
    Pattern::Instruction& i = pattern_.program_[pc];
    if (i.op == Op::gap) i.leads_to = next_of(pc + 1).value_or(Pattern::no_test);
  }
  find_inside();
  std::ranges::stable_sort(pattern_.needs_, {}, [this](const Need& need) { return frequency(scope_.tests[need.test]); });
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

/// Whether every way goes through ^ before it takes a token.
bool PatternNeeds::heads_sentence() const {
  std::vector<std::uint32_t> open = {0};
  std::vector<bool> seen(pattern_.program_.size());
  while (!open.empty()) {
    const std::uint32_t pc = open.back();
    open.pop_back();
    if (seen[pc]) continue;
    seen[pc] = true;
    const Pattern::Instruction& i = pattern_.program_[pc];
    if (i.op == Op::begin) continue;
    if (i.op == Op::test || i.op == Op::mention || i.op == Op::gap || i.op == Op::done) return false;
    open.push_back(i.leaps() ? i.x : pc + 1);
    if (i.op == Op::split) open.push_back(i.y);
  }
  return true;
}

/// The rarest tests of which every way from `begin` to `end` passes one, found backwards: the ways of a fork need what
/// one or the other needs, and before a test the rarer of it and what follows is enough.
PatternNeeds::Cut PatternNeeds::cut_between(std::uint32_t begin, std::uint32_t end) const {
  const std::vector<Pattern::Instruction>& program = pattern_.program_;
  std::vector<Cut> cuts(end - begin + 1UL);
  for (std::uint32_t pc = end; pc-- != begin;) {
    const Pattern::Instruction& i = program[pc];
    const auto from = [&](std::uint32_t to) { return to > pc && to <= end ? cuts[to - begin] : Cut(); };
    Cut& cut = cuts[pc - begin];
    if (i.op == Op::split) {
      // A loop is left in the end, so what follows it is needed anyway.
      cut = loops_[pc] ? from(i.y) : either(from(i.x), from(i.y));
    } else if (i.op == Op::test || i.op == Op::mention) {
      cut = from(pc + 1);
      const TokenTest& test = scope_.tests[i.test];
      const std::size_t weight = frequency(test);
      if (!test.negated && test.kinds != ~0U && weight <= cut.weight) cut = {{pc}, weight};
    } else {
      cut = from(i.leaps() ? i.x : pc + 1);
    }
  }
  return cuts.front();
}

PatternNeeds::Cut PatternNeeds::either(const Cut& a, const Cut& b) const {
  if (a.tests.empty() || b.tests.empty()) return {};
  Cut both{{}, 0};
  std::ranges::set_union(a.tests, b.tests, std::back_inserter(both.tests));
  std::vector<TestId> different;
  for (const std::uint32_t pc : both.tests) different.push_back(pattern_.program_[pc].test);
  std::ranges::sort(different);
  different.erase(std::unique(different.begin(), different.end()), different.end());
  for (const TestId test : different) both.weight += frequency(scope_.tests[test]);
  return both;
}

/// One test for all of a cut, and where from the beginning of a match on it can stand.
Need PatternNeeds::need_of(const Cut& cut) {
  TokenTest any;
  Need need{0, Need::anywhere, 0};
  for (const std::uint32_t pc : cut.tests) {
    any.merge(scope_.tests[pattern_.program_[pc].test]);
    need.least = std::min(need.least, ways_[pc]->least);
    need.most = std::max(need.most, ways_[pc]->most);
  }
  need.test = scope_.tests.add(std::move(any));
  return need;
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
  loops_.assign(program.size(), false);
  for (std::uint32_t pc = 0; pc != program.size(); ++pc) {
    if (program[pc].op == Op::jump && program[pc].x <= pc) loops_[program[pc].x] = true;
  }
  ways_.assign(program.size(), std::nullopt);
  ways_[0].emplace();
  for (std::uint32_t pc = 0; pc + 1 != program.size(); ++pc) {
    if (!ways_[pc]) continue;
    if (loops_[pc]) ways_[pc]->most = Need::anywhere;
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
  const std::vector<std::uint32_t>& passed = ways_.back()->passed;
  for (std::size_t n = 0; n != passed.size(); ++n) {
    const std::uint32_t pc = passed[n];
    const std::optional<TestId> test = next_of(pc);  // of alternatives, one
    if (test) pattern_.needs_.push_back({*test, ways_[pc]->least, ways_[pc]->most});
    if (program[pc].op != Op::split) continue;
    const auto end = n + 1 == passed.size() ? static_cast<std::uint32_t>(program.size() - 1) : passed[n + 1];
    const Cut cut = cut_between(pc, end);
    if (cut.tests.empty()) continue;
    if (const Need need = need_of(cut); !test || need.test != *test) pattern_.needs_.push_back(need);
  }
}

/// How often, roughly, a sentence has what a test looks for.
std::size_t PatternNeeds::frequency(const TokenTest& test) const {
  constexpr auto bit = [](TokenKind kind) { return 1U << static_cast<unsigned>(kind); };
  std::size_t sum = test.entries.size() + test.tags.size() * 100;
  if ((test.kinds & (bit(TokenKind::word) | bit(TokenKind::mark))) != 0) sum += 1000;
  if ((test.kinds & ~(bit(TokenKind::word) | bit(TokenKind::mark))) != 0 || test.capital || test.year) sum += 30;
  sum += static_cast<std::size_t>(std::popcount(test.types)) * 10;
  for_each_bit(test.classes.bits(), [&](std::size_t id) { sum += scope_.lexicon.is_open(static_cast<ClassId>(id)) ? 300U : 20U; });
  return sum;
}

}  // namespace accord
