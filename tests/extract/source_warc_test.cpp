#include "extract/source_warc.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "extract/source.hpp"
#include "tests/extract/archive_support.hpp"
#include "tests/temporary_folder.hpp"

namespace accord {
namespace {

std::string record(const std::string& type, const std::string& target, const std::string& block, const std::string& more = "") {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + target + "\r\n" + more + "Content-Length: " +
         std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string answer(const std::string& body, const std::string& type = "text/html", const std::string& more = "",
                   const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\n" + more + "\r\n" + body;
}

struct Read {
  std::vector<Document> documents;
  std::vector<std::string> problems;
};

Read read(const std::string& bytes, const SourceOptions& options = {}) {
  const testing::TemporaryFolder folder;
  Read got;
  read_source(
      folder.write("w", bytes), options, [&](Document&& document) { got.documents.push_back(std::move(document)); },
      [&](const Error& error) { got.problems.emplace_back(error.what()); });
  return got;
}

const std::string site = "https://example.org/";

TEST_CASE("a web archive is its pages, with their addresses, as servers sent them") {
  const std::string big5 = "<html><p>\xB7\x7C\xC4\xB3";
  const std::string file =
      record("warcinfo", "", "software: x") + record("request", site, "GET / HTTP/1.1\r\n\r\n") +
      record("response", site, answer("<html><title>t</title><p>首頁")) +
      record("response", "<" + site + "big5>", answer(big5, "text/html; charset=Big5")) +
      record("response", site + "moved", answer("gone", "text/html", "Location: /\r\n", "302 Found")) +
      record("response", site + "picture.png", answer(std::string("\x89PNG\0\0", 6), "image/png")) +
      record("response", site + "chunks", answer("5\r\n<html\r\na;x=y\r\n><p>一二\r\n0\r\n\r\n", "text/html", "Transfer-Encoding: chunked\r\n")) +
      record("revisit", site, "") + record("conversion", site + "text", "三四", "Content-Type: text/plain\r\n") +
      record("resource", site + "own", "<html><p>五", "Content-Type: text/html\r\n");
  for (const bool packed : {false, true}) {
    CAPTURE(packed);
    const Read got = read(packed ? testing::pack({{"x", file}}, archive_write_set_format_raw, archive_write_add_filter_gzip) : file);
    CHECK(got.problems.empty());
    struct Page {
      const char *path, *text;
    };
    const Page pages[] = {{"", "首頁\n"}, {"big5", "會議\n"}, {"chunks", "一二\n"}, {"text", "三四"}, {"own", "五\n"}};
    REQUIRE(got.documents.size() == std::size(pages));
    for (std::size_t i = 0; i != std::size(pages); ++i) {
      CHECK(got.documents[i].metadata().url == site + pages[i].path);
      CHECK(got.documents[i].id().ends_with("/w/" + site + pages[i].path));
      CHECK(got.documents[i].text() == pages[i].text);
    }
    CHECK(got.documents[0].metadata().title == "t");
  }
}

TEST_CASE("records that make no sense leave the others; where none can begin, reading ends with words") {
  SourceOptions options;
  options.max_document_size = 1000;
  const std::string good = record("response", site + "good", answer("<html><p>好"));
  struct Case {
    const char* name;
    std::string input;
    std::size_t documents;
    std::string want;
  };
  const Case cases[] = {
      {"no answer", record("response", site, "nonsense\r\n\r\n") + good, 1, "the record holds no answer of a server"},
      {"no end of headers", record("response", site, "HTTP/1.1 200 OK") + good, 1, "the record holds no whole answer of a server"},
      {"too large", record("response", site, answer(std::string(2000, 'x'))) + good, 1, "the document is larger than 1000 bytes"},
      {"bad text", record("response", site, answer("a\xFF", "text/plain")) + good, 1, "text is not valid UTF-8"},
      {"bad address", record("response", "http://x/\xFF", answer("a", "text/plain")) + good, 1, "the address of a record is not UTF-8"},
      {"cut off", good + good.substr(0, good.size() - 10), 1, "the web archive ends within a record"},
      {"a length that lies", "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 99999999999999\r\n\r\nx", 0, "the web archive ends within a record"},
      {"no length", good + "WARC/1.0\r\n\r\n", 1, "a record without Content-Length"},
      {"nonsense between", good + "x\r\n", 1, "a record does not begin with WARC/"},
      {"a header without end", "WARC/1.0\r\nX: " + std::string(100000, 'x'), 0, "a line of a header is longer than 65536 bytes"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Read got = read(c.input, options);
    CHECK(got.documents.size() == c.documents);
    REQUIRE(got.problems.size() == 1);
    CHECK(got.problems[0].ends_with(c.want));
  }
}

TEST_CASE("chunks that lie end where the bytes do") {
  struct Case {
    const char *body, *want;
  };
  for (const Case& c : {Case{"5\r\nabcde\r\n0\r\n\r\n", "abcde"}, Case{"ffffffffffffffff\r\nab", "ab"}, Case{"x\r\nab", ""},
                        Case{"2\r\nab", "ab"}, Case{"2\r\nabcd\r\n1\r\ne\r\n", "abe"}, Case{"", ""}, Case{"-1\r\nab\r\n", ""}}) {
    CAPTURE(std::string(c.body));
    Fetched got;
    CHECK(parse_answer(answer(c.body, "text/plain", "Transfer-Encoding: Chunked\r\n"), "w", got));
    CHECK(got.body == c.want);
  }
}

}  // namespace
}  // namespace accord
