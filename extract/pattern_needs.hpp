#pragma once

#include <optional>
#include <vector>

#include "extract/pattern.hpp"

namespace accord {

/// Finds out what a sentence must have for a compiled pattern to match it.
class PatternNeeds {
 public:
  PatternNeeds(Pattern& pattern, PatternScope& scope) : pattern_(pattern), scope_(scope) {}
  void find();

 private:
  using Op = Pattern::Op;

  /// What every way to an instruction has gone through.
  struct Way {
    std::vector<std::uint32_t> passed;    ///< instructions that take a token or fork, in order
    std::uint32_t least = 0, most = 0;    ///< tokens taken; `most` may be Need::anywhere
  };

  std::optional<TestId> next_of(std::uint32_t start);
  void find_inside();
  void follow(std::uint32_t from, std::uint32_t to, const Way& way);
  std::size_t frequency(const Need& need) const;

  Pattern& pattern_;
  PatternScope& scope_;
  std::vector<std::optional<Way>> ways_;  ///< by instruction
};

}  // namespace accord
