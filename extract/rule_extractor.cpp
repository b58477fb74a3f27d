#include "extract/rule_extractor.hpp"

#include <algorithm>
#include <map>

#include "extract/analysis.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

/// Statements that one match can make: two long lists in one sentence are no news.
constexpr std::size_t most_pairs = 1000;
constexpr std::string_view status_prefix = "status_";

/// A statement before names take the place of references.
struct Draft {
  EntityRef subject = no_entity, object = no_entity;
  const Schema::Relation* relation = nullptr;
  Attributes qualifiers;
  std::vector<Evidence> evidence;
  double confidence = 1;
  std::size_t match = 0;  ///< index of the one that said it first
};

/// Turns the matches of an analysis into statements.
class StatementWriter {
 public:
  StatementWriter(Analysis& analysis, const RefusalSink& refused) : analysis_(analysis), pack_(analysis.pack()), refused_(refused) {
    clause_ = pack_.lexicon.find_class("clause");
    carry_ = pack_.lexicon.find_class("carry");
    with_ = pack_.lexicon.find_class("with");
    for (const Schema::Relation& relation : pack_.schema.relations()) subjects_ |= relation.domain;
    for (std::size_t id = 0; id != pack_.lexicon.class_names().size(); ++id) {
      const std::string& name = pack_.lexicon.class_names()[id];
      if (name.starts_with(status_prefix)) status_.emplace_back(static_cast<ClassId>(id), name.substr(status_prefix.size()));
    }
  }

  void write(const StatementSink& sink) {
    for (std::size_t i = 0; i != analysis_.pending().size(); ++i) {
      const PendingMatch match = analysis_.pending()[i];
      analysis_.recall(match.sentence);
      for (const SayAction& say : match.rule->says) add(match, i, say);
    }
    drop_implied();
    date_entities();
    for (Draft& draft : drafts_) sink(statement(std::move(draft)));
  }

 private:
  void add(const PendingMatch& at, std::size_t index, const SayAction& say) {
    const Schema::Relation* relation = pack_.schema.find_relation(say.predicate);
    const std::string status = at.rule->fact ? modality(at) : std::string();
    const auto subjects = analysis_.resolve(say.subject, at);
    const auto objects = analysis_.resolve(say.object, at);
    if (subjects.empty() || objects.empty()) {
      refuse(Refusal::Why::nobody, index, say.predicate, subjects.empty() ? no_entity : subjects.front(),
             objects.empty() ? no_entity : objects.front());
    }
    std::size_t pairs = 0;
    for (const EntityRef from : subjects) {
      for (const EntityRef to : objects) {
        if (++pairs > most_pairs) return;
        Draft draft;
        draft.subject = fit(from, relation->domain, relation->acts);
        draft.object = fit(to, relation->range, relation->acts);
        draft.relation = relation;
        draft.match = index;
        if (status == "denied") {
          refuse(Refusal::Why::denied, index, say.predicate, from, to);
          continue;
        }
        if (draft.subject == no_entity || draft.object == no_entity || draft.subject == draft.object) {
          refuse(draft.subject == no_entity  ? Refusal::Why::subject_type
                 : draft.object == no_entity ? Refusal::Why::object_type
                                             : Refusal::Why::same_ends,
                 index, say.predicate, from, to);
          continue;
        }
        if (relation->symmetric && key(draft.object) < key(draft.subject)) std::swap(draft.subject, draft.object);
        for (const auto& [name, term] : say.qualifiers) set_attribute(draft.qualifiers, name, analysis_.text_of(term, at));
        if (!status.empty()) set_attribute(draft.qualifiers, "status", status);
        if (at.rule->fact && attribute(draft.qualifiers, "date").empty()) set_attribute(draft.qualifiers, "date", date(at));
        draft.evidence.push_back(evidence(at));
        draft.confidence = 0.9;
        merge(std::move(draft));
      }
    }
  }

