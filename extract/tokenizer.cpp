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
constexpr std::uint32_t cue_in_name_cost = 4 * 16;
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
  std::uint32_t end = 0;
  std::uint32_t cost = 0;
  TokenKind kind = TokenKind::word;
};

struct Tokenizer::Lattice {
  std::u32string_view text;  ///< the sentence, folded
  std::uint32_t offset = 0;  ///< where it begins in the block
  std::vector<std::vector<Edge>> edges;
  std::vector<std::uint8_t> after_title, before_cue, before_title, cue_character, joint;  ///< by position
  const KnownNames* known = nullptr;
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
  compound_ = id("compound_letter");
  title_behind_ = id("honorific");
}

bool Tokenizer::is_compound_letter(char32_t c) const {
  const std::uint32_t entry = lexicon_.trie().find({&c, 1});
  return entry != 0 && lexicon_.entry(entry - 1).classes.has(compound_);
}

void Tokenizer::add_words(Lattice& lattice) const {
  const std::u32string_view text = lattice.text;
  const Trie words = dictionary_.words();
  const Trie own = lexicon_.trie();
  const Trie known = lattice.known->view();
  for (std::size_t at = 0; at != text.size(); ++at) {
    const bool inside_latin = at > 0 && is_letter(text[at]) && is_letter(text[at - 1]);
    Trie::Node word = Trie::root, mine = Trie::root, name = Trie::root;
    const std::size_t limit = std::min(text.size(), at + longest_word);
    std::uint32_t single = dictionary_.unknown_cost;
    bool letters = true;
    for (std::size_t end = at; end != limit && (word | mine | name) != Trie::none;) {
      const char32_t c = text[end++];
      if (word != Trie::none) word = words.step(word, c);
      if (mine != Trie::none) mine = own.step(mine, c);
      if (name != Trie::none) name = known.step(name, c);
      std::uint32_t cost = std::numeric_limits<std::uint32_t>::max();
      TokenKind kind = TokenKind::word;
      letters = letters && is_compound_letter(c);
      const bool taken_apart = letters && end > at + 1;
      if (word != Trie::none && words.value(word) != 0 && !taken_apart) cost = Dictionary::decode(words.value(word)).cost;
      const bool splits_latin = inside_latin || (end < text.size() && is_letter(text[end - 1]) && is_letter(text[end]));
      if (mine != Trie::none && own.value(mine) != 0 && !splits_latin) {
        const ClassSet& classes = lexicon_.entry(own.value(mine) - 1).classes;
        // A single character is too common to be cheap only because the pack has it.
        cost = end == at + 1 ? std::min(cost, single_cost) : std::min(cost, lexicon_cost);
        if (classes.has(after_)) lattice.after_title[end] = 1;
        if (classes.has(before_)) lattice.before_cue[at] = 1;
        if (classes.has(title_behind_)) lattice.before_title[at] = 1;
        if (classes.has(before_) && end == at + 1) lattice.cue_character[at] = 1;
        if (classes.has(joint_)) lattice.joint[at] = 1, lattice.joint[end] = 1;
      }
      if (name != Trie::none && known.value(name) != 0) {
        cost = known_name_cost;
        kind = TokenKind::name;
      }
      if (cost == std::numeric_limits<std::uint32_t>::max()) continue;
      if (end == at + 1) {
        single = cost;
      } else {
        lattice.edges[at].push_back({static_cast<std::uint32_t>(end), cost, kind});
      }
    }
    const bool mark = text[at] < 0x2E80 ? !is_letter(text[at]) && !is_digit(text[at]) : !is_han(text[at]);
    lattice.edges[at].push_back({static_cast<std::uint32_t>(at + 1), mark ? mark_cost : single, text[at] == U' ' ? TokenKind::space : mark ? TokenKind::mark : TokenKind::word});
  }
}

