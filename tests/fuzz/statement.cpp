#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "extract/statement_io.hpp"

// What is read is written so that it reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    std::string once, twice;
    accord::append_statement(once, accord::parse_statement({reinterpret_cast<const char*>(data), size}, {}));
    accord::append_statement(twice, accord::parse_statement(once, {}));
    if (once != twice) __builtin_trap();
  } catch (const accord::Error&) {
  }
  return 0;
}
