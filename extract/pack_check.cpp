#include "extract/pack_check.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "extract/analysis.hpp"
#include "extract/rule_extractor.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr std::size_t most_listed = 12;  // of what an example gave instead

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    std::string_view part = text.substr(0, end);
    while (part.ends_with(' ')) part.remove_suffix(1);
    while (part.starts_with(' ')) part.remove_prefix(1);
    parts.emplace_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

std::string with_line_breaks(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at != text.size(); ++at) {
    const bool line_break = text[at] == '\\' && at + 1 != text.size() && text[at + 1] == 'n';
    out += line_break ? '\n' : text[at];
    if (line_break) ++at;
  }
  return out;
}

bool named(const Pack& pack, const Entity& entity, const std::string& name) {
  const auto same = [](const std::string& one, const std::string& other) { return fold_name(one) == fold_name(other); };
  if (same(entity.name, name)) return true;
  if (std::ranges::any_of(entity.aliases, [&](const std::string& alias) { return same(alias, name); })) return true;
  // Aliases that the gazetteer knows and the sentence does not use.
  const std::uint32_t entry = pack.lexicon.trie().find(fold_text(name));
  return entry != 0 && std::ranges::any_of(pack.lexicon.entry(entry - 1).names, [&](std::uint32_t listed) {
           return same(pack.lexicon.gazetteer()[listed].name, entity.name);
         });
}

bool plain_fact(const Statement& statement) { return attribute(statement.qualifiers, "status").empty(); }

bool said_by(const Statement& statement, const std::string& rule) {
  return std::ranges::any_of(statement.evidence, [&](const Evidence& evidence) { return evidence.rule == rule; });
}

std::string in_words(const Statement& statement) {
  std::string text = statement.subject.name + " | " + statement.predicate + " | " + statement.object.name;
  for (const auto& [name, value] : statement.qualifiers) text += " | " + name + '=' + value;
  return text;
}

std::string listed(const std::vector<std::string>& items) {
  if (items.empty()) return "nothing";
  std::string text;
  for (std::size_t i = 0; i != std::min(items.size(), most_listed); ++i) text += (i == 0 ? "" : "; ") + items[i];
  if (items.size() > most_listed) text += "; and " + std::to_string(items.size() - most_listed) + " more";
  return text;
}

/// One example, read by the pack.
class Trial {
 public:
  Trial(const Pack& pack, const Rule& rule, const Example& example)
      : pack_(pack), rule_(rule), example_(example),
        document_("example", with_line_breaks(example.text), Metadata{example_date, {}, {}, {}}), analysis_(pack, document_) {
    write_statements(analysis_, [&](Statement&& statement) { statements_.push_back(std::move(statement)); });
  }

  bool fired(const Rule& rule) const {
    const PendingMatches& pending = analysis_.pending();
    for (std::size_t i = 0; i != pending.size(); ++i) {
      if (&pending.rule(i) == &rule) return true;
    }
    for (const Sentence& sentence : analysis_.sentences()) {
      if (std::ranges::find(sentence.mentions, rule.name, &Mention::rule) != sentence.mentions.end()) return true;
    }
    // A rule that neither makes nor states anything leaves no trace but its match.
    return rule.makes.empty() && rule.dates.empty() && rule.says.empty() && matches(rule);
  }

  void check(std::vector<ExampleFailure>& failures) const {
    const auto fail = [&](const TextPosition& at, std::string message) { failures.push_back({at, rule_.name, std::move(message)}); };
    if (!example_.expected) {
      if (std::string stated = unwanted(); !stated.empty()) fail(example_.at, "expected nothing of this rule, got " + stated);
      return;
    }
    if (!fired(rule_)) fail(example_.at, "expected a match, got none; the words are " + words());
    for (const Expectation& expectation : example_.expectations) {
      if (const std::string fault = check(expectation.text); !fault.empty()) fail(expectation.at, fault);
    }
  }

 private:
  bool matches(const Rule& rule) const {
    std::vector<Match> found;
    for (const Sentence& sentence : analysis_.sentences()) {
      if ((rule.kinds >> static_cast<unsigned>(sentence.block->kind) & 1) == 0) continue;
      for (const Pattern& pattern : rule.patterns) pattern.find_all(sentence, found);
    }
    return !found.empty();
  }

  /// What this rule states or makes and should not.
  std::string unwanted() const {
    std::vector<std::string> found;
    for (const Statement& statement : statements_) {
      if (plain_fact(statement) && said_by(statement, rule_.name)) found.push_back(in_words(statement));
    }
    if (rule_.says.empty()) found = mentions();
    return found.empty() ? std::string() : listed(found);
  }