void Tokenizer::add_runs(Lattice& lattice) const {
  const std::u32string_view text = lattice.text;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    TokenKind kind = TokenKind::latin;
    if (is_digit(text[at])) {
      kind = TokenKind::number;
      while (end < text.size() && (is_digit(text[end]) || ((text[end] == U'.' || text[end] == U',') && end + 1 < text.size() && is_digit(text[end + 1])))) ++end;
    } else if (is_letter(text[at])) {
      while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]) || ((text[end] == U'-' || text[end] == U'\'' || text[end] == U'’' || text[end] == U'&') && end + 1 < text.size() && is_letter(text[end + 1])))) ++end;
    } else if (is_numeral(text[at])) {
      kind = TokenKind::number;
      while (end < text.size() && is_numeral(text[end])) ++end;
    } else {
      ++at;
      continue;
    }
    const std::uint32_t cost = kind == TokenKind::latin ? latin_cost : number_cost;
    const auto stop = static_cast<std::uint32_t>(end);
    const bool single = end == at + 1;
    if (single) lattice.edges[at].back().kind = is_digit(text[at]) || kind == TokenKind::number ? TokenKind::number : TokenKind::latin;
    if (single) lattice.edges[at].back().cost = std::min(lattice.edges[at].back().cost, cost);
    if (!single) lattice.edges[at].push_back({stop, cost, kind});
    at = end;
  }
}

/// A word that the dictionary has as a name, or after which a name could be called, is one where names stand.
std::uint32_t Tokenizer::listed_name_cost(std::u32string_view text) const {
  const std::uint32_t value = dictionary_.words().find(text);
  if (value == 0) return std::numeric_limits<std::uint32_t>::max();
  const Dictionary::Word word = Dictionary::decode(value);
  const std::string_view tag = dictionary_.tag_name(word.tag);
  const bool name = tag.starts_with("nr") || tag == "nz" || tag == "ns";
  return name && word.cost > 0 ? word.cost - 1U : std::numeric_limits<std::uint32_t>::max();
}

/// Family name and one or two more characters, or a foreign name written by sound.
void Tokenizer::add_name(Lattice& lattice, std::size_t at, bool strong) const {
  const std::u32string_view text = lattice.text;
  const Trie own = lexicon_.trie();
  const auto given_cost = [&](std::size_t i) -> std::uint32_t {
    const std::uint8_t cost = dictionary_.name_cost(text[i]).given;
    // A character that is itself a word that follows names (在, 向, 說) rather follows this one.
    const bool follows = i > at + 1 && lattice.cue_character[i] != 0;
    return (cost == Dictionary::no_name ? 136U : cost) + (follows ? cue_in_name_cost : 0);
  };
  for (std::size_t family = 1; family <= 2 && at + family < text.size(); ++family) {
    const std::uint32_t entry = own.find(text.substr(at, family));
    if (entry == 0 || !lexicon_.entry(entry - 1).classes.has(surname_)) continue;
    const std::uint8_t known = dictionary_.name_cost(text[at]).family;
    const std::uint32_t family_cost = family == 2 ? 100 : known == Dictionary::no_name ? 130 : known;
    const std::uint32_t base = family_cost;
    std::uint32_t given_total = 0;
    for (std::size_t given = 1; given <= 2; ++given) {
      const std::size_t end = at + family + given;
      if (end > text.size() || !is_han(text[end - 1])) break;
      given_total += given_cost(end - 1);
      const bool joined = lattice.joint[end] != 0 || end == text.size();
      const bool cued = strong || joined || lattice.before_cue[end] != 0;
      const std::uint32_t belief = strong ? strong_name_cost : joined ? joined_name_cost : weak_name_cost;
      // A given name of one character is rarer.
      std::uint32_t total = (strong ? (base + given_total) * 3 / 4 : base + given_total) + belief + (given == 1 ? 24 : 0);
      total = std::min(total, listed_name_cost(text.substr(at, end - at)));
      if (cued) lattice.edges[at].push_back({static_cast<std::uint32_t>(end), total, TokenKind::name});
    }
  }
  if (lattice.cue_character[at] != 0) return;
  std::uint32_t cost = strong ? foreign_name_cost : untitled_foreign_cost;
  bool dotted = false;
  for (std::size_t end = at; end < text.size() && end - at < longest_foreign_name;) {
    // A title inside: the name begins behind it.
    if (end > at && lattice.after_title[end] != 0) break;
    const char32_t c = text[end++];
    if (is_name_dot(c)) {
      dotted = true;
      continue;
    }
    if (!is_han(c)) break;
    const std::uint8_t by_sound = dictionary_.name_cost(c).foreign;
    if (!strong && (by_sound == Dictionary::no_name || (end - at > longest_untitled_foreign && !dotted))) break;
    cost += by_sound == Dictionary::no_name ? 9 * 16U : by_sound;
    if (end - at > 2 && lattice.cue_character[end - 1] != 0) cost += cue_in_name_cost;
    if (end - at < (strong ? 2U : 3U)) continue;
    if (!strong && lattice.before_cue[end] == 0 && lattice.joint[end] == 0 && end != text.size()) continue;
    const std::uint32_t total = std::min(dotted ? cost / 2 : cost, listed_name_cost(text.substr(at, end - at)));
    lattice.edges[at].push_back({static_cast<std::uint32_t>(end), total, TokenKind::name});
  }
}

