#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "extract/error.hpp"

#include "graph/graph_builder.hpp"
#include "graph/graph_io.hpp"

// A graph that is read is written to bytes that read the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const int file = ::memfd_create("graph", 0);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  const auto store = [](std::string_view bytes) {
    if (::ftruncate(file, 0) != 0 || ::pwrite(file, bytes.data(), bytes.size(), 0) < 0) abort();
  };
  const auto write = [] {
    std::string bytes;
    accord::write_graph_ndjson(accord::read_graph(path), [&](std::string_view piece) { bytes += piece; });
    return bytes;
  };
  store({reinterpret_cast<const char*>(data), size});
  std::string once;
  try {
    once = write();
  } catch (const accord::Error&) {
    return 0;
  }
  store(once);
  if (write() != once) __builtin_trap();
  return 0;
}
