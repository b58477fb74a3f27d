// load_graph GRAPH URL USER: loads a graph into Neo4j and prints what was made, for tests/interop. The password is in
// the environment, NEO4J_PASSWORD.
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "exporters/neo4j_load.hpp"
#include "graph/graph_builder.hpp"

int main(int argc, char** argv) {
  const char* const password = std::getenv("NEO4J_PASSWORD");
  if (argc != 4 || password == nullptr) {
    std::fputs("usage: NEO4J_PASSWORD=… load_graph GRAPH URL USER\n", stderr);
    return 2;
  }
  try {
    const accord::Neo4jServer server{argv[2], argv[3], password};
    const auto made = accord::load_into_neo4j(accord::read_graph(argv[1]), server, {}, {});
    std::printf("%llu %llu\n", static_cast<unsigned long long>(made.nodes_created),
                static_cast<unsigned long long>(made.relationships_created));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
