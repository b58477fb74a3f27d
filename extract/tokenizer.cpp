#include "extract/tokenizer.hpp"

#include <algorithm>

#include "extract/tokenizer_lattice.hpp"
#include "extract/unicode.hpp"
#include "extract/work.hpp"

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
constexpr std::size_t longest_word = 128;
constexpr std::uint32_t no_words = 256;  // what characters without words can be: all values of Is
constexpr std::size_t words_ahead = 16;  // characters between where words are looked up and where they are sent for

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= 0xC0 && c < 0x590); }
bool is_numeral(char32_t c) { return std::u32string_view(U"〇零一二三四五六七八九十百千两").find(c) != std::u32string_view::npos; }
bool is_measure(char32_t c) { return std::u32string_view(U"次届轮项个份位名天日年月").find(c) != std::u32string_view::npos; }
bool is_name_dot(char32_t c) { return c == U'·' || c == U'‧' || c == U'•' || c == U'・'; }

}  // namespace

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
  classes_.resize(lexicon_.size());
  for (std::uint32_t entry = 0; entry != cues_.size(); ++entry) {
    const ClassSet& classes = lexicon_.entry(entry).classes;
    const std::pair<ClassId, Cue> classes_of_cues[] = {{surname_, is_family}, {after_, is_title}, {before_, follows_name}, {title_behind_, is_address},
                                                       {joint_, joins_names}, {compound_verb_, heads_compound}, {compound_tail_, ends_compound}};
    for (const auto& [id, cue] : classes_of_cues) {
      if (classes.has(id)) cues_[entry] |= cue;
    }
    if (lexicon_.excluded(entry) != ClassSet()) cues_[entry] |= lacks_classes;
    classes_[entry] = classes;
  }
}

void Tokenizer::describe_characters() {
  alphabet_ = dictionary_.alphabet();
  for (const Trie::Slot& slot : lexicon_.words().slots()) {
    if (slot.step != 0) alphabet_.add(slot.character());
  }
  own_slots_ = pack_trie(lexicon_.words(), alphabet_);
  own_ = PackedTrie(own_slots_);
  const PackedTrie& words = dictionary_.words();
  for (std::uint32_t is = 0; is != no_words; ++is) characters_.emplace_back().is = static_cast<std::uint8_t>(is);
  for (const char32_t c : alphabet_.characters()) {
    Character& character = characters_.emplace_back();
    character.code = alphabet_.code(c);
    character.is = describe(c);
    character.word = words.step(words.root(), character.code);
    character.mine = own_.step(own_.root(), character.code);
    character.name = dictionary_.name_cost(c);
    const std::uint32_t entry = character.mine.value();
    if (entry != 0 && lexicon_.entry(entry - 1).classes.has(compound_)) character.is |= compound_letter;
  }
  kinds_.resize(plane);
  for (char32_t c = 0; c != plane; ++c) kinds_[c] = kind_of_rare(c);
}

/// What kind of character it is, whether or not words are made of it.
std::uint16_t Tokenizer::kind_of_rare(char32_t c) const {
  const PackedTrie::Code code = alphabet_.code(c);
  return code == 0 ? describe(c) : static_cast<std::uint16_t>(no_words + code - 1);
}

std::uint8_t Tokenizer::describe(char32_t c) const {
  const bool han_here = is_han(c);
  const bool mark_here = c < 0x2E80 ? !is_letter(c) && !is_digit(c) : !han_here;
  const auto bit = [](bool yes, Is what) { return yes ? static_cast<int>(what) : 0; };
  return static_cast<std::uint8_t>(bit(han_here, han) | bit(is_digit(c), digit) | bit(is_letter(c), letter) | bit(is_numeral(c), numeral) |
                                   bit(is_name_dot(c), name_dot) | bit(mark_here, mark) | bit(lexicon_.ends_class(c), class_end));
}

std::uint32_t Tokenizer::find(const PackedTrie& words, const Lattice& lattice, std::size_t begin, std::size_t end) {
  PackedTrie::Node node = words.root();
  for (; begin != end && node; ++begin) node = words.step(node, lattice.characters[begin]->code);
  return node.value();
}

/// Where the first two characters from each position on lead. The tables are far away: what is needed soon is sent for,
/// for all positions first the second characters, then the third.
void Tokenizer::find_beginnings(Lattice& lattice) const {
  const std::u32string_view text = lattice.text;
  const PackedTrie words = dictionary_.words();
  lattice.beginnings.assign(text.size(), {});
  const std::size_t last = text.empty() ? 0 : text.size() - 1;  // nothing longer begins there
  const auto code = [&](std::size_t at) { return lattice.characters[at]->code; };
  for (std::size_t soon = 0; soon < last + words_ahead; ++soon) {
    if (soon < last) {
      words.prefetch(lattice.characters[soon]->word, code(soon + 1));
      own_.prefetch(lattice.characters[soon]->mine, code(soon + 1));
    }
    if (soon < words_ahead) continue;
    const std::size_t at = soon - words_ahead;
    Lattice::Beginning& here = lattice.beginnings[at];
    here = {words.step(lattice.characters[at]->word, code(at + 1)), own_.step(lattice.characters[at]->mine, code(at + 1))};
    if (at + 2 > last) continue;
    words.prefetch(here.word, code(at + 2));
    own_.prefetch(here.mine, code(at + 2));
  }
}

