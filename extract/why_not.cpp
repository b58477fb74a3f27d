#include "extract/why_not.hpp"

#include <algorithm>
#include <set>

#include "extract/analysis.hpp"
#include "extract/rule_extractor.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

std::string quoted(const std::string& text) { return "“" + text + "”"; }

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

class Inquiry {
 public:
  Inquiry(const Pack& pack, const Document& document, const Schema::Relation& relation, std::string subject, std::string object)
      : pack_(pack), document_(document), relation_(relation), names_{std::move(subject), std::move(object)},
        analysis_(pack, document) {
    write_statements(
        analysis_, [&](Statement&& statement) { statements_.push_back(std::move(statement)); },
        [&](const Refusal& refusal) { refusals_.push_back(refusal); });
    for (int end : {0, 1}) entities_[end] = entities_named(names_[end]);
  }

  Explanation answer(std::size_t most) {
    if (stated()) return std::move(explanation_);
    for (int end : {0, 1}) {
      if (entities_[end].empty()) {
        report_unknown(names_[end]);
      } else {
        report_type(end);
      }
    }
    report_sentences(most);
    return std::move(explanation_);
  }

 private:
  std::set<EntityRef> entities_named(const std::string& name) const {
    std::set<EntityRef> found;
    const std::string key = fold_name(name);
    for (EntityRef i = 0; i != analysis_.entities().size(); ++i) {
      const DocumentEntity& entity = analysis_.entities()[i];
      const auto same = [&](const std::string& surface) { return fold_name(surface) == key; };
      if (same(entity.name) || std::ranges::any_of(entity.surfaces, same)) found.insert(i);
    }
    return found;
  }

  static bool named(const Entity& entity, const std::string& name) {
    const auto same = [&](const std::string& surface) { return fold_name(surface) == fold_name(name); };
    return same(entity.name) || std::ranges::any_of(entity.aliases, same);
  }

  bool asked_for(const Statement& statement) const {
    if (statement.predicate != relation_.name) return false;
    const bool forward = named(statement.subject, names_[0]) && named(statement.object, names_[1]);
    return forward || (relation_.symmetric && named(statement.subject, names_[1]) && named(statement.object, names_[0]));
  }

  void add(const Sentence* sentence, std::uint32_t token, std::string rule, std::string message) {
    Obstacle obstacle;
    obstacle.at.file = document_.id();
    if (sentence != nullptr) {
      const std::uint32_t at = std::min(token, static_cast<std::uint32_t>(sentence->tokens.size() - 1));
      const Span where = sentence->characters(at, at + 1);
      obstacle.at = document_.position(sentence->block->source(where).begin);
      obstacle.sentence = to_utf8(std::u32string_view(sentence->block->written).substr(sentence->span.begin, sentence->span.length()));
    }
    obstacle.rule = std::move(rule);
    obstacle.message = std::move(message);
    explanation_.obstacles.push_back(std::move(obstacle));
  }

  /// Whether the document states it; as what, if not as a plain fact.
  bool stated() {
    for (const Statement& statement : statements_) {
      if (!asked_for(statement)) continue;
      const std::string status(attribute(statement.qualifiers, "status"));
      const Evidence& evidence = statement.evidence.front();
      for (const Sentence& sentence : analysis_.sentences()) {
        if (sentence.tokens.empty() || sentence.block->source(sentence.span) != evidence.span) continue;
        add(&sentence, 0, evidence.rule, status.empty() ? "states it" : "states it, but not as a fact: status " + status);
        break;
      }
      explanation_.stated = explanation_.stated || status.empty();
    }
    return explanation_.stated;
  }

  /// A name that no mention has: how its words were cut.
  void report_unknown(const std::string& name) {
    const std::u32string folded = fold_text(name);
    bool any = false;
    for (const Sentence& sentence : analysis_.sentences()) {
      const auto text = std::u32string_view(sentence.block->folded).substr(sentence.span.begin, sentence.span.length());
      const std::size_t found = folded.empty() ? text.npos : text.find(folded);
      if (found == text.npos) continue;
      any = true;
      const auto begin = sentence.span.begin + static_cast<std::uint32_t>(found);
      report_cut(sentence, name, {begin, begin + static_cast<std::uint32_t>(folded.size())});
      break;
    }
    if (!any) add(nullptr, 0, {}, quoted(name) + " does not stand in the text, and nothing there is also called so");
  }

