#include "extract/analysis.hpp"

#include <algorithm>

#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr std::uint32_t long_document = 1U << 20;  // characters; longer than almost all

/// The number that the words of a capture write; nothing if they are none.
std::optional<int> number_in(const Sentence& sentence, const Capture& part) {
  const Span span = sentence.characters(part.begin, part.end);
  return parse_number(std::u32string_view(sentence.block->folded).substr(span.begin, span.length()));
}

}  // namespace

Analysis::Analysis(const Pack& pack, const Document& document, Keep keep)
    : pack_(pack), document_(document), words_again_(keep == Keep::what_is_said && document.length() > long_document), date_(parse_iso_date(document.metadata().date)),
      possessive_(pack.lexicon.find_class("possessive")), results_(pack.tests), blocks_(lay_out(document)),
      entities_(pack), seen_(pack.schema.types().size()), lists_(pack.schema.types().size()) {
  tokenize();
  for (std::uint32_t i = 0; i != sentences_.size(); ++i) recognize(i);
  settle();
}

EntityRef Analysis::listed(const std::string& name, TypeId top) {
  const EntityRef listed = entities_.listed(name, top);
  return listed != no_entity ? listed : entities_.named(top, name, fold_name(name));
}

EntityRef Analysis::known(TypeId type, const std::string& name, const std::string& key) {
  const TypeId top = pack_.schema.top(type);
  if (entities_.find(top, key) == no_entity) {
    if (const EntityRef listed = entities_.listed(name, top); listed != no_entity) return listed;
  }
  return entities_.named(type, name, key);
}

EntityRef Analysis::listed(const std::string& name) {
  const std::uint32_t entry = pack_.lexicon.trie().find(fold_text(name));
  if (entry == 0 || pack_.lexicon.entry(entry - 1).names.empty()) return no_entity;
  return entities_.listed(pack_.lexicon.entry(entry - 1).names.front());
}

void Analysis::tokenize() {
  const KnownNames none;
  NameCounts counts;
  const auto name_after = pack_.lexicon.find_class("name_after");
  std::size_t sentences = 0;
  for (const Block& block : blocks_) sentences += block.sentences.size();
  sentences_.reserve(sentences);
  block_sentences_.reserve(blocks_.size() + 1);
  for (const Block& block : blocks_) {
    block_sentences_.push_back(static_cast<std::uint32_t>(sentences_.size()));
    for (const Span span : block.sentences) {
      Sentence& sentence = sentences_.emplace_back();
      sentence.block = &block;
      sentence.span = span;
      pack_.tokenizer->tokenize(block, span, none, sentence.tokens);
      count_names(sentence, name_after, counts);
      if (words_again_) std::vector<Token>().swap(sentence.tokens);
    }
  }
  block_sentences_.push_back(static_cast<std::uint32_t>(sentences_.size()));
  for (const auto& [name, count] : counts) {
    if (count >= 2 && name.size() >= 2) known_names_.insert(name) = 1;
  }
}

void Analysis::count_names(const Sentence& sentence, std::optional<ClassId> name_after, NameCounts& counts) {
  for (std::size_t i = 0; i != sentence.tokens.size(); ++i) {
    const Token& token = sentence.tokens[i];
    if (token.kind != TokenKind::name) continue;
    const bool titled = i > 0 && name_after && sentence.tokens[i - 1].classes.has(*name_after);
    counts[std::u32string_view(sentence.block->folded).substr(token.begin, token.end - token.begin)] += titled ? 2 : 1;
  }
}

/// A name that a title gave away in one place is a name wherever it stands in the document.
void Analysis::find_known_names(Sentence& sentence) const {
  if (known_names_.empty()) return;
  const Trie names = known_names_.view();
  const std::u32string_view text = std::u32string_view(sentence.block->folded).substr(sentence.span.begin, sentence.span.length());
  // Where all of them are words of the sentence already, nothing changes.
  bool found = false;
  auto token = sentence.tokens.begin();
  for (std::size_t at = 0; at != text.size() && !found; ++at) {
    Trie::Node node = names.root();
    for (std::size_t end = at; end != text.size() && !found;) {
      node = names.step(node, text[end++]);
      if (!node) break;
      if (node.value == 0) continue;
      const auto begin = sentence.span.begin + static_cast<std::uint32_t>(at);
      while (token != sentence.tokens.end() && token->begin < begin) ++token;
      const bool there = token != sentence.tokens.end() && token->begin == begin && token->kind == TokenKind::name;
      found = !there || token->end != sentence.span.begin + end;
    }
  }
  if (!found) return;
  sentence.tokens.clear();
  pack_.tokenizer->tokenize(*sentence.block, sentence.span, known_names_, sentence.tokens);
}

