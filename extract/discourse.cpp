// How an analysis follows a text from sentence to sentence: what a word without a name of its own stands for.

#include <algorithm>

#include "extract/analysis.hpp"
#include "extract/unicode.hpp"
#include "extract/work.hpp"

namespace accord {

namespace {

/// Whether every character of `brief` stands in `full` in that order, the last ones at its end.
bool abbreviates(const std::u32string& brief, const std::u32string& full) {
  if (brief.size() < 2 || brief.size() >= full.size() || full.empty() || brief.back() != full.back()) return false;
  std::size_t at = 0;
  for (const char32_t c : full) {
    if (at < brief.size() && brief[at] == c) ++at;
  }
  return at == brief.size();
}

}  // namespace

void Analysis::remember(std::uint32_t index) {
  const Sentence& sentence = sentences_[index];
  for (std::uint32_t token = 0; token != sentence.starts.size(); ++token) {
    for (const std::uint32_t m : sentence.starts[token]) {
      const Mention& mention = sentence.mentions[m];
      const TypeId top = pack_.schema.top(mention.type);
      if (mention.entity != no_entity) {
        seen_[top].push_back({index, token, mention.entity});
        if (last_sentence_.size() <= mention.entity) last_sentence_.resize(mention.entity + 1, Block::none);
        last_sentence_[mention.entity] = index;
      }
      if (mention.members.size() > 1) lists_[top].push_back({index, mention.members.list()});
    }
  }
}

void Analysis::remember_lists(std::uint32_t index, const Match& match) {
  const Sentence& sentence = sentences_[index];
  for (std::size_t i = 0; i < match.captures.size();) {
    List list{index, {}};
    const CaptureId name = match.captures[i].name;
    TypeId top = 0;
    for (; i < match.captures.size() && match.captures[i].name == name; ++i) {
      if (match.captures[i].mention == Capture::no_mention) continue;
      const Mention& mention = sentence.mentions[match.captures[i].mention];
      if (mention.entity == no_entity || list.members.size() == most_members) continue;
      top = pack_.schema.top(mention.type);
      if (std::ranges::find(list.members, mention.entity) == list.members.end()) list.members.push_back(mention.entity);
    }
    if (list.members.size() > 1) lists_[top].push_back(std::move(list));
  }
}

/// Whether what follows belongs to the mention (應…的邀請), so that the sentence is about something else.
bool Analysis::owns(const Sentence& sentence, const Mention& mention) const {
  return possessive_ && mention.end < sentence.tokens.size() && sentence.tokens[mention.end].classes.has(*possessive_);
}

void Analysis::refer(Mention& mention, MakeAction::Refers how, std::uint32_t index, const std::string& written, int count) {
  using Refers = MakeAction::Refers;
  const TypeId top = pack_.schema.top(mention.type);
  // Mentions earlier in this sentence are not remembered yet.
  static const Sentence nowhere;
  const Sentence& sentence = index < sentences_.size() ? sentences_[index] : nowhere;
  const auto before = [&](const Mention& other) {
    return other.entity != no_entity && pack_.schema.top(other.type) == top && other.end <= mention.begin;
  };
  const auto each_before = [&](auto accept) -> EntityRef {
    const Mention* nearest = nullptr;
    for (const Mention& other : sentence.mentions) {
      if (before(other) && accept(other.entity) && (nearest == nullptr || other.begin > nearest->begin)) nearest = &other;
    }
    if (nearest != nullptr) return nearest->entity;
    for (std::size_t i = seen_[top].size(); i-- != reach(top);) {
      ++steps_taken;
      if (seen_[top][i].sentence < index && accept(seen_[top][i].entity)) return seen_[top][i].entity;
    }
    return no_entity;
  };
  // A word within a name is part of that name.
  for (const Mention& other : sentence.mentions) {
    const bool around = other.begin <= mention.begin && mention.end <= other.end && other.end - other.begin > mention.end - mention.begin;
    if (around && other.entity != no_entity && pack_.schema.top(other.type) == top) {
      mention.entity = other.entity;
      return;
    }
  }
  switch (how) {
    case Refers::last:
      mention.entity = each_before([](EntityRef) { return true; });
      if (mention.entity == no_entity || !in_block(index, mention)) mention.entity = most_mentioned(top, index, mention.entity);
      return;
    case Refers::part: {
      const std::string word = to_utf8(fold_text(written));
      mention.entity = each_before([&](EntityRef entity) {
        const std::string name = ' ' + to_utf8(fold_text(entities_[entity].name)) + ' ';
        return name.find(' ' + word + ' ') != std::string::npos;
      });
      if (mention.entity == no_entity) mention.entity = entities_.named(mention.type, written, fold_name(written));
      return;
    }
    case Refers::near:
      for (std::size_t i = seen_[top].size(); i-- != 0 && seen_[top][i].sentence + 2 >= index;) {
        if (seen_[top][i].sentence >= index) continue;
        mention.entity = seen_[top][i].entity;
        break;
      }
      for (const Mention& other : sentence.mentions) {
        if (before(other)) mention.entity = other.entity;
      }
      if (mention.entity == no_entity) mention.entity = entities_.named(mention.type, written, fold_name(written));
      return;
    case Refers::edition: {
      EntityRef series = no_entity;
      for (const MentionAttribute& attribute : mention.attributes) {
        if (attribute.name == "of") series = attribute.entity;
      }
      mention.entity = each_before([&](EntityRef entity) {
        const auto it = entities_[entity].links.find("series");
        return it != entities_[entity].links.end() && it->second == series;
      });
      // A session that the text has not named: it may yet do so.
      if (mention.entity == no_entity) mention.entity = entities_.named(mention.type, written, fold_name(written));
      return;
    }
    case Refers::subject:
      // News begins sentences with whom they are about: the first such mention of the nearest sentence that has one.
      for (std::size_t i = seen_[top].size(); i-- != 0;) {
        if (seen_[top][i].sentence >= index) continue;
        std::size_t first = i;
        while (first != 0 && seen_[top][first - 1].sentence == seen_[top][i].sentence) --first;
        mention.entity = seen_[top][first].entity;
        break;
      }
      if (const EntityRef near = each_before([](EntityRef) { return true; }); mention.entity == no_entity) mention.entity = near;
      for (const Mention& other : sentence.mentions) {
        if (!before(other) || owns(sentence, other)) continue;
        mention.entity = other.entity;
        break;
      }
      return;
    case Refers::suffix: {
      const std::u32string brief = to_utf32(fold_name(written));
      mention.entity = each_before([&](EntityRef entity) { return abbreviates(brief, fold_text(entities_[entity].name)); });
      return;
    }
    case Refers::parties: {
      std::map<std::vector<EntityRef>, int> counts;
      int best = 0;
      const std::size_t lists = lists_[top].size();
      for (std::size_t i = lists < farthest_mention ? 0 : lists - farthest_mention; i != lists; ++i) {
        const List& list = lists_[top][i];
        if (count != 0 && static_cast<int>(list.members.size()) != count) continue;
        std::vector<EntityRef> sorted = list.members;
        std::ranges::sort(sorted);
        if (const int times = ++counts[sorted]; times >= best) {
          best = times;
          mention.members = list.members;
        }
      }
      return;
    }
    case Refers::other: {
      // The last pair that whom the paragraph is about belongs to.
      const EntityRef speaker = first_of_block(top, index);
      const std::size_t lists = lists_[top].size();
      for (std::size_t i = lists; i-- != (lists < farthest_mention ? 0 : lists - farthest_mention) && mention.entity == no_entity;) {
        const std::vector<EntityRef>& pair = lists_[top][i].members;
        if (pair.size() != 2 || (pair[0] != speaker && pair[1] != speaker)) continue;
        mention.entity = pair[0] == speaker ? pair[1] : pair[0];
      }
      return;
    }
    case Refers::set: {
      const std::size_t lists = lists_[top].size();
      for (std::size_t i = lists; i-- != (lists < farthest_mention ? 0 : lists - farthest_mention) && mention.members.empty();) {
        if (count == 0 || static_cast<int>(lists_[top][i].members.size()) == count) mention.members = lists_[top][i].members;
      }
      if (!mention.members.empty() || count == 0) return;
      std::vector<EntityRef> all;
      for (std::size_t i = reach(top); i != seen_[top].size() && all.size() <= most_members; ++i) {
        if (std::ranges::find(all, seen_[top][i].entity) == all.end()) all.push_back(seen_[top][i].entity);
      }
      if (static_cast<int>(all.size()) == count) mention.members = std::move(all);
      return;
    }
    case Refers::nothing:
      return;
  }
}

/// The first entity of a type that the paragraph of sentence `index` speaks of.
EntityRef Analysis::first_of_block(TypeId top, std::uint32_t index) const {
  const Sentence& sentence = sentences_[index];
  const std::uint32_t first = block_sentences_[block_index(sentence)];
  const auto seen = std::ranges::lower_bound(seen_[top], first, {}, &Seen::sentence);
  if (seen != seen_[top].end() && seen->sentence < index) return seen->entity;
  const auto fits = [&](const Mention& other) { return other.entity != no_entity && pack_.schema.top(other.type) == top; };
  const Mention* nearest = nullptr;
  for (const Mention& other : sentence.mentions) {
    if (fits(other) && (nearest == nullptr || other.begin < nearest->begin)) nearest = &other;
  }
  return nearest == nullptr ? no_entity : nearest->entity;
}

/// Whether the entity of `mention` was spoken of before in the paragraph of sentence `index`.
bool Analysis::in_block(std::uint32_t index, const Mention& mention) const {
  if (mention.entity < last_sentence_.size()) {
    const std::uint32_t last = last_sentence_[mention.entity];
    if (last < index && sentences_[last].block == sentences_[index].block) return true;
  }
  for (const Mention& other : sentences_[index].mentions) {
    if (other.entity == mention.entity && other.end <= mention.begin) return true;
  }
  return false;
}

/// The entity of a type that sentences before `index` speak of most, the first of equals; `otherwise` if there is none.
EntityRef Analysis::most_mentioned(TypeId top, std::uint32_t index, EntityRef otherwise) const {
  std::map<EntityRef, int> counts;
  EntityRef best = otherwise;
  for (std::size_t i = reach(top); i != seen_[top].size(); ++i) {
    ++steps_taken;
    const Seen& seen = seen_[top][i];
    // A session of a series is what a report is about; a series by its bare name seldom is.
    const bool session = entities_[seen.entity].links.contains("series");
    if (seen.sentence >= index) continue;
    counts[seen.entity] += session ? 2 : 1;
    // A headline's short name gives way to the full one.
    const bool fuller = best != no_entity && counts[seen.entity] == counts[best] && entities_[seen.entity].name.ends_with(entities_[best].name);
    if (best == no_entity || counts[seen.entity] > counts[best] || fuller) best = seen.entity;
  }
  return best;
}

/// Words that stood for something the text names only later.
void Analysis::settle() {
  for (const Unsettled& open : unsettled_) {
    Mention& mention = sentences_[open.sentence].mentions[open.mention];
    const TypeId top = pack_.schema.top(mention.type);
    using Refers = MakeAction::Refers;
    recall(open.sentence);
    const std::string written = sentences_[open.sentence].text(mention.begin, mention.end);
    if (open.how == Refers::last && !seen_[top].empty()) {
      mention.entity = seen_[top].front().entity;
    } else if (open.how == Refers::suffix) {
      const std::u32string brief = fold_text(written);
      for (std::size_t i = 0; i != std::min(seen_[top].size(), farthest_mention); ++i) {
        const Seen& seen = seen_[top][i];
        if (!abbreviates(brief, fold_text(entities_[seen.entity].name))) continue;
        mention.entity = seen.entity;
        break;
      }
      if (mention.entity == no_entity) {
        mention.entity = entities_.named(mention.type, written, fold_name(written));
      }
    } else if (open.how == Refers::set || open.how == Refers::parties) {
      refer(mention, open.how, static_cast<std::uint32_t>(sentences_.size()) - 1, written, open.count);
      mention.entity = no_entity;
    }
    if (mention.entity != no_entity && open.how == Refers::suffix) entities_.add_surface(mention.entity, top, written);
  }
  join_short_names();
}

/// What an abbreviation stands for here: what the document names in full and begins so, else what the list says.
EntityRef Analysis::bound_entity(std::uint32_t listed_name, const std::string& letter, const Sentence& here) {
  const EntityRef usual = entities_.listed(listed_name);
  const TypeId top = pack_.schema.top(entities_[usual].type);
  const std::u32string prefix = fold_text(letter);
  std::map<EntityRef, int> counts;
  EntityRef best = usual;
  for (const Mention& mention : here.mentions) {
    if (mention.entity == usual) return usual;
    const bool fits = mention.entity != no_entity && pack_.schema.top(mention.type) == top;
    if (fits && fold_text(entities_[mention.entity].name).starts_with(prefix)) counts[best = mention.entity] = 1;
  }
  for (std::size_t i = reach(top); i != seen_[top].size(); ++i) {
    ++steps_taken;
    const Seen& seen = seen_[top][i];
    if (seen.entity == usual) return usual;
    if (fold_text(entities_[seen.entity].name).starts_with(prefix) && ++counts[seen.entity] > counts[best]) best = seen.entity;
  }
  return best;
}

std::vector<EntityRef> Analysis::resolve(const Term& term, const PendingMatch& at) {
  std::vector<EntityRef> found;
  const Sentence& sentence = sentences_[at.sentence];
  const auto add = [&](EntityRef entity) {
    entity = entities_.settled(entity);
    if (entity != no_entity && std::ranges::find(found, entity) == found.end()) found.push_back(entity);
  };
  if (term.kind == Term::Kind::recent) {
    const TypeId top = pack_.schema.top(term.type);
    const Mention* nearest = nullptr;
    for (const Mention& mention : sentence.mentions) {
      const bool fits = mention.entity != no_entity && pack_.schema.top(mention.type) == top;
      if (fits && (nearest == nullptr || mention.begin < at.match.end)) nearest = &mention;
    }
    if (nearest != nullptr) {
      add(nearest->entity);
      return found;
    }
    EntityRef last = no_entity;
    const std::uint32_t first = block_sentences_[block_index(sentence)];
    const auto begin = std::ranges::lower_bound(seen_[top], first, {}, &Seen::sentence);
    for (auto it = std::ranges::lower_bound(begin, seen_[top].end(), at.sentence, {}, &Seen::sentence); it != begin && last == no_entity;) {
      const Seen& seen = *--it;
      if (seen.sentence < at.sentence && sentences_[seen.sentence].block == sentence.block) last = seen.entity;
    }
    add(last != no_entity ? last : most_mentioned(top, at.sentence, no_entity));
    return found;
  }
  if (term.kind == Term::Kind::heading) {
    const TypeId top = pack_.schema.top(term.type);
    const std::uint32_t heading = sentence.block->heading;
    // A line that merely looks like a heading governs nothing.
    if (heading == Block::none || blocks_[heading].kind != BlockKind::section) return found;
    for (std::uint32_t i = block_sentences_[heading]; i != block_sentences_[heading + 1]; ++i) {
      for (const Mention& mention : sentences_[i].mentions) {
        if (pack_.schema.top(mention.type) == top) add(mention.entity);
      }
    }
    return found;
  }
  if (term.kind == Term::Kind::text) return found;
  if (term.kind == Term::Kind::inside) {
    for (const Capture& part : at.match.captures) {
      if (part.name != term.capture) continue;
      for (const Mention& mention : sentence.mentions) {
        const bool within = part.begin <= mention.begin && mention.end <= part.end;
        if (within && pack_.schema.top(mention.type) == term.type) add(mention.entity);
      }
    }
    return found;
  }
  for (const Capture& part : at.match.captures) {
    if (part.name != term.capture || part.begin == part.end) continue;
    if (part.mention == Capture::no_mention) {
      const auto covers = [&](const Mention& m) { return m.begin == part.begin && m.end == part.end && m.entity != no_entity; };
      // The last one made says most: a series made of a body's name rather than the body.
      const auto it = std::find_if(sentence.mentions.rbegin(), sentence.mentions.rend(), covers);
      if (it != sentence.mentions.rend() && term.kind == Term::Kind::capture) {
        add(it->entity);
        continue;
      }
      // A group, or a word that is bound: the mentions and entities of its tokens.
      for (std::uint32_t token = part.begin; token != part.end; ++token) {
        const std::uint32_t entry = sentence.tokens[token].entry;
        if (entry == Token::no_entry || term.kind != Term::Kind::capture) continue;
        for (const std::uint32_t name : pack_.lexicon.entry(entry).bound) add(bound_entity(name, sentence.text(token, token + 1), sentence));
      }
      continue;
    }
    const Mention& mention = sentence.mentions[part.mention];
    if (term.kind == Term::Kind::attribute) {
      for (const MentionAttribute& known : mention.attributes) {
        if (known.name == term.text) add(known.entity);
      }
      if (mention.entity != no_entity) {
        const auto& links = entities_[mention.entity].links;
        if (const auto it = links.find(term.text); it != links.end()) add(it->second);
        if (const std::string fact(attribute(entities_[mention.entity].facts, term.text)); found.empty() && !fact.empty()) {
          add(listed(fact));
        }
      }
    } else if (!mention.members.empty()) {
      for (const EntityRef member : mention.members) add(member);
    } else {
      add(mention.entity);
    }
  }
  return found;
}

std::string Analysis::text_of(const Term& term, const PendingMatch& at) const {
  if (term.kind == Term::Kind::text) return term.text;
  if (term.kind != Term::Kind::capture && term.kind != Term::Kind::attribute) return {};
  const Sentence& sentence = sentences_[at.sentence];
  const Capture* part = capture(at.match, term.capture);
  if (part == nullptr || part->begin == part->end) return {};
  const Mention* mention = part->mention == Capture::no_mention ? nullptr : &sentence.mentions[part->mention];
  if (mention != nullptr) {
    const std::string_view wanted = term.kind == Term::Kind::attribute ? std::string_view(term.text) : "iso";
    for (const MentionAttribute& attribute : mention->attributes) {
      if (attribute.name == wanted) return attribute.text;
    }
    if (term.kind == Term::Kind::attribute) return {};
  }
  return sentence.text(part->begin, part->end);
}

}  // namespace accord
