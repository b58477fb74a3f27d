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

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= 0xC0 && c < 0x590); }
bool is_numeral(char32_t c) { return std::u32string_view(U"〇零一二三四五六七八九十百千两").find(c) != std::u32string_view::npos; }
bool is_name_dot(char32_t c) { return c == U'·' || c == U'‧' || c == U'•' || c == U'・'; }

}  // namespace

struct Tokenizer::Edge {
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  static constexpr std::uint32_t not_looked_up = 0xFFFFFFFF;

  std::uint32_t end = 0;
  std::uint32_t cost = 0;
  TokenKind kind = TokenKind::word;
  std::uint32_t entry = not_looked_up;  ///< value in the lexicon's trie
  std::uint32_t word = not_looked_up;   ///< value in the dictionary's
  std::uint32_t next = none;            ///< the next edge that begins there
};

/// All that can be made of a sentence. Each thread keeps one and uses it again.
struct Tokenizer::Lattice {
  /// What the words around a position make of it.
  enum Mark : std::uint8_t {
    after_title = 1, before_cue = 2, before_title = 4, cue_character = 8, joint = 16, surname = 32, double_surname = 64
  };
  struct Position {
    std::uint32_t first = Edge::none, last = Edge::none;  ///< edges that begin here
    std::uint32_t best = 0, choice = Edge::none;          ///< cost of the cheapest way to the end, and its first edge
    std::uint8_t marks = 0;
    std::uint8_t is = 0;  ///< what character stands here
  };

  std::u32string_view text;  ///< the sentence, folded
  std::uint32_t offset = 0;  ///< where it begins in the block
  std::vector<Edge> edges;
  std::vector<Position> at;  ///< one more than there are characters
  const KnownNames* known = nullptr;

  bool has(std::size_t position, Mark mark) const { return (at[position].marks & mark) != 0; }
  void mark(std::size_t position, int marks) { at[position].marks |= static_cast<std::uint8_t>(marks); }
  bool is(std::size_t position, std::uint8_t what) const { return (at[position].is & what) != 0; }
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
  describe_characters();
  for (std::size_t tag = 0; tag != dictionary.tag_count(); ++tag) {
    const std::string_view name = dictionary.tag_name(static_cast<Dictionary::Tag>(tag));
    name_tags_[tag] = name.starts_with("nr") || name == "nz" || name == "ns";
    for (const std::size_t size : {1U, 2U}) cue_tags_[tag][size - 1] = lexicon.classes_by_tag(static_cast<Dictionary::Tag>(tag), size).has(before_);
  }
}

