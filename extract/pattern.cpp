#include "extract/pattern.hpp"

#include <algorithm>

#include "extract/test_results.hpp"
#include "extract/work.hpp"

namespace accord {

namespace {

/// Which states a search has entered. Starting anew costs nothing; as large as the longest sentence times the longest pattern that the thread has met.
class Visited {
 public:
  void start(std::size_t states) {
    if (entered_.size() < states) entered_.resize(states);
    if (++search_ != 0) return;
    std::ranges::fill(entered_, 0);
    search_ = 1;
  }
  /// Enters a state; false if it was entered before.
  bool enter(std::size_t state) {
    const bool fresh = entered_[state] != search_;
    entered_[state] = search_;
    return fresh;
  }

 private:
  std::vector<std::uint32_t> entered_;  ///< by state: the search that entered it last
  std::uint32_t search_ = 0;
};

}  // namespace

/// One search over a sentence: depth first, each (instruction, token) entered once. A thread runs one at a time.
class Pattern::Run {
 public:
  Run(const Pattern& pattern, TestResults& tests)
      : pattern_(pattern), tests_(tests), sentence_(tests.sentence()),
        size_(static_cast<std::uint32_t>(sentence_.tokens.size())) {
    visited_.start(pattern.program_.size() * (size_ + 1UL));
  }
  ~Run() { steps_taken += steps_; }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  bool match(std::uint32_t begin, Match& out) {
    trail_.clear();
    if (!run(0, begin, true)) return false;
    out.begin = begin;
    out.end = end_;
    out.captures.clear();
    out.captures.reserve(trail_.size());
    open_.clear();
    for (const Event& event : trail_) {
      if (event.kind == Event::opened) {
        open_.push_back(event);
      } else if (event.kind == Event::closed) {
        // The innermost open part of that name; parts of one name do not overlap.
        for (std::size_t i = open_.size(); i-- != 0;) {
          if (open_[i].capture != event.capture) continue;
          out.captures.push_back({event.capture, open_[i].at, event.at, Capture::no_mention});
          open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
          break;
        }
      } else {
        out.captures.push_back({event.capture, event.at, sentence_.mentions[event.mention].end, event.mention});
      }
    }
    return true;
  }

 private:
  struct Event {
    enum Kind : std::uint8_t { opened, closed, mention_found } kind;
    CaptureId capture;
    std::uint32_t at, mention;
  };

  bool run(std::uint32_t pc, std::uint32_t at, bool record) {
    for (;;) {
      const Instruction& i = pattern_.program_[pc];
      ++steps_;
      // Where only one way leads, a state is as new as the one before it.
      if (i.joins && record && !visited_.enter(pc * (size_ + 1UL) + at)) return false;
      switch (i.op) {
        case Op::done:
          end_ = at;
          return true;
        case Op::test:
          if (!passes(i, at)) return false;
          ++at, ++pc;
          break;
        case Op::mention:
          return passes(i, at) && mention(i, pc, at, record);
        case Op::gap:
          return gap(i, pc, at, record);
        case Op::split:
          if (i.x != i.y && may_enter(i.x, at)) {
            const std::size_t mark = trail_.size();
            if (run(i.x, at, record)) return true;
            trail_.resize(mark);
          }
          pc = i.y;
          break;
        case Op::jump:
          pc = i.x;
          break;
        case Op::open:
        case Op::close:
          trail_.push_back({i.op == Op::open ? Event::opened : Event::closed, i.capture, at, 0});
          ++pc;
          break;
        case Op::look:
        case Op::look_not: {
          const std::size_t mark = trail_.size();
          const bool found = run(pc + 1, at, false);
          trail_.resize(mark);
          if (found != (i.op == Op::look)) return false;
          pc = i.x;
          break;
        }
        case Op::begin:
          if (at != 0) return false;
          ++pc;
          break;
        case Op::end:
          if (at != size_) return false;
          ++pc;
          break;
      }
    }
  }

  bool passes(const Instruction& i, std::uint32_t at) const { return at != size_ && tests_.passes(i.test, at); }

  /// False if the instruction certainly fails; saves the way into it.
  bool may_enter(std::uint32_t pc, std::uint32_t at) const {
    const Instruction& i = pattern_.program_[pc];
    return (i.op != Op::test && i.op != Op::mention) || passes(i, at);
  }

  bool mention(const Instruction& i, std::uint32_t pc, std::uint32_t at, bool record) {
    for (const std::uint32_t index : sentence_.starts[at]) {
      const Mention& candidate = sentence_.mentions[index];
      if ((i.types >> candidate.type & 1) == 0) continue;
      const std::size_t mark = trail_.size();
      if (i.capture != 0) trail_.push_back({Event::mention_found, i.capture, at, index});
      if (run(pc + 1, candidate.end, record)) return true;
      trail_.resize(mark);
    }
    return false;
  }

  bool gap(const Instruction& i, std::uint32_t pc, std::uint32_t at, bool record) {
    std::uint32_t last = std::min(at + i.x, size_);
    if (!i.across) last = tests_.find(pattern_.clause_test_, at, last);
    last = tests_.find(i.test, at, last);
    const std::size_t mark = trail_.size();
    for (; at <= last; ++at) {
      if (i.leads_to != no_test && (at = tests_.find(i.leads_to, at, last + 1)) > last) return false;
      if (run(pc + 1, at, record)) return true;
      trail_.resize(mark);
    }
    return false;
  }

  const Pattern& pattern_;
  TestResults& tests_;
  const Sentence& sentence_;
  std::uint32_t size_;
  std::uint32_t end_ = 0;
  std::uint64_t steps_ = 0;

  // Kept by each thread from search to search.
  static thread_local Visited visited_;
  static thread_local std::vector<Event> trail_, open_;
};

thread_local Visited Pattern::Run::visited_;
thread_local std::vector<Pattern::Run::Event> Pattern::Run::trail_, Pattern::Run::open_;

/// The first token from `begin` on at which a match may begin, as far as what it must have tells; the number of tokens if
/// there is none. What stands too far away says how far to go on.
std::uint32_t Pattern::next_start(TestResults& results, std::uint32_t begin) const {
  const auto size = static_cast<std::uint32_t>(results.sentence().tokens.size());
  const auto follows = [&](const Need& need) {
    const std::uint32_t found = results.find(need.test, begin + need.least, size);
    if (found >= size) {
      begin = size;
    } else if (need.most != Need::anywhere && found > begin + need.most) {
      begin = found - need.most;
    } else {
      return true;
    }
    return false;
  };
  for (;;) {
    if (first_ != no_test) begin = results.find(first_, begin, size);
    if (begin >= size || std::ranges::all_of(needs_, follows)) return begin;
  }
}

void Pattern::find_all(TestResults& results, std::vector<Match>& out) const {
  const auto size = static_cast<std::uint32_t>(results.sentence().tokens.size());
  std::uint32_t at = next_start(results, 0);
  if (at >= size || (at != 0 && heads_sentence_)) return;
  Run run(*this, results);
  Match match;
  do {
    if (run.match(at, match)) {
      at = std::max(match.end, at + 1);
      out.push_back(std::move(match));
      match = {};
    } else {
      ++at;
    }
    at = next_start(results, at);
  } while (at < size && !heads_sentence_);
}

void Pattern::find_all(const Sentence& sentence, std::vector<Match>& out) const {
  TestResults results(*tests_);
  results.start(sentence);
  find_all(results, out);
}

bool Pattern::match_at(TestResults& results, std::uint32_t at, Match& out) const { return Run(*this, results).match(at, out); }

}  // namespace accord
