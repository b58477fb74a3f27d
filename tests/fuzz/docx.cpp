#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "extract/source_docx.hpp"
#include "extract/unicode.hpp"

// The XML of a Word document, whatever it is and in whatever pieces it comes, gives one well-formed text or words.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using accord::WordXml;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto read = [&](WordXml::Part part, std::size_t piece) {
    try {
      WordXml xml(part, "d", 100000);
      for (std::size_t at = 0; at < bytes.size(); at += piece) xml.add(bytes.substr(at, piece));
      return xml.finish();
    } catch (const accord::Error&) {
      return std::string("problem");
    }
  };
  for (const WordXml::Part part : {WordXml::Part::body, WordXml::Part::title}) {
    const std::string text = read(part, 65536);
    if (accord::find_invalid_utf8(text) || read(part, 5) != text) __builtin_trap();
  }
  return 0;
}
