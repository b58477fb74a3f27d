#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "extract/source_encoding.hpp"
#include "extract/unicode.hpp"

// The first byte chooses the encoding; what comes out is well-formed, unless it was taken for UTF-8 and is handed on.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr const char* encodings[] = {"",       "big5",      "gb18030",      "utf-16",
                                       "utf-32", "shift_jis", "windows-1252", "iso-2022-jp"};
  if (size == 0) return 0;
  const std::string encoding = encodings[data[0] % 8];
  try {
    const auto decoded =
        accord::decode(std::string(reinterpret_cast<const char*>(data) + 1, size - 1), encoding, "text");
    if (decoded.encoding != "UTF-8" && accord::find_invalid_utf8(decoded.text)) __builtin_trap();
  } catch (const accord::Error&) {
  }
  return 0;
}
