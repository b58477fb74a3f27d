#include "extract/pattern_needs.hpp"

#include <algorithm>

namespace accord {

void PatternNeeds::find() {
  begin();
  inside();
}

void PatternNeeds::begin() {
  std::optional<Need> first = next_of(0);
  if (!first) return;
  pattern_.first_ = first->features;
  pattern_.first_any_ = false;
  pattern_.needs_.push_back(std::move(*first));
}

/// All that can come next from an instruction on, if one of them must.
std::optional<Need> PatternNeeds::next_of(std::uint32_t start) const {
  std::vector<std::uint32_t> open = {start};
  std::vector<bool> seen(pattern_.program_.size());
  Need first;
  while (!open.empty()) {
    const std::uint32_t pc = open.back();
    open.pop_back();
    if (seen[pc]) continue;
    seen[pc] = true;
    const Pattern::Instruction& i = pattern_.program_[pc];
    switch (i.op) {
      case Op::test:
      case Op::mention:
        if (!add(i, first)) return std::nullopt;
        break;
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
  return first;
}

/// The instructions that every way through the program passes. Loops go back to where they began, so that one pass in
/// the order of the program, without the ways back, finds them.
void PatternNeeds::inside() {
  const std::vector<Pattern::Instruction>& program = pattern_.program_;
  std::vector<std::optional<std::vector<std::uint32_t>>> passed(program.size());
  const auto flow = [&](std::uint32_t from, std::uint32_t to, const std::vector<std::uint32_t>& way) {
    if (to <= from) return;
    if (!passed[to]) {
      passed[to] = way;
    } else {
      std::vector<std::uint32_t> both;
      std::ranges::set_intersection(*passed[to], way, std::back_inserter(both));
      passed[to] = std::move(both);
    }
  };
  passed[0].emplace();
  for (std::uint32_t pc = 0; pc + 1 != program.size(); ++pc) {
    if (!passed[pc]) continue;
    std::vector<std::uint32_t> way = std::move(*passed[pc]);
    const Pattern::Instruction& i = program[pc];
    if (i.op == Op::test || i.op == Op::mention || (i.op == Op::split && i.x != i.y)) way.push_back(pc);
    if (i.op == Op::split) flow(pc, i.y, way);
    const bool leaps = i.op == Op::split || i.op == Op::jump || i.op == Op::look || i.op == Op::look_not;
    flow(pc, leaps ? i.x : pc + 1, way);
  }
  if (!passed.back()) return;
  for (const std::uint32_t pc : *passed.back()) {
    // Of alternatives, one.
    std::optional<Need> need = next_of(pc);
    if (need) pattern_.needs_.push_back(std::move(*need));
  }
}

/// Adds what an instruction takes; false if that is anything.
bool PatternNeeds::add(const Pattern::Instruction& instruction, Need& need) const {
  if (instruction.op == Op::mention) {
    need.features.types |= instruction.types;
    return true;
  }
  const TokenTest& test = pattern_.tests_[instruction.test];
  if (test.negated || test.kinds == ~0U) return false;
  if (test.has_classes) need.features.classes.merge(test.classes);
  for (const std::uint32_t entry : test.entries) {
    need.features.add_word(entry);
    need.words.push_back(entry);
  }
  for (const Dictionary::Tag tag : test.tags) need.features.add_tag(tag);
  need.features.kinds |= test.kinds;
  if (!test.suffixes.empty()) need.features.kinds |= 1U << static_cast<unsigned>(TokenKind::word);
  if (test.capital) need.features.kinds |= 1U << static_cast<unsigned>(TokenKind::latin);
  if (test.year) need.features.kinds |= 1U << static_cast<unsigned>(TokenKind::number);
  need.features.types |= test.types;
  return true;
}

}  // namespace accord
