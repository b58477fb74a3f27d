#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "extract/rule_extractor.hpp"
#include "extract/statement_io.hpp"

// Whatever a text says, its statements quote it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const accord::RuleExtractor extractor(accord::builtin_pack());
  try {
    const accord::Document document("d", std::string(reinterpret_cast<const char*>(data), size), {"2024-05-20", "", "", ""});
    extractor.extract(document, [&](accord::Statement&& statement) {
      for (const accord::Evidence& e : statement.evidence) {
        if (document.slice(e.span) != e.quote || e.quote.empty()) __builtin_trap();
      }
      std::string line, again;
      accord::append_statement(line, statement);
      accord::append_statement(again, accord::parse_statement(line, {}));
      if (line != again) __builtin_trap();
    });
  } catch (const accord::Error&) {
  }
  return 0;
}
