#include "extract/rule.hpp"
#include "extract/unicode.hpp"

#include <algorithm>

namespace accord {

namespace {

int read_integer(Cursor& line) {
  const Cursor start = line;
  const bool negative = line.take("-");
  if (!negative) line.take("+");
  std::string digits;
  while (line.peek() >= '0' && line.peek() <= '9' && digits.size() < 6) digits += line.get();
  if (digits.empty()) start.fail("expected a whole number");
  return negative ? -std::stoi(digits) : std::stoi(digits);
}

std::string read_quoted(Cursor& line) {
  const Cursor start = line;
  if (!line.take("\"")) start.fail("expected a text in double quotes");
  std::string text;
  while (!line.at_end() && line.peek() != '"') text += line.get();
  if (!line.take("\"")) start.fail("the quotes are not closed");
  return text;
}

}  // namespace

void RuleReader::read(const PackFile& file) {
  phase_ = 0;
  in_rule_ = false;
  for_each_line(file, [&](Cursor line, std::size_t indent) {
    if (indent == 0) {
      read_top(line);
    } else if (!in_rule_) {
      line.fail("an indented line must stand in a rule");
    } else {
      read_part(line);
    }
    line.skip_space();
    if (!line.at_end()) line.fail("unexpected text at the end of the line");
  });
}

void RuleReader::read_top(Cursor& line) {
  const Cursor start = line;
  const std::string_view word = line.name();
  line.skip_space();
  in_rule_ = false;
  if (word == "phase") {
    phase_ = read_integer(line);
  } else if (word == "let") {
    const std::string name(line.name());
    line.skip_space();
    if (name.empty() || !line.take("=")) line.fail("expected 'let NAME = PATTERN'");
    line.skip_space();
    // Compiled once here, so that a fault is reported where the macro stands.
    Cursor check = line;
    Pattern::compile(check, scope_);
    scope_.macros[name] = std::string(line.rest());
  } else if (word == "rule") {
    Rule rule;
    rule.at = start.position();
    rule.name = line.word();
    if (rule.name.empty()) line.fail("expected the rule's name");
    if (std::ranges::find(rules_, rule.name, &Rule::name) != rules_.end()) start.fail("rule " + rule.name + " stands twice");
    rule.phase = phase_;
    rules_.push_back(std::move(rule));
    in_rule_ = true;
  } else {
    start.fail("expected 'phase', 'let' or 'rule'");
  }
}

void RuleReader::read_part(Cursor& line) {
  const Cursor start = line;
  Rule& rule = rules_.back();
  if (line.take("=>")) {
    line.skip_space();
    if (rule.examples.empty() || !rule.examples.back().expected) start.fail("'=>' must follow 'match'");
    const TextPosition at = line.position();
    rule.examples.back().expectations.push_back({at, std::string(line.rest())});
    return;
  }
  const std::string_view word = line.name();
  line.skip_space();
  if (word == "find") {
    rule.patterns.push_back(Pattern::compile(line, scope_));
  } else if (word == "make") {
    rule.makes.push_back(read_make(line));
  } else if (word == "date") {
    rule.dates.push_back(read_date(line));
  } else if (word == "alias") {
    rule.aliases.push_back(read_alias(line));
  } else if (word == "say") {
    rule.says.push_back(read_say(line));
  } else if (word == "priority") {
    rule.priority = read_integer(line);
  } else if (word == "in") {
    read_kinds(line);
  } else if (word == "always") {
    rule.fact = false;
  } else if (word == "match" || word == "no_match") {
    const TextPosition at = line.position();
    rule.examples.push_back({at, std::string(line.rest()), {}, word == "match"});
    if (rule.examples.back().text.empty()) start.fail("expected a sentence");
  } else {
    start.fail("expected find, make, date, alias, say, priority, in, always, match or no_match");
  }
}

void RuleReader::read_kinds(Cursor& line) {
  rules_.back().kinds = 0;
  while (!line.at_end()) {
    const std::string_view kind = line.name();
    static constexpr std::string_view names[] = {"paragraph", "heading", "bullet", "caption", "section"};
    const auto* it = std::find(std::begin(names), std::end(names), kind);
    if (it == std::end(names)) line.fail("expected paragraph, heading, bullet, caption or section");
    rules_.back().kinds |= static_cast<std::uint8_t>(1U << (it - std::begin(names)));
    line.skip_space();
  }
}

TypeId RuleReader::read_type(Cursor& line) {
  const Cursor start = line;
  const std::string_view name = line.name();
  const auto type = scope_.schema.find_type(name);
  if (!type) start.fail("unknown type '" + std::string(name) + "'");
  return *type;
}

CaptureId RuleReader::read_capture(Cursor& line) {
  const Cursor start = line;
  const std::string_view name = line.name();
  const auto it = std::ranges::find(scope_.captures, name);
  if (name.empty() || it == scope_.captures.end()) start.fail("no pattern captures '" + std::string(name) + "'");
  return static_cast<CaptureId>(it - scope_.captures.begin());
}

Template RuleReader::read_template(Cursor& line) {
  const Cursor start = line;
  const std::string text = read_quoted(line);
  Template filled;
  Template::Part part;
  for (std::size_t at = 0; at != text.size();) {
    if (text[at] != '{') {
      part.text += text[at++];
      continue;
    }
    const std::size_t end = text.find('}', at);
    if (end == std::string::npos) start.fail("'{' without '}'");
    const TextPosition where = start.position();
    const std::string inside = text.substr(at + 1, end - at - 1);
    Cursor reference(where.file, where.line, inside);
    part.has_capture = true;
    part.capture = read_capture(reference);
    if (reference.take(":")) {
      const std::string_view form = reference.rest();
      using Form = Template::Part::Form;
      const bool shortened = form.starts_with('-');
      if (form != "number" && form != "text" && !shortened) {
        start.fail("expected {name}, {name:text}, {name:number}, {name:-END} or {name.attribute}");
      }
      part.form = shortened ? Form::shortened : form == "number" ? Form::number : Form::written;
      if (shortened) part.without = fold_text(form.substr(1));
    } else if (reference.take(".")) {
      part.form = Template::Part::Form::attribute;
      part.attribute = reference.rest();
    }
    filled.parts.push_back(std::move(part));
    part = {};
    at = end + 1;
  }
  if (!part.text.empty()) filled.parts.push_back(std::move(part));
  return filled;
}

Term RuleReader::read_term(Cursor& line) {
  Term term;
  if (line.peek() == '"') {
    term.text = read_quoted(line);
    return term;
  }
  if (line.take("the:")) {
    term.kind = Term::Kind::recent;
    term.type = read_type(line);
    return term;
  }
  if (line.take("heading:")) {
    term.kind = Term::Kind::heading;
    term.type = read_type(line);
    return term;
  }
  if (line.take("inside:")) {
    term.kind = Term::Kind::inside;
    term.capture = read_capture(line);
    if (!line.take(":")) line.fail("expected inside:CAPTURE:TYPE");
    term.type = read_type(line);
    return term;
  }
  term.kind = Term::Kind::capture;
  term.capture = read_capture(line);
  if (line.take(".")) {
    term.kind = Term::Kind::attribute;
    term.text = line.name();
  }
  return term;
}

MakeAction RuleReader::read_make(Cursor& line) {
  MakeAction make;
  make.type = read_type(line);
  if (line.take(":")) {
    const TypeId sub = read_type(line);
    if (scope_.schema.top(sub) != make.type) line.fail("is no subtype");
    make.type = sub;
  }
  for (line.skip_space(); !line.at_end(); line.skip_space()) {
    const Cursor start = line;
    const std::string word(line.name());
    if (line.take("=")) {
      make.attributes.emplace_back(word, read_term(line));
      continue;
    }
    line.skip_space();
    if (word == "at") {
      make.at = read_capture(line);
    } else if (word == "local") {
      make.local = true;
    } else if (word == "members") {
      make.members = read_capture(line);
    } else if (word == "name") {
      make.name = read_template(line);
    } else if (word == "key") {
      make.key = read_template(line);
    } else if (word == "refers") {
      static constexpr std::string_view names[] = {"nothing", "last", "subject", "parties", "other", "suffix", "set", "part", "near", "edition"};
      const std::string_view policy = line.name();
      const auto* it = std::find(std::begin(names), std::end(names), policy);
      if (it == std::end(names)) start.fail("expected refers last, subject, parties, other, suffix, set, part, near or edition");
      make.refers = static_cast<MakeAction::Refers>(it - std::begin(names));
    } else {
      start.fail("expected at, local, members, name, key, refers or ATTRIBUTE=VALUE");
    }
  }
  return make;
}

DateAction::Part RuleReader::read_date_part(Cursor& line) {
  DateAction::Part part;
  if (line.at_end()) return part;
  if (line.take("doc")) {
    part.kind = DateAction::Part::Kind::document;
    if (line.peek() == '-' || line.peek() == '+') part.offset = read_integer(line);
  } else if (line.take("near")) {
    part.kind = DateAction::Part::Kind::near;
  } else if (line.peek() >= '0' && line.peek() <= '9') {
    part.kind = DateAction::Part::Kind::fixed;
    part.offset = read_integer(line);
  } else {
    part.kind = DateAction::Part::Kind::capture;
    part.capture = read_capture(line);
  }
  line.skip_space();
  return part;
}

DateAction RuleReader::read_date(Cursor& line) {
  DateAction date;
  if (line.take("week")) {
    date.week.kind = DateAction::Part::Kind::document;
    if (line.peek() == '-' || line.peek() == '+') date.week.offset = read_integer(line);
    line.skip_space();
    if (line.take("near")) date.week.kind = DateAction::Part::Kind::near;
    line.skip_space();
    date.day.kind = DateAction::Part::Kind::capture;
    date.day.capture = read_capture(line);
    return date;
  }
  date.year = read_date_part(line);
  if (date.year.kind == DateAction::Part::Kind::none) line.fail("expected date YEAR [MONTH [DAY]] or date week PART");
  date.month = read_date_part(line);
  date.day = read_date_part(line);
  return date;
}

AliasAction RuleReader::read_alias(Cursor& line) {
  AliasAction alias;
  alias.full = read_capture(line);
  line.skip_space();
  alias.brief = read_capture(line);
  return alias;
}

SayAction RuleReader::read_say(Cursor& line) {
  SayAction say;
  say.subject = read_term(line);
  line.skip_space();
  const Cursor start = line;
  say.predicate = line.name();
  if (scope_.schema.find_relation(say.predicate) == nullptr) start.fail("unknown relation '" + say.predicate + "'");
  line.skip_space();
  say.object = read_term(line);
  for (line.skip_space(); !line.at_end(); line.skip_space()) {
    std::string name(line.name());
    if (!line.take("=")) line.fail("expected QUALIFIER=VALUE");
    say.qualifiers.emplace_back(std::move(name), read_term(line));
  }
  return say;
}

}  // namespace accord
