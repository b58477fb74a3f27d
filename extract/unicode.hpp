#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace accord {

/// Byte offset of the first byte that is not well-formed UTF-8, or nothing.
std::optional<std::size_t> find_invalid_utf8(std::string_view bytes);

/// What fold() makes of the basic plane.
extern const std::array<char16_t, 0x10000> folded_plane;
/// What it makes of a code point above it.
char32_t fold_rare(char32_t c);

/// Folds one code point: full width to half width, traditional to simplified, upper to lower case.
/// One code point in, one out, so folded text keeps the positions of the original.
inline char32_t fold(char32_t c) { return c < 0x10000 ? char32_t{folded_plane[c]} : fold_rare(c); }

/// The number of bytes of a code point by its first one.
inline std::size_t utf8_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// The code point of well-formed UTF-8 at the byte `at`, which moves behind it.
inline char32_t next_code_point(std::string_view utf8, std::size_t& at) {
  const auto bits = [&](std::size_t byte) { return static_cast<std::uint32_t>(utf8[at + byte]) & 0x3FU; };
  const auto first = static_cast<std::uint32_t>(static_cast<unsigned char>(utf8[at]));
  const std::size_t length = utf8_length(utf8[at]);
  const std::uint32_t c = length == 1   ? first
                          : length == 3 ? (first & 0x0FU) << 12 | bits(1) << 6 | bits(2)
                          : length == 2 ? (first & 0x1FU) << 6 | bits(1)
                                        : (first & 0x07U) << 18 | bits(1) << 12 | bits(2) << 6 | bits(3);
  at += length;
  return static_cast<char32_t>(c);
}

/// Code points of well-formed UTF-8.
std::u32string to_utf32(std::string_view utf8);
std::string to_utf8(std::u32string_view text);
void append_utf8(std::string& out, char32_t c);

/// fold() over a whole text.
std::u32string fold_text(std::string_view utf8);

/// The key under which names are compared: NFKC, folded, without spaces, punctuation, symbols and control
/// characters. 李家超 = 李家超, 局长 = 局長, 《ＡＢＣ 協議》 = abc协议. A name of nothing but punctuation keeps it.
std::string fold_name(std::string_view utf8);

/// True for Han characters (script property), so that scripts without spaces can be told from those with.
bool is_han(char32_t c);

}  // namespace accord
