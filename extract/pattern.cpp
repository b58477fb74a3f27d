#include "extract/pattern.hpp"

#include <algorithm>
#include <charconv>

#include "extract/pattern_needs.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr std::size_t deepest_nesting = 64;
constexpr std::size_t longest_program = 4000;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

CaptureId PatternScope::capture(std::string_view name) {
  const auto it = std::ranges::find(captures, name);
  if (it != captures.end()) return static_cast<CaptureId>(it - captures.begin());
  captures.emplace_back(name);
  return static_cast<CaptureId>(captures.size() - 1);
}

bool TokenTest::matches(const Sentence& sentence, std::uint32_t at) const {
  const Token& token = sentence.tokens[at];
  bool hit = has_classes && classes.overlaps(token.classes);
  hit = hit || (year && token.kind == TokenKind::number && token.end - token.begin == 4);
  if (capital && token.kind == TokenKind::latin) {
    const char32_t first = sentence.block->written[token.begin];
    hit = hit || (first >= U'A' && first <= U'Z') || (first >= 0xC0 && first <= 0xDE);
  }
  hit = hit || (kinds >> static_cast<unsigned>(token.kind) & 1) != 0;
  hit = hit || (!entries.empty() && token.entry != Token::no_entry && std::ranges::find(entries, token.entry) != entries.end());
  hit = hit || (!tags.empty() && std::ranges::find(tags, token.tag) != tags.end());
  if (!hit && !suffixes.empty() && token.kind == TokenKind::word) {
    const auto text = std::u32string_view(sentence.block->folded).substr(token.begin, token.end - token.begin);
    hit = std::ranges::any_of(suffixes, [&](const std::u32string& suffix) { return text.size() > suffix.size() && text.ends_with(suffix); });
  }
  if (!hit && (types & sentence.types) != 0) {
    for (const std::uint32_t mention : sentence.starts[at]) hit = hit || (types >> sentence.mentions[mention].type & 1) != 0;
  }
  return hit != negated;
}

/// Recursive descent over the pattern text, emitting instructions as it goes.
class PatternCompiler {
 public:
  PatternCompiler(PatternScope& scope, Pattern& pattern) : scope_(scope), pattern_(pattern) {}

  void compile(Cursor& text) {
    pattern_.list_test_ = class_test(text, "list");
    TokenTest lead;
    add_class(text, "list", lead);
    add_class(text, "list_comma", lead);
    pattern_.list_lead_test_ = add_test(std::move(lead));
    pattern_.clause_test_ = class_test(text, "clause");
    alternatives(text, 0);
    text.skip_space();
    if (!text.at_end()) text.fail("unexpected '" + std::string(1, text.peek()) + "' in a pattern");
    emit(Pattern::Op::done);
  }

 private:
  using Op = Pattern::Op;

  std::uint32_t here() const { return static_cast<std::uint32_t>(pattern_.program_.size()); }

  std::uint32_t emit(Op op, CaptureId capture = 0) {
    if (pattern_.program_.size() > longest_program) throw Error("pattern is too long once its macros are written out");
    Pattern::Instruction instruction;
    instruction.op = op;
    instruction.capture = capture;
    pattern_.program_.push_back(instruction);
    return here() - 1;
  }

  std::uint32_t add_test(TokenTest test) {
    pattern_.tests_.push_back(std::move(test));
    return static_cast<std::uint32_t>(pattern_.tests_.size() - 1);
  }

  std::uint32_t class_test(const Cursor& at, std::string_view name) {
    TokenTest test;
    add_class(at, name, test);
    return add_test(std::move(test));
  }

  void add_class(const Cursor& at, std::string_view name, TokenTest& test) {
    const auto id = scope_.lexicon.find_class(name);
    if (!id) at.fail("unknown word class @" + std::string(name));
    test.classes.add(*id);
    test.has_classes = true;
  }