  void refuse(Refusal::Why why, std::size_t match, const std::string& predicate, EntityRef subject, EntityRef object) const {
    if (!refused_) return;
    const auto name = [&](EntityRef entity) { return entity == no_entity ? std::string() : analysis_.entities()[entity].name; };
    refused_({why, match, name(subject), predicate, name(object)});
  }

  std::string key(EntityRef entity) const { return fold_name(analysis_.entities()[entity].name); }

  /// The entity itself if the relation takes its type, or what stands in for it; else none.
  EntityRef fit(EntityRef entity, TypeMask types, bool acts) {
    const DocumentEntity& it = analysis_.entities()[entity];
    if ((types >> it.type & 1) == 0 && (types >> pack_.schema.top(it.type) & 1) == 0) return stand_in(entity, types);
    const EntityRef other = acts ? stand_in(entity, types) : no_entity;
    return other == no_entity ? entity : other;
  }

  EntityRef stand_in(EntityRef entity, TypeMask types) {
    const DocumentEntity& it = analysis_.entities()[entity];
    for (const Schema::Coercion& coercion : pack_.schema.coercions()) {
      if (coercion.from != pack_.schema.top(it.type) || (types >> coercion.to & 1) == 0) continue;
      const std::string_view name = attribute(it.facts, coercion.by);
      if (!name.empty()) return analysis_.listed(std::string(name), coercion.to);
    }
    return no_entity;
  }

  /// The first token of the clause that holds `token`.
  std::uint32_t clause_begin(const Sentence& sentence, std::uint32_t token) const {
    while (token > 0 && !(clause_ && sentence.tokens[token - 1].classes.has(*clause_))) --token;
    return token;
  }

  std::uint32_t verb(const PendingMatch& at) const {
    for (const Capture& part : at.match.captures) {
      if (pack_.capture_names[part.name] == "verb") return part.begin;
    }
    return at.match.begin;
  }

  /// Conditions and hearsay at the head of a sentence bear on all of it, whatever stands between.
  std::string frame(const Sentence& sentence, std::uint32_t end) const {
    for (std::uint32_t i = 0; i != end; ++i) {
      for (const auto& [id, name] : status_) {
        const bool framing = name == "conditional" || name == "reported";
        if (framing && sentence.tokens[i].classes.has(id)) return name;
      }
    }
    return {};
  }

  /// Whether somebody or some body is named between two tokens, before any "with" or "to".
  bool has_subject(const Sentence& sentence, std::uint32_t begin, std::uint32_t end) const {
    if (with_) {
      const auto first = sentence.tokens.begin() + begin, last = sentence.tokens.begin() + end;
      const auto with = std::find_if(first, last, [&](const Token& token) { return token.classes.has(*with_); });
      end = static_cast<std::uint32_t>(with - sentence.tokens.begin());
    }
    return std::ranges::any_of(sentence.mentions, [&](const Mention& mention) {
      return mention.begin >= begin && mention.end <= end && (subjects_ >> mention.type & 1) != 0;
    });
  }

  /// A word of a name says nothing of what the sentence tells: the plan of a programme's name.
  bool inside_name(const Sentence& sentence, std::uint32_t token) const {
    const auto dates = pack_.schema.find_type("Date");
    return std::ranges::any_of(sentence.mentions, [&](const Mention& mention) {
      return mention.begin <= token && token < mention.end && mention.type != dates;
    });
  }

  /// What kind of truth the words before the verb give the statement: "planned", "denied", … or nothing: a fact.
  std::string modality(const PendingMatch& at) const {
    const Sentence& sentence = analysis_.sentences()[at.sentence];
    const std::uint32_t end = verb(at);
    std::uint32_t begin = clause_begin(sentence, end);
    for (bool carried_over = false;; carried_over = true) {
      for (std::uint32_t i = end; i-- != begin;) {
        for (const auto& [id, name] : status_) {
          if (!sentence.tokens[i].classes.has(id) || inside_name(sentence, i)) continue;
          // A "not" bears on its own clause only.
          if (!carried_over || name != "denied") return name;
        }
      }
      // A clause without a subject of its own goes on with the one before.
      const bool carried = carry_ && sentence.tokens[begin].classes.has(*carry_);
      if (begin == 0 || (!carried && has_subject(sentence, begin, end))) return frame(sentence, begin);
      begin = clause_begin(sentence, begin - 1);
    }
  }

