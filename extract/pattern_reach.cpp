// How near a pattern came to a sentence that it does not match.

#include <algorithm>
#include <map>

#include "extract/pattern.hpp"
#include "extract/test_results.hpp"

namespace accord {

/// Walks like Pattern::Run, but on and on, and keeps the best place that it came to. Mentions that the caller looks
/// for count more than the rest, so a state is visited again when a path with more of them reaches it: three times at
/// most.
class Pattern::Explorer {
 public:
  Explorer(const Pattern& pattern, const Sentence& sentence, const std::function<bool(const Mention&)>& wanted)
      : pattern_(pattern), sentence_(sentence), wanted_(wanted), tests_(*pattern.tests_), size_(static_cast<std::uint32_t>(sentence.tokens.size())),
        visited_(pattern.program_.size() * (size_ + 1UL)) {
    tests_.start(sentence);
  }

  Reach explore() {
    for (std::uint32_t begin = 0; begin < size_ && !(done_ && best_.wanted == most_wanted); ++begin) {
      Path path;
      path.begin = begin;
      run(0, begin, path);
    }
    return best_;
  }

 private:
  static constexpr std::uint32_t most_wanted = 2;

  struct Path {
    std::uint32_t begin = 0, fitted = 0, wanted = 0;
  };

  void run(std::uint32_t pc, std::uint32_t at, Path path) {
    for (;;) {
      std::uint8_t& seen = visited_[pc * (size_ + 1UL) + at];
      if (seen > path.wanted) return;
      seen = static_cast<std::uint8_t>(path.wanted + 1);
      const Instruction& i = pattern_.program_[pc];
      switch (i.op) {
        case Op::done:
          keep(pc, at, path, true);
          return;
        case Op::test:
          if (at == size_ || !tests_.passes(i.test, at)) return keep(pc, at, path, false);
          ++at, ++pc, ++path.fitted;
          break;
        case Op::mention:
          return mention(i, pc, at, path);
        case Op::gap:
          return gap(i, pc, at, path);
        case Op::split:
          if (i.x != i.y) run(i.x, at, path);
          pc = i.y;
          break;
        case Op::jump:
          pc = i.x;
          break;
        case Op::open:
        case Op::close:
          ++pc;
          break;
        case Op::look:
        case Op::look_not:
          if (fits(pc + 1, i.x, at) != (i.op == Op::look)) return keep(pc, at, path, false);
          pc = i.x;
          break;
        case Op::begin:
          if (at != 0) return keep(pc, at, path, false);
          ++pc;
          break;
        case Op::end:
          if (at != size_) return keep(pc, at, path, false);
          ++pc;
          break;
      }
    }
  }

  void mention(const Instruction& i, std::uint32_t pc, std::uint32_t at, Path path) {
    keep(pc, at, path, false);
    if (at >= sentence_.starts.size()) return;
    for (const std::uint32_t index : sentence_.starts[at]) {
      const Mention& candidate = sentence_.mentions[index];
      if ((i.types >> candidate.type & 1) == 0) continue;
      Path on = path;
      ++on.fitted;
      if (i.capture != 0 && wanted_(candidate)) on.wanted = std::min(on.wanted + 1, most_wanted);
      run(pc + 1, candidate.end, on);
    }
  }

  void gap(const Instruction& i, std::uint32_t pc, std::uint32_t at, Path path) {
    for (std::uint32_t skipped = 0;; ++skipped, ++at) {
      run(pc + 1, at, path);
      if (skipped == i.x || at == size_) return;
      if (!i.across && tests_.passes(pattern_.clause_test_, at)) return;
      if (tests_.passes(i.test, at)) return;
    }
  }

  /// Whether the part of the program that looks ahead, [pc, end), finds what it looks for at `at`.
  bool fits(std::uint32_t pc, std::uint32_t end, std::uint32_t at) {
    const auto [it, fresh] = ahead_.try_emplace(pc);
    if (fresh) it->second = part(pc, end);
    Match match;
    return it->second.match_at(tests_, at, match);
  }

  /// A part of the program as a pattern of its own.
  Pattern part(std::uint32_t pc, std::uint32_t end) const {
    Pattern part;
    part.program_.assign(pattern_.program_.begin() + pc, pattern_.program_.begin() + end);
    for (Instruction& i : part.program_) {
      if (i.leaps()) i.x -= pc, i.y -= pc;
    }
    part.tests_ = pattern_.tests_;
    part.clause_test_ = pattern_.clause_test_;
    return part;
  }

  void keep(std::uint32_t pc, std::uint32_t at, const Path& path, bool done) {
    const auto better = [&] {
      if (path.wanted != best_.wanted) return path.wanted > best_.wanted;
      if (done != done_) return done;
      if (path.fitted != best_.fitted) return path.fitted > best_.fitted;
      if (path.begin != best_.begin) return false;
      return at != best_.at ? at > best_.at : pc > best_pc_;
    };
    if (any_ && !better()) return;
    any_ = true;
    done_ = done;
    best_pc_ = pc;
    best_ = {path.begin, at, path.fitted, path.wanted, done ? std::string() : pattern_.sources_[pattern_.program_[pc].source]};
  }

  const Pattern& pattern_;
  const Sentence& sentence_;
  const std::function<bool(const Mention&)>& wanted_;
  TestResults tests_;
  std::uint32_t size_;
  std::vector<std::uint8_t> visited_;  ///< by state: wanted mentions of the path that came there, and one
  std::map<std::uint32_t, Pattern> ahead_;  ///< by where it begins
  Reach best_;
  std::uint32_t best_pc_ = 0;
  bool any_ = false, done_ = false;
};

Reach Pattern::reach(const Sentence& sentence, const std::function<bool(const Mention&)>& wanted) const {
  return Explorer(*this, sentence, wanted).explore();
}

}  // namespace accord