  void alternatives(Cursor& text, std::size_t depth) {
    if (depth > deepest_nesting) text.fail("pattern is nested too deeply");
    std::vector<std::uint32_t> exits;
    for (;;) {
      const std::uint32_t fork = emit(Op::split);
      sequence(text, depth);
      text.skip_space();
      if (!text.take("|")) {
        // The last branch needs no fork; falling through costs one instruction.
        pattern_.program_[fork].x = pattern_.program_[fork].y = fork + 1;
        break;
      }
      exits.push_back(emit(Op::jump));
      pattern_.program_[fork].x = fork + 1;
      pattern_.program_[fork].y = here();
    }
    for (const std::uint32_t exit : exits) pattern_.program_[exit].x = here();
  }

  void sequence(Cursor& text, std::size_t depth) {
    for (text.skip_space(); !text.at_end() && text.peek() != '|' && text.peek() != ')'; text.skip_space()) {
      quantified(text, depth);
    }
  }

  struct Repeat {
    std::uint32_t least = 1, most = 1;
  };
  static constexpr std::uint32_t unbounded = 1000;

  Repeat repeat(Cursor& text) {
    if (text.take("?")) return {0, 1};
    if (text.take("*")) return {0, unbounded};
    if (text.take("+")) return {1, unbounded};
    if (!text.take("{")) return {};
    Repeat repeat;
    repeat.least = number(text);
    repeat.most = repeat.least;
    if (text.take(",")) repeat.most = number(text);
    if (!text.take("}")) text.fail("expected '}'");
    if (repeat.most < repeat.least || repeat.most > 30) text.fail("expected {least,most} with most up to 30");
    return repeat;
  }

  std::uint32_t number(Cursor& text) {
    std::string digits;
    while (is_digit(text.peek()) && digits.size() < 4) digits += text.get();
    if (digits.empty()) text.fail("expected a number");
    return static_cast<std::uint32_t>(std::stoul(digits));
  }

  /// Emits an atom, then copies of it as its quantifier asks.
  void quantified(Cursor& text, std::size_t depth) {
    const Cursor start = text;
    const std::uint32_t begin = here();
    atom(text, depth);
    const Repeat repeat = this->repeat(text);
    if (repeat.least == 1 && repeat.most == 1) return;
    // The atom is compiled again for each copy: programs stay free of counters, so states stay few.
    pattern_.program_.resize(begin);
    const auto copy = [&] {
      Cursor again = start;
      atom(again, depth);
    };
    for (std::uint32_t i = 0; i != repeat.least; ++i) copy();
    if (repeat.most == unbounded) {
      const std::uint32_t fork = emit(Op::split);
      copy();
      const std::uint32_t back = emit(Op::jump);
      pattern_.program_[back].x = fork;
      pattern_.program_[fork].x = fork + 1;
      pattern_.program_[fork].y = here();
      return;
    }
    std::vector<std::uint32_t> forks;
    for (std::uint32_t i = repeat.least; i != repeat.most; ++i) {
      forks.push_back(emit(Op::split));
      copy();
    }
    for (const std::uint32_t fork : forks) {
      pattern_.program_[fork].x = fork + 1;
      pattern_.program_[fork].y = here();
    }
  }

  void atom(Cursor& text, std::size_t depth) {
    const Cursor start = text;
    const std::uint32_t begin = here();
    named_atom(text, depth);
    const std::uint16_t source = source_of(text.since(start));
    for (std::uint32_t pc = begin; pc != here(); ++pc) {
      // What stands inside a bracket or macro has been named already.
      if (pattern_.program_[pc].source == 0) pattern_.program_[pc].source = source;
    }
  }

  std::uint16_t source_of(std::string_view text) {
    const auto next = static_cast<std::uint16_t>(pattern_.sources_.size());
    const auto [it, fresh] = sources_.try_emplace(std::string(text), next);
    if (fresh) pattern_.sources_.emplace_back(text);
    return it->second;
  }

