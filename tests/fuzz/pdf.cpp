#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extract/document.hpp"
#include "extract/source_pdf_text.hpp"

// Whatever pdftotext prints, in whatever pieces it comes, gives one well-formed text with places that make sense.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  accord::PdfTextReader whole(1 << 20), pieces(1 << 20);
  if (!whole.add(bytes)) return 0;
  for (std::size_t at = 0; at < size; at += 7) pieces.add(bytes.substr(at, 7));
  accord::PdfText once = std::move(whole).finish();
  const accord::PdfText again = std::move(pieces).finish();
  if (once.text != again.text || once.lines != again.lines) __builtin_trap();
  accord::Document("d", std::move(once.text), {}, std::move(once.lines));  // throws if they make none
  return 0;
}