  void report_cut(const Sentence& sentence, const std::string& name, Span where) {
    std::vector<std::string> words, mentions;
    std::uint32_t first = 0, last = 0;
    for (std::uint32_t i = 0; i != sentence.tokens.size(); ++i) {
      if (!Span{sentence.tokens[i].begin, sentence.tokens[i].end}.overlaps(where)) continue;
      if (words.empty()) first = i;
      last = i + 1;
      words.push_back(sentence.text(i, i + 1));
    }
    for (const Mention& mention : sentence.mentions) {
      if (mention.begin >= last || mention.end <= first) continue;
      mentions.push_back(pack_.schema.type(mention.type).name + ' ' + quoted(sentence.text(mention.begin, mention.end)) + " by " + std::string(mention.rule));
    }
    add(&sentence, first, {}, quoted(name) + " is not recognised; its words are " + joined(words, "/") +
        (mentions.empty() ? ", and no mention holds them" : "; what is recognised there: " + joined(mentions, ", ")));
  }

  /// Entities of a type that the relation does not take at that end.
  void report_type(int end) {
    const TypeMask types = relation_.symmetric ? relation_.domain | relation_.range : end == 0 ? relation_.domain : relation_.range;
    std::vector<std::string> found;
    for (const EntityRef entity : entities_[end]) {
      const TypeId type = analysis_.entities()[entity].type;
      const bool stands_in = std::ranges::any_of(pack_.schema.coercions(), [&](const Schema::Coercion& coercion) {
        return coercion.from == pack_.schema.top(type) && (types >> coercion.to & 1) != 0 &&
               !attribute(analysis_.entities()[entity].facts, coercion.by).empty();
      });
      if ((types >> type & 1) != 0 || stands_in) return;
      found.push_back(pack_.schema.type(type).name);
    }
    std::vector<std::string> taken;
    for (std::size_t id = 0; id != pack_.schema.types().size(); ++id) {
      const Schema::Type& type = pack_.schema.types()[id];
      if ((types >> id & 1) != 0 && type.top == id) taken.push_back(type.name);
    }
    add(nullptr, 0, {}, quoted(names_[end]) + " is a " + joined(found, " or ") + "; " + relation_.name +
        (end == 0 ? " begins at a " : " leads to a ") + joined(taken, ", "));
  }

  bool stands_for(const Mention& mention, int end) const {
    const auto ours = [&](EntityRef entity) { return entities_[end].contains(entity); };
    return ours(mention.entity) || std::ranges::any_of(mention.members, ours);
  }

  void report_sentences(std::size_t most) {
    std::vector<std::pair<int, const Sentence*>> order;  // how many of the names are missing
    for (const Sentence& sentence : analysis_.sentences()) {
      int ends = 0;
      for (int end : {0, 1}) {
        ends += std::ranges::any_of(sentence.mentions, [&](const Mention& mention) { return stands_for(mention, end); }) ? 1 : 0;
      }
      if (ends != 0) order.emplace_back(2 - ends, &sentence);
    }
    std::ranges::stable_sort(order, {}, &std::pair<int, const Sentence*>::first);
    if (!order.empty() && order.front().first != 0) add(nullptr, 0, {}, "no sentence names both");
    for (std::size_t i = 0; i != std::min(most, order.size()); ++i) report_nearest(*order[i].second);
  }

  bool says(const Rule& rule) const { return std::ranges::find(rule.says, relation_.name, &SayAction::predicate) != rule.says.end(); }