void Analysis::recall(std::uint32_t index) {
  if (!words_again_ || index == recalled_) return;
  if (recalled_ != Block::none) sentences_[recalled_].forget_words();
  recalled_ = index;
  Sentence& sentence = sentences_[index];
  pack_.tokenizer->tokenize(*sentence.block, sentence.span, KnownNames(), sentence.tokens);
  find_known_names(sentence);
}

void Analysis::add_listed_mentions(Sentence& sentence) {
  for (std::uint32_t i = 0; i != sentence.tokens.size(); ++i) {
    const Token& token = sentence.tokens[i];
    if (token.entry == Token::no_entry || token.kind == TokenKind::name || !pack_.lexicon.has_names(token.entry)) continue;
    for (const std::uint32_t name : pack_.lexicon.entry(token.entry).names) {
      Mention mention;
      mention.type = pack_.lexicon.gazetteer()[name].type;
      mention.begin = i;
      mention.end = i + 1;
      mention.rule = "gazetteer";
      mention.entity = entities_.listed(name);
      entities_.add_surface(mention.entity, pack_.schema.top(mention.type), sentence.text(i, i + 1));
      sentence.add(std::move(mention));
    }
  }
}

void Analysis::recognize(std::uint32_t index) {
  Sentence& sentence = sentences_[index];
  if (words_again_) pack_.tokenizer->tokenize(*sentence.block, sentence.span, KnownNames(), sentence.tokens);
  find_known_names(sentence);
  sentence.starts.resize(sentence.tokens.size() + 1);
  add_listed_mentions(sentence);
  results_.start(sentence);
  pack_.rule_index.start(results_, possible_);
  pack_.rule_index.update(sentence, possible_);
  for (std::uint32_t done = 0; (done = pack_.rule_index.next(done, possible_)) != 0;) {
    run_phase(index);
    // What it made may wake later rules.
    results_.update();
    pack_.rule_index.update(sentence, possible_);
  }
  remember(index);
  sentence.finish();
  if (words_again_) sentence.forget_words();
}

void Analysis::run_phase(std::uint32_t index) {
  candidates_.clear();
  const Sentence& sentence = sentences_[index];
  pack_.rule_index.for_each(possible_, [&](std::uint32_t r, const Pattern& pattern) {
    const Rule& rule = pack_.rules[r];
    if ((rule.kinds >> static_cast<unsigned>(sentence.block->kind) & 1) == 0) return;
    matches_.clear();
    pattern.find_all(results_, matches_);
    for (Match& match : matches_) candidates_.push_back({&rule, std::move(match)});
  });
  if (candidates_.empty()) return;
  const auto comes_first = [](const Candidate& a, const Candidate& b) {
    if (a.rule->priority != b.rule->priority) return a.rule->priority > b.rule->priority;
    if (a.match.begin != b.match.begin) return a.match.begin < b.match.begin;
    return a.match.end > b.match.end;
  };
  if (candidates_.size() > 1) std::stable_sort(candidates_.begin(), candidates_.end(), comes_first);
  // Rules that make mentions compete for the words; rules that only state something do not.
  taken_.assign(sentence.tokens.size(), false);
  for (const Candidate& candidate : candidates_) {
    const bool makes = !candidate.rule->makes.empty() || !candidate.rule->dates.empty();
    if (makes) {
      const auto begin = taken_.begin() + candidate.match.begin, end = taken_.begin() + candidate.match.end;
      if (std::find(begin, end, true) != end) continue;
      std::fill(begin, end, true);
    }
    apply(*candidate.rule, index, candidate.match);
  }
}

void Analysis::apply(const Rule& rule, std::uint32_t index, const Match& match) {
  for (const DateAction& action : rule.dates) make_date(rule, action, index, match);
  for (const MakeAction& action : rule.makes) {
    if (!action.at) {
      make(rule, action, index, match);
      continue;
    }
    // A part that occurs several times makes a mention each time.
    for (const Capture& part : match.captures) {
      if (part.name != *action.at) continue;
      Match one{match.begin, match.end, {}};
      for (const Capture& other : match.captures) {
        // What belongs to another occurrence stays with it.
        const bool elsewhere = std::ranges::any_of(match.captures, [&](const Capture& sibling) {
          return sibling.name == part.name && &sibling != &part && sibling.begin <= other.begin && other.end <= sibling.end;
        });
        if (!elsewhere) one.captures.push_back(other);
      }
      make(rule, action, index, one);
    }
  }
  Sentence& sentence = sentences_[index];
  for (const AliasAction& alias : rule.aliases) {
    const Capture* full = capture(match, alias.full);
    const Capture* brief = capture(match, alias.brief);
    if (full == nullptr || brief == nullptr || full->mention == Capture::no_mention) continue;
    const Mention& mention = sentence.mentions[full->mention];
    if (mention.entity == no_entity) continue;
    entities_.add_surface(mention.entity, pack_.schema.top(mention.type), sentence.text(brief->begin, brief->end));
  }
  remember_lists(index, match);
  if (!rule.says.empty()) pending_.add(rule, index, match);
}

