#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "graph/query.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    accord::parse_query({reinterpret_cast<const char*>(data), size});
  } catch (const accord::UsageError&) {
  } catch (const accord::Error&) {
  }
  return 0;
}
