#include "extract/source.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/temporary_folder.hpp"

namespace accord {
namespace {

using testing::TemporaryFolder;
namespace fs = std::filesystem;

struct Read {
  std::vector<Document> documents;
  std::vector<std::string> problems;
};

Read read(const std::string& source, const SourceOptions& options = {}) {
  Read got;
  read_source(
      source, options, [&](Document&& document) { got.documents.push_back(std::move(document)); },
      [&](const Error& error) { got.problems.emplace_back(error.what()); });
  return got;
}

std::vector<std::string> ids(const Read& got, const std::string& folder) {
  std::vector<std::string> names;
  for (const Document& document : got.documents) names.push_back(document.id().substr(folder.size() + 1));
  return names;
}

TEST_CASE("a file of text is one document, byte for byte") {
  const TemporaryFolder folder;
  struct Case {
    const char* name;
    std::string input;
  };
  for (const Case& c :
       {Case{"plain", "李家超出席會議。\n"}, Case{"empty", ""}, Case{"byte order mark", "\xEF\xBB\xBF會議"},
        Case{"line ends", "a\r\nb\rc\n"}, Case{"no JSON lines", "{ not json }\n"}, Case{"other JSON", "{\"a\":1}\n"}}) {
    CAPTURE(c.name);
    const Read got = read(folder.write("a.txt", c.input));
    CHECK(got.problems.empty());
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].text() == c.input);
    CHECK(got.documents[0].id() == folder.path() + "/a.txt");
  }
}

TEST_CASE("ids are paths in their shortest form") {
  struct Case {
    const char *input, *want;
  };
  for (const Case& c : {Case{"./a.txt", "a.txt"},
                        {"x//y/../a.txt", "x/a.txt"},
                        {"../a.txt", "../a.txt"},
                        {"/a/./b", "/a/b"},
                        {"-", "-"},
                        {"https://example.org//a/../b", "https://example.org//a/../b"}}) {
    CHECK(document_id(c.input) == c.want);
  }
}

TEST_CASE("a folder is its files, sorted, and those below") {
  const TemporaryFolder folder;
  for (const char* name : {"b.txt", "a/z.txt", "a-b/c.txt", "a/y.md", ".hidden/x.txt", "a/.x.txt"}) {
    folder.write(name, name);
  }
  const Read got = read(folder.path() + "/./");
  CHECK(got.problems.empty());
  CHECK(ids(got, folder.path()) == std::vector<std::string>{"a-b/c.txt", "a/y.md", "a/z.txt", "b.txt"});
}

TEST_CASE("a folder of links, pipes and loops gives what can be read and says the rest") {
  const TemporaryFolder folder;
  folder.write("real/a.txt", "a");
  fs::create_directory_symlink(folder.path(), folder.path() + "/real/loop");
  fs::create_symlink("self", folder.path() + "/self");
  fs::create_symlink("nowhere", folder.path() + "/broken");
  fs::create_symlink("real/a.txt", folder.path() + "/link.txt");
  REQUIRE(::mkfifo((folder.path() + "/pipe").c_str(), 0600) == 0);
  const Read got = read(folder.path());
  CHECK(ids(got, folder.path()) == std::vector<std::string>{"link.txt", "real/a.txt"});
  std::vector<std::string> problems = got.problems;
  std::sort(problems.begin(), problems.end());
  REQUIRE(problems.size() == 4);
  CHECK(problems[0] == folder.path() + "/broken: is a link to nothing");
  CHECK(problems[1] == folder.path() + "/pipe: is a pipe, a socket or a device, not a file");
  CHECK(problems[2] == folder.path() + "/real/loop: is a link to a folder that holds it");
  CHECK(problems[3].starts_with(folder.path() + "/self: cannot open: "));
}

TEST_CASE("what cannot be read is said with its name") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() + "/empty");
  REQUIRE(::mkfifo((folder.path() + "/pipe").c_str(), 0600) == 0);
  struct Case {
    std::string name, bytes, want;  // empty bytes: the path as it stands
  };
  for (const Case& c : {
           Case{"missing.txt", "", "cannot open: No such file or directory"},
           Case{"empty", "", "the folder holds no texts"},
           Case{"pipe", "", "is a pipe (use - to read standard input), not a file"},
           Case{"bad.txt", "ab\n會\xC3(", ""},
           Case{"utf16.txt", std::string("a\0b\0", 4), "is not a text: it holds a zero byte"},
           Case{"large.txt", std::string(2000, 'x'), "the document is larger than 1000 bytes"},
       }) {
    CAPTURE(c.name);
    const std::string path = folder.path() + "/" + c.name;
    if (!c.bytes.empty()) folder.write(c.name, c.bytes);
    SourceOptions options;
    options.max_document_size = 1000;
    const Read got = read(path, options);
    CHECK(got.documents.empty());
    REQUIRE(got.problems.size() == 1);
    if (c.want.empty()) {
      CHECK(got.problems[0] == path + ":2:2: text is not valid UTF-8");
    } else {
      CHECK(got.problems[0] == path + ": " + c.want);
    }
  }
}