const Capture* Analysis::capture(const Match& match, CaptureId name) const {
  const auto it = std::ranges::find(match.captures, name, &Capture::name);
  return it == match.captures.end() ? nullptr : &*it;
}

std::string Analysis::fill_part(const Template::Part& part, const Sentence& sentence, const Match& match) {
  const Capture* found = capture(match, part.capture);
  if (found == nullptr || found->begin == found->end) return {};
  const Mention* mention = found->mention == Capture::no_mention ? nullptr : &sentence.mentions[found->mention];
  using Form = Template::Part::Form;
  switch (part.form) {
    case Form::canonical:
      if (mention != nullptr && mention->entity != no_entity) {
        // The script of the text, where it differs in nothing else.
        const std::string written = sentence.text(found->begin, found->end);
        const std::string& name = entities_[mention->entity].name;
        return fold_name(written) == fold_name(name) ? written : name;
      }
      // A name that counts only in compounds stands for its entity here.
      if (const Token& token = sentence.tokens[found->begin]; found->end == found->begin + 1 && token.entry != Token::no_entry) {
        const auto& bound = pack_.lexicon.entry(token.entry).bound;
        if (!bound.empty()) return entities_[bound_entity(bound.front(), sentence.text(found->begin, found->end), sentence)].name;
      }
      return sentence.text(found->begin, found->end);
    case Form::written:
      return sentence.text(found->begin, found->end);
    case Form::shortened: {
      std::u32string written = to_utf32(sentence.text(found->begin, found->end));
      const std::u32string folded = fold_text(to_utf8(written));
      if (folded.size() == written.size() && folded.ends_with(part.without)) written.resize(written.size() - part.without.size());
      return to_utf8(written);
    }
    case Form::number: {
      const auto number = number_in(sentence, *found);
      return number ? std::to_string(*number) : sentence.text(found->begin, found->end);
    }
    case Form::attribute:
      if (mention == nullptr) return {};
      for (const MentionAttribute& attribute : mention->attributes) {
        if (attribute.name != part.attribute) continue;
        return attribute.entity != no_entity ? entities_[attribute.entity].name : attribute.text;
      }
      return {};
  }
  return {};
}

std::string Analysis::fill(const Template& text, const Sentence& sentence, const Match& match) {
  std::string filled;
  for (const Template::Part& part : text.parts) {
    filled += part.text;
    if (part.has_capture) filled += fill_part(part, sentence, match);
  }
  return filled;
}

void Analysis::make(const Rule& rule, const MakeAction& action, std::uint32_t index, const Match& match) {
  Sentence& sentence = sentences_[index];
  Mention mention;
  mention.type = action.type;
  mention.begin = match.begin;
  mention.end = match.end;
  mention.rule = rule.name;
  if (action.at) {
    const Capture* part = capture(match, *action.at);
    if (part == nullptr) return;
    mention.begin = part->begin;
    mention.end = part->end;
  }
  if (mention.begin == mention.end) return;
  PendingMatch here{&rule, index, {}};
  if (!action.attributes.empty() || action.members) here.match = match;
  for (const auto& [name, term] : action.attributes) {
    MentionAttribute attribute{name, text_of(term, here), no_entity};
    const auto entities = resolve(term, here);
    if (!entities.empty()) attribute.entity = entities.front();
    if (!attribute.text.empty() || attribute.entity != no_entity) mention.attributes.push_back(std::move(attribute));
  }
  const std::string written = sentence.text(mention.begin, mention.end);
  const TypeId top = pack_.schema.top(action.type);
  if (action.members) {
    Term term;
    term.kind = Term::Kind::capture;
    term.capture = *action.members;
    mention.members = resolve(term, here);
  }
  if (action.refers != MakeAction::Refers::nothing) {
    int count = 0;
    for (const Capture& c : match.captures) {
      if (pack_.capture_names[c.name] == "count") count = number_in(sentence, c).value_or(0);
    }
    for (const MentionAttribute& attribute : mention.attributes) {
      if (attribute.name == "count") count = parse_number(fold_text(attribute.text)).value_or(0);
    }
    refer(mention, action.refers, index, written, count);
    // What names itself needs nobody else's name.
    if (mention.entity == no_entity && action.refers == MakeAction::Refers::suffix && action.name) {
      const std::string own = fill(*action.name, sentence, match);
      if (!own.empty()) mention.entity = entities_.named(action.type, own, fold_name(own));
    }
    // A short form is another name; a word like "the meeting" is none.
    const bool names = action.refers == MakeAction::Refers::suffix || action.refers == MakeAction::Refers::part;
    if (mention.entity != no_entity && names) entities_.add_surface(mention.entity, top, written);
    if (mention.entity == no_entity && mention.members.empty()) {
      unsettled_.push_back({index, static_cast<std::uint32_t>(sentence.mentions.size()), action.refers, count});
    }
    sentence.add(std::move(mention));
    return;
  }
  const std::string name = action.name ? fill(*action.name, sentence, match) : written;
  if (name.empty()) return;
  const std::string key = action.key ? fold_name(fill(*action.key, sentence, match)) : fold_name(name);
  if (!pack_.schema.type(action.type).helper) {
    mention.entity = action.key ? entities_.named(action.type, name, key) : known(action.type, name, key);
    // Words that name it only beside the rest of the match (外長 of one country or another) are no name of it.
    if (!action.at || fold_name(written) == fold_name(name)) entities_.add_surface(mention.entity, top, written);
    DocumentEntity& entity = entities_[mention.entity];
    entity.local = entity.local || action.local;
    for (const MentionAttribute& attribute : mention.attributes) {
      if (attribute.entity != no_entity) entity.links.try_emplace(attribute.name, attribute.entity);
    }
  }
  sentence.add(std::move(mention));
}