void Tokenizer::add_words(Lattice& lattice) const {
  find_beginnings(lattice);
  const bool knows = !lattice.known->empty();
  for (std::size_t at = 0; at != lattice.text.size(); ++at) {
    const bool last = at + 1 == lattice.text.size();
    // 第十一次: the number goes on; no once begins within it.
    const bool counts = at > 0 && !last && lattice.is(at, numeral) && lattice.is(at - 1, numeral) && is_measure(lattice.text[at + 1]);
    if (!counts && (lattice.beginnings[at] || (knows && !last))) add_longer(lattice, at);
    lattice.at[at].words_end = static_cast<std::uint32_t>(lattice.edges.size());
    add_single(lattice, at, *lattice.characters[at]);
  }
}

bool Tokenizer::has_cue(const Character& single, Cue cue) const {
  return single.mine.value() != 0 && (cues_[single.mine.value() - 1] & cue) != 0;
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
  __builtin_prefetch(&classes_[entry - 1]);  // for token()
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
  if (character.word.value() != 0) cost = word_cost(lattice, at, at + 1, character.word.value());
  if (character.mine.value() != 0) cost = std::min(cost, entry_cost(lattice, at, at + 1, character.mine.value()));
  here.single_cost = cost == no_cost ? Dictionary::unknown_cost : cost;
  if (lattice.is(at, mark)) {
    here.single_cost = mark_cost;
    here.single_kind = lattice.text[at] == U' ' ? TokenKind::space : TokenKind::mark;
  }
}

/// Words of two characters and more.
void Tokenizer::add_longer(Lattice& lattice, std::size_t at) const {
  const std::u32string_view text = lattice.text;
  const PackedTrie words = dictionary_.words();
  const Trie known = lattice.known->view();
  const std::size_t limit = std::min(text.size(), at + longest_word);
  auto [word, mine] = lattice.beginnings[at];
  Trie::Node name = known.step(known.step(known.root(), text[at]), text[at + 1]);
  bool compound = lattice.is(at, compound_letter) && lattice.is(at + 1, compound_letter);
  // 訪華, 赴京, 俄方 (and 來華訪問): two words, of which one is a name.
  const bool two_words = (lattice.is(at + 1, compound_letter) && has_cue(*lattice.characters[at], heads_compound)) ||
                         (lattice.is(at, compound_letter) && has_cue(*lattice.characters[at + 1], ends_compound));
  for (std::size_t end = at + 2; word || mine || name;) {
    Edge edge;
    edge.end = static_cast<std::uint32_t>(end);
    edge.word = word.value();
    edge.entry = mine.value();
    edge.cost = no_cost;
    if (edge.word != 0 && !compound && !two_words) edge.cost = word_cost(lattice, at, end, edge.word);
    if (edge.entry != 0) edge.cost = std::min(edge.cost, entry_cost(lattice, at, end, edge.entry));
    if (name.value != 0) {
      edge.cost = known_name_cost;
      edge.kind = TokenKind::name;
    }
    if (edge.cost != no_cost) lattice.edges.push_back(edge);
    if (end == limit) return;
    const PackedTrie::Code code = lattice.characters[end]->code;
    compound = compound && lattice.is(end, compound_letter);
    word = words.step(word, code);
    mine = own_.step(mine, code);
    name = known.step(name, text[end]);
    ++end;
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

Token Tokenizer::token(const Lattice& lattice, std::size_t begin, const Edge& edge) const {
  const std::u32string_view text = lattice.text.substr(begin, edge.end - begin);
  Token token;
  token.begin = lattice.offset + static_cast<std::uint32_t>(begin);
  token.end = lattice.offset + edge.end;
  token.kind = edge.kind;
  const std::uint32_t entry = edge.entry == Edge::not_looked_up ? find(own_, lattice, begin, edge.end) : edge.entry;
  if (entry != 0) {
    token.entry = entry - 1;
    token.classes = classes_[token.entry];
  }
  if (edge.kind == TokenKind::name) return token;
  const std::uint32_t word = edge.word == Edge::not_looked_up ? find(dictionary_.words(), lattice, begin, edge.end) : edge.word;
  if (word != 0) token.tag = Dictionary::decode(word).tag;
  ClassSet more = lexicon_.classes_by_tag(token.tag, text.size());
  if (edge.kind == TokenKind::word && lattice.is(edge.end - 1, class_end)) more.merge(lexicon_.classes_by_suffix(text));
  if (entry != 0 && (cues_[token.entry] & lacks_classes) != 0) more.subtract(lexicon_.excluded(token.entry));
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
Tokenizer::Edge Tokenizer::single_edge(const Lattice& lattice, std::size_t at) {
  const Character& here = *lattice.characters[at];
  Edge edge;
  edge.end = static_cast<std::uint32_t>(at + 1);
  edge.kind = lattice.at[at].single_kind;
  edge.entry = here.mine.value();
  edge.word = here.word.value();
  return edge;
}

void Tokenizer::tokenize(const Block& block, Span sentence, const KnownNames& known, std::vector<Token>& out) const {
  thread_local Lattice lattice;
  lattice.text = std::u32string_view(block.folded).substr(sentence.begin, sentence.length());
  lattice.offset = sentence.begin;
  lattice.known = &known;
  lattice.edges.clear();
  lattice.at.assign(lattice.text.size() + 1, {});
  lattice.characters.resize(lattice.text.size());
  for (std::size_t at = 0; at != lattice.text.size(); ++at) {
    lattice.characters[at] = &character(lattice.text[at]);
    lattice.at[at].is = lattice.characters[at]->is;
  }
  add_words(lattice);
  add_runs(lattice);
  add_names(lattice);
  steps_taken += lattice.edges.size() + lattice.text.size();
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
