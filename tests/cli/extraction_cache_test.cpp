#include "cli/extraction_cache.hpp"

#include <doctest/doctest.h>

#include <string>

#include "extract/statement_io.hpp"
#include "tests/temporary_folder.hpp"

namespace accord::cli {
namespace {

using testing::TemporaryFolder;

Statement said(const std::string& who) {
  return parse_statement(R"({"subject":{"name":")" + who +
                             R"(","type":"Person"},"predicate":"signed","object":{"name":"甲協議","type":"Agreement"},)"
                             R"("evidence":[{"document":"a","begin":0,"end":2,"quote":"他簽"}],"confidence":0.75})",
                         {});
}

std::string lines(const std::vector<Statement>& statements) {
  std::string text;
  for (const Statement& statement : statements) append_statement(text, statement);
  return text;
}

const Document one("a", "他簽了。"), two("b", "無事。");

/// A cache file with both documents, as bytes.
std::string written(const std::string& rules, bool turned = false) {
  const TemporaryFolder folder;
  ExtractionRecord record(folder.path() + "/unsorted", rules);
  const auto add_one = [&] { record.add(ExtractionCache::key(one), {said("陳大文"), said("李四")}); };
  if (!turned) add_one();
  record.add(ExtractionCache::key(two), {});
  if (turned) add_one();
  std::string bytes;
  StringSink sink(bytes);
  record.write(sink);
  return bytes;
}

TEST_CASE("what was extracted is found again, whatever the order in which it came") {
  const TemporaryFolder folder;
  const ExtractionCache cache(folder.write("cache", written("r")), "r");
  REQUIRE(cache.find(ExtractionCache::key(one)));
  CHECK(lines(*cache.find(ExtractionCache::key(one))) == lines({said("陳大文"), said("李四")}));
  REQUIRE(cache.find(ExtractionCache::key(two)));
  CHECK(cache.find(ExtractionCache::key(two))->empty());
  CHECK(written("r") == written("r", true));
}

TEST_CASE("a document is known by its text, its id and its metadata") {
  struct Case {
    const char* name;
    Document document;
  };
  const Case cases[] = {
      {"text", Document("a", "他簽了！")},
      {"id", Document("c", "他簽了。")},
      {"date", Document("a", "他簽了。", {"2023", "", "", ""})},
      {"place on a page", Document("a", "他簽了。", {}, {{{0, 4}, {1, 2, 3, 4, 5}}})},
      {"where fields end", Document("a", "他簽了。", {"", "", "2023", ""})},
  };
  const TemporaryFolder folder;
  const ExtractionCache cache(folder.write("cache", written("r")), "r");
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK_FALSE(cache.find(ExtractionCache::key(c.document)));
  }
  CHECK(ExtractionCache::key(cases[2].document) != ExtractionCache::key(cases[4].document));
}

TEST_CASE("a file of other rules, a cut one and a changed one give nothing") {
  const TemporaryFolder folder;
  const std::string good = written("r"), key = ExtractionCache::key(one);
  REQUIRE(ExtractionCache(folder.write("cache", good), "r").find(key));
  CHECK_FALSE(ExtractionCache(folder.write("cache", good), "s").find(key));
  CHECK_FALSE(ExtractionCache(folder.path() + "/none", "r").find(key));
  CHECK_FALSE(ExtractionCache(folder.path(), "r").find(key));
  for (std::size_t size = 0; size < good.size(); ++size) {
    const auto found = ExtractionCache(folder.write("cache", good.substr(0, size)), "r").find(key);
    // Where a record ends, what is before it is whole.
    CHECK((!found || (size > good.find(key) && lines(*found) == lines({said("陳大文"), said("李四")}))));
    if (size < good.find(key) + 300) CHECK_FALSE(found);
  }
  // Each byte of the document's record counts: its head, or its check.
  const std::size_t begin = good.find(key);
  REQUIRE(begin != good.npos);
  for (std::size_t at = begin; at < good.find("\n{", begin) + 60; ++at) {
    CAPTURE(at);
    std::string changed = good;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CHECK_FALSE(ExtractionCache(folder.write("cache", changed), "r").find(key));
  }
}

}  // namespace
}  // namespace accord::cli
