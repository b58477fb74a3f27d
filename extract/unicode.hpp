#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace accord {

/// Byte offset of the first byte that is not well-formed UTF-8, or nothing.
std::optional<std::size_t> find_invalid_utf8(std::string_view bytes);

/// Folds one code point: full width to half width, traditional to simplified, upper to lower case.
/// One code point in, one out, so folded text keeps the positions of the original. O(1).
char32_t fold(char32_t c);

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
