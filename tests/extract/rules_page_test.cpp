// docs/rules.md: the pack on it is read and run.

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "extract/analysis.hpp"
#include "extract/pack_check.hpp"
#include "tests/extract/pack_support.hpp"

namespace accord {
namespace {

/// The blocks "```text NAME" of a page, by name, without the indent of their first line.
std::map<std::string, std::string> blocks_of(const std::string& page) {
  std::ifstream in(page);
  REQUIRE(in.good());
  std::map<std::string, std::string> blocks;
  std::string name;
  std::size_t indent = 0;
  for (std::string line; std::getline(in, line);) {
    const std::size_t fence = line.find("```");
    if (fence != std::string::npos) {
      name = name.empty() && line.compare(fence, 8, "```text ") == 0 ? line.substr(fence + 8) : "";
      indent = fence;
    } else if (!name.empty()) {
      blocks[name] += line.substr(std::min(indent, line.size())) + '\n';
    }
  }
  return blocks;
}

TEST_CASE("the example of docs/rules.md does what the page says") {
  auto blocks = blocks_of(ACCORD_SOURCE_DIR "/docs/rules.md");
  REQUIRE(blocks.size() == 5);
  const std::string words = blocks["words"];
  blocks.erase("words");
  const testing::TestPack files(testing::Files{blocks.begin(), blocks.end()});
  const auto pack = files.load();
  const PackReport report = check_pack(*pack);
  for (const ExampleFailure& failure : report.failures) FAIL_CHECK(failure.at.line << ' ' << failure.rule << ": " << failure.message);
  CHECK(report.examples == 6);
  CHECK(report.without_examples.empty());
  CHECK(report.never_fired.empty());

  std::string sentence = words, cut;
  sentence.erase(std::remove(sentence.begin(), sentence.end(), '/'), sentence.end());
  const Document document("d", sentence);
  const Analysis analysis(*pack, document);
  for (std::uint32_t i = 0; i != analysis.sentences().at(0).tokens.size(); ++i) cut += (i == 0 ? "" : "/") + analysis.sentences()[0].text(i, i + 1);
  CHECK(cut + '\n' == words);
}

}  // namespace
}  // namespace accord