  /// The date that the sentence gives: the nearest before the verb, else the first after it in its clause.
  std::string date(const PendingMatch& at) const {
    const auto type = pack_.schema.find_type("Date");
    if (!type) return {};
    const Sentence& sentence = analysis_.sentences()[at.sentence];
    const std::uint32_t here = verb(at);
    const Mention* before = nullptr;
    const Mention* after = nullptr;
    for (const Mention& mention : sentence.mentions) {
      if (mention.type != *type) continue;
      if (mention.begin <= here) {
        if (before == nullptr || mention.begin > before->begin) before = &mention;
      } else if (mention.end <= at.match.end && (after == nullptr || mention.begin < after->begin)) {
        after = &mention;
      }
    }
    const Mention* chosen = before != nullptr ? before : after;
    if (chosen == nullptr) return {};
    for (const MentionAttribute& part : chosen->attributes) {
      if (part.name == "iso") return part.text;
    }
    return {};
  }

  Evidence evidence(const PendingMatch& at) const {
    const Sentence& sentence = analysis_.sentences()[at.sentence];
    const Document& document = analysis_.document();
    Evidence evidence;
    evidence.document = document.id();
    evidence.span = sentence.block->source(sentence.span);
    evidence.quote = document.slice(evidence.span);
    evidence.rule = at.rule->name;
    evidence.source = document.metadata();
    evidence.place = document.place(evidence.span);
    return evidence;
  }

  /// Same ends and relation, and no qualifier at odds: one statement.
  void merge(Draft&& draft) {
    std::vector<std::size_t>& alike = by_ends_[{draft.subject, draft.object}];
    for (const std::size_t index : alike) {
      Draft& known = drafts_[index];
      if (known.relation != draft.relation) continue;
      const bool conflict = std::ranges::any_of(draft.qualifiers, [&](const auto& qualifier) {
        const std::string_view value = attribute(known.qualifiers, qualifier.first);
        return (!value.empty() || qualifier.first == "status") && value != qualifier.second &&
               !value.starts_with(qualifier.second) && !qualifier.second.starts_with(value);
      });
      const bool status = attribute(known.qualifiers, "status") != attribute(draft.qualifiers, "status");
      if (conflict || status) continue;
      for (auto& [name, value] : draft.qualifiers) {
        if (attribute(known.qualifiers, name).size() < value.size()) set_attribute(known.qualifiers, name, std::move(value));
      }
      for (Evidence& e : draft.evidence) {
        // Evidence comes in the order of the text: what one sentence gave stands together.
        bool same = false;
        for (auto it = known.evidence.rbegin(); it != known.evidence.rend() && it->span == e.span && !same; ++it) same = it->rule == e.rule;
        if (!same) known.evidence.push_back(std::move(e));
      }
      return;
    }
    alike.push_back(drafts_.size());
    drafts_.push_back(std::move(draft));
  }

  /// Whether another statement between the same ends says as much: who chairs attends; a plan that also happened is a
  /// fact.
  bool implied_by_other(const Draft& draft) const {
    return std::ranges::any_of(by_ends_.at({draft.subject, draft.object}), [&](std::size_t index) {
      const Draft& other = drafts_[index];
      if (&other == &draft) return false;
      const bool planned = !attribute(draft.qualifiers, "status").empty();
      const bool other_planned = !attribute(other.qualifiers, "status").empty();
      if (other.relation == draft.relation) return planned && !other_planned;
      return other.relation->implies == draft.relation->name && planned == other_planned;
    });
  }

  /// Objects of specific relations, by subject.
  using Specific = std::map<std::pair<EntityRef, const Schema::Relation*>, std::vector<std::pair<EntityRef, std::string>>>;

