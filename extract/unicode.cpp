#include "extract/unicode.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "extract/error.hpp"

namespace accord {

namespace {

struct FoldPair {
  std::uint32_t from, to;
};

constexpr FoldPair fold_pairs[] = {
#include "fold_table.inc"
};

/// Direct table for the basic plane, built once; the few pairs above it are searched.
const std::array<char16_t, 0x10000>& basic_plane() {
  static const auto table = [] {
    auto made = std::make_unique<std::array<char16_t, 0x10000>>();
    for (std::uint32_t c = 0; c != 0x10000; ++c) (*made)[c] = static_cast<char16_t>(c);
    for (const auto& [from, to] : fold_pairs) {
      // A fold out of the basic plane would not fit; such characters stay as they are.
      if (from < 0x10000 && to < 0x10000) (*made)[from] = static_cast<char16_t>(to);
    }
    return made;
  }();
  return *table;
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 c = 0;
  U8_NEXT_UNSAFE(bytes, at, c);
  return static_cast<char32_t>(c);
}

/// Spaces, punctuation, symbols and control characters do not tell names apart.
bool is_ignorable(char32_t c) {
  constexpr std::uint32_t mask = U_GC_P_MASK | U_GC_Z_MASK | U_GC_S_MASK | U_GC_C_MASK;
  return (U_MASK(u_charType(static_cast<UChar32>(c))) & mask) != 0;
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto length = bytes.size();
  for (std::size_t at = 0; at < length;) {
    if (data[at] < 0x80) {
      ++at;
      continue;
    }
    const std::size_t start = at;
    UChar32 c = 0;
    U8_NEXT(data, at, length, c);
    if (c < 0) return start;
  }
  return std::nullopt;
}

char32_t fold(char32_t c) {
  if (c < 0x10000) return basic_plane()[c];
  const auto it = std::ranges::lower_bound(fold_pairs, static_cast<std::uint32_t>(c), {}, &FoldPair::from);
  return it != std::end(fold_pairs) && it->from == c ? static_cast<char32_t>(it->to) : c;
}

std::u32string to_utf32(std::string_view utf8) {
  std::u32string text;
  text.reserve(utf8.size() / 2);
  for (std::size_t at = 0; at < utf8.size();) text += next_code_point(utf8, at);
  return text;
}

void append_utf8(std::string& out, char32_t c) {
  std::uint8_t buffer[4];
  std::size_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, static_cast<std::uint32_t>(c));
  out.append(reinterpret_cast<const char*>(buffer), length);
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

std::u32string fold_text(std::string_view utf8) {
  std::u32string text = to_utf32(utf8);
  for (char32_t& c : text) c = fold(c);
  return text;
}

std::string fold_name(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) throw Error(std::string("ICU has no NFKC: ") + u_errorName(status));
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal);
  nfkc->normalizeUTF8(0, icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())), sink, nullptr, status);
  if (U_FAILURE(status)) throw Error(std::string("ICU cannot normalize a name: ") + u_errorName(status));
  std::string key;
  for (std::size_t at = 0; at < normal.size();) {
    const char32_t c = fold(next_code_point(normal, at));
    if (!is_ignorable(c)) append_utf8(key, c);
  }
  return key.empty() ? std::string(utf8) : key;
}

bool is_han(char32_t c) {
  if (c < 0x2E80) return false;
  if (c >= 0x4E00 && c <= 0x9FFF) return true;
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_HAN && U_SUCCESS(status);
}

}  // namespace accord
