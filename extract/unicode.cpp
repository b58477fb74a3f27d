#include "extract/unicode.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "extract/error.hpp"

namespace accord {

namespace {

struct FoldPair {
  std::uint32_t from, to;
};

constexpr FoldPair fold_pairs[] = {
#include "fold_table.inc"
};

constexpr bool is_common_han(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

/// Code points that normalization changes one by one at most, whatever stands beside them, as fold() does.
constexpr bool is_alone(char32_t c) { return is_common_han(c) || c < 0x80 || (c >= 0x3001 && c < 0x302A) || (c >= 0xFF01 && c <= 0xFF5E); }

/// Writes a code point, returns where it ends.
char* put_utf8(char* out, char32_t c) {
  const auto put = [&out](std::uint32_t byte) { *out++ = static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | c >> 6);
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | c >> 12);
    put(0x80U | (c >> 6 & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | c >> 18);
    put(0x80U | (c >> 12 & 0x3FU));
    put(0x80U | (c >> 6 & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
  return out;
}

/// Spaces, punctuation, symbols and control characters do not tell names apart.
bool is_ignorable(char32_t c) {
  if (is_common_han(c)) return false;
  constexpr std::uint32_t mask = U_GC_P_MASK | U_GC_Z_MASK | U_GC_S_MASK | U_GC_C_MASK;
  return (U_MASK(u_charType(static_cast<UChar32>(c))) & mask) != 0;
}

std::string normalized(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) throw Error(std::string("ICU has no NFKC: ") + u_errorName(status));
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal);
  nfkc->normalizeUTF8(0, icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())), sink, nullptr, status);
  if (U_FAILURE(status)) throw Error(std::string("ICU cannot normalize a name: ") + u_errorName(status));
  return normal;
}

/// Folds what is alone (see above); nothing if the text holds anything else.
std::optional<std::string> fold_alone(std::string_view utf8) {
  std::string key(utf8.size(), '\0');  // folding never makes these longer
  char* out = key.data();
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = next_code_point(utf8, at);
    if (!is_alone(c)) return std::nullopt;
    if (const char32_t folded = fold(c); !is_ignorable(folded)) out = put_utf8(out, folded);
  }
  key.resize(static_cast<std::size_t>(out - key.data()));
  return key;
}

}  // namespace

constinit const std::array<char16_t, 0x10000> folded_plane = [] {
  std::array<char16_t, 0x10000> made{};
  for (std::uint32_t c = 0; c != 0x10000; ++c) made[c] = static_cast<char16_t>(c);
  for (const auto& [from, to] : fold_pairs) {
    // A fold out of the basic plane would not fit; such characters stay as they are.
    if (from < 0x10000 && to < 0x10000) made[from] = static_cast<char16_t>(to);
  }
  return made;
}();

std::optional<std::size_t> find_invalid_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto length = bytes.size();
  for (std::size_t at = 0; at < length;) {
    if (data[at] < 0x80) {
      ++at;
      continue;
    }
    const auto follows = [&](std::size_t byte) { return (data[at + byte] & 0xC0U) == 0x80U; };
    if (data[at] > 0xE0 && data[at] < 0xED && at + 2 < length && follows(1) && follows(2)) {
      at += 3;
      continue;
    }
    const std::size_t start = at;
    UChar32 c = 0;
    U8_NEXT(data, at, length, c);
    if (c < 0) return start;
  }
  return std::nullopt;
}

char32_t fold_rare(char32_t c) {
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
  char buffer[4];
  out.append(buffer, static_cast<std::size_t>(put_utf8(buffer, c) - buffer));
}

std::string to_utf8(std::u32string_view text) {
  std::string out(text.size() * 4, '\0');
  char* end = out.data();
  for (const char32_t c : text) end = put_utf8(end, c);
  out.resize(static_cast<std::size_t>(end - out.data()));
  return out;
}

std::u32string fold_text(std::string_view utf8) {
  std::u32string text = to_utf32(utf8);
  for (char32_t& c : text) c = fold(c);
  return text;
}

std::string fold_name(std::string_view utf8) {
  std::optional<std::string> key = fold_alone(utf8);
  if (!key) {
    key.emplace();
    const std::string normal = normalized(utf8);
    for (std::size_t at = 0; at < normal.size();) {
      const char32_t c = fold(next_code_point(normal, at));
      if (!is_ignorable(c)) append_utf8(*key, c);
    }
  }
  return key->empty() ? std::string(utf8) : *std::move(key);
}

bool is_han(char32_t c) {
  if (c < 0x2E80) return false;
  if (is_common_han(c)) return true;
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_HAN && U_SUCCESS(status);
}

}  // namespace accord
