#pragma once

#include <optional>
#include <vector>

#include "extract/pattern.hpp"

namespace accord {

/// Finds out what a sentence must have for a compiled pattern to match it.
class PatternNeeds {
 public:
  explicit PatternNeeds(Pattern& pattern) : pattern_(pattern) {}
  void find();

 private:
  using Op = Pattern::Op;

  void begin();
  std::optional<Need> next_of(std::uint32_t start) const;
  void inside();
  bool add(const Pattern::Instruction& instruction, Need& need) const;

  Pattern& pattern_;
};

}  // namespace accord
