#include "graph/snapshot.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "graph/snapshot_file.hpp"
#include "graph/snapshot_format.hpp"
#include "tests/fuzz/memory_file.hpp"

// A forged snapshot, with the hashes that a forger would set, is none or a graph that can be written to its end.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace accord;
  static const testing::MemoryFile graph_file, file;
  static const bool stored = (graph_file.store("{}"), true);
  if (!stored || size < sizeof(snapshot::Head)) return 0;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  snapshot::Head head;
  std::memcpy(&head, bytes.data(), sizeof head);
  head.magic = snapshot::magic;
  head.version = snapshot::version;
  head.byte_order = snapshot::byte_order;
  const auto identity = snapshot_file::identify(graph_file.path());
  if (!identity) __builtin_trap();
  head.graph_size = identity->size;
  head.graph_hash = identity->hash;
  snapshot_file::Hash hash;
  hash.add(std::string_view(bytes).substr(sizeof head));
  head.body_hash = hash.value();
  std::memcpy(bytes.data(), &head, sizeof head);
  file.store(bytes);
  if (const auto graph = read_snapshot(file.path(), graph_file.path())) {
    std::size_t written = 0;
    write_graph_ndjson(*graph, [&](std::string_view piece) { written += piece.size(); });
    for (std::uint32_t i = 0; i != graph->entity_count(); ++i) {
      for (const StatementIndex s : graph->incoming(EntityIndex{i})) {
        if (graph->statement(s).object != EntityIndex{i}) __builtin_trap();
      }
    }
  }
  return 0;
}
