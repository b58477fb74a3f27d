#include "extract/tokenizer.hpp"

#include <algorithm>
#include <limits>

#include "extract/unicode.hpp"

namespace accord {

namespace {

// Costs in 1/16 nat, like the dictionary's. A word of the pack costs as much as a frequent word of the language, so
// that the pack decides where both know a word, and longer words win over the sum of their parts.
constexpr std::uint32_t lexicon_cost = 7 * 16;
constexpr std::uint32_t single_cost = 12 * 16;
constexpr std::uint32_t known_name_cost = 6 * 16;
constexpr std::uint32_t number_cost = 8 * 16;
constexpr std::uint32_t latin_cost = 8 * 16;
constexpr std::uint32_t mark_cost = 2 * 16;
// What it costs to believe in a name: little behind a title, much elsewhere.
constexpr std::uint32_t strong_name_cost = 2 * 16;
constexpr std::uint32_t joined_name_cost = 3 * 16;
constexpr std::uint32_t weak_name_cost = 7 * 16;
constexpr std::uint32_t cue_in_name_cost = 9 * 16;
constexpr std::uint32_t cue_in_foreign_cost = 4 * 16;
// What it costs if nothing behind a name shows that it ends there.
constexpr std::uint32_t open_end_cost = 2 * 16;
constexpr std::uint32_t foreign_name_cost = 4 * 16;
constexpr std::uint32_t untitled_foreign_cost = 8 * 16;
constexpr std::size_t longest_untitled_foreign = 7;
constexpr std::size_t longest_foreign_name = 20;
constexpr std::size_t longest_word = 128;
constexpr std::uint32_t no_cost = std::numeric_limits<std::uint32_t>::max();

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= 0xC0 && c < 0x590); }
bool is_numeral(char32_t c) { return std::u32string_view(U"〇零一二三四五六七八九十百千两").find(c) != std::u32string_view::npos; }
bool is_name_dot(char32_t c) { return c == U'·' || c == U'‧' || c == U'•' || c == U'・'; }

}  // namespace

/// A word of two characters or more, a run or a name.
struct Tokenizer::Edge {
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  static constexpr std::uint32_t single = 0xFFFFFFFE;  ///< the character alone
  static constexpr std::uint32_t not_looked_up = 0xFFFFFFFF;

  std::uint32_t end = 0;
  std::uint32_t cost = 0;
  TokenKind kind = TokenKind::word;
  std::uint32_t entry = not_looked_up;  ///< value in the lexicon's trie
  std::uint32_t word = not_looked_up;   ///< value in the dictionary's
  std::uint32_t next = none;            ///< of runs and names: the next that begins there
};

/// All that can be made of a sentence. Each thread keeps one and uses it again.
struct Tokenizer::Lattice {
  /// What the words around a position make of it.
  enum Mark : std::uint8_t {
    after_title = 1, before_cue = 2, before_title = 4, cue_character = 8, joint = 16, surname = 32, double_surname = 64
  };
  struct Position {
    std::uint32_t words_end = 0;                          ///< edges of words that begin here end before this index
    std::uint32_t first = Edge::none, last = Edge::none;  ///< runs and names that begin here
    std::uint32_t best = 0, choice = Edge::single;        ///< cost of the cheapest way to the end, and its first edge
    std::uint32_t single_cost = 0;                        ///< of the character alone
    TokenKind single_kind = TokenKind::word;
    std::uint8_t marks = 0;
    std::uint8_t is = 0;  ///< what character stands here
  };

  std::u32string_view text;  ///< the sentence, folded
  std::uint32_t offset = 0;  ///< where it begins in the block
  std::vector<Edge> edges;   ///< first the words in the order of where they begin, then runs and names
  std::vector<Position> at;  ///< one more than there are characters
  const KnownNames* known = nullptr;

  bool has(std::size_t position, Mark mark) const { return (at[position].marks & mark) != 0; }
  void mark(std::size_t position, int marks) { at[position].marks |= static_cast<std::uint8_t>(marks); }
  bool is(std::size_t position, std::uint8_t what) const { return (at[position].is & what) != 0; }
  /// Adds a run or a name.
  void add(std::size_t position, const Edge& edge) {
    const auto index = static_cast<std::uint32_t>(edges.size());
    edges.push_back(edge);
    Position& here = at[position];
    (here.first == Edge::none ? here.first : edges[here.last].next) = index;
    here.last = index;
  }
};

