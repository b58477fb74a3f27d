// docs/data-contract.md says what the files look like; here its examples are put to the test.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "extract/metadata.hpp"
#include "extract/source.hpp"
#include "extract/statement_io.hpp"
#include "graph/graph_builder.hpp"
#include "graph/graph_io.hpp"
#include "graph/ledger.hpp"
#include "tests/temporary_folder.hpp"

namespace accord {
namespace {

/// The block of the page that begins with ```LANGUAGE NAME.
std::string block(const std::string& heading) {
  const std::string page = read_file(ACCORD_SOURCE_DIR "/docs/data-contract.md", max_table_size);
  const std::string fence = "\n```" + heading + "\n";
  const std::size_t begin = page.find(fence);
  REQUIRE(begin != page.npos);
  const std::size_t end = page.find("\n```\n", begin + fence.size() - 1);
  REQUIRE(end != page.npos);
  return page.substr(begin + fence.size(), end + 1 - begin - fence.size());
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

std::map<std::string, Document> documents() {
  const testing::TemporaryFolder folder;
  std::map<std::string, Document> all;
  read_source(folder.write("d.ndjson", block("ndjson documents")), {},
              [&](Document&& document) { all.emplace(document.id(), std::move(document)); });
  return all;
}

TEST_CASE("the documents of the page are documents") {
  const auto all = documents();
  REQUIRE(all.size() == 4);
  CHECK(all.at("a.txt").metadata().title == "粵港聯席會議擴合作版圖");
  CHECK(all.at("b").metadata() == Metadata{"2025-03-28", "", "", "Example News"});
}

TEST_CASE("the table of the page gives metadata") {
  const auto table = MetadataTable::parse(block("tsv metadata"), "page");
  REQUIRE(table.find("news/a.txt") != nullptr);
  CHECK(table.find("news/a.txt")->date == "2025-03-28");
}

TEST_CASE("the statements of the page are what accord writes, and their quotes stand in the documents") {
  const auto texts = documents();
  const auto all = lines(block("ndjson statements"));
  REQUIRE(all.size() >= 2);
  for (const std::string& line : all) {
    const Statement statement = parse_statement(line, {});
    std::string again;
    append_statement(again, statement);
    CHECK(again == line);
    for (const Entity* entity : {&statement.subject, &statement.object}) {
      CHECK(entity->id == entity_id(entity->type, entity->name));
    }
    REQUIRE(!statement.evidence.empty());
    for (const Evidence& evidence : statement.evidence) {
      const Document& document = texts.at(evidence.document);
      CHECK(document.slice(evidence.span) == evidence.quote);
      CHECK(evidence.source == document.metadata());
      CHECK(evidence.place == document.place(evidence.span));
    }
  }
}

TEST_CASE("the graph of the page is made of its statements, in any order") {
  auto all = lines(block("ndjson statements"));
  for (int turn = 0; turn != 2; ++turn, std::ranges::reverse(all)) {
    GraphBuilder builder;
    for (const std::string& line : all) builder.add(parse_statement(line, {}));
    std::string written;
    write_graph_ndjson(std::move(builder).finish(), [&](std::string_view piece) { written += piece; });
    CHECK(written == block("ndjson graph"));
  }
}

TEST_CASE("the graph of the page is read back to the same bytes") {
  const testing::TemporaryFolder folder;
  const KnowledgeGraph graph = read_graph(folder.write("graph.ndjson", block("ndjson graph")));
  std::string written;
  write_graph_ndjson(graph, [&](std::string_view piece) { written += piece; });
  CHECK(written == block("ndjson graph"));
}

/// What `who` `relation` `what`, as `document` says in its first words.
Statement said(Entity who, const char* relation, Entity what, const char* document) {
  Statement s{std::move(who), relation, std::move(what), {}, {}, 1};
  s.evidence.push_back({document, {0, 2}, "…", "r", {}});
  return s;
}

Entity named(const char* type, const char* name, const char* date = "") {
  Entity e{entity_id(type, name), name, type, {}, {}, {}};
  set_attribute(e.attributes, "date", date);
  return e;
}

TEST_CASE("the lines of the page about what was resolved are what accord writes") {
  GraphBuilder builder;
  const Entity li = named("Person", "李偉"), chen = named("Person", "陳大文");
  const Entity meeting = named("Meeting", "山海會議", "2023-03-20"), later = named("Meeting", "山海會議", "2023-03-21");
  for (const Statement& s :
       {said(li, "worksFor", named("Organization", "甲公司"), "a.txt"),
        said(li, "worksFor", named("Organization", "乙公司"), "b.txt"), said(chen, "attends", meeting, "a.txt"),
        said(chen, "attends", later, "b.txt"), said(named("Person", "特首陈大文"), "attends", meeting, "c.txt")}) {
    builder.add(s);
  }
  builder.mark_copy("c.txt", "a.txt");
  std::string written;
  write_graph_ndjson(std::move(builder).finish(), [&](std::string_view piece) { written += piece; });
  const auto wanted = lines(block("ndjson resolved"));
  CHECK(wanted.size() == 5);
  CAPTURE(written);
  for (const std::string& line : wanted) CHECK(("\n" + written).find("\n" + line + "\n") != std::string::npos);
}

TEST_CASE("the decisions of the page are a ledger") {
  const testing::TemporaryFolder folder;
  const Ledger ledger = Ledger::read(folder.write("decisions.tsv", block("tsv decisions")));
  REQUIRE(ledger.decisions().size() == 2);
  CHECK(ledger.decisions()[0].why == "the Chief Executive");
  CHECK(ledger.decisions()[1].b.of == "乙公司");
}

}  // namespace
}  // namespace accord
