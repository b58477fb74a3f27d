#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "graph/graph_builder.hpp"
#include "graph/graph_io.hpp"
#include "tests/fuzz/memory_file.hpp"

// A graph that is read is written to bytes that read the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const accord::testing::MemoryFile file;
  const auto write = [] {
    std::string bytes;
    accord::write_graph_ndjson(accord::read_graph(file.path()), [&](std::string_view piece) { bytes += piece; });
    return bytes;
  };
  file.store({reinterpret_cast<const char*>(data), size});
  std::string once;
  try {
    once = write();
  } catch (const accord::Error&) {
    return 0;
  }
  file.store(once);
  if (write() != once) __builtin_trap();
  return 0;
}
