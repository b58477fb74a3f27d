#include "extract/source_archive.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "extract/source.hpp"
#include "tests/extract/archive_support.hpp"
#include "tests/temporary_folder.hpp"

namespace accord {
namespace {

using testing::Files;
using testing::pack;
using testing::Setting;

struct Read {
  std::vector<Document> documents;
  std::vector<std::string> problems;
};

Read read(const std::string& path, const SourceOptions& options = {}) {
  Read got;
  read_source(
      path, options, [&](Document&& document) { got.documents.push_back(std::move(document)); },
      [&](const Error& error) { got.problems.emplace_back(error.what()); });
  return got;
}

const Files files{{"a.txt", "一"}, {"deep/b.html", "<html><p>二"}, {".hidden", "x"}, {"../../c.txt", "三"}};

TEST_CASE("an archive is its files, whatever it is and whatever it is called") {
  const testing::TemporaryFolder folder;
  struct Case {
    const char* name;
    Setting format, filter;
  };
  for (const Case& c : {Case{"zip", archive_write_set_format_zip, archive_write_add_filter_none},
                        Case{"tar", archive_write_set_format_ustar, archive_write_add_filter_none},
                        Case{"tar.gz", archive_write_set_format_ustar, archive_write_add_filter_gzip},
                        Case{"tar.zst", archive_write_set_format_ustar, archive_write_add_filter_zstd}}) {
    CAPTURE(std::string(c.name));
    const std::string path = folder.write("x.bin", pack(files, c.format, c.filter));
    const Read got = read(path);
    CHECK(got.problems.empty());
    REQUIRE(got.documents.size() == 3);
    CHECK(got.documents[0].id() == path + "/a.txt");
    CHECK(got.documents[0].text() == "一");
    CHECK(got.documents[1].id() == path + "/deep/b.html");
    CHECK(got.documents[1].text() == "二\n");
    CHECK(got.documents[2].id() == path + "/c.txt");
  }
}

TEST_CASE("what is only compressed is what comes out") {
  const testing::TemporaryFolder folder;
  struct Case {
    const char* name;
    Setting filter;
  };
  for (const Case& c : {Case{"gz", archive_write_add_filter_gzip}, Case{"bz2", archive_write_add_filter_bzip2},
                        Case{"xz", archive_write_add_filter_xz}, Case{"zst", archive_write_add_filter_zstd}}) {
    CAPTURE(std::string(c.name));
    const std::string lines = "{\"id\":\"1\",\"text\":\"一\"}\n{\"id\":\"2\",\"text\":\"二\"}\n";
    const std::string path = folder.write("x", pack({{"x", lines}}, archive_write_set_format_raw, c.filter));
    const Read got = read(path);
    CHECK(got.problems.empty());
    REQUIRE(got.documents.size() == 2);
    CHECK(got.documents[1].id() == "2");
  }
}

TEST_CASE("a file in an archive that cannot be read leaves the others") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.write(
      "x.zip",
      pack({{"a.txt", std::string(1, '\0')}, {"b.txt", "\xFF"}, {"c.txt", std::string(2000, 'x')}, {"d.txt", "good"}},
           archive_write_set_format_zip, archive_write_add_filter_none));
  SourceOptions options;
  options.max_document_size = 1000;
  const Read got = read(path, options);
  REQUIRE(got.documents.size() == 1);
  CHECK(got.documents[0].text() == "good");
  REQUIRE(got.problems.size() == 3);
  CHECK(got.problems[0] == path + "/a.txt: is not a text: it holds a zero byte");
  CHECK(got.problems[1] == path + "/b.txt:1:1: text is not valid UTF-8");
  CHECK(got.problems[2] == path + "/c.txt: the document is larger than 1000 bytes");
}

TEST_CASE("archives made to exhaust us are refused") {
  const testing::TemporaryFolder folder;
  std::string nested = "text";
  for (int i = 0; i != 6; ++i)
    nested = pack({{"x", nested}}, archive_write_set_format_zip, archive_write_add_filter_gzip);
  const Read deep = read(folder.write("deep", nested));
  CHECK(deep.documents.empty());
  REQUIRE(deep.problems.size() == 1);
  CHECK(deep.problems[0].ends_with("is an archive in too many archives"));

  std::string line = "{\"text\":\"" + std::string(100000, 'x') + "\"}\n";
  std::string lines;
  for (int i = 0; i != 100; ++i) lines += line;
  const std::string bomb =
      folder.write("bomb.gz", pack({{"x", lines}}, archive_write_set_format_raw, archive_write_add_filter_gzip));
  SourceOptions options;
  options.max_unpacked_size = 5000000;
  const Read got = read(bomb, options);
  CHECK(got.documents.size() < 50);
  REQUIRE(got.problems.size() == 1);
  CHECK(got.problems[0] == bomb + ": unpacks to more than 5000000 bytes");
}

TEST_CASE("a damaged archive is said, and ends") {
  const testing::TemporaryFolder folder;
  const std::string whole =
      pack({{"a.txt", std::string(100000, 'x') + "end"}}, archive_write_set_format_zip, archive_write_add_filter_none);
  for (std::size_t cut = 4; cut < whole.size(); cut += whole.size() / 13 + 1) {
    const Read got = read(folder.write("x.zip", whole.substr(0, cut)));
    CHECK(got.documents.size() + got.problems.size() >= 1);
    std::string flipped = whole;
    flipped[cut] = static_cast<char>(flipped[cut] ^ 0x55);
    read(folder.write("y.zip", flipped));
  }
}

}  // namespace
}  // namespace accord