  void named_atom(Cursor& text, std::size_t depth) {
    if (is_lower(text.peek())) {
      Cursor ahead = text;
      const std::string_view name = ahead.name();
      if (ahead.take(":")) {
        const CaptureId capture = scope_.capture(name);
        text = ahead;
        captured(text, depth, capture);
        return;
      }
    }
    captured(text, depth, 0);
  }

  void captured(Cursor& text, std::size_t depth, CaptureId capture) {
    if (is_upper(text.peek())) {
      mention(text, capture);
      return;
    }
    if (capture != 0) emit(Op::open, capture);
    plain(text, depth);
    if (capture != 0) emit(Op::close, capture);
  }

  void plain(Cursor& text, std::size_t depth) {
    const char c = text.peek();
    if (text.take("(")) {
      alternatives(text, depth + 1);
      text.skip_space();
      if (!text.take(")")) text.fail("expected ')'");
    } else if (c == '%') {
      macro(text, depth);
    } else if (c == '&' || c == '!') {
      text.skip(1);
      const std::uint32_t look = emit(c == '&' ? Op::look : Op::look_not);
      atom(text, depth);
      emit(Op::done);
      pattern_.program_[look].x = here();
    } else if (text.starts_with("..")) {
      gap(text);
    } else if (text.take("^")) {
      emit(Op::begin);
    } else if (text.take("$")) {
      emit(Op::end);
    } else {
      const std::uint32_t at = emit(Op::test);
      pattern_.program_[at].test = add_test(token_test(text));
    }
  }

  void macro(Cursor& text, std::size_t depth) {
    const Cursor start = text;
    text.skip(1);
    const std::string_view name = text.name();
    const auto it = scope_.macros.find(name);
    if (it == scope_.macros.end()) start.fail("unknown macro %" + std::string(name));
    if (depth > deepest_nesting) start.fail("macro is nested too deeply");
    const TextPosition at = start.position();
    Cursor body(at.file, at.line, it->second);
    alternatives(body, depth + 1);
    body.skip_space();
    if (!body.at_end()) start.fail("macro %" + std::string(name) + " does not end where it should");
  }

  void gap(Cursor& text) {
    const bool across = text.take("...");
    if (!across) text.take("..");
    const std::uint32_t at = emit(Op::gap);
    pattern_.program_[at].across = across;
    const std::uint32_t limit = number(text);
    if (limit == 0 || limit > 200) text.fail("a gap spans 1 to 200 tokens");
    pattern_.program_[at].x = limit;
    TokenTest stop;
    if (text.take("!")) stop = token_test(text);
    pattern_.program_[at].test = add_test(std::move(stop));
  }

  void mention(Cursor& text, CaptureId capture) {
    const Cursor start = text;
    TypeMask types = 0;
    do {
      const std::string_view name = text.name();
      const auto type = scope_.schema.find_type(name);
      if (!type) start.fail("unknown type '" + std::string(name) + "'");
      types |= scope_.schema.mask(*type);
    } while (text.take("/"));
    const auto one = [&] { pattern_.program_[emit(Op::mention, capture)].types = types; };
    one();
    if (!text.take("+")) return;
    // A list: ((@list | @list_comma)? @list mention)*
    const std::uint32_t fork = emit(Op::split);
    const std::uint32_t first = emit(Op::split);
    pattern_.program_[emit(Op::test)].test = pattern_.list_lead_test_;
    pattern_.program_[first].x = first + 1;
    pattern_.program_[first].y = first + 2;
    pattern_.program_[emit(Op::test)].test = pattern_.list_test_;
    one();
    const std::uint32_t back = emit(Op::jump);
    pattern_.program_[back].x = fork;
    pattern_.program_[fork].x = fork + 1;
    pattern_.program_[fork].y = here();
  }