  /// The rule of the relation that came nearest in a sentence.
  void report_nearest(const Sentence& sentence) {
    const auto index = static_cast<std::uint32_t>(&sentence - analysis_.sentences().data());
    const PendingMatches& pending = analysis_.pending();
    for (std::size_t i = 0; i != pending.size(); ++i) {
      if (pending.sentence(i) == index && says(pending.rule(i))) return report_match(sentence, i);
    }
    const auto wanted = [&](const Mention& mention) { return stands_for(mention, 0) || stands_for(mention, 1); };
    const Rule* nearest = nullptr;
    Reach best;
    for (const Rule& rule : pack_.rules) {
      if (!says(rule) || (rule.kinds >> static_cast<unsigned>(sentence.block->kind) & 1) == 0) continue;
      for (const Pattern& pattern : rule.patterns) {
        const Reach reach = pattern.reach(sentence, wanted);
        const bool nearer = reach.wanted != best.wanted ? reach.wanted > best.wanted : reach.fitted > best.fitted;
        if (nearest != nullptr && !nearer) continue;
        nearest = &rule;
        best = reach;
      }
    }
    if (nearest == nullptr) return add(&sentence, 0, {}, "no rule of " + relation_.name + " looks at such a block");
    const bool at_end = best.at >= sentence.tokens.size();
    const std::string fitted = best.at > best.begin ? quoted(sentence.text(best.begin, std::min(best.at, static_cast<std::uint32_t>(sentence.tokens.size())))) + " fits; " : "";
    add(&sentence, best.at, nearest->name, fitted + (at_end ? "at the end" : "at " + quoted(sentence.text(best.at, best.at + 1))) +
        " it needs " + best.missing);
  }

  /// A rule matched: what it says instead, or what became of what it says.
  void report_match(const Sentence& sentence, std::size_t index) {
    const PendingMatch match = analysis_.pending()[index];
    std::vector<std::string> found;
    for (const Refusal& refusal : refusals_) {
      if (refusal.match == index && refusal.predicate == relation_.name) found.push_back(reason(refusal));
    }
    const Span where = sentence.block->source(sentence.span);
    for (const Statement& statement : statements_) {
      const bool here = std::ranges::any_of(statement.evidence, [&](const Evidence& evidence) {
        return evidence.span == where && evidence.rule == match.rule->name;
      });
      if (here && statement.predicate == relation_.name) found.push_back("it says " + statement.subject.name + ' ' + relation_.name + ' ' + statement.object.name);
    }
    add(&sentence, match.match.begin, match.rule->name, "matches " + quoted(sentence.text(match.match.begin, match.match.end)) + "; " +
        (found.empty() ? "another match says the same" : joined(found, "; ")));
  }

  static std::string reason(const Refusal& refusal) {
    const auto known = [](const std::string& name) { return name.empty() ? std::string("nothing") : name; };
    const std::string what = known(refusal.subject) + ' ' + refusal.predicate + ' ' + known(refusal.object);
    using Why = Refusal::Why;
    switch (refusal.why) {
      case Why::denied: return what + " is denied by the words before";
      case Why::subject_type: return what + ": " + refusal.predicate + " does not begin at such a thing";
      case Why::object_type: return what + ": " + refusal.predicate + " does not lead to such a thing";
      case Why::same_ends: return what + ": both are one";
      case Why::nobody: return what + ": a part of the rule stands for nothing here";
      case Why::implied: return what + " is dropped: another statement says as much or more";
    }
    return what;
  }

  const Pack& pack_;
  const Document& document_;
  const Schema::Relation& relation_;
  std::string names_[2];
  Analysis analysis_;
  std::vector<Statement> statements_;
  std::vector<Refusal> refusals_;
  std::set<EntityRef> entities_[2];
  Explanation explanation_;
};

}  // namespace

Explanation why_not(const Pack& pack, const Document& document, const std::string& subject, const std::string& relation,
                    const std::string& object, std::size_t most) {
  const Schema::Relation* known = pack.schema.find_relation(relation);
  if (known == nullptr) {
    std::string names;
    for (const Schema::Relation& other : pack.schema.relations()) names += ' ' + other.name;
    throw UsageError("unknown relation \"" + relation + "\"; the pack has" + names);
  }
  return Inquiry(pack, document, *known, subject, object).answer(most);
}

}  // namespace accord
