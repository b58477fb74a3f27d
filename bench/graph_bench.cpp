// Times the graph module over a file of statements.
//   graph_bench assemble STATEMENTS.ndjson GRAPH.ndjson     read, resolve, assemble; then write
//   graph_bench load GRAPH.ndjson                           load; then a joined question

#include <cstdio>
#include <cstdlib>
#include <string>

#include "bench/measure.hpp"
#include "extract/error.hpp"
#include "graph/graph_builder.hpp"
#include "graph/graph_io.hpp"
#include "graph/query.hpp"
#include "graph/snapshot.hpp"

namespace {

using namespace accord;
using bench::Stopwatch;

void assemble(const char* statements, const char* out) {
  const Stopwatch watch;
  GraphBuilder builder;
  read_statements(statements, builder);
  bench::report("read", watch);
  const KnowledgeGraph graph = std::move(builder).finish();
  bench::report("assemble", watch);
  std::printf("assemble\tentities\t%u\nassemble\tstatements\t%u\n", graph.entity_count(), graph.statement_count());
  const Stopwatch writing;
  std::FILE* file = std::fopen(out, "wb");
  if (file == nullptr) throw Error(std::string(out) + ": cannot be written");
  write_graph_ndjson(graph, [&](std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size())
      throw Error(std::string(out) + ": cannot be written");
  });
  if (std::fclose(file) != 0) throw Error(std::string(out) + ": cannot be written");
  bench::report("write", writing);
  const Stopwatch snapping;
  const std::string snapshot = snapshot_path(out);
  std::FILE* fast = std::fopen(snapshot.c_str(), "wb");
  if (fast == nullptr) throw Error(snapshot + ": cannot be written");
  write_snapshot(graph, out, [&](std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), fast) != bytes.size()) throw Error(snapshot + ": cannot be written");
  });
  if (std::fclose(fast) != 0) throw Error(snapshot + ": cannot be written");
  bench::report("snapshot", snapping);
  std::fflush(stdout);
  std::_Exit(0);
}

void load(const char* path) {
  const Stopwatch watch;
  const KnowledgeGraph graph = read_graph(path);
  bench::report("load", watch);
  for (const char* name : {"first query", "second query"}) {
    const Stopwatch asking;
    const QueryResult result = run_query(
        graph, parse_query("?who:Person signed ?what [2010..2012] . ?what covers 金融服务 . ?who worksFor ?body"));
    bench::report(name, asking);
    std::printf("%s\trows\t%zu\n", name, result.rows.size());
  }
  std::fflush(stdout);
  std::_Exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  try {
    if (command == "assemble" && argc == 4) assemble(argv[2], argv[3]);
    if (command == "load" && argc == 3) load(argv[2]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  std::fputs("usage: graph_bench assemble STATEMENTS.ndjson GRAPH.ndjson | load GRAPH.ndjson\n", stderr);
  return 2;
}