Tokenizer::Tokenizer(const Lexicon& lexicon, const Dictionary& dictionary) : lexicon_(lexicon), dictionary_(dictionary) {
  // A class that the pack does not define gets an id that no word has.
  const auto id = [&](std::string_view name) {
    return lexicon.find_class(name).value_or(static_cast<ClassId>(ClassSet::capacity - 1));
  };
  surname_ = id("surname");
  after_ = id("name_after");
  before_ = id("name_before");
  joint_ = id("name_joint");
  clause_ = id("clause");
  compound_ = id("compound_letter");
  compound_verb_ = id("compound_verb");
  compound_tail_ = id("compound_tail");
  title_behind_ = id("honorific");
  pairs_ = PairFilter(dictionary.pairs());
  pairs_.merge(lexicon.pairs());
  describe_entries();
  describe_characters();
  for (std::size_t tag = 0; tag != dictionary.tag_count(); ++tag) {
    const std::string_view name = dictionary.tag_name(static_cast<Dictionary::Tag>(tag));
    name_tags_[tag] = name.starts_with("nr") || name == "nz" || name == "ns";
    for (const std::size_t size : {1U, 2U}) cue_tags_[tag][size - 1] = lexicon.classes_by_tag(static_cast<Dictionary::Tag>(tag), size).has(before_);
  }
}

void Tokenizer::describe_entries() {
  cues_.resize(lexicon_.size());
  for (std::uint32_t entry = 0; entry != cues_.size(); ++entry) {
    const ClassSet& classes = lexicon_.entry(entry).classes;
    const std::pair<ClassId, Cue> classes_of_cues[] = {{surname_, is_family}, {after_, is_title}, {before_, follows_name}, {title_behind_, is_address},
                                                       {joint_, joins_names}, {compound_verb_, heads_compound}, {compound_tail_, ends_compound}};
    for (const auto& [id, cue] : classes_of_cues) {
      if (classes.has(id)) cues_[entry] |= cue;
    }
  }
}

void Tokenizer::describe_characters() {
  const Trie words = dictionary_.words(), own = lexicon_.trie();
  characters_.resize(plane);
  for (char32_t c = 0; c != plane; ++c) {
    Character& character = characters_[c];
    character.is = describe(c);
    character.word = words.step(words.root(), c);
    character.mine = own.step(own.root(), c);
    const std::uint32_t entry = character.mine.value;
    if (entry != 0 && lexicon_.entry(entry - 1).classes.has(compound_)) character.is |= compound_letter;
  }
}

std::uint8_t Tokenizer::describe(char32_t c) const {
  const bool han_here = is_han(c);
  const bool mark_here = c < 0x2E80 ? !is_letter(c) && !is_digit(c) : !han_here;
  const auto bit = [](bool yes, Is what) { return yes ? static_cast<int>(what) : 0; };
  return static_cast<std::uint8_t>(bit(han_here, han) | bit(is_digit(c), digit) | bit(is_letter(c), letter) | bit(is_numeral(c), numeral) |
                                   bit(is_name_dot(c), name_dot) | bit(mark_here, mark) | bit(lexicon_.ends_class(c), class_end));
}

Tokenizer::Character Tokenizer::character(char32_t c) const {
  if (c < plane) return characters_[c];
  const Trie words = dictionary_.words(), own = lexicon_.trie();
  return {words.step(words.root(), c), own.step(own.root(), c), describe(c)};
}

void Tokenizer::add_words(Lattice& lattice) const {
  const std::u32string_view text = lattice.text;
  const bool knows = !lattice.known->empty();
  for (std::size_t at = 0; at != text.size(); ++at) {
    const Character here = character(text[at]);
    if (at + 1 != text.size() && (knows || pairs_.may_begin(text[at], text[at + 1]))) add_longer(lattice, at, here);
    lattice.at[at].words_end = static_cast<std::uint32_t>(lattice.edges.size());
    add_single(lattice, at, here);
  }
}

bool Tokenizer::has_cue(const Character& single, Cue cue) const {
  return single.mine.value != 0 && (cues_[single.mine.value - 1] & cue) != 0;
}

/// What the dictionary's word between two places costs.
std::uint32_t Tokenizer::word_cost(Lattice& lattice, std::size_t at, std::size_t end, std::uint32_t word) const {
  const Dictionary::Word known = Dictionary::decode(word);
  if (cue_tags_[known.tag][end == at + 1 ? 0 : 1]) lattice.mark(at, Lattice::before_cue);
  return known.cost;
}