/// 習近平主席: a name anywhere, if a form of address follows and the dictionary knows it or it is made like one.
void Tokenizer::add_name_before_title(Lattice& lattice, std::size_t at) const {
  const std::u32string_view text = lattice.text;
  const std::uint32_t entry = lexicon_.trie().find(text.substr(at, 1));
  if (entry == 0 || !lexicon_.entry(entry - 1).classes.has(surname_)) return;
  for (std::size_t end = at + 2; end <= at + 3 && end < text.size(); ++end) {
    if (lattice.before_title[end] == 0 || !is_han(text[end - 1])) continue;
    std::uint32_t cost = std::min<std::uint32_t>(dictionary_.name_cost(text[at]).family, 136) + joined_name_cost;
    for (std::size_t i = at + 1; i != end; ++i) cost += std::min<std::uint32_t>(dictionary_.name_cost(text[i]).given, 136);
    cost = std::min(cost, listed_name_cost(text.substr(at, end - at)));
    lattice.edges[at].push_back({static_cast<std::uint32_t>(end), cost, TokenKind::name});
  }
}

void Tokenizer::add_names(Lattice& lattice) const {
  for (std::size_t at = 0; at != lattice.text.size(); ++at) {
    if (!is_han(lattice.text[at])) continue;
    if (lattice.after_title[at] != 0) {
      add_name(lattice, at, true);
    } else if (at == 0 || lattice.joint[at] != 0 || !is_han(lattice.text[at - 1])) {
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
  if (const std::uint32_t entry = lexicon_.trie().find(text); entry != 0) {
    token.entry = entry - 1;
    token.classes = lexicon_.entry(token.entry).classes;
  }
  if (edge.kind != TokenKind::name) {
    const std::uint32_t word = dictionary_.words().find(text);
    if (word != 0) token.tag = Dictionary::decode(word).tag;
    ClassSet by_tag = lexicon_.classes_by_tag(token.tag, text.size());
    if (edge.kind == TokenKind::word) by_tag.merge(lexicon_.classes_by_suffix(text));
    if (token.entry != Token::no_entry) {
      const ClassSet& out = lexicon_.excluded(token.entry);
      for (std::size_t id = 0; id != lexicon_.class_names().size(); ++id) {
        if (out.has(static_cast<ClassId>(id))) by_tag.remove(static_cast<ClassId>(id));
      }
    }
    token.classes.merge(by_tag);
  }
  return token;
}

void Tokenizer::tokenize(const Block& block, Span sentence, const KnownNames& known, std::vector<Token>& out) const {
  Lattice lattice;
  lattice.text = std::u32string_view(block.folded).substr(sentence.begin, sentence.length());
  lattice.offset = sentence.begin;
  lattice.known = &known;
  const std::size_t size = lattice.text.size();
  lattice.edges.resize(size);
  lattice.after_title.resize(size + 1);
  lattice.before_cue.resize(size + 1);
  lattice.before_title.resize(size + 1);
  lattice.cue_character.resize(size + 1);
  lattice.joint.resize(size + 1);
  add_words(lattice);
  add_runs(lattice);
  add_names(lattice);

  // Cheapest way from every position to the end.
  std::vector<std::uint32_t> best(size + 1, 0), choice(size, 0);
  for (std::size_t at = size; at-- != 0;) {
    best[at] = std::numeric_limits<std::uint32_t>::max();
    for (std::uint32_t e = 0; e != lattice.edges[at].size(); ++e) {
      const Edge& edge = lattice.edges[at][e];
      if (edge.cost + best[edge.end] < best[at]) {
        best[at] = edge.cost + best[edge.end];
        choice[at] = e;
      }
    }
  }
  for (std::size_t at = 0; at != size;) {
    const Edge& edge = lattice.edges[at][choice[at]];
    if (edge.kind != TokenKind::space) out.push_back(token(lattice, at, edge));
    at = edge.end;
  }
}

}  // namespace accord
