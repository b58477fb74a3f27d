#include "exporters/search_words.hpp"

#include <algorithm>

#include "exporters/escape.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr std::size_t longest_piece = 4;

void append_words(std::string& words, std::u32string_view text) {
  for (std::size_t i = 0; i != text.size(); ++i) {
    if (!is_han(text[i])) {
      append_utf8(words, text[i]);
      continue;
    }
    words += ' ';
    const std::size_t most = std::min(longest_piece, text.size() - i);
    for (std::size_t length = 1; length <= most && is_han(text[i + length - 1]); ++length) {
      words += to_utf8(text.substr(i, length));
      words += ' ';
    }
  }
}

}  // namespace

std::string search_words(std::string_view text) {
  const std::u32string points = to_utf32(clean_text(text));
  std::u32string folded = points;
  std::ranges::transform(folded, folded.begin(), fold);
  std::string words;
  append_words(words, points);
  if (folded != points) {
    words += ' ';
    append_words(words, folded);
  }
  return words;
}

}  // namespace accord
