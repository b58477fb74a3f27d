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

TEST_CASE("a commit that was cut short is completed") {
  const TemporaryFolder top;
  const std::string path = top.path() + "/d";
  const auto cut_short = [&] {
    top.write("d/a", "new");  // moved before the cut
    top.write("d/texts/b", "old");
    top.write("d/c", "old");
    top.write("d/.accord.part/texts/b", "new");
    top.write("d/.accord.part/c", "new");
    top.write("d/.accord.part/rest", "never listed");
    top.write("d/.accord.part/.commit", "a\ntexts/b\nc\n");
  };
  const auto whole = [&] { return get(path + "/a") + get(path + "/texts/b") + get(path + "/c"); };
  cut_short();
  OutputFolder::complete(path);
  CHECK(whole() == "newnewnew");
  CHECK(entries(path) == 3);
  OutputFolder::complete(path);  // nothing is left to do
  CHECK(whole() == "newnewnew");
  cut_short();
  { const OutputFolder next(path); }
  CHECK(whole() == "newnewnew");
  CHECK(entries(path) == 3);
}

TEST_CASE("a file that cannot take its name stays for the next, and no other is lost") {
  const TemporaryFolder top;
  const std::string path = top.path() + "/d";
  top.write("d/b/inside", "in the way");
  {
    OutputFolder folder(path);
    for (const char* name : {"a", "b", "c"}) put(folder.staged(name), "new");
    CHECK_THROWS_WITH_AS(folder.commit({"a", "b", "c"}), (path + "/b: cannot put the file in place: Is a directory").c_str(), Error);
  }
  CHECK(get(path + "/a") == "new");
  CHECK_THROWS_AS(OutputFolder::complete(path), Error);
  fs::remove_all(path + "/b");
  OutputFolder::complete(path);
  CHECK(get(path + "/b") + get(path + "/c") == "newnew");
}

TEST_CASE("a stranger's list moves nothing out of the folder") {
  for (const std::string name : {"../victim", "/tmp/victim", "a/../../victim", "link/victim", "", "./victim"}) {
    CAPTURE(name);
    const TemporaryFolder top;
    const std::string path = top.path() + "/d";
    top.write("victim", "mine");
    fs::create_directory(path);
    fs::create_directory_symlink(top.path(), path + "/link");
    top.write("d/.accord.part/victim", "theirs");
    top.write("d/.accord.part/link/victim", "theirs");
    top.write("d/.accord.part/.commit", name + "\n");
    CHECK_THROWS_AS(OutputFolder::complete(path), Error);
    CHECK(get(top.path() + "/victim") == "mine");
  }
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
