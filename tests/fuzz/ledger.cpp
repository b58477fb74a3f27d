#include "graph/ledger.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extract/error.hpp"
#include "tests/fuzz/memory_file.hpp"

// A ledger that somebody edited by hand.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const accord::testing::MemoryFile file;
  file.store({reinterpret_cast<const char*>(data), size});
  try {
    accord::Ledger::read(file.path()).contradictions();
  } catch (const accord::Error&) {
  }
  return 0;
}