  /// One token: a word, a class, a kind, a type, or several of them in brackets.
  TokenTest token_test(Cursor& text) {
    TokenTest test;
    if (text.take("~")) {
      test = token_test(text);
      test.negated = !test.negated;
      return test;
    }
    if (text.take("(")) {
      do {
        text.skip_space();
        add_to_test(text, test);
        text.skip_space();
      } while (text.take("|"));
      if (!text.take(")")) text.fail("expected ')': only words, classes and types can stand here");
      return test;
    }
    add_to_test(text, test);
    return test;
  }

  void add_to_test(Cursor& text, TokenTest& test) {
    const Cursor start = text;
    if (text.take("@")) {
      add_class(start, text.name(), test);
    } else if (text.take("<")) {
      const std::string_view tag_name = text.word(">");
      if (!text.take(">")) start.fail("expected '>'");
      add_kind(start, tag_name, test);
    } else if (text.take(".")) {
      test.kinds = ~0U;
    } else if (is_upper(text.peek())) {
      const auto type = scope_.schema.find_type(text.name());
      if (!type) start.fail("unknown type");
      test.types |= scope_.schema.mask(*type);
    } else if (text.take("*")) {
      test.suffixes.push_back(literal(text));
    } else {
      test.entries.push_back(scope_.lexicon.add_word(literal(text)));
    }
  }

  void add_kind(const Cursor& at, std::string_view name, TokenTest& test) {
    static constexpr std::pair<std::string_view, TokenKind> kinds[] = {
        {"num", TokenKind::number}, {"latin", TokenKind::latin}, {"mark", TokenKind::mark}, {"name", TokenKind::name}};
    for (const auto& [kind_name, kind] : kinds) {
      if (kind_name == name) {
        test.kinds |= 1U << static_cast<unsigned>(kind);
        return;
      }
    }
    if (name == "Cap") {
      test.capital = true;
      return;
    }
    if (name == "year") {
      test.year = true;
      return;
    }
    const Dictionary::Tag tag = scope_.dictionary.tag_named(name);
    if (tag == 0) at.fail("unknown kind of word <" + std::string(name) + ">");
    test.tags.push_back(tag);
  }

  std::u32string literal(Cursor& text) {
    const Cursor start = text;
    std::string word;
    if (text.take("\"")) {
      while (!text.at_end() && text.peek() != '"') word += text.get();
      if (!text.take("\"")) start.fail("a quoted word does not end");
    } else {
      word = text.word("()|?*+{}!&~%^$<>@\"");
    }
    if (word.empty()) start.fail("expected a word, a class or a type");
    return fold_text(word);
  }

  std::map<std::string, std::uint16_t, std::less<>> sources_;
  PatternScope& scope_;
  Pattern& pattern_;
};

Pattern Pattern::compile(Cursor& text, PatternScope& scope) {
  Pattern pattern;
  PatternCompiler(scope, pattern).compile(text);
  PatternNeeds(pattern).find();
  return pattern;
}

namespace {

/// Which states a search has entered. Kept by each thread from search to search, so that starting one costs nothing;
/// as large as the longest sentence times the longest pattern that the thread has met.
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

thread_local Visited visited_states;

}  // namespace

/// One search over a sentence: depth first, each (instruction, token) entered once. A thread runs one at a time.
class Pattern::Run {
 public:
  Run(const Pattern& pattern, const Sentence& sentence)
      : pattern_(pattern), sentence_(sentence), size_(static_cast<std::uint32_t>(sentence.tokens.size())),
        visited_(visited_states) {
    visited_.start(pattern.program_.size() * (size_ + 1UL));
  }

