#include "cli/text_store.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "extract/error.hpp"
#include "tests/temporary_folder.hpp"

namespace accord::cli {
namespace {

using Texts = std::vector<std::pair<std::string, std::string>>;

std::string stored(const Texts& texts, std::uint64_t ambiguous = 0) {
  const testing::TemporaryFolder folder;
  TextStore store(folder.path() + "/store");
  for (const auto& [id, text] : texts) store.add(Document(id, text, {"2023", "", "題", ""}));
  std::string out;
  StringSink sink(out);
  CHECK(store.write(sink) == ambiguous);
  CHECK(std::filesystem::is_empty(folder.path()));
  return out;
}

TEST_CASE("texts come sorted by id, whatever the order in which they were read") {
  const std::string want =
      "{\"id\":\"a\",\"date\":\"2023\",\"title\":\"題\",\"text\":\"一\\n\"}\n"
      "{\"id\":\"b\",\"date\":\"2023\",\"title\":\"題\",\"text\":\"\\\"\"}\n";
  CHECK(stored({{"a", "一\n"}, {"b", "\""}}) == want);
  CHECK(stored({{"b", "\""}, {"a", "一\n"}}) == want);
}

TEST_CASE("a text that was read twice is there once; two texts of one id are both there, and counted") {
  CHECK(stored({{"a", "x"}, {"a", "x"}}) == stored({{"a", "x"}}));
  CHECK(stored({{"a", "x"}, {"a", "y"}}, 1) == stored({{"a", "y"}, {"a", "x"}, {"a", "y"}}, 1));
}

TEST_CASE("a store that cannot be made is an error with its name") {
  CHECK_THROWS_WITH_AS(TextStore("/nowhere/x"), "/nowhere/x: cannot make the file: No such file or directory", Error);
}

}  // namespace
}  // namespace accord::cli
