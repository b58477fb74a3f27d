#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "extract/source_html.hpp"
#include "extract/unicode.hpp"

// A page of well-formed UTF-8 gives well-formed UTF-8.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view page(reinterpret_cast<const char*>(data), size);
  if (accord::find_invalid_utf8(page)) return 0;
  try {
    const accord::HtmlPage read = accord::read_html(page, "page");
    if (accord::find_invalid_utf8(read.text) || accord::find_invalid_utf8(read.metadata.title)) __builtin_trap();
  } catch (const accord::Error&) {
  }
  return 0;
}
