#pragma once

#include <cstdint>
#include <limits>
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

  /// Tests without one of which no way leads from one place to another; none if there are no such tests.
  struct Cut {
    std::vector<std::uint32_t> tests;  ///< instructions, sorted
    std::size_t weight = std::numeric_limits<std::size_t>::max();  ///< how often, roughly, a sentence has one
  };

  std::optional<TestId> next_of(std::uint32_t start);
  bool heads_sentence() const;
  Cut cut_between(std::uint32_t begin, std::uint32_t end) const;
  Cut either(const Cut& a, const Cut& b) const;
  Need need_of(const Cut& cut);
  void find_inside();
  void follow(std::uint32_t from, std::uint32_t to, const Way& way);
  std::size_t frequency(const TokenTest& test) const;

  Pattern& pattern_;
  PatternScope& scope_;
  std::vector<std::optional<Way>> ways_;  ///< by instruction
  std::vector<bool> loops_;               ///< by instruction: whether a jump leads back to it
};

}  // namespace accord
