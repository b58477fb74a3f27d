#include "graph/snapshot.hpp"

#include <doctest/doctest.h>

#include <cstring>

#include "graph/conflicts.hpp"
#include "graph/explain.hpp"
#include "graph/query.hpp"
#include "graph/snapshot_file.hpp"
#include "graph/snapshot_format.hpp"
#include "tests/graph/support.hpp"

using namespace accord;
using namespace accord::test;

namespace {

/// A graph with something in every table.
KnowledgeGraph rich() {
  Entity early = entity("Meeting", "山海會議"), late = early, chen = person("陳大文");
  set_attribute(early.attributes, "date", "2023-03-20");
  set_attribute(late.attributes, "date", "2023-03-21");
  chen.aliases = {"Chan Tai-man", "陳司長"};
  chen.subtype = "Official";
  Statement dated = statement(chen, "signed", agreement("甲協議"), evidence("b.txt", 9, "簽署"));
  set_attribute(dated.qualifiers, "date", "2023-03-21");
  dated.evidence[0].source = {"2023-03-22", "https://example.org/b", "題", "報"};
  dated.evidence[0].place = {3, 10, 20, 300, 40};
  dated.confidence = 0.75;
  Statement simplified = statement(person("陈大文"), "attends", early);
  GraphBuilder builder;
  for (const Statement& s : {dated, simplified, statement(body("乙局"), "attends", late, evidence("c.txt", 3))})
    builder.add(s);
  builder.mark_copy("c.txt", "a.txt");
  return std::move(builder).finish();
}

struct Files {
  explicit Files(const KnowledgeGraph& graph) : file("graph.ndjson", ndjson(graph)) {
    write_snapshot(graph, file.path(), [&](std::string_view piece) { bytes += piece; });
    write(bytes);
  }
  std::string path() const { return snapshot_path(file.path()); }
  void write(std::string_view snapshot) const {
    std::ofstream(path(), std::ios::binary).write(snapshot.data(), static_cast<std::streamsize>(snapshot.size()));
  }
  std::optional<KnowledgeGraph> read() const { return read_snapshot(path(), file.path()); }

  TemporaryFile file;
  std::string bytes;
};

/// The bytes with the hash of the body as a forger would set it.
std::string rehashed(std::string bytes) {
  snapshot_file::Hash hash;
  hash.add(std::string_view(bytes).substr(sizeof(snapshot::Head)));
  const std::uint64_t value = hash.value();
  std::memcpy(bytes.data() + offsetof(snapshot::Head, body_hash), &value, sizeof value);
  return bytes;
}

}  // namespace

TEST_CASE("a graph comes back from its snapshot as it was") {
  const KnowledgeGraph graph = rich();
  const Files files(graph);
  const auto again = files.read();
  REQUIRE(again);
  CHECK(ndjson(*again) == ndjson(graph));
  CHECK(to_text(conflicts(*again), *again) == to_text(conflicts(graph), graph));
  const auto ask = [](const KnowledgeGraph& g) {
    return run_query(g, parse_query("?who signed|attends ?what")).rows.size();
  };
  CHECK(ask(*again) == ask(graph));
  CHECK(to_text(explain(*again, "陈大文", "signed", "甲協議"), *again) ==
        to_text(explain(graph, "陈大文", "signed", "甲協議"), graph));
  std::string twice;
  write_snapshot(*again, files.file.path(), [&](std::string_view piece) { twice += piece; });
  CHECK(twice == files.bytes);

  const Files empty(graph_of(std::vector<Statement>{}));
  REQUIRE(empty.read());
  CHECK(empty.read()->entity_count() == 0);
}

TEST_CASE("read_graph takes the snapshot if it fits, and the graph's own file if not") {
  const KnowledgeGraph graph = rich();
  const Files files(graph);
  CHECK(ndjson(read_graph(files.file.path())) == ndjson(graph));
  CHECK(ndjson(read_graph(files.file.folder())) == ndjson(graph));
  const std::string other = ndjson(graph_of(std::vector{statement(person("某人"), "signed", agreement("乙協議"))}));
  std::ofstream(files.file.path(), std::ios::binary) << other;
  CHECK_FALSE(files.read());
  CHECK(ndjson(read_graph(files.file.folder())) == other);
  std::filesystem::remove(files.file.path());
  CHECK_THROWS_AS(read_graph(files.file.folder()), Error);
}

TEST_CASE("a snapshot that is cut, of another version or changed anywhere counts as none") {
  const Files files(rich());
  for (std::size_t size = 0; size < files.bytes.size(); ++size) {
    files.write(files.bytes.substr(0, size));
    CHECK_FALSE(files.read());
  }
  files.write(files.bytes + '\0');
  CHECK_FALSE(files.read());
  for (std::size_t at = 0; at != files.bytes.size(); ++at) {
    CAPTURE(at);
    std::string changed = files.bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    files.write(changed);
    CHECK_FALSE(files.read());
  }
  std::filesystem::remove(files.path());
  std::filesystem::create_directory(files.path());
  CHECK_FALSE(files.read());
}

TEST_CASE("nothing in a forged snapshot is believed: it is none, or a graph that can be read to its end") {
  const Files files(rich());
  std::size_t refused = 0, taken = 0;
  for (std::size_t at = offsetof(snapshot::Head, sizes); at != files.bytes.size(); ++at) {
    for (const int mask : {0x01, 0x04, 0x80, 0xff}) {
      std::string forged = files.bytes;
      forged[at] = static_cast<char>(forged[at] ^ mask);
      files.write(rehashed(std::move(forged)));
      const auto graph = files.read();
      ++(graph ? taken : refused);
      if (!graph) continue;
      CHECK(ndjson(*graph).size() > 100);
      for (std::uint32_t i = 0; i != graph->entity_count(); ++i) {
        for (const StatementIndex s : graph->incoming(EntityIndex{i}))
          CHECK(graph->statement(s).object == EntityIndex{i});
      }
    }
  }
  CHECK(refused > 1000);
  CHECK(taken > 100);  // a letter of a name, a span: what only the hash would tell
}
