// Times what exporters do with a graph that is in memory; a line "WHAT<TAB>NAME<TAB>VALUE" each.
//   export_bench GRAPH.ndjson FORMAT OUT    accord's writer
//   export_bench GRAPH.ndjson boost OUT     Boost's write_graphml, with the same nodes, edges and properties

#include <fcntl.h>
#include <unistd.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/property_map/vector_property_map.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <type_traits>
#include <vector>

#include "bench/measure.hpp"
#include "exporters/formats.hpp"
#include "exporters/json_list.hpp"
#include "exporters/property_table.hpp"
#include "extract/error.hpp"
#include "graph/graph_builder.hpp"

namespace {

using namespace accord;

using Network = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                                      boost::property<boost::edge_index_t, std::size_t>>;
void report_writing(const char* what, const bench::Stopwatch& wall, double cpu, double peak) {
  std::printf("%s\tseconds\t%.3f\n%s\tCPU seconds\t%.3f\n%s\tgrowth MiB\t%.1f\n", what, wall.seconds(), what,
              bench::cpu_seconds() - cpu, what, bench::peak_mebibytes() - peak);
}

void write_accord(const KnowledgeGraph& graph, const std::string& format, const char* path) {
  const int descriptor = ::open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (descriptor < 0) throw Error(std::string(path) + ": cannot be written");
  const double peak = bench::peak_mebibytes(), cpu = bench::cpu_seconds();
  const bench::Stopwatch wall;
  const auto sink = open_descriptor_sink(descriptor, path);
  format_named(format).write(graph, *sink, {});
  sink->close();
  ::close(descriptor);
  report_writing("accord", wall, cpu, peak);
}

/// Empty for an absent value.
std::string text_of(PropertyType type, const PropertyValue& value, JsonList& lists) {
  std::string text;
  visit(type, value, [&](auto held) {
    if constexpr (std::is_arithmetic_v<decltype(held)>) {
      text = std::to_string(held);
    } else if constexpr (std::is_same_v<decltype(held), std::string_view>) {
      text = held;
    } else {
      text = lists.text(held);
    }
  });
  return text;
}

/// The values of one column, as a property that Boost writes with its type.
template <class Value, class Index>
void insert_column(boost::dynamic_properties& properties, const std::string& name,
                   const std::vector<std::vector<std::string>>& texts, std::size_t column, Index index) {
  boost::vector_property_map<Value, Index> values(static_cast<unsigned>(texts.size()), index);
  for (std::size_t i = 0; i != texts.size(); ++i) {
    Value& value = *(values.storage_begin() + static_cast<std::ptrdiff_t>(i));
    if constexpr (std::is_same_v<Value, std::string>) {
      value = texts[i][column];
    } else {
      value = static_cast<Value>(std::stod(texts[i][column]));
    }
  }
  properties.property(name, values);
}

/// Boost writes every property of every element, in the order of their names.
template <class Index>
void insert(boost::dynamic_properties& properties, std::span<const PropertyColumn> columns,
            const std::vector<std::vector<std::string>>& texts, Index index) {
  for (std::size_t c = 0; c != columns.size(); ++c) {
    switch (columns[c].type) {
      case PropertyType::integer:
        insert_column<long>(properties, columns[c].name, texts, c, index);
        break;
      case PropertyType::real:
        insert_column<double>(properties, columns[c].name, texts, c, index);
        break;
      default:
        insert_column<std::string>(properties, columns[c].name, texts, c, index);
    }
  }
}

void write_boost(const KnowledgeGraph& graph, const char* path) {
  const PropertyTable table(graph, {});
  PropertyRow row;
  JsonList lists;
  const auto values = [&](std::span<const PropertyColumn> columns) {
    std::vector<std::string> texts;
    for (std::size_t c = 0; c != columns.size(); ++c) {
      texts.push_back(text_of(columns[c].type, row.values[c], lists));
    }
    return texts;
  };
  Network network(graph.entity_count());
  std::vector<std::vector<std::string>> nodes, edges;
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) {
    table.node(EntityIndex{i}, row);
    nodes.push_back(values(table.node_columns()));
  }
  for (std::uint32_t i = 0; i != graph.statement_count(); ++i) {
    const StatementView s = graph.statement(StatementIndex{i});
    add_edge(static_cast<std::size_t>(s.subject), static_cast<std::size_t>(s.object), std::size_t{i}, network);
    table.edge(s, row);
    edges.push_back(values(table.edge_columns()));
  }
  boost::dynamic_properties properties;
  insert(properties, table.node_columns(), nodes, get(boost::vertex_index, network));
  insert(properties, table.edge_columns(), edges, get(boost::edge_index, network));
  const double peak = bench::peak_mebibytes(), cpu = bench::cpu_seconds();
  const bench::Stopwatch wall;
  std::ofstream out(path, std::ios::binary);
  boost::write_graphml(out, network, properties, true);
  out.close();
  if (!out) throw Error(std::string(path) + ": cannot be written");
  report_writing("boost", wall, cpu, peak);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: export_bench GRAPH.ndjson FORMAT|boost OUT\n", stderr);
    return 2;
  }
  try {
    const KnowledgeGraph graph = read_graph(argv[1]);
    const std::string format = argv[2];
    if (format == "boost") {
      write_boost(graph, argv[3]);
    } else {
      write_accord(graph, format, argv[3]);
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  std::fflush(stdout);
  std::_Exit(0);
}
