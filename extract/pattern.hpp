#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "extract/lexicon.hpp"
#include "extract/mention.hpp"
#include "extract/pack_file.hpp"
#include "extract/schema.hpp"
#include "extract/test_results.hpp"
#include "extract/token_test.hpp"

namespace accord {

using CaptureId = std::uint16_t;

/// A named part of a match.
struct Capture {
  static constexpr std::uint32_t no_mention = 0xFFFFFFFF;
  CaptureId name = 0;
  std::uint32_t begin = 0, end = 0;  ///< tokens
  std::uint32_t mention = no_mention;
};

struct Match {
  std::uint32_t begin = 0, end = 0;  ///< tokens
  std::vector<Capture> captures;
};

/// The best that a search came to without finding a match; for explanations.
struct Reach {
  std::uint32_t begin = 0;   ///< token at which the part that fitted begins
  std::uint32_t at = 0;      ///< token at which it went no further
  std::uint32_t fitted = 0;  ///< words and mentions that fitted
  std::uint32_t wanted = 0;  ///< of those, mentions that the caller looked for
  std::string missing;       ///< the element of the pattern that did not fit; empty: all of it did
};

/// What patterns are compiled against, and the names that captures have got.
struct PatternScope {
  Lexicon& lexicon;
  const Schema& schema;
  const Dictionary& dictionary;
  TestTable& tests;
  std::map<std::string, std::string, std::less<>> macros;  ///< name → pattern text
  std::vector<std::string> captures = {""};

  CaptureId capture(std::string_view name);
};

/// A test that some token of a match passes, and how far behind the first one it can stand.
struct Need {
  static constexpr std::uint32_t anywhere = 0xFFFFFFFF;
  TestId test = 0;
  std::uint32_t least = 0, most = anywhere;  ///< tokens
};

/// A compiled pattern. Immutable; any number of threads may search with it.
///
///   簽署 "("          that word              @class     a word of that class     <v> <num> <year> <latin> <Cap> <name>  by kind
///   *局               a longer word that ends so
///   Person            a mention of the type  Person+    a list of them: 甲、乙及丙
///   a b   a | b   ( )   x? x* x+ x{2,4}      .  any token   ~x  any token but x
///   ..12  at most 12 tokens of the clause    ...30  of the sentence    ..12!x  up to the first x
///   &x !x  what must, must not, follow       ^ $  begin and end of the sentence     %macro     name:x  captures
///
/// A search visits every pair of instruction and token once, whatever the pattern: its cost is linear in the sentence.
class Pattern {
 public:
  /// Throws Error with the place of the fault.
  static Pattern compile(Cursor& text, PatternScope& scope);

  /// Adds to `out` the matches from left to right that do not overlap; what comes first in the pattern wins.
  void find_all(TestResults& results, std::vector<Match>& out) const;
  void find_all(const Sentence& sentence, std::vector<Match>& out) const;
  /// The first match that begins at `at`.
  bool match_at(TestResults& results, std::uint32_t at, Match& out) const;

  /// What a sentence must have, the rarest first: whatever matches has all of them, so they can be looked for first.
  const std::vector<Need>& needs() const { return needs_; }

  /// How near a sentence comes to a match: the path with most wanted mentions, then most that fitted.
  /// Linear like a search, but slower; see pattern_reach.cpp.
  Reach reach(const Sentence& sentence, const std::function<bool(const Mention&)>& wanted) const;

 private:
  static constexpr TestId no_test = 0xFFFFFFFF;
  enum class Op : std::uint8_t { test, mention, gap, split, jump, open, close, look, look_not, begin, end, done };
  struct Instruction {
    Op op = Op::done;
    CaptureId capture = 0;
    std::uint16_t source = 0;    ///< index into sources_: the element as it is written
    bool across = false;         ///< gap: over clause marks
    bool joins = false;          ///< more than one way leads here
    std::uint32_t x = 0, y = 0;  ///< targets of split and jump; end of a look; limit of a gap
    TestId test = 0;             ///< of the token; of one that a mention begins with; of one that ends a gap
    TestId leads_to = no_test;   ///< gap: of the token behind it
    TypeMask types = 0;

    bool leaps() const { return op == Op::split || op == Op::jump || op == Op::look || op == Op::look_not; }
  };
  friend class PatternCompiler;
  friend class PatternNeeds;
  class Run;
  class Explorer;

  std::uint32_t next_start(TestResults& results, std::uint32_t begin) const;

  std::vector<Instruction> program_;
  const TestTable* tests_ = nullptr;
  std::vector<std::string> sources_ = {""};
  std::vector<Need> needs_;
  TestId first_ = no_test;  ///< of the token that a match begins with
  TestId clause_test_ = 0;
  bool heads_sentence_ = false;  ///< matches begin with a sentence only
};

}  // namespace accord
