#include "cli/record_store.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "extract/error.hpp"
#include "tests/temporary_folder.hpp"

namespace accord::cli {
namespace {

using Records = std::vector<std::pair<std::string, std::string>>;

std::string stored(const Records& records, std::uint64_t ambiguous = 0) {
  const testing::TemporaryFolder folder;
  RecordStore store(folder.path() + "/store");
  for (const auto& [id, text] : records) store.add(id, id + "=" + text + "\n");
  std::string out;
  StringSink sink(out);
  CHECK(store.write(sink) == ambiguous);
  CHECK(std::filesystem::is_empty(folder.path()));
  return out;
}

TEST_CASE("records come sorted by id, whatever the order in which they were read") {
  CHECK(stored({{"a", "一"}, {"b", "\""}}) == "a=一\nb=\"\n");
  CHECK(stored({{"b", "\""}, {"a", "一"}}) == "a=一\nb=\"\n");
}

TEST_CASE("a record that came twice is there once; two records of one id are both there, and counted") {
  CHECK(stored({{"a", "x"}, {"a", "x"}}) == stored({{"a", "x"}}));
  CHECK(stored({{"a", "x"}, {"a", "y"}}, 1) == stored({{"a", "y"}, {"a", "x"}, {"a", "y"}}, 1));
}

TEST_CASE("a store that cannot be made is an error with its name") {
  CHECK_THROWS_WITH_AS(RecordStore("/nowhere/x"), "/nowhere/x: cannot make the file: No such file or directory", Error);
}

}  // namespace
}  // namespace accord::cli