  bool match(std::uint32_t begin, Match& out) {
    trail_.clear();
    if (!run(0, begin, true)) return false;
    out.begin = begin;
    out.end = end_;
    out.captures.clear();
    std::vector<Event> open;
    for (const Event& event : trail_) {
      if (event.kind == Event::opened) {
        open.push_back(event);
      } else if (event.kind == Event::closed) {
        // The innermost open part of that name; parts of one name do not overlap.
        for (std::size_t i = open.size(); i-- != 0;) {
          if (open[i].capture != event.capture) continue;
          out.captures.push_back({event.capture, open[i].at, event.at, Capture::no_mention});
          open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
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
      const std::size_t state = pc * (size_ + 1UL) + at;
      if (record && !visited_.enter(state)) return false;
      const Instruction& i = pattern_.program_[pc];
      switch (i.op) {
        case Op::done:
          end_ = at;
          return true;
        case Op::test:
          if (at == size_ || !pattern_.tests_[i.test].matches(sentence_, at)) return false;
          ++at, ++pc;
          break;
        case Op::mention:
          return mention(i, pc, at, record);
        case Op::gap:
          return gap(i, pc, at, record);
        case Op::split:
          if (i.x != i.y) {
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

  bool mention(const Instruction& i, std::uint32_t pc, std::uint32_t at, bool record) {
    if (at >= sentence_.starts.size()) return false;
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
    const TokenTest& stop = pattern_.tests_[i.test];
    const TokenTest& clause = pattern_.tests_[pattern_.clause_test_];
    const bool stops = stop.has_classes || !stop.entries.empty() || stop.types != 0 || !stop.tags.empty() || !stop.suffixes.empty() || stop.kinds != 0;
    const std::size_t mark = trail_.size();
    for (std::uint32_t skipped = 0;; ++skipped, ++at) {
      if (run(pc + 1, at, record)) return true;
      trail_.resize(mark);
      if (skipped == i.x || at == size_) return false;
      if (!i.across && clause.matches(sentence_, at)) return false;
      if (stops && stop.matches(sentence_, at)) return false;
    }
  }

  const Pattern& pattern_;
  const Sentence& sentence_;
  std::uint32_t size_;
  std::uint32_t end_ = 0;
  Visited& visited_;
  std::vector<Event> trail_;
};

/// Whether a token, or a mention that begins there, has one of the features.
bool Pattern::stands_at(const Features& wanted, const Sentence& sentence, std::uint32_t at) {
  const Token& token = sentence.tokens[at];
  if (wanted.classes.overlaps(token.classes) || (wanted.kinds >> static_cast<unsigned>(token.kind) & 1) != 0) return true;
  if ((wanted.types & sentence.types) != 0) {
    for (const std::uint32_t mention : sentence.starts[at]) {
      if ((wanted.types >> sentence.mentions[mention].type & 1) != 0) return true;
    }
  }
  return wanted.has_tag(token.tag) || (token.entry != Token::no_entry && wanted.has_word(token.entry));
}

/// One behind the last token that a match can begin with: whatever it needs stands there or further on.
std::uint32_t Pattern::begins_before(const Sentence& sentence) const {
  auto end = static_cast<std::uint32_t>(sentence.tokens.size());
  for (const Need& need : needs_) {
    auto last = static_cast<std::uint32_t>(sentence.tokens.size());
    while (last != 0 && !stands_at(need.features, sentence, last - 1)) --last;
    end = std::min(end, last);
  }
  return end;
}

void Pattern::find_all(const Sentence& sentence, std::vector<Match>& out) const {
  const auto may_begin = [&](std::uint32_t at) { return first_any_ || stands_at(first_, sentence, at); };
  const std::uint32_t end = begins_before(sentence);
  std::uint32_t at = 0;
  while (at < end && !may_begin(at)) ++at;
  if (at >= end) return;
  Run run(*this, sentence);
  Match match;
  while (at < end) {
    if (may_begin(at) && run.match(at, match)) {
      at = std::max(match.end, at + 1);
      out.push_back(std::move(match));
      match = {};
    } else {
      ++at;
    }
  }
}

bool Pattern::match_at(const Sentence& sentence, std::uint32_t at, Match& out) const {
  return Run(*this, sentence).match(at, out);
}

}  // namespace accord