  std::string check(const std::string& expectation) const {
    const std::vector<std::string> parts = split(expectation, " | ");
    if (parts.size() == 1) return check_mention(parts[0]);
    if (parts.size() == 2) return "expected 'SUBJECT | relation | OBJECT' or 'TYPE NAME'";
    const Schema::Relation* relation = pack_.schema.find_relation(parts[1]);
    if (relation == nullptr) return "unknown relation '" + parts[1] + "'";
    for (std::size_t i = 3; i != parts.size(); ++i) {
      if (parts[i].find('=') == std::string::npos) return "expected 'qualifier=value' in place of '" + parts[i] + "'";
    }
    const auto given = [&](const Statement& statement) { return gives(statement, parts, relation->symmetric); };
    if (std::ranges::any_of(statements_, given)) return {};
    std::vector<std::string> found;
    for (const Statement& statement : statements_) found.push_back(in_words(statement));
    return "expected " + expectation + ", got " + listed(found);
  }

  bool gives(const Statement& statement, const std::vector<std::string>& parts, bool symmetric) const {
    if (statement.predicate != parts[1]) return false;
    const bool forward = named(pack_, statement.subject, parts[0]) && named(pack_, statement.object, parts[2]);
    const bool backward = symmetric && named(pack_, statement.subject, parts[2]) && named(pack_, statement.object, parts[0]);
    bool status = false;
    for (std::size_t i = 3; i != parts.size(); ++i) {
      const std::size_t equals = parts[i].find('=');
      const std::string name = parts[i].substr(0, equals);
      status = status || name == "status";
      if (attribute(statement.qualifiers, name) != parts[i].substr(equals + 1)) return false;
    }
    return (forward || backward) && (status || plain_fact(statement));
  }

  std::string check_mention(const std::string& expectation) const {
    const std::size_t space = expectation.find(' ');
    const std::string type_name = expectation.substr(0, space);
    const auto type = pack_.schema.find_type(type_name);
    if (!type) return "unknown type '" + type_name + "'";
    if (space == std::string::npos) return "expected 'TYPE NAME'";
    const std::string name = expectation.substr(space + 1);
    for (const Sentence& sentence : analysis_.sentences()) {
      for (const Mention& mention : sentence.mentions) {
        if (mention.rule != rule_.name || (pack_.schema.mask(*type) >> mention.type & 1) == 0) continue;
        for (const std::string& known : names(sentence, mention)) {
          if (fold_name(known) == fold_name(name)) return {};
        }
      }
    }
    return "expected this rule to make " + expectation + ", got " + listed(mentions()) + "; the words are " + words();
  }

  std::string joined(const std::vector<EntityRef>& entities) const {
    std::string text;
    for (const EntityRef entity : entities) text += (text.empty() ? "" : "、") + analysis_.entities()[entity].name;
    return text;
  }

  /// What a mention may be called; what says most comes first.
  std::vector<std::string> names(const Sentence& sentence, const Mention& mention) const {
    std::vector<std::string> known;
    if (!mention.members.empty()) known.push_back(joined(mention.members.list()));
    for (const MentionAttribute& attribute : mention.attributes) {
      if (attribute.name == "iso") known.push_back(attribute.text);
    }
    if (mention.entity != no_entity) {
      known.push_back(analysis_.entities()[mention.entity].name);
    } else if (known.empty()) {
      known.push_back(sentence.text(mention.begin, mention.end));
    }
    return known;
  }

  /// The mentions that this rule makes.
  std::vector<std::string> mentions() const {
    std::vector<std::string> found;
    for (const Sentence& sentence : analysis_.sentences()) {
      for (const Mention& mention : sentence.mentions) {
        if (mention.rule == rule_.name) found.push_back(pack_.schema.type(mention.type).name + ' ' + names(sentence, mention).front());
      }
    }
    return found;
  }

  std::string words() const {
    std::string text;
    for (const Sentence& sentence : analysis_.sentences()) {
      for (std::uint32_t i = 0; i != sentence.tokens.size(); ++i) text += (text.empty() ? "" : "/") + sentence.text(i, i + 1);
    }
    return text;
  }

  const Pack& pack_;
  const Rule& rule_;
  const Example& example_;
  Document document_;
  Analysis analysis_;
  std::vector<Statement> statements_;
};

}  // namespace

PackReport check_pack(const Pack& pack) {
  PackReport report;
  std::set<const Rule*> fired;
  for (const Rule& rule : pack.rules) {
    ++report.rules;
    report.examples += rule.examples.size();
    if (rule.examples.empty()) report.without_examples.push_back(&rule);
    for (const Example& example : rule.examples) {
      const Trial trial(pack, rule, example);
      trial.check(report.failures);
      for (const Rule& other : pack.rules) {
        if (!fired.contains(&other) && trial.fired(other)) fired.insert(&other);
      }
    }
  }
  for (const Rule& rule : pack.rules) {
    if (!fired.contains(&rule)) report.never_fired.push_back(&rule);
  }
  std::ranges::stable_sort(report.failures, [](const ExampleFailure& a, const ExampleFailure& b) {
    return std::tie(a.at.file, a.at.line, a.at.column) < std::tie(b.at.file, b.at.line, b.at.column);
  });
  return report;
}

}  // namespace accord
