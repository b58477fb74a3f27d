// read_boost FILE: reads GraphML with Boost.Graph and prints a line a node and a line an edge:
// "node", tab, its values; "edge", tab, its ends' positions, tab, its values. A value is NAME=TEXT in hexadecimal.
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <string>

namespace {

using Values = std::map<std::string, std::string>;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, Values, Values>;
using Vertex = Graph::vertex_descriptor;
using Edge = Graph::edge_descriptor;

std::string text(const boost::any& value) {
  if (const auto* const number = boost::any_cast<long>(&value)) return std::to_string(*number);
  if (const auto* const number = boost::any_cast<double>(&value)) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.17g", *number);
    return digits;
  }
  return boost::any_cast<std::string>(value);
}

/// Every property that the file names, of vertices (Key = Vertex) or edges.
template <class Key>
class Property : public boost::dynamic_property_map {
 public:
  Property(Graph& graph, std::string name) : graph_(graph), name_(std::move(name)) {}
  boost::any get(const boost::any& key) override { return graph_[boost::any_cast<Key>(key)][name_]; }
  std::string get_string(const boost::any& key) override { return graph_[boost::any_cast<Key>(key)][name_]; }
  void put(const boost::any& key, const boost::any& value) override {
    graph_[boost::any_cast<Key>(key)][name_] = text(value);
  }
  const std::type_info& key() const override { return typeid(Key); }
  const std::type_info& value() const override { return typeid(std::string); }

 private:
  Graph& graph_;
  std::string name_;
};

void print(const Values& values) {
  for (const auto& [name, value] : values) {
    for (const char c : name + '=' + value) std::printf("%02x", static_cast<unsigned char>(c));
    std::putchar(' ');
  }
  std::putchar('\n');
}

void read(const char* path) {
  std::ifstream in(path, std::ios::binary);
  Graph graph;
  boost::dynamic_properties properties([&](const std::string& name, const boost::any& key,
                                           const boost::any&) -> boost::shared_ptr<boost::dynamic_property_map> {
    if (key.type() == typeid(Vertex)) return boost::make_shared<Property<Vertex>>(graph, name);
    if (key.type() == typeid(Edge)) return boost::make_shared<Property<Edge>>(graph, name);
    return nullptr;  // of the graph itself
  });
  boost::read_graphml(in, graph, properties);
  for (const Vertex v : boost::make_iterator_range(boost::vertices(graph))) {
    std::printf("node\t");
    print(graph[v]);
  }
  for (const Edge e : boost::make_iterator_range(boost::edges(graph))) {
    std::printf("edge\t%zu %zu\t", boost::source(e, graph), boost::target(e, graph));
    print(graph[e]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  try {
    read(argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