  Specific specific_objects() const {
    Specific objects;
    for (const Draft& draft : drafts_) {
      if (!draft.relation->specific) continue;
      auto& known = objects[{draft.subject, draft.relation}];
      if (known.size() < most_members) known.emplace_back(draft.object, key(draft.object));
    }
    return objects;
  }

  void drop_implied() {
    const Specific specific = specific_objects();
    const auto implied = [&](const Draft& draft) {
      if (draft.relation->specific) {
        const std::string mine = key(draft.object);
        for (const auto& [object, theirs] : specific.at({draft.subject, draft.relation})) {
          if (object != draft.object && theirs.size() > mine.size() && theirs.ends_with(mine)) return true;
        }
      }
      return implied_by_other(draft);
    };
    std::vector<bool> drop;  // decided before any goes: they are compared with each other
    for (const Draft& draft : drafts_) drop.push_back(implied(draft));
    std::vector<Draft> kept;
    for (std::size_t i = 0; i != drafts_.size(); ++i) {
      Draft& draft = drafts_[i];
      if (drop[i]) {
        refuse(Refusal::Why::implied, draft.match, draft.relation->name, draft.subject, draft.object);
      } else {
        kept.push_back(std::move(draft));
      }
    }
    drafts_ = std::move(kept);
  }

  /// The own date of a meeting or a paper, where what is said of it agrees on one.
  void date_entities() {
    std::map<EntityRef, std::string> dates;
    for (const Draft& draft : drafts_) {
      using Dates = Schema::Relation::Dates;
      const std::string_view date = attribute(draft.qualifiers, "date");
      if (date.empty() || draft.relation->dates == Dates::nothing || !attribute(draft.qualifiers, "status").empty()) continue;
      const EntityRef whose = draft.relation->dates == Dates::subject ? draft.subject : draft.object;
      const auto [known, fresh] = dates.try_emplace(whose, date);
      if (fresh || known->second.starts_with(date)) continue;
      known->second = date.starts_with(known->second) ? std::string(date) : std::string("?");
    }
    for (const auto& [entity, date] : dates) {
      if (date != "?") analysis_.set_date(entity, date);
    }
  }

  Entity entity(EntityRef reference) const {
    const DocumentEntity& from = analysis_.entities()[reference];
    Entity to;
    to.name = from.name;
    const TypeId top = pack_.schema.top(from.type);
    to.type = pack_.schema.type(top).name;
    if (top != from.type) to.subtype = pack_.schema.type(from.type).name;
    to.id = entity_id(to.type, from.local ? to.name + '\n' + analysis_.document().id() : to.name);
    for (const std::string& surface : from.surfaces) {
      if (surface != to.name) to.aliases.push_back(surface);
    }
    to.attributes = from.attributes;
    if (from.local) set_attribute(to.attributes, "of", analysis_.document().id());
    return to;
  }

  Statement statement(Draft&& draft) const {
    Statement statement;
    statement.subject = entity(draft.subject);
    statement.predicate = draft.relation->name;
    statement.object = entity(draft.object);
    statement.qualifiers = std::move(draft.qualifiers);
    statement.evidence = std::move(draft.evidence);
    statement.confidence = draft.confidence;
    return statement;
  }

  Analysis& analysis_;
  const Pack& pack_;
  const RefusalSink& refused_;
  std::optional<ClassId> clause_, carry_, with_;
  TypeMask subjects_ = 0;  ///< types that can be the subject of something
  std::vector<std::pair<ClassId, std::string>> status_;
  std::vector<Draft> drafts_;
  std::map<std::pair<EntityRef, EntityRef>, std::vector<std::size_t>> by_ends_;  ///< indexes of drafts
};

}  // namespace

void write_statements(Analysis& analysis, const StatementSink& sink, const RefusalSink& refused) {
  StatementWriter(analysis, refused).write(sink);
}

void RuleExtractor::extract(const Document& document, const StatementSink& sink) const {
  Analysis analysis(*pack_, document, Analysis::Keep::what_is_said);
  write_statements(analysis, sink);
}

}  // namespace accord