void Analysis::make_date(const Rule& rule, const DateAction& action, std::uint32_t index, const Match& match) {
  Sentence& sentence = sentences_[index];
  const auto type = pack_.schema.find_type("Date");
  if (!type) return;
  Mention mention;
  mention.type = *type;
  mention.begin = match.begin;
  mention.end = match.end;
  mention.rule = rule.name;
  using Kind = DateAction::Part::Kind;
  const auto value = [&](const DateAction::Part& part) -> std::optional<int> {
    if (part.kind == Kind::fixed) return part.offset;
    const Capture* found = capture(match, part.capture);
    if (part.kind != Kind::capture || found == nullptr) return std::nullopt;
    return number_in(sentence, *found);
  };
  if (action.week.kind != Kind::none) {
    const Capture* named = capture(match, action.day.capture);
    const auto day = named == nullptr ? std::nullopt : parse_weekday(fold_text(sentence.text(named->begin, named->end)));
    if (day && date_ && date_->day != 0) {
      // Monday begins the week. News looks back: the last such day, today counted.
      const int ahead = *day - weekday(*date_);
      const int weeks = action.week.kind == Kind::near ? (ahead > 0 ? -1 : 0) : action.week.offset;
      mention.attributes.push_back({"iso", shift_days(*date_, ahead + 7 * weeks).iso(), no_entity});
    }
    sentence.add(std::move(mention));
    return;
  }
  const auto relative = [](const DateAction::Part& part) { return part.kind == Kind::document || part.kind == Kind::near; };
  PartialDate date;
  bool known = true;
  if (relative(action.year) && !date_) known = false;
  if ((relative(action.month) && (!date_ || date_->month == 0)) || (relative(action.day) && (!date_ || date_->day == 0))) known = false;
  if (known) {
    PartialDate base = date_.value_or(PartialDate{});
    if (action.year.kind == Kind::document) base = shift_years(base, action.year.offset);
    if (action.month.kind == Kind::document && action.month.offset != 0) base = shift_months(base, action.month.offset);
    if (action.day.kind == Kind::document && action.day.offset != 0) base = shift_days(base, action.day.offset);
    date.year = relative(action.year) ? base.year : value(action.year).value_or(0);
    if (action.month.kind != Kind::none) date.month = relative(action.month) ? base.month : value(action.month).value_or(-1);
    if (action.day.kind != Kind::none) date.day = relative(action.day) ? base.day : value(action.day).value_or(-1);
    // News looks back: a month or day that lies well ahead is the one before.
    if (action.year.kind == Kind::near && date_->month != 0 && date.month > date_->month + 2) --date.year;
    if (action.month.kind == Kind::near && date.day > date_->day + 7) {
      const PartialDate before = shift_months({date.year, date.month, 0}, -1);
      date.year = before.year;
      date.month = before.month;
    }
    if (is_real(date)) mention.attributes.push_back({"iso", date.iso(), no_entity});
  }
  sentence.add(std::move(mention));
}

}  // namespace accord