/// What the lexicon's word between two places costs; no_cost if it ends inside a Latin word.
std::uint32_t Tokenizer::entry_cost(Lattice& lattice, std::size_t at, std::size_t end, std::uint32_t entry) const {
  const bool single = end == at + 1;
  const std::uint8_t cues = cues_[entry - 1];
  if ((cues & is_family) != 0 && end <= at + 2) lattice.mark(at, single ? Lattice::surname : Lattice::double_surname);
  const bool inside_latin = at > 0 && lattice.is(at, letter) && lattice.is(at - 1, letter);
  if (inside_latin || (end < lattice.text.size() && lattice.is(end - 1, letter) && lattice.is(end, letter))) return no_cost;
  const int cue_character = single ? Lattice::cue_character : 0;
  if ((cues & is_title) != 0) lattice.mark(end, Lattice::after_title);
  if ((cues & follows_name) != 0) lattice.mark(at, Lattice::before_cue | cue_character);
  if ((cues & is_address) != 0) lattice.mark(at, Lattice::before_title);
  if ((cues & joins_names) != 0) {
    lattice.mark(at, Lattice::joint | cue_character);
    lattice.mark(end, Lattice::joint);
  }
  // A single character is too common to be cheap only because the pack has it.
  return single ? single_cost : lexicon_cost;
}

void Tokenizer::add_single(Lattice& lattice, std::size_t at, const Character& character) const {
  Lattice::Position& here = lattice.at[at];
  std::uint32_t cost = no_cost;
  if (character.word.value != 0) cost = word_cost(lattice, at, at + 1, character.word.value);
  if (character.mine.value != 0) cost = std::min(cost, entry_cost(lattice, at, at + 1, character.mine.value));
  here.single_cost = cost == no_cost ? Dictionary::unknown_cost : cost;
  if (lattice.is(at, mark)) {
    here.single_cost = mark_cost;
    here.single_kind = lattice.text[at] == U' ' ? TokenKind::space : TokenKind::mark;
  }
}

/// Words of two characters and more.
void Tokenizer::add_longer(Lattice& lattice, std::size_t at, const Character& character) const {
  const std::u32string_view text = lattice.text;
  const Trie words = dictionary_.words(), own = lexicon_.trie(), known = lattice.known->view();
  const std::size_t limit = std::min(text.size(), at + longest_word);
  Trie::Node word = character.word, mine = character.mine, name = known.step(known.root(), text[at]);
  bool compound = lattice.is(at, compound_letter);
  // 訪華, 赴京, 俄方: two words, of which one is a name.
  const bool two_words = (lattice.is(at + 1, compound_letter) && has_cue(character, heads_compound)) ||
                         (lattice.is(at, compound_letter) && has_cue(this->character(text[at + 1]), ends_compound));
  for (std::size_t end = at + 1; end != limit;) {
    const char32_t c = text[end];
    compound = compound && lattice.is(end, compound_letter);
    word = words.step(word, c);
    mine = own.step(mine, c);
    name = known.step(name, c);
    if ((word.id | mine.id | name.id) == 0) return;
    ++end;
    Edge edge;
    edge.end = static_cast<std::uint32_t>(end);
    edge.word = word.value;
    edge.entry = mine.value;
    edge.cost = no_cost;
    if (edge.word != 0 && !compound && !(two_words && end == at + 2)) edge.cost = word_cost(lattice, at, end, edge.word);
    if (edge.entry != 0) edge.cost = std::min(edge.cost, entry_cost(lattice, at, end, edge.entry));
    if (name.value != 0) {
      edge.cost = known_name_cost;
      edge.kind = TokenKind::name;
    }
    if (edge.cost != no_cost) lattice.edges.push_back(edge);
  }
}

void Tokenizer::add_runs(Lattice& lattice) const {
  const std::u32string_view text = lattice.text;
  const std::size_t size = text.size();
  const auto goes_on = [&](std::size_t end, std::u32string_view marks, std::uint8_t what) {
    return end + 1 < size && marks.find(text[end]) != std::u32string_view::npos && lattice.is(end + 1, what);
  };
  for (std::size_t at = 0; at < size;) {
    std::size_t end = at;
    TokenKind kind = TokenKind::number;
    if (lattice.is(at, digit)) {
      while (end < size && (lattice.is(end, digit) || goes_on(end, U".,", digit))) ++end;
    } else if (lattice.is(at, letter)) {
      kind = TokenKind::latin;
      while (end < size && (lattice.is(end, letter | digit) || goes_on(end, U"-'’&", letter))) ++end;
    } else if (lattice.is(at, numeral)) {
      while (end < size && lattice.is(end, numeral)) ++end;
    } else {
      ++at;
      continue;
    }
    const std::uint32_t cost = kind == TokenKind::latin ? latin_cost : number_cost;
    if (end == at + 1) {
      Lattice::Position& here = lattice.at[at];
      here.single_kind = kind;
      here.single_cost = std::min(here.single_cost, cost);
    } else {
      Edge run;
      run.end = static_cast<std::uint32_t>(end);
      run.cost = cost;
      run.kind = kind;
      lattice.add(at, run);
    }
    at = end;
  }
}

