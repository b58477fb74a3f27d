#include "extract/pack.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "extract/error.hpp"
#include "extract/rule_extractor.hpp"
#include "tests/temporary_folder.hpp"

// A folder that is a pack is read or refused with words, and its rules, whatever they say, read a text.
// The input is the pack's files with a line of '%' and the name of the kind before each: schema, words, names, rules.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::pair<std::string_view, const char*> kinds[] = {
      {"%schema\n", "schema.txt"}, {"%words\n", "words/w.txt"}, {"%names\n", "names.tsv"}, {"%rules\n", "r.rules"}};
  static const accord::testing::TemporaryFolder folder;
  static const accord::Document text("d", "5月3日，前锋武磊加盟上海海港。\n李家超主持会议，会见了王伟中。John Lee met Mr Wang.",
                                     {"2024-05-20", "", "", ""});
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  for (const auto& [mark, file] : kinds) {
    const std::size_t at = input.find(mark);
    std::string_view part = at == input.npos ? std::string_view() : input.substr(at + mark.size());
    folder.write(file, part.substr(0, part.find("\n%") == part.npos ? part.size() : part.find("\n%") + 1));
  }
  try {
    const accord::RuleExtractor extractor(accord::load_pack(folder.path()));
    extractor.extract(text, [](accord::Statement&& statement) {
      for (const accord::Evidence& e : statement.evidence) {
        if (text.slice(e.span) != e.quote) __builtin_trap();
      }
    });
  } catch (const accord::Error&) {
  }
  return 0;
}
