// Where names of people may stand in a sentence, and what it costs to believe so.

#include <algorithm>

#include "extract/tokenizer_lattice.hpp"

namespace accord {

namespace {

// What it costs to believe in a name: little behind a title, much elsewhere.
constexpr std::uint32_t strong_name_cost = 2 * 16;
constexpr std::uint32_t joined_name_cost = 3 * 16;
constexpr std::uint32_t weak_name_cost = 5 * 16;
constexpr std::uint32_t cue_in_name_cost = 9 * 16;
constexpr std::uint32_t cue_in_foreign_cost = 4 * 16;
constexpr std::uint32_t family_in_foreign_cost = 5 * 16;
constexpr std::uint32_t other_in_foreign_cost = 9 * 16;
// What it costs if nothing behind a name shows that it ends there.
constexpr std::uint32_t open_end_cost = 2 * 16;
constexpr std::uint32_t foreign_name_cost = 4 * 16;
constexpr std::uint32_t untitled_foreign_cost = 8 * 16;
constexpr std::size_t longest_untitled_foreign = 9;
constexpr std::size_t longest_foreign_name = 20;

}  // namespace

/// A word that the dictionary has as a name, or after which a name could be called, is one where names stand.
std::uint32_t Tokenizer::listed_name_cost(const Lattice& lattice, std::size_t at, std::size_t end) const {
  const std::uint32_t value = find(dictionary_.words(), lattice, at, end);
  if (value == 0) return no_cost;
  const Dictionary::Word word = Dictionary::decode(value);
  return name_tags_[word.tag] && word.cost > 0 ? word.cost - 1U : no_cost;
}

/// 總書記關懷: a verb, though it begins with what could be a family name.
bool Tokenizer::is_verb(const Lattice& lattice, std::size_t at, std::size_t end) const {
  const std::uint32_t value = find(dictionary_.words(), lattice, at, end);
  return value != 0 && dictionary_.tag_name(Dictionary::decode(value).tag).starts_with("v");
}

/// Family name and one or two more characters, or a foreign name written by sound.
void Tokenizer::add_name(Lattice& lattice, std::size_t at, bool strong) const {
  using Mark = Lattice::Mark;
  const std::u32string_view text = lattice.text;
  const auto given_cost = [&](std::size_t i) -> std::uint32_t {
    const std::uint8_t cost = lattice.characters[i]->name.given;
    // A character that is itself a word that follows names (在, 向, 說) rather follows this one.
    const bool follows = i > at + 1 && lattice.has(i, Mark::cue_character);
    return (cost == Dictionary::no_name ? 136U : cost) + (follows ? cue_in_name_cost : 0);
  };
  // 和 is a family name too, but rather joins two names: only a title before it tells.
  const bool joins = !strong && has_cue(character(text[at]), joins_names);
  for (std::size_t surname = joins ? 2 : 1; surname <= 2 && at + surname < text.size(); ++surname) {
    if (!lattice.has(at, surname == 1 ? Mark::surname : Mark::double_surname)) continue;
    const std::uint8_t known = lattice.characters[at]->name.family;
    const std::uint32_t family_cost = surname == 2 ? 100 : known == Dictionary::no_name ? 130 : known;
    // 大使向國民議會議長: what joins or leads on is seldom a family name.
    const std::uint32_t base = family_cost + (surname == 1 && has_cue(*lattice.characters[at], joins_names) ? cue_in_name_cost : 0);
    std::uint32_t given_total = 0;
    // Three only behind a family name of two, as in Japan: 雄一郎.
    for (std::size_t given = 1; given <= surname + 1; ++given) {
      const std::size_t end = at + surname + given;
      if (end > text.size() || !lattice.is(end - 1, han)) break;
      if (given == 3 && text[end - 1] != U'郎') break;
      // 烏方 is a side.
      if (end == at + 2 && lattice.is(at, compound_letter) && has_cue(*lattice.characters[at + 1], ends_compound)) continue;
      given_total += given_cost(end - 1);
      const bool joined = lattice.has(end, Mark::joint) || end == text.size();
      if (!strong && !joined && !lattice.has(end, Mark::before_cue)) continue;
      const std::uint32_t belief = strong ? strong_name_cost : joined ? joined_name_cost : weak_name_cost;
      // A given name of one character is rarer.
      std::uint32_t total = (strong ? (base + given_total) * 3 / 4 : base + given_total) + belief + (given == 1 ? 24 : 0);
      total = std::min(total, listed_name_cost(lattice, at, end));
      if (given == 1 && is_verb(lattice, at, end)) total += cue_in_name_cost;
      add_name_edge(lattice, at, end, total + open_end(lattice, end));
    }
  }
  if (strong) add_married_name(lattice, at);
  if (lattice.has(at, Mark::cue_character)) return;
  std::uint32_t cost = strong ? foreign_name_cost : untitled_foreign_cost;
  bool dotted = false, by_sound_alone = true;
  for (std::size_t end = at; end < text.size() && end - at < longest_foreign_name;) {
    // A title inside: the name begins behind it.
    if (end > at && lattice.has(end, Mark::after_title)) break;
    const std::size_t here = end++;
    if (lattice.is(here, name_dot)) {
      dotted = true;
      continue;
    }
    if (!lattice.is(here, han)) break;
    const std::uint8_t by_sound = lattice.characters[here]->name.foreign;
    if (!strong && (by_sound == Dictionary::no_name || (end - at > longest_untitled_foreign && !dotted))) break;
    by_sound_alone = by_sound_alone && by_sound != Dictionary::no_name;
    // A foreign name may begin like one of here: 馮德萊恩.
    const bool like_family = here == at && strong && lattice.has(at, Mark::surname) && !lattice.has(at, Mark::before_cue);
    cost += by_sound != Dictionary::no_name ? by_sound : like_family ? family_in_foreign_cost : other_in_foreign_cost;
    if (end - at > 2 && lattice.has(end - 1, Mark::cue_character)) cost += cue_in_foreign_cost;
    // Two characters will do behind a title or before one: 卡尼總理.
    if (end - at < (strong || lattice.has(end, Mark::before_title) ? 2U : 3U)) continue;
    const std::size_t reign = end_of_reign(lattice, end);
    const bool ends = lattice.has(end, Mark::before_cue) || lattice.has(end, Mark::joint) || end == text.size() || reign != end;
    if (!strong && !ends) continue;
    // Behind a title and up to where a name ends: hardly anything else.
    const std::uint32_t likely = dotted ? cost / 2 : strong && by_sound_alone && open_end(lattice, end) == 0 ? cost * 3 / 4 : cost;
    const std::uint32_t total = std::min(likely, listed_name_cost(lattice, at, end));
    add_name_edge(lattice, at, end, total + open_end(lattice, end));
    if (reign != end) add_name_edge(lattice, at, reign, total);
  }
}

/// 阿卜杜拉二世: behind the number of a king of that name; where there is none, where it began.
std::size_t Tokenizer::end_of_reign(const Lattice& lattice, std::size_t at) {
  std::size_t end = at;
  while (end < lattice.text.size() && lattice.is(end, numeral)) ++end;
  return end != at && end < lattice.text.size() && lattice.text[end] == U'世' ? end + 1 : at;
}

/// Where a name may well end, nothing; else what it costs to let it end there.
std::uint32_t Tokenizer::open_end(const Lattice& lattice, std::size_t end) {
  const bool shown = end == lattice.text.size() || !lattice.is(end, han) || lattice.has(end, Lattice::before_cue) ||
                     lattice.has(end, Lattice::joint);
  return shown ? 0 : open_end_cost;
}

/// A husband's family name before her own: 林鄭月娥. Behind a title only, and where the name is seen to end.
void Tokenizer::add_married_name(Lattice& lattice, std::size_t at) const {
  const std::size_t end = at + 4;
  if (end > lattice.text.size() || !lattice.has(at, Lattice::surname) || !lattice.has(at + 1, Lattice::surname)) return;
  if (open_end(lattice, end) != 0) return;
  std::uint32_t cost = strong_name_cost;
  for (std::size_t i = at; i != end; ++i) {
    if (!lattice.is(i, han) || (i >= at + 2 && lattice.has(i, Lattice::before_cue))) return;
    const Dictionary::NameCost known = lattice.characters[i]->name;
    cost += std::min<std::uint32_t>(i < at + 2 ? known.family : known.given, 136) * 3 / 4;
  }
  add_name_edge(lattice, at, end, cost);
}

void Tokenizer::add_name_edge(Lattice& lattice, std::size_t at, std::size_t end, std::uint32_t cost) {
  Edge edge;
  edge.end = static_cast<std::uint32_t>(end);
  edge.cost = cost;
  edge.kind = TokenKind::name;
  lattice.add(at, edge);
}

/// 習近平主席: a name anywhere, if a form of address follows and the dictionary knows it or it is made like one.
void Tokenizer::add_name_before_title(Lattice& lattice, std::size_t at) const {
  const std::u32string_view text = lattice.text;
  for (std::size_t end = at + 2; end <= at + 3 && end < text.size(); ++end) {
    // 周四與總理: what joins names stands in none.
    if (!lattice.has(end, Lattice::before_title) || !lattice.is(end - 1, han) || lattice.has(end - 1, Lattice::cue_character)) continue;
    std::uint32_t cost = std::min<std::uint32_t>(lattice.characters[at]->name.family, 136) + joined_name_cost;
    for (std::size_t i = at + 1; i != end; ++i) cost += std::min<std::uint32_t>(lattice.characters[i]->name.given, 136);
    cost = std::min(cost, listed_name_cost(lattice, at, end));
    add_name_edge(lattice, at, end, cost);
  }
}

void Tokenizer::add_names(Lattice& lattice) const {
  for (std::size_t at = 0; at != lattice.text.size(); ++at) {
    if (!lattice.is(at, han)) continue;
    if (lattice.has(at, Lattice::after_title)) {
      add_name(lattice, at, true);
    } else if (at == 0 || lattice.has(at, Lattice::joint) || !lattice.is(at - 1, han)) {
      add_name(lattice, at, false);
    }
    if (lattice.has(at, Lattice::surname)) add_name_before_title(lattice, at);
  }
}

}  // namespace accord