void Tokenizer::describe_characters() {
  characters_.resize(plane);
  for (char32_t c = 0; c != plane; ++c) {
    Character& character = characters_[c];
    character.is = describe(c);
    character.word = dictionary_.words().step(Trie::root, c);
    character.mine = lexicon_.trie().step(Trie::root, c);
    if (character.mine == Trie::none) continue;
    const std::uint32_t entry = lexicon_.trie().value(character.mine);
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
  return {dictionary_.words().step(Trie::root, c), lexicon_.trie().step(Trie::root, c), describe(c)};
}

bool Tokenizer::has_class(const Character& single, ClassId id) const {
  if (single.mine == Trie::none) return false;
  const std::uint32_t entry = lexicon_.trie().value(single.mine);
  return entry != 0 && lexicon_.entry(entry - 1).classes.has(id);
}

void Tokenizer::add_words(Lattice& lattice) const {
  using Mark = Lattice::Mark;
  const std::u32string_view text = lattice.text;
  const std::size_t size = text.size();
  const Trie words = dictionary_.words();
  const Trie own = lexicon_.trie();
  const bool knows = !lattice.known->empty();
  const Trie known = lattice.known->view();
  for (std::size_t at = 0; at != size; ++at) {
    const Character first = character(text[at]);
    const bool inside_latin = at > 0 && lattice.is(at, letter) && lattice.is(at - 1, letter);
    Trie::Node word = first.word, mine = first.mine;
    Trie::Node name = knows ? known.step(Trie::root, text[at]) : Trie::none;
    const std::size_t limit = std::min(size, at + longest_word);
    Edge single{static_cast<std::uint32_t>(at + 1), Dictionary::unknown_cost, TokenKind::word, 0, 0, Edge::none};
    // 訪華, 赴京, 俄方: two words, of which one is a name.
    const bool heads = at + 1 < size && ((lattice.is(at + 1, compound_letter) && has_class(first, compound_verb_)) ||
                                         (lattice.is(at, compound_letter) && has_class(character(text[at + 1]), compound_tail_)));
    bool letters = true;
    for (std::size_t end = at; (word | mine | name) != Trie::none;) {
      ++end;
      std::uint32_t cost = std::numeric_limits<std::uint32_t>::max();
      Edge edge{static_cast<std::uint32_t>(end), 0, TokenKind::word, 0, 0, Edge::none};
      letters = letters && lattice.is(end - 1, compound_letter);
      const bool taken_apart = (letters && end > at + 1) || (heads && end == at + 2);
      if (word != Trie::none) edge.word = words.value(word);
      if (mine != Trie::none) edge.entry = own.value(mine);
      if (edge.word != 0 && !taken_apart) {
        const Dictionary::Word known_word = Dictionary::decode(edge.word);
        cost = known_word.cost;
        if (cue_tags_[known_word.tag][end == at + 1 ? 0 : 1]) lattice.mark(at, Mark::before_cue);
      }
      if (edge.entry != 0) {
        const ClassSet& classes = lexicon_.entry(edge.entry - 1).classes;
        if (classes.has(surname_) && end <= at + 2) lattice.mark(at, end == at + 1 ? Mark::surname : Mark::double_surname);
        const bool splits_latin = inside_latin || (end < size && lattice.is(end - 1, letter) && lattice.is(end, letter));
        if (!splits_latin) {
          // A single character is too common to be cheap only because the pack has it.
          cost = std::min(cost, end == at + 1 ? single_cost : lexicon_cost);
          if (classes.has(after_)) lattice.mark(end, Mark::after_title);
          if (classes.has(before_)) lattice.mark(at, end == at + 1 ? Mark::before_cue | Mark::cue_character : Mark::before_cue);
          if (classes.has(title_behind_)) lattice.mark(at, Mark::before_title);
          if (classes.has(joint_)) lattice.mark(at, end == at + 1 ? Mark::joint | Mark::cue_character : Mark::joint), lattice.mark(end, Mark::joint);
        }
      }
      if (name != Trie::none && known.value(name) != 0) {
        cost = known_name_cost;
        edge.kind = TokenKind::name;
      }
      if (end == at + 1) {
        single.word = edge.word;
        single.entry = edge.entry;
        if (cost != std::numeric_limits<std::uint32_t>::max()) single.cost = cost;
      } else if (cost != std::numeric_limits<std::uint32_t>::max()) {
        edge.cost = cost;
        lattice.add(at, edge);
      }
      if (end == limit) break;
      const char32_t c = text[end];
      if (word != Trie::none) word = words.step(word, c);
      if (mine != Trie::none) mine = own.step(mine, c);
      if (name != Trie::none) name = known.step(name, c);
    }
    if (lattice.is(at, mark)) {
      single.cost = mark_cost;
      single.kind = text[at] == U' ' ? TokenKind::space : TokenKind::mark;
    }
    lattice.add(at, single);
  }
}

void Tokenizer::add_runs(Lattice& lattice) const {
  const std::u32string_view text = lattice.text;
  const std::size_t size = text.size();
  const auto joins = [&](std::size_t end, std::u32string_view marks, std::uint8_t what) {
    return end + 1 < size && marks.find(text[end]) != std::u32string_view::npos && lattice.is(end + 1, what);
  };
  for (std::size_t at = 0; at < size;) {
    std::size_t end = at;
    TokenKind kind = TokenKind::number;
    if (lattice.is(at, digit)) {
      while (end < size && (lattice.is(end, digit) || joins(end, U".,", digit))) ++end;
    } else if (lattice.is(at, letter)) {
      kind = TokenKind::latin;
      while (end < size && (lattice.is(end, letter | digit) || joins(end, U"-'’&", letter))) ++end;
    } else if (lattice.is(at, numeral)) {
      while (end < size && lattice.is(end, numeral)) ++end;
    } else {
      ++at;
      continue;
    }
    const std::uint32_t cost = kind == TokenKind::latin ? latin_cost : number_cost;
    if (end == at + 1) {
      Edge& single = lattice.edges[lattice.at[at].last];
      single.kind = kind;
      single.cost = std::min(single.cost, cost);
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
  if (value == 0) return std::numeric_limits<std::uint32_t>::max();
  const Dictionary::Word word = Dictionary::decode(value);
  return name_tags_[word.tag] && word.cost > 0 ? word.cost - 1U : std::numeric_limits<std::uint32_t>::max();
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
  for (std::size_t family = 1; family <= 2 && at + family < text.size(); ++family) {
    if (!lattice.has(at, family == 1 ? Mark::surname : Mark::double_surname)) continue;
    const std::uint8_t known = dictionary_.name_cost(text[at]).family;
    const std::uint32_t family_cost = family == 2 ? 100 : known == Dictionary::no_name ? 130 : known;
    const std::uint32_t base = family_cost;
    std::uint32_t given_total = 0;
    // Three only behind a family name of two, as in Japan: 雄一郎.
    for (std::size_t given = 1; given <= family + 1; ++given) {
      const std::size_t end = at + family + given;
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

/// The cheapest way from every position to the end; of equals the one that begins with the earlier edge.
std::size_t Tokenizer::find_way(Lattice& lattice) {
  for (std::size_t at = lattice.text.size(); at-- != 0;) {
    Lattice::Position& here = lattice.at[at];
    here.best = std::numeric_limits<std::uint32_t>::max();
    for (std::uint32_t e = here.first; e != Edge::none; e = lattice.edges[e].next) {
      const Edge& edge = lattice.edges[e];
      const std::uint32_t cost = edge.cost + lattice.at[edge.end].best;
      if (cost >= here.best) continue;
      here.best = cost;
      here.choice = e;
    }
  }
  std::size_t count = 0;
  for (std::size_t at = 0; at != lattice.text.size(); at = lattice.edges[lattice.at[at].choice].end) ++count;
  return count;
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
    const Edge& edge = lattice.edges[lattice.at[at].choice];
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
