#include "extract/layout.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "extract/unicode.hpp"
#include "extract/work.hpp"

namespace accord {

namespace {

constexpr std::size_t longest_sentence = 600;   // characters; longer ones are cut, so that costs stay linear
constexpr std::size_t longest_doubled = 400;    // characters of a line that is looked at for doubled glyphs
constexpr std::size_t longest_heading = 40;
constexpr std::size_t longest_credit = 18;
constexpr std::size_t most_pieces = std::size_t{1} << 21;  // lines, or sentences, of a document; each takes some 300 bytes

struct Glyph {
  char32_t written;
  std::uint32_t origin;
};
/// A part of the page: all glyphs of a text stand in one vector, lines are ranges of it.
using Glyphs = std::span<Glyph>;

struct Line {
  Glyphs glyphs;            // without outer white space and mark
  bool blank_before = false;
  bool marked = false;      // began with a bullet, a number or a caption mark
  bool caption = false;
  bool doubled = false;     // its glyphs stood twice
  std::uint32_t level = 0;  // of a heading by its mark: "##" is 2; 0 is none
  std::uint32_t width = 0;  // in half-width columns
};

bool one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

/// Most of a Chinese text: characters that are wide and nothing else that matters here.
bool is_common_han(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }
bool is_space(char32_t c) {
  if (is_common_han(c)) return false;
  return c == U' ' || c == U'\t' || c == U'\u3000' || c == U'\u00A0' || c == U'\uFEFF' || (c >= 0x2000 && c <= 0x200B);
}
bool is_break(char32_t c) { return c == U'\n' || c == U'\r' || c == U'\f' || c == U'\v' || c == 0x85 || c == 0x2028 || c == 0x2029; }
bool is_wide(char32_t c) { return is_common_han(c) || (c >= 0x1100 && (is_han(c) || (c >= 0x3000 && c <= 0x30FF) || (c >= 0xFF00 && c <= 0xFF60))); }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool ends_sentence(char32_t c) { return one_of(c, U"。！？!?"); }
bool closes(char32_t c) { return one_of(c, U"」』”’）)》〉】\""); }

/// How a line may begin that opens a new block.
constexpr std::u32string_view bullets = U"-•‧·*●○◆◇▪▫□■◎※★☆►▷";
constexpr std::u32string_view caption_marks = U"▲▼△▽▶◀";
constexpr std::u32string_view numerals = U"0123456789一二三四五六七八九十";

/// Length of a number with its mark, "1." "（二）" "三、" "#### 2", at the start of a line; 0 if there is none.
std::size_t numbering(Glyphs line) {
  std::size_t at = 0;
  const bool open = !line.empty() && one_of(line[0].written, U"(（");
  if (open) ++at;
  const std::size_t digits = at;
  while (at < line.size() && at - digits < 4 && one_of(fold(line[at].written), numerals)) ++at;
  if (at == digits || at == line.size()) return 0;
  if (open) return one_of(line[at].written, U")）") ? at + 1 : 0;
  if (one_of(line[at].written, U"、．")) return at + 1;
  const bool dot = one_of(line[at].written, U".)");
  return dot && (at + 1 == line.size() || !is_digit(line[at + 1].written)) ? at + 1 : 0;
}

void trim(Glyphs& line) {
  while (!line.empty() && is_space(line.back().written)) line = line.first(line.size() - 1);
  while (!line.empty() && is_space(line.front().written)) line = line.subspan(1);
}

/// Length of the run at `at` that stands twice in a row, 0 if there is none.
std::size_t doubled_run(Glyphs line, std::size_t at) {
  for (std::size_t length = (line.size() - at) / 2; length != 0; --length) {
    std::size_t i = 0;
    while (i < length && line[at + i].written == line[at + length + i].written) ++i;
    steps_taken += i + 1;
    if (i == length) return length;
  }
  return 0;
}

/// PDF extraction doubles the glyphs of bold text, a run at a time: 簽簽署署 or 會議昨日會議昨日. Keeps the first of each.
bool undouble(Glyphs& line) {
  if (line.size() < 8 || line.size() > longest_doubled || doubled_run(line, 0) == 0) return false;
  std::vector<Glyph> kept;
  std::size_t alone = 0;
  for (std::size_t at = 0; at < line.size() && alone * 8 <= line.size();) {
    const std::size_t run = doubled_run(line, at);
    if (run == 0) {
      kept.push_back(line[at++]);
      ++alone;
    } else {
      kept.insert(kept.end(), line.begin() + static_cast<std::ptrdiff_t>(at), line.begin() + static_cast<std::ptrdiff_t>(at + run));
      at += 2 * run;
    }
  }
  if (alone * 8 > line.size()) return false;
  line = line.first(kept.size());
  std::ranges::copy(kept, line.begin());
  return true;
}

/// Takes the mark off a line and notes what it was.
void read_mark(Line& line) {
  Glyphs& glyphs = line.glyphs;
  std::size_t at = 0;
  while (at != glyphs.size()) {
    const char32_t c = glyphs[at].written;
    const bool last = at + 1 == glyphs.size();
    const bool spaced = !last && is_space(glyphs[at + 1].written);
    if (c == U'#') {
      ++line.level;
    } else if (one_of(c, caption_marks)) {
      line.caption = true;
    } else if (!one_of(c, bullets) || ((c == U'-' || c == U'*' || c == U'·') && !spaced && !last && !one_of(glyphs[at + 1].written, bullets))) {
      break;
    }
    line.marked = true;
    do ++at;
    while (at != glyphs.size() && is_space(glyphs[at].written));
  }
  glyphs = glyphs.subspan(at);
  if (const std::size_t number = numbering(glyphs); number != 0 && line.level == 0) {
    line.marked = true;
    glyphs = glyphs.subspan(number);
    trim(glyphs);
  }
  // Bold marks of light markup: "- 金融服務**" is a heading among bullets.
  bool bold = false;
  while (glyphs.size() > 2 && glyphs.back().written == U'*') {
    glyphs = glyphs.first(glyphs.size() - 1);
    bold = true;
  }
  if (bold && line.level == 0) line.level = 7;
}

/// The lines that hold anything; `page` has room for all code points of the text and gets their glyphs.
std::vector<Line> split_lines(std::string_view text, std::vector<Glyph>& page) {
  std::vector<Line> lines;
  lines.reserve(static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1);
  std::size_t begin = 0;  // of the line, in the page
  bool blank = false;
  const auto finish = [&] {
    Line line;
    line.glyphs = Glyphs(page).subspan(begin);
    begin = page.size();
    trim(line.glyphs);
    if (line.glyphs.empty()) {
      blank = true;
      return;
    }
    line.doubled = undouble(line.glyphs);
    line.blank_before = blank;
    blank = false;
    for (const Glyph& g : line.glyphs) line.width += is_wide(g.written) ? 2U : 1U;
    read_mark(line);
    if (!line.glyphs.empty()) lines.push_back(line);
  };
  std::uint32_t origin = 0;
  bool after_return = false;
  for (std::size_t at = 0; at != text.size(); ++origin) {
    const char32_t c = next_code_point(text, at);
    if (is_common_han(c) || !is_break(c)) {
      page.push_back({c, origin});
    } else if (!(c == U'\n' && after_return)) {
      finish();
    }
    after_return = c == U'\r';
  }
  finish();
  return lines;
}

bool has_clause_mark(const Line& line) {
  return std::ranges::any_of(line.glyphs, [](const Glyph& g) { return !is_common_han(g.written) && one_of(g.written, U"，。；,;"); });
}

bool complete(const Line& line) {
  const char32_t last = line.glyphs.back().written;
  // A credit in brackets behind the last sentence: 。（政府新聞處）
  if (one_of(last, U")）")) {
    std::size_t open = line.glyphs.size();
    while (open != 0 && !one_of(line.glyphs[open - 1].written, U"(（")) --open;
    if (open > 1 && ends_sentence(line.glyphs[open - 2].written)) return true;
  }
  if (closes(last) && line.glyphs.size() > 1) {
    const char32_t before = line.glyphs[line.glyphs.size() - 2].written;
    if (ends_sentence(before) || before == U'.') return true;
  }
  return ends_sentence(last) || last == U'.';
}

/// Brackets left open at the end of a line: a title or a parenthesis goes on in the next.
bool leaves_open(std::span<const Glyph> text) {
  constexpr std::u32string_view open = U"《「『（(【〈", close = U"》」』）)】〉";
  int depth = 0;
  for (const Glyph& g : text) {
    if (one_of(g.written, open)) ++depth;
    if (one_of(g.written, close) && depth > 0) --depth;
  }
  return depth > 0;
}

/// Whether the line at `at` was broken at the edge of its column: lines near it that end inside a sentence have its
/// width, and the next line is no longer than it.
bool broken_at_edge(const std::vector<Line>& lines, std::size_t at) {
  constexpr std::size_t reach = 7;
  constexpr std::uint32_t narrowest = 16, widest = 130, play = 3;  // half-width columns
  const std::uint32_t width = lines[at].width;
  if (width < narrowest || width > widest || lines[at + 1].width > width + play) return false;
  const std::size_t begin = at < reach ? 0 : at - reach;
  const std::size_t end = std::min(lines.size(), at + reach + 1);
  std::size_t alike = 0;
  for (std::size_t i = begin; i != end; ++i) {
    const bool same = lines[i].width + play >= width && lines[i].width <= width + play;
    if (i != at && same && !complete(lines[i])) ++alike;
  }
  return alike >= 2;
}

bool has_pause(Glyphs line) {
  return std::ranges::any_of(line, [](const Glyph& g) { return !is_common_han(g.written) && one_of(g.written, U"，。；"); });
}

/// Lines that were joined so far.
struct Joined {
  std::vector<Glyph> text;
  bool has_pause = false;  // a comma, semicolon or full stop

