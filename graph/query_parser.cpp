#include <algorithm>
#include <charconv>

#include "extract/error.hpp"
#include "extract/unicode.hpp"
#include "graph/query.hpp"

namespace accord {

namespace {

constexpr std::size_t longest_query = std::size_t{1} << 16;
constexpr std::size_t most_patterns = 32;

struct Token {
  std::string text;
  bool quoted = false;
  std::uint32_t column = 0;
};

[[noreturn]] void fail(std::uint32_t column, const std::string& message) {
  throw UsageError("query:1:" + std::to_string(column) + ": " + message);
}

bool is_space(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == U'\u3000'; }

char32_t closing(char32_t c) {
  switch (c) {
    case U'"':
      return U'"';
    case U'「':
      return U'」';
    case U'“':
      return U'”';
    case U'[':
      return U']';
    default:
      return 0;
  }
}

/// Cuts the text at spaces, and before and after quotes and brackets. A bracket's token begins with "[".
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(to_utf32(text)) {}

  std::vector<Token> tokens() {
    std::vector<Token> all;
    for (;;) {
      while (at_ != text_.size() && is_space(text_[at_])) ++at_;
      if (at_ == text_.size()) return all;
      all.push_back(closing(text_[at_]) == 0 ? word() : enclosed());
    }
  }

 private:
  std::uint32_t column() const { return static_cast<std::uint32_t>(at_ + 1); }

  Token word() {
    Token token{{}, false, column()};
    while (at_ != text_.size() && !is_space(text_[at_]) && text_[at_] != U'[') append_utf8(token.text, text_[at_++]);
    return token;
  }

  Token enclosed() {
    Token token{{}, text_[at_] != U'[', column()};
    const char32_t close = closing(text_[at_]);
    if (!token.quoted) token.text = "[";
    for (++at_; at_ != text_.size() && text_[at_] != close; ++at_) {
      if (text_[at_] == U'\\' && at_ + 1 != text_.size()) ++at_;
      append_utf8(token.text, text_[at_]);
    }
    if (at_ == text_.size()) fail(token.column, token.quoted ? "this quotation has no end" : "this bracket has no end");
    ++at_;
    if (token.quoted && token.text.empty()) fail(token.column, "a name must not be empty");
    return token;
  }

