#include "cli/output_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "extract/error.hpp"
#include "tests/temporary_folder.hpp"

namespace accord::cli {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

void put(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

std::string get(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::ptrdiff_t entries(const std::string& path) { return std::distance(fs::directory_iterator(path), {}); }

TEST_CASE("files appear together, and only them") {
  const TemporaryFolder top;
  const std::string path = top.path() + "/new/deep/";
  {
    OutputFolder folder(path);
    put(folder.staged("a"), "1");
    put(folder.staged("below/b"), "2");
    put(folder.staged("rest"), "3");
    CHECK(!fs::exists(path + "/a"));
    folder.commit({"a", "below/b"});
  }
  CHECK(get(path + "/a") == "1");
  CHECK(get(path + "/below/b") == "2");
  CHECK(entries(path) == 2);
}

TEST_CASE("without commit nothing is left, and what was there stays") {
  const TemporaryFolder top;
  { OutputFolder folder(top.path() + "/new/deep"); }
  CHECK(entries(top.path()) == 0);
  top.write("old/a", "old");
  {
    OutputFolder folder(top.path() + "/old");
    put(folder.staged("a"), "new");
  }
  CHECK(get(top.path() + "/old/a") == "old");
  CHECK(entries(top.path() + "/old") == 1);
}

TEST_CASE("what a killed run left is cleared away") {
  const TemporaryFolder top;
  top.write("d/.accord.part/a", "half");
  {
    OutputFolder folder(top.path() + "/d");
    CHECK(!fs::exists(folder.staged("a")));
  }
  CHECK(entries(top.path() + "/d") == 0);
}

TEST_CASE("two programs cannot write one folder") {
  const TemporaryFolder top;
  const OutputFolder first(top.path());
  CHECK_THROWS_WITH_AS(OutputFolder(top.path()), (top.path() + ": another accord is writing this folder").c_str(),
                       Error);
}

TEST_CASE("a folder that cannot be is an error with its name") {
  const TemporaryFolder top;
  const std::string file = top.write("file", "x");
  CHECK_THROWS_WITH_AS(OutputFolder{file}, (file + ": cannot make the folder: Not a directory").c_str(), Error);
  CHECK_THROWS_WITH_AS(OutputFolder(file + "/below"),
                       (file + "/below: cannot make the folder: Not a directory").c_str(), Error);
  CHECK(get(file) == "x");
}

}  // namespace
}  // namespace accord::cli
