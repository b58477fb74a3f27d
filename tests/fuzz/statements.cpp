#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "graph/graph_builder.hpp"
#include "graph/graph_io.hpp"
#include "tests/fuzz/memory_file.hpp"

// Statements of others become a graph that can be written and read, or are refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const accord::testing::MemoryFile file;
  file.store({reinterpret_cast<const char*>(data), size});
  std::string once, twice;
  try {
    accord::GraphBuilder builder;
    accord::read_statements(file.path(), builder);
    accord::write_graph_ndjson(std::move(builder).finish(), [&](std::string_view piece) { once += piece; });
  } catch (const accord::Error&) {
    return 0;
  }
  file.store(once);  // an Error from here on is one of ours
  accord::write_graph_ndjson(accord::read_graph(file.path()), [&](std::string_view piece) { twice += piece; });
  if (once != twice) __builtin_trap();
  return 0;
}