TEST_CASE("a file whose name is not UTF-8 is said, not read") {
  const TemporaryFolder folder;
  folder.write("a\xFF(b.txt", "x");
  const Read got = read(folder.path());
  CHECK(got.documents.empty());
  REQUIRE(got.problems.size() == 1);
  CHECK(got.problems[0] ==
        folder.path() + "/a\\xFF(b.txt: the name of the file is not UTF-8, so nothing can refer to it");
}

TEST_CASE("JSON lines are a document a line, whatever the file is called") {
  const TemporaryFolder folder;
  const std::string lines =
      "\xEF\xBB\xBF{\"id\":\"one\",\"date\":\"2023-03-21T10:00:00Z\",\"title\":\"題\",\"url\":\"http://x/"
      "\",\"text\":\"一\\u6703\"}\r\n"
      "\n"
      "{\"text\":\"二\",\"id\":7,\"publisher\":\"P\",\"other\":[[{}]]}\n"
      "{\"text\":\"三\",\"date\":null}";
  for (const char* name : {"a.ndjson", "a.jsonl", "a.txt"}) {
    CAPTURE(name);
    const std::string path = folder.write(name, lines);
    const Read got = read(path);
    CHECK(got.problems.empty());
    REQUIRE(got.documents.size() == 3);
    CHECK(got.documents[0].id() == "one");
    CHECK(got.documents[0].text() == "一會");
    CHECK(got.documents[0].metadata() == Metadata{"2023-03-21", "http://x/", "題", ""});
    CHECK(got.documents[1].id() == "7");
    CHECK(got.documents[1].metadata().publisher == "P");
    CHECK(got.documents[2].id() == path + "#4");
  }
}

TEST_CASE("a bad line of JSON is said with line and column, and the next one is read") {
  const TemporaryFolder folder;
  struct Case {
    std::string line, want;
  };
  for (const Case& c : {
           Case{"{\"text\":\"會\" x}", ":2:13: not JSON: Missing a comma or '}' after an object member."},
           Case{"[1]", ":2: a document must be a JSON object"},
           Case{"{\"id\":\"x\"}", ":2: a document needs a \"text\""},
           Case{"{\"text\":5}", ":2: \"text\" must be a string"},
           Case{"{\"text\":\"a\",\"date\":\"soon\"}", ":2: \"soon\" is not a date such as 2023-03-21"},
           Case{"{\"text\":\"\\udc00\"}", ":2: \"text\" holds half a surrogate pair"},
           Case{"{\"text\":\"" + std::string(101, 'x') + "\"}", ":2: the document is larger than 100 bytes"},
           Case{"{\"text\":\"" + std::string(3 << 20, 'x') + "\"}", ":2: the line is larger than 1049176 bytes"},
           Case{"{\"text\":\"a\",\"id\":\"\xFF\"}", ":2:19: not JSON: Invalid encoding in string."},
           Case{std::string(100000, '['), ":2:100001: not JSON: Invalid value."},
       }) {
    CAPTURE(c.want);
    const std::string path = folder.write("a.ndjson", "{\"text\":\"first\"}\n" + c.line + "\n{\"text\":\"last\"}\n");
    SourceOptions options;
    options.max_document_size = 100;
    const Read got = read(path, options);
    REQUIRE(got.documents.size() == 2);
    CHECK(got.documents[1].text() == "last");
    REQUIRE(got.problems.size() == 1);
    CHECK(got.problems[0] == path + c.want);
  }
}

TEST_CASE("flags win over the table, the table over the source") {
  const TemporaryFolder folder;
  const std::string path =
      folder.write("a.ndjson", "{\"id\":\"n/x\",\"text\":\"t\",\"date\":\"2020\",\"title\":\"own\",\"url\":\"u\"}\n");
  SourceOptions options;
  options.table = MetadataTable::parse("file\tdate\ttitle\nx\t2021\trow\n", "m.tsv");
  options.metadata.date = "2022";
  const Read got = read(path, options);
  REQUIRE(got.documents.size() == 1);
  CHECK(got.documents[0].metadata() == Metadata{"2022", "u", "row", ""});
}

TEST_CASE("what the sink throws comes out as it is, and nothing more is read") {
  const TemporaryFolder folder;
  folder.write("a.txt", "a");
  folder.write("b.txt", "b");
  int seen = 0;
  int problems = 0;
  const auto sink = [&](Document&&) {
    ++seen;
    throw Error("full");
  };
  CHECK_THROWS_WITH_AS(read_source(folder.path(), {}, sink, [&](const Error&) { ++problems; }), "full", Error);
  CHECK(seen == 1);
  CHECK(problems == 0);
}

TEST_CASE("without a handler the first problem stops") {
  const TemporaryFolder folder;
  folder.write("a.txt", "\xFF");
  folder.write("b.txt", "b");
  int seen = 0;
  CHECK_THROWS_AS(read_source(folder.path(), {}, [&](Document&&) { ++seen; }), Error);
  CHECK(seen == 0);
}

}  // namespace
}  // namespace accord