  std::u32string text_;
  std::size_t at_ = 0;
};

bool is_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (std::size_t i = 0; i != text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

class Parser {
 public:
  explicit Parser(std::vector<Token> tokens, std::uint32_t end) : tokens_(std::move(tokens)), end_(end) {}

  Query run() {
    do {
      if (query_.patterns.size() == most_patterns) fail(column(), "more than 32 patterns");
      pattern();
    } while (take("."));
    while (take("|")) stage();
    if (at_ != tokens_.size()) {
      fail(column(), "expected \" . \" or \" | \" after a pattern; a name with spaces stands in quotes");
    }
    if (std::ranges::all_of(query_.patterns, &QueryPattern::optional))
      fail(1, "at least one pattern must not be optional");
    return std::move(query_);
  }

 private:
  std::uint32_t column() const { return at_ == tokens_.size() ? end_ : tokens_[at_].column; }

  bool at(std::string_view word) const {
    return at_ != tokens_.size() && !tokens_[at_].quoted && tokens_[at_].text == word;
  }
  bool take(std::string_view word) { return at(word) && (++at_, true); }
  bool at_end_of_pattern() const {
    return at_ == tokens_.size() || at(".") || at("|") || (!tokens_[at_].quoted && tokens_[at_].text.starts_with('['));
  }

  const Token& next(const char* wanted) {
    if (at_end_of_pattern()) fail(column(), std::string("expected ") + wanted);
    return tokens_[at_++];
  }

  void variable(const std::string& name) {
    if (std::ranges::find(query_.variables, name) == query_.variables.end()) query_.variables.push_back(name);
  }

  QueryTerm term(const char* wanted) {
    const Token& token = next(wanted);
    if (token.quoted || !token.text.starts_with('?')) return {false, token.text, {}, token.column};
    QueryTerm made{true, token.text.substr(1), {}, token.column};
    if (const std::size_t colon = made.text.find(':'); colon != std::string::npos) {
      made.type = made.text.substr(colon + 1);
      made.text.resize(colon);
      if (made.type.empty()) fail(token.column, "expected a type after \":\"");
    }
    if (made.text.empty()) fail(token.column, "a variable needs a name: ?who");
    variable(made.text);
    return made;
  }

  void pattern() {
    QueryPattern made;
    made.optional = take("optional");
    made.subject = term("a variable or a name");
    made.relation_column = column();
    if (at_end_of_pattern() && made.subject.is_variable && !made.subject.type.empty()) {
      made.only_entity = true;
    } else {
      const Token& relation = next("a relation");
      if (relation.quoted || relation.text.starts_with('?'))
        fail(relation.column, "expected a relation, such as signed, or * for any");
      if (relation.text != "*") relations(relation, made.relations);
      made.object = term("a variable or a name after the relation");
    }
    while (at_ != tokens_.size() && !tokens_[at_].quoted && tokens_[at_].text.starts_with('['))
      filter(tokens_[at_++], made);
    query_.patterns.push_back(std::move(made));
  }

  static void relations(const Token& token, std::vector<std::string>& out) {
    std::string_view rest = token.text;
    for (;;) {
      const std::size_t bar = rest.find('|');
      const std::string_view one = rest.substr(0, bar);
      if (one.empty()) fail(token.column, "expected a relation on both sides of \"|\"");
      out.emplace_back(one);
      if (bar == rest.npos) return;
      rest.remove_prefix(bar + 1);
    }
  }

  void filter(const Token& token, QueryPattern& to) {
    if (to.only_entity) fail(token.column, "a filter needs a relation before it");
    const std::string_view text = std::string_view(token.text).substr(1);
    if (text.starts_with('?')) {
      if (text.size() == 1) fail(token.column, "a variable needs a name: [?when]");
      to.date_variable = text.substr(1);
      return variable(to.date_variable);
    }
    if (const std::size_t equals = text.find('='); equals != text.npos) {
      if (equals == 0 || equals + 1 == text.size()) fail(token.column, "expected [name=value]");
      to.qualifiers.emplace_back(text.substr(0, equals), text.substr(equals + 1));
      return;
    }
    const std::size_t dots = text.find("..");
    to.from = text.substr(0, dots);
    to.to = dots == text.npos ? to.from : text.substr(dots + 2);
    const bool wrong = (!to.from.empty() && !is_date(to.from)) || (!to.to.empty() && !is_date(to.to)) ||
                       (to.from.empty() && to.to.empty());
    if (wrong)
      fail(token.column, "expected dates such as [2017..2023], [2023-03..] or [2021], or [name=value], or [?when]");
  }

  std::string known_variable() {
    const std::uint32_t where = column();
    std::string name = next("a variable").text;
    if (!name.starts_with('?')) fail(where, "expected a variable: ?who");
    name.erase(0, 1);
    if (std::ranges::find(query_.variables, name) == query_.variables.end())
      fail(where, "no pattern has the variable ?" + name);
    return name;
  }

  void stage() {
    const std::uint32_t where = column();
    if (take("select")) {
      do query_.select.push_back(known_variable());
      while (!at_end_of_pattern());
    } else if (take("count")) {
      query_.count = true;
      if (!at_end_of_pattern()) query_.count_variable = known_variable();
    } else if (take("order")) {
      query_.order_variable = known_variable();
      query_.descending = take("desc");
      if (!query_.descending) take("asc");
    } else if (take("limit")) {
      const std::uint32_t number_column = column();
      const std::string number = next("a number").text;
      const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), query_.limit);
      if (error != std::errc() || end != number.data() + number.size() || query_.limit == 0) {
        fail(number_column, "expected a number from 1");
      }
    } else {
      fail(where, "expected select, count, order or limit after \"|\"");
    }
  }

  std::vector<Token> tokens_;
  std::uint32_t end_;  ///< column after the last character
  std::size_t at_ = 0;
  Query query_;
};

}  // namespace

Query parse_query(std::string_view text) {
  if (text.size() > longest_query) throw UsageError("query is longer than 64 KiB");
  if (find_invalid_utf8(text)) throw UsageError("query is not valid UTF-8");
  return Parser(Lexer(text).tokens(), static_cast<std::uint32_t>(to_utf32(text).size() + 1)).run();
}

}  // namespace accord
