// write_hostile_graph FILE: writes the graph of hostile texts as graph.ndjson, for tests/interop.
#include <cstdio>
#include <exception>

#include "exporters/formats.hpp"
#include "tests/exporters/hostile_graph.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: write_hostile_graph FILE\n", stderr);
    return 2;
  }
  try {
    const auto sink = accord::open_file_sink(argv[1]);
    accord::format_named("ndjson").write(accord::testing::hostile_graph(), *sink, {});
    sink->close();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
