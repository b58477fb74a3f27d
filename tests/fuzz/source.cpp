#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "extract/source.hpp"

// Whatever a server sends becomes documents or problems, and a document is well-formed. PDFs are another program's to
// read; what it answers has a target of its own.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view head(reinterpret_cast<const char*>(data), std::min<std::size_t>(size, 1024));
  if (head.find("%PDF-") != head.npos) return 0;
  accord::Fetched answer;
  answer.body.assign(reinterpret_cast<const char*>(data), size);
  accord::SourceOptions options;
  options.max_document_size = std::size_t{1} << 20;
  options.max_unpacked_size = std::uint64_t{4} << 20;
  const auto take = [](accord::Document&& document) {
    const accord::Span all{0, document.length()};
    if (document.slice(all) != document.text()) __builtin_trap();
    std::string line;
    accord::append_document(line, document);
  };
  accord::read_fetched("http://example.org/", answer, options, take, [](const accord::Error&) {});
  return 0;
}
