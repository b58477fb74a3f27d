#pragma once

#include <string>
#include <string_view>

namespace accord {

/// A text that was written in some encoding, as UTF-8.
struct Decoded {
  std::string text;
  std::string encoding;  ///< as ICU names it: "UTF-8", "Big5-HKSCS", "GB18030", …
  int confidence = 100;  ///< 0 to 100; 100 where it was given, or where the bytes leave no doubt
  bool guessed = false;  ///< by statistics
};

/// True if the bytes begin with the mark of UTF-16 or UTF-32.
bool has_wide_mark(std::string_view bytes);

/// Decodes `bytes`. `encoding` may be empty: then a byte order mark tells, then whether the bytes are UTF-8, then
/// statistics. A text that is UTF-8 but for a few bytes is taken for damaged UTF-8, not for something else.
/// A mark of UTF-8 stays in the text, as one code point; one of UTF-16 or UTF-32 does not.
/// Throws Error with line and column at the first bytes that make no sense in the encoding. `name` is for messages.
Decoded decode(std::string bytes, const std::string& encoding, const std::string& name);

}  // namespace accord