  void begin(Glyphs line) {
    text.clear();
    has_pause = false;
    add(line);
  }
  void add(Glyphs line) {
    text.insert(text.end(), line.begin(), line.end());
    has_pause = has_pause || accord::has_pause(line);
    steps_taken += line.size();
  }
};

/// Whether the line after `at` goes on with the sentence that `joined`, which ends with line `at`, broke off.
bool continues(const std::vector<Line>& lines, std::size_t at, const Joined& joined) {
  const Line& line = lines[at];
  const Line& next = lines[at + 1];
  if (line.doubled && next.doubled && !complete(line)) return true;
  if (next.marked || complete(line)) return false;
  if (one_of(next.glyphs[0].written, U"，。；、：！？）》」』,;:!?)")) return true;
  if (broken_at_edge(lines, at)) return true;
  if (line.level != 0 || line.glyphs.back().written == U'：' || line.glyphs.back().written == U':') return false;
  if (joined.text.size() < 120 && leaves_open(joined.text)) return true;
  // Inside a paragraph that was joined before, only a full stop ends it, however short the line.
  if (joined.text.size() > line.glyphs.size() && joined.has_pause) return true;
  // No full stop, but the inside of a sentence: a paragraph torn apart by columns or pages.
  if (!has_clause_mark(line) || line.glyphs.size() <= 16) return false;
  std::size_t tail = 0;
  while (tail < line.glyphs.size() && !ends_sentence(line.glyphs[line.glyphs.size() - 1 - tail].written)) ++tail;
  // A few words behind the last full stop are a credit: 。新華社提供
  return !(next.blank_before && tail < line.glyphs.size() && tail <= longest_credit);
}

bool joins_with_space(char32_t left, char32_t right) {
  const auto latin = [](char32_t c) { return c < 0x0590 && !one_of(c, U"-(（/"); };
  return latin(left) && latin(right);
}

/// Copies glyphs into an empty block, dropping white space that separates nothing.
void fill(Block& block, std::span<const Glyph> glyphs) {
  block.written.resize(glyphs.size());
  block.origin.resize(glyphs.size());
  steps_taken += glyphs.size();
  std::size_t size = 0;
  for (std::size_t i = 0; i != glyphs.size(); ++i) {
    char32_t c = glyphs[i].written;
    if (!is_common_han(c)) {
      if (is_space(c)) {
        if (size == 0 || i + 1 == glyphs.size() || is_space(glyphs[i + 1].written)) continue;
        const char32_t left = block.written[size - 1], right = glyphs[i + 1].written;
        if ((is_wide(left) || is_wide(right)) && block.kind != BlockKind::heading) continue;
        c = U' ';
      }
      if (c < 0x20 || c == 0x7F || c == 0xAD) continue;  // control characters and soft hyphens say nothing
    }
    block.written[size] = c;
    block.origin[size++] = glyphs[i].origin;
  }
  block.written.resize(size);
  block.origin.resize(size);
  block.folded.resize(size);
  for (std::size_t i = 0; i != size; ++i) block.folded[i] = fold(block.written[i]);
}

/// A full stop of Latin text: followed by a space and a capital, not after an initial or a short title.
bool latin_stop(const Block& block, std::size_t at) {
  const std::u32string& text = block.written;
  if (text[at] != U'.' || at + 2 >= text.size() || text[at + 1] != U' ') return false;
  const char32_t next = text[at + 2];
  if (!(next >= U'A' && next <= U'Z') && next < 0x2018) return false;
  std::size_t word = at;
  while (word > 0 && text[word - 1] != U' ') --word;
  const std::u32string before = text.substr(word, at - word);
  if (before.size() <= 1) return false;
  for (const std::u32string_view title : {U"Mr", U"Ms", U"Mrs", U"Dr", U"St", U"Prof", U"Gen", U"No", U"Co", U"Ltd", U"Inc", U"Hon", U"Sen", U"Rev"}) {
    if (before == title) return false;
  }
  return before.find(U'.') == std::u32string::npos;
}

void split_sentences(Block& block) {
  const std::u32string& text = block.written;
  std::size_t begin = 0;
  const auto cut = [&](std::size_t end) {
    if (end > begin) block.sentences.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end;
  };
  for (std::size_t at = 0; at != text.size(); ++at) {
    const bool stop = !is_common_han(text[at]) && (ends_sentence(text[at]) || latin_stop(block, at));
    if (stop) {
      const std::size_t most = std::min(text.size(), begin + longest_sentence);
      while (at + 1 < most && (closes(text[at + 1]) || ends_sentence(text[at + 1]))) ++at;
      cut(at + 1);
    } else if (at + 1 - begin >= longest_sentence) {
      cut(at + 1);
    }
  }
  cut(text.size());
}

bool is_heading(const Line& line, const Block& block) {
  if (line.level != 0) return true;
  if (line.caption || block.written.size() > longest_heading) return false;
  const char32_t last = block.written.back();
  return !one_of(last, U"。！？!?；;，,") && block.written.find_first_of(U"。，") == std::u32string::npos;
}

/// The block that begins with a line; its text is that of this and perhaps further lines.
Block make_block(const Line& first, std::span<const Glyph> text) {
  Block block;
  const auto spaces = static_cast<std::size_t>(std::ranges::count_if(text, [](const Glyph& g) { return is_space(g.written); }));
  if (first.level != 0 || text.size() - spaces <= longest_heading) {
    block.kind = BlockKind::heading;
    fill(block, text);
    if (!block.written.empty() && is_heading(first, block) && (!first.marked || first.level != 0)) {
      block.level = first.level != 0 ? first.level : 8;
      if (first.level != 0) block.kind = BlockKind::section;
      return block;
    }
  }
  block.kind = first.caption ? BlockKind::caption : first.marked ? BlockKind::bullet : BlockKind::paragraph;
  if (block.written.empty() || spaces != 0) fill(block, text);  // headings keep spaces that others do not
  return block;
}

/// Links blocks to the headings above them.
void govern(std::vector<Block>& blocks) {
  std::vector<std::uint32_t> open;  // headings above, outermost first
  for (std::uint32_t i = 0; i != blocks.size(); ++i) {
    Block& block = blocks[i];
    if (block.level != 0) {
      while (!open.empty() && blocks[open.back()].level >= block.level) open.pop_back();
    }
    if (!open.empty()) block.heading = open.back();
    if (block.level != 0) open.push_back(i);
  }
}

void check_pieces(const Document& document, std::size_t count) {
  if (count <= most_pieces) return;
  throw Error(TextPosition{document.id(), 0, 0}, "has more than " + std::to_string(most_pieces) + " lines or sentences");
}

}  // namespace

std::vector<Block> lay_out(const Document& document) {
  std::vector<Glyph> page;
  page.reserve(document.length());
  steps_taken += document.length();
  const std::vector<Line> lines = split_lines(document.text(), page);
  check_pieces(document, lines.size());
  std::vector<Block> blocks;
  blocks.reserve(lines.size());  // memory that is not written to costs nothing; growing would need half as much again
  Joined joined;
  std::size_t sentences = 0;
  for (std::size_t i = 0; i < lines.size();) {
    const Line& first = lines[i];
    std::size_t last = i;
    const bool alone = last + 1 == lines.size();  // perhaps all of a large text: no copy
    if (!alone) joined.begin(first.glyphs);
    while (last + 1 < lines.size()) {
      const Line& next = lines[last + 1];
      if (!continues(lines, last, joined)) break;
      const Glyph end = joined.text.back();
      if (joins_with_space(end.written, next.glyphs[0].written)) joined.text.push_back({U' ', end.origin});
      joined.add(next.glyphs);
      ++last;
    }
    i = last + 1;
    Block block = make_block(first, alone ? std::span<const Glyph>(first.glyphs) : joined.text);
    if (block.written.empty()) continue;
    split_sentences(block);
    check_pieces(document, sentences += block.sentences.size());
    blocks.push_back(std::move(block));
  }
  govern(blocks);
  return blocks;
}

}  // namespace accord
