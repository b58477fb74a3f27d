#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "extract/source_warc.hpp"

// A web archive, whatever it says about its own lengths.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  accord::MemoryInput input("w", {reinterpret_cast<const char*>(data), size});
  std::size_t bytes = 0;
  try {
    accord::read_warc(
        input, 10000, [&](const accord::Fetched& answer) { bytes += answer.body.size(); }, [](const accord::Error&) {});
  } catch (const accord::Error&) {
  }
  if (bytes > size) __builtin_trap();
  return 0;
}