/// A word that the dictionary has as a name, or after which a name could be called, is one where names stand.
std::uint32_t Tokenizer::listed_name_cost(std::u32string_view text) const {
  const std::uint32_t value = dictionary_.words().find(text);
  if (value == 0) return no_cost;
  const Dictionary::Word word = Dictionary::decode(value);
  return name_tags_[word.tag] && word.cost > 0 ? word.cost - 1U : no_cost;
}

/// Family name and one or two more characters, or a foreign name written by sound.
void Tokenizer::add_name(Lattice& lattice, std::size_t at, bool strong) const {
  using Mark = Lattice::Mark;
  const std::u32string_view text = lattice.text;
  const auto given_cost = [&](std::size_t i) -> std::uint32_t {
    const std::uint8_t cost = dictionary_.name_cost(text[i]).given;
    // A character that is itself a word that follows names (在, 向, 說) rather follows this one.
    const bool follows = i > at + 1 && lattice.has(i, Mark::cue_character);
    return (cost == Dictionary::no_name ? 136U : cost) + (follows ? cue_in_name_cost : 0);
  };
  for (std::size_t surname = 1; surname <= 2 && at + surname < text.size(); ++surname) {
    if (!lattice.has(at, surname == 1 ? Mark::surname : Mark::double_surname)) continue;
    const std::uint8_t known = dictionary_.name_cost(text[at]).family;
    const std::uint32_t family_cost = surname == 2 ? 100 : known == Dictionary::no_name ? 130 : known;
    const std::uint32_t base = family_cost;
    std::uint32_t given_total = 0;
    // Three only behind a family name of two, as in Japan: 雄一郎.
    for (std::size_t given = 1; given <= surname + 1; ++given) {
      const std::size_t end = at + surname + given;
      if (end > text.size() || !lattice.is(end - 1, han)) break;
      if (given == 3 && text[end - 1] != U'郎') break;
      given_total += given_cost(end - 1);
      const bool joined = lattice.has(end, Mark::joint) || end == text.size();
      const bool cued = strong || joined || lattice.has(end, Mark::before_cue);
      const std::uint32_t belief = strong ? strong_name_cost : joined ? joined_name_cost : weak_name_cost;
      // A given name of one character is rarer.
      std::uint32_t total = (strong ? (base + given_total) * 3 / 4 : base + given_total) + belief + (given == 1 ? 24 : 0);
      total = std::min(total, listed_name_cost(text.substr(at, end - at)));
      if (cued) add_name_edge(lattice, at, end, total + open_end(lattice, end));
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
    const std::uint8_t by_sound = dictionary_.name_cost(text[here]).foreign;
    if (!strong && (by_sound == Dictionary::no_name || (end - at > longest_untitled_foreign && !dotted))) break;
    by_sound_alone = by_sound_alone && by_sound != Dictionary::no_name;
    cost += by_sound == Dictionary::no_name ? 9 * 16U : by_sound;
    if (end - at > 2 && lattice.has(end - 1, Mark::cue_character)) cost += cue_in_foreign_cost;
    if (end - at < (strong ? 2U : 3U)) continue;
    if (!strong && !lattice.has(end, Mark::before_cue) && !lattice.has(end, Mark::joint) && end != text.size()) continue;
    // Behind a title and up to where a name ends: hardly anything else.
    const std::uint32_t likely = dotted ? cost / 2 : strong && by_sound_alone && open_end(lattice, end) == 0 ? cost * 3 / 4 : cost;
    const std::uint32_t total = std::min(likely, listed_name_cost(text.substr(at, end - at)));
    add_name_edge(lattice, at, end, total + open_end(lattice, end));
  }
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
    const Dictionary::NameCost known = dictionary_.name_cost(lattice.text[i]);
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
  if (!lattice.has(at, Lattice::surname)) return;
  for (std::size_t end = at + 2; end <= at + 3 && end < text.size(); ++end) {
    if (!lattice.has(end, Lattice::before_title) || !lattice.is(end - 1, han)) continue;
    std::uint32_t cost = std::min<std::uint32_t>(dictionary_.name_cost(text[at]).family, 136) + joined_name_cost;
    for (std::size_t i = at + 1; i != end; ++i) cost += std::min<std::uint32_t>(dictionary_.name_cost(text[i]).given, 136);
    cost = std::min(cost, listed_name_cost(text.substr(at, end - at)));
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
    add_name_before_title(lattice, at);
  }
}

Token Tokenizer::token(const Lattice& lattice, std::size_t begin, const Edge& edge) const {
  const std::u32string_view text = lattice.text.substr(begin, edge.end - begin);
  Token token;
  token.begin = lattice.offset + static_cast<std::uint32_t>(begin);
  token.end = lattice.offset + edge.end;
  token.kind = edge.kind;
  const std::uint32_t entry = edge.entry == Edge::not_looked_up ? lexicon_.trie().find(text) : edge.entry;
  if (entry != 0) {
    token.entry = entry - 1;
    token.classes = lexicon_.entry(token.entry).classes;
  }
  if (edge.kind == TokenKind::name) return token;
  const std::uint32_t word = edge.word == Edge::not_looked_up ? dictionary_.words().find(text) : edge.word;
  if (word != 0) token.tag = Dictionary::decode(word).tag;
  ClassSet more = lexicon_.classes_by_tag(token.tag, text.size());
  if (edge.kind == TokenKind::word && lattice.is(edge.end - 1, class_end)) more.merge(lexicon_.classes_by_suffix(text));
  if (entry != 0) more.subtract(lexicon_.excluded(token.entry));
  token.classes.merge(more);
  return token;
}

/// The cheapest way from every position to the end; of equals the one that begins with the earlier edge: words come
/// before the single character, runs and names behind it.
std::size_t Tokenizer::find_way(Lattice& lattice) {
  for (std::size_t at = lattice.text.size(); at-- != 0;) {
    Lattice::Position& here = lattice.at[at];
    here.best = no_cost;
    const auto consider = [&](std::uint32_t choice, std::size_t end, std::uint32_t edge_cost) {
      const std::uint32_t cost = edge_cost + lattice.at[end].best;
      if (cost >= here.best) return;
      here.best = cost;
      here.choice = choice;
    };
    for (std::uint32_t e = at == 0 ? 0 : lattice.at[at - 1].words_end; e != here.words_end; ++e) {
      consider(e, lattice.edges[e].end, lattice.edges[e].cost);
    }
    consider(Edge::single, at + 1, here.single_cost);
    for (std::uint32_t e = here.first; e != Edge::none; e = lattice.edges[e].next) {
      consider(e, lattice.edges[e].end, lattice.edges[e].cost);
    }
  }
  std::size_t count = 0;
  for (std::size_t at = 0; at != lattice.text.size(); ++count) {
    const std::uint32_t choice = lattice.at[at].choice;
    at = choice == Edge::single ? at + 1 : lattice.edges[choice].end;
  }
  return count;
}

/// The character alone, as an edge.
Tokenizer::Edge Tokenizer::single_edge(const Lattice& lattice, std::size_t at) const {
  const Character here = character(lattice.text[at]);
  Edge edge;
  edge.end = static_cast<std::uint32_t>(at + 1);
  edge.kind = lattice.at[at].single_kind;
  edge.entry = here.mine.value;
  edge.word = here.word.value;
  return edge;
}

void Tokenizer::tokenize(const Block& block, Span sentence, const KnownNames& known, std::vector<Token>& out) const {
  thread_local Lattice lattice;
  lattice.text = std::u32string_view(block.folded).substr(sentence.begin, sentence.length());
  lattice.offset = sentence.begin;
  lattice.known = &known;
  lattice.edges.clear();
  lattice.at.assign(lattice.text.size() + 1, {});
  for (std::size_t at = 0; at != lattice.text.size(); ++at) lattice.at[at].is = character(lattice.text[at]).is;
  add_words(lattice);
  add_runs(lattice);
  add_names(lattice);
  out.reserve(out.size() + find_way(lattice));
  for (std::size_t at = 0; at != lattice.text.size();) {
    const std::uint32_t choice = lattice.at[at].choice;
    const Edge edge = choice == Edge::single ? single_edge(lattice, at) : lattice.edges[choice];
    if (edge.kind != TokenKind::space) {
      out.push_back(token(lattice, at, edge));
    } else if (block.level != 0 && at > 0 && is_han(lattice.text[at - 1])) {
      // Headlines part their clauses with spaces.
      out.push_back(token(lattice, at, edge));
      out.back().kind = TokenKind::mark;
      out.back().classes.add(clause_);
    }
    at = edge.end;
  }
}

}  // namespace accord
