#include "cli/statement_spool.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "extract/error.hpp"
#include "tests/temporary_folder.hpp"

namespace accord::cli {
namespace {

using testing::TemporaryFolder;

TEST_CASE("statements come sorted by document, whatever the order of the documents") {
  const TemporaryFolder folder;
  std::string first, second;
  for (std::string* out : {&first, &second}) {
    StatementSpool spool(folder.path() + "/spool");
    const bool forward = out == &first;
    spool.add(forward ? "a" : "c", forward ? "1\n2\n" : "5\n");
    spool.add("b", forward ? "4\n" : "3\n");
    spool.add("b", forward ? "3\n" : "4\n");
    spool.add("none", "");
    spool.add(forward ? "c" : "a", forward ? "5\n" : "1\n2\n");
    StringSink sink(*out);
    spool.write(sink);
    CHECK(std::filesystem::is_empty(folder.path()));
  }
  CHECK(first == "1\n2\n3\n4\n5\n");
  CHECK(second == first);
}

TEST_CASE("a document that was read twice is there once") {
  const TemporaryFolder folder;
  StatementSpool spool(folder.path() + "/spool");
  spool.add("a", "1\n");
  spool.add("a", "1\n");
  std::string out;
  StringSink sink(out);
  spool.write(sink);
  CHECK(out == "1\n");
}

TEST_CASE("a spool that cannot be made is an error with its name") {
  CHECK_THROWS_WITH_AS(StatementSpool("/nowhere/spool"),
                       "/nowhere/spool: cannot make the file: No such file or directory", Error);
}

}  // namespace
}  // namespace accord::cli
