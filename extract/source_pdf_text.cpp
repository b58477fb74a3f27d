#include "extract/source_pdf_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr double narrowest_space = 0.1;  // of a word's height; Poppler's own figure is near

/// Lines may not be shorter than this many bytes on average, or places would take more memory than the text.
constexpr std::size_t shortest_line = 8;
constexpr std::size_t few_lines = 10000;
constexpr std::size_t longest_word = std::size_t{1} << 20;  // bytes, with its tag

bool is_word_tag(std::string_view tag) { return tag.starts_with("word "); }

double attribute(std::string_view tag, std::string_view name) {
  const std::size_t at = tag.find(name);
  double value = 0;
  if (at == tag.npos) return 0;
  const char* const begin = tag.data() + at + name.size();
  std::from_chars(begin, tag.data() + tag.size(), value);
  return std::isfinite(value) ? value : 0;
}

/// The text with the five entities of XML put back, without controls, and well-formed whatever came.
std::string plain(std::string_view text) {
  struct Entity {
    std::string_view written;
    char means;
  };
  constexpr Entity entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  std::string out;
  while (!text.empty()) {
    const auto* const entity = std::ranges::find_if(entities, [&](const Entity& e) { return text.starts_with(e.written); });
    if (entity != std::end(entities)) {
      out += entity->means;
      text.remove_prefix(entity->written.size());
      continue;
    }
    const auto c = static_cast<unsigned char>(text.front());
    if (c >= 0x20 && c != 0x7F) out += text.front();
    text.remove_prefix(1);
  }
  while (const auto bad = find_invalid_utf8(out)) out.erase(*bad, 1);
  return out;
}

std::uint32_t code_points(std::string_view text) {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

bool PdfTextReader::add(std::string_view piece) {
  pending_ += piece;
  std::string_view left = pending_;
  while (!left.empty()) {
    const bool is_tag = left.front() == '<';
    const std::size_t end = left.find(is_tag ? '>' : '<');
    if (end == left.npos) break;  // the rest may come
    if (is_tag) {
      tag(left.substr(1, end - 1));
    } else if (in_word_) {
      words(left.substr(0, end));
    }
    left.remove_prefix(end + (is_tag ? 1 : 0));
  }
  pending_.erase(0, pending_.size() - left.size());
  return made_.text.size() <= max_text_ && pending_.size() <= longest_word &&
         made_.lines.size() <= max_text_ / shortest_line + few_lines;
}

PdfText PdfTextReader::finish() && {
  end_line();
  return std::move(made_);
}

void PdfTextReader::tag(std::string_view tag) {
  if (is_word_tag(tag)) {
    word_ = box_of(tag);
    in_word_ = true;
  } else if (tag == "/word") {
    in_word_ = false;
  } else if (tag.starts_with("line ")) {
    begin_line();
  } else if (tag == "/line") {
    end_line();
  } else if (tag == "/flow") {
    end_line();
    if (line_ended_) append("\n");
    line_ended_ = false;
  } else if (tag.starts_with("page ")) {
    ++page_;
  } else if (tag == "/page") {
    end_line();
    append("\f");
    line_ended_ = false;
  }
}

void PdfTextReader::begin_line() {
  end_line();
  in_line_ = true;
  first_word_ = true;
}

void PdfTextReader::end_line() {
  if (in_line_ && !first_word_) {
    if (length_ > line_begin_ && page_ != 0) made_.lines.push_back({{line_begin_, length_}, rounded(line_, page_)});
    append("\n");
    line_ended_ = true;
  }
  in_line_ = false;
  in_word_ = false;
}

/// As pdftotext does in its plain output: a word that was cut at the end of a line is one word again.
void PdfTextReader::join_hyphenated(std::string_view next) {
  constexpr std::string_view hyphens[] = {"-\n", "\xC2\xAD\n", "\xE2\x80\x90\n"};
  for (const std::string_view hyphen : hyphens) {
    std::string& text = made_.text;
    if (!text.ends_with(hyphen) || text.size() == hyphen.size()) continue;
    if (!is_letter(text[text.size() - hyphen.size() - 1]) || next.front() < 'a' || next.front() > 'z') return;
    if (made_.lines.empty() || made_.lines.back().span.end != length_ - 1) return;
    if (made_.lines.back().span.length() == 1) return;
    text.resize(text.size() - hyphen.size());
    length_ -= 2;
    made_.lines.back().span.end = length_;
    return;
  }
}

void PdfTextReader::words(std::string_view text) {
  const std::string word = plain(text);
  if (word.empty()) return;
  if (!in_line_) begin_line();
  if (first_word_) {
    if (line_ended_) join_hyphenated(word);
    line_begin_ = length_;
    line_ = word_;
  } else {
    // Lines may run down or from right to left: what counts is the widest gap in any direction.
    const double gap = std::max({word_.left - before_.right, before_.left - word_.right, word_.top - before_.bottom,
                                 before_.top - word_.bottom});
    const double height = std::min(word_.bottom - word_.top, word_.right - word_.left);
    const double other = std::min(before_.bottom - before_.top, before_.right - before_.left);
    if (gap > narrowest_space * std::max(height, other)) append(" ");
    line_ = {std::min(line_.left, word_.left), std::min(line_.top, word_.top), std::max(line_.right, word_.right),
             std::max(line_.bottom, word_.bottom)};
  }
  append(word);
  first_word_ = false;
  before_ = word_;
}

void PdfTextReader::append(std::string_view text) {
  made_.text += text;
  length_ += code_points(text);
}

PdfTextReader::Box PdfTextReader::box_of(std::string_view tag) {
  return {attribute(tag, "xMin=\""), attribute(tag, "yMin=\""), attribute(tag, "xMax=\""), attribute(tag, "yMax=\"")};
}

PageBox PdfTextReader::rounded(const Box& box, std::uint32_t page) {
  const auto fit = [](double value) { return static_cast<std::uint16_t>(std::clamp(value, 0.0, 65535.0)); };
  PageBox out{page, fit(std::floor(box.left)), fit(std::floor(box.top)), fit(std::ceil(box.right)), fit(std::ceil(box.bottom))};
  out.right = std::max(out.left, out.right);
  out.bottom = std::max(out.top, out.bottom);
  return out;
}

}  // namespace accord
