#include <algorithm>

#include "extract/pattern.hpp"
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

/// Recursive descent over the pattern text, emitting instructions as it goes.
class PatternCompiler {
 public:
  PatternCompiler(PatternScope& scope, Pattern& pattern) : scope_(scope), pattern_(pattern) {}

  void compile(Cursor& text) {
    TokenTest lead;
    add_class(text, "list", lead);
    add_class(text, "list_comma", lead);
    list_test_ = class_test(text, "list");
    list_lead_test_ = scope_.tests.add(std::move(lead));
    pattern_.clause_test_ = class_test(text, "clause");
    alternatives(text, 0);
    text.skip_space();
    if (!text.at_end()) text.fail("unexpected '" + std::string(1, text.peek()) + "' in a pattern");
    emit(Pattern::Op::done);
    mark_joins();
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

  TestId class_test(const Cursor& at, std::string_view name) {
    TokenTest test;
    add_class(at, name, test);
    return scope_.tests.add(std::move(test));
  }

  void add_class(const Cursor& at, std::string_view name, TokenTest& test) {
    const auto id = scope_.lexicon.find_class(name);
    if (!id) at.fail("unknown word class @" + std::string(name));
    test.classes.add(*id);
  }

  /// Marks instructions that more than one way leads to.
  void mark_joins() {
    std::vector<std::uint32_t> ways(pattern_.program_.size() + 1);
    ways[0] = 1;
    for (std::uint32_t pc = 0; pc != here(); ++pc) {
      const Pattern::Instruction& i = pattern_.program_[pc];
      if (i.leaps()) ++ways[i.x];
      if (i.op == Op::split) ++ways[i.y];
      if (!i.leaps() && i.op != Op::done) ways[pc + 1] += i.op == Op::mention || i.op == Op::gap ? 2U : 1U;
    }
    for (std::uint32_t pc = 0; pc != here(); ++pc) pattern_.program_[pc].joins = ways[pc] > 1;
  }

  void alternatives(Cursor& text, std::size_t depth) {
    if (depth > deepest_nesting) text.fail("pattern is nested too deeply");
    const std::uint32_t begin = here();
    std::vector<std::uint32_t> exits;
    TokenTest any;  // all branches in one, as long as each is a single word, class or kind
    bool single = true;
    for (;;) {
      const std::uint32_t fork = emit(Op::split);
      sequence(text, depth);
      single = single && is_plain_test(fork + 1);
      if (single) any.merge(scope_.tests[pattern_.program_[fork + 1].test]);
      text.skip_space();
      if (!text.take("|")) {
        drop(fork);  // the last branch needs none
        break;
      }
      exits.push_back(emit(Op::jump));
      pattern_.program_[fork].x = fork + 1;
      pattern_.program_[fork].y = here();
    }
    if (single && !exits.empty()) {
      pattern_.program_.resize(begin);
      pattern_.program_[emit(Op::test)].test = scope_.tests.add(std::move(any));
      return;
    }
    for (const std::uint32_t exit : exits) pattern_.program_[exit].x = here();
  }

  /// Whether the program ends with a test at `pc` that others can be merged with.
  bool is_plain_test(std::uint32_t pc) const {
    return here() == pc + 1 && pattern_.program_[pc].op == Op::test && !scope_.tests[pattern_.program_[pc].test].negated;
  }

  /// Takes an instruction out again.
  void drop(std::uint32_t pc) {
    pattern_.program_.erase(pattern_.program_.begin() + pc);
    for (Pattern::Instruction& i : pattern_.program_) {
      if (!i.leaps()) continue;
      if (i.x > pc) --i.x;
      if (i.y > pc) --i.y;
    }
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
      pattern_.program_[at].test = scope_.tests.add(token_test(text));
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
    pattern_.program_[at].test = scope_.tests.add(std::move(stop));
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
    TokenTest begins;
    begins.types = types;
    const TestId test = scope_.tests.add(std::move(begins));
    const auto one = [&] {
      Pattern::Instruction& instruction = pattern_.program_[emit(Op::mention, capture)];
      instruction.types = types;
      instruction.test = test;
    };
    one();
    if (!text.take("+")) return;
    // A list: ((@list | @list_comma)? @list mention)*
    const std::uint32_t fork = emit(Op::split);
    const std::uint32_t first = emit(Op::split);
    pattern_.program_[emit(Op::test)].test = list_lead_test_;
    pattern_.program_[first].x = first + 1;
    pattern_.program_[first].y = first + 2;
    pattern_.program_[emit(Op::test)].test = list_test_;
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
      test.classes.add(scope_.lexicon.add_suffix(start, literal(text)));
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
  TestId list_test_ = 0, list_lead_test_ = 0;
};

Pattern Pattern::compile(Cursor& text, PatternScope& scope) {
  Pattern pattern;
  pattern.tests_ = &scope.tests;
  PatternCompiler(scope, pattern).compile(text);
  PatternNeeds(pattern, scope).find();
  return pattern;
}

}  // namespace accord
