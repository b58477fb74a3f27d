// What one writes in an afternoon: a line, RapidJSON, a hash map from names to vertices of a Boost.Graph, an edge.
// No folding, no merging, no checks: the time that assembling is measured against.
//   naive_graph STATEMENTS.ndjson

#include <rapidjson/document.h>

#include <boost/graph/adjacency_list.hpp>
#include <cstdio>
#include <fstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "bench/measure.hpp"

namespace {

struct Node {
  std::string name, type;
};
struct Proof {
  std::string document, quote, rule;
  unsigned begin, end;
};
struct Edge {
  std::string predicate, date;
  std::vector<Proof> evidence;
};
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Node, Edge>;

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const accord::bench::Stopwatch watch;
  std::ifstream in(argv[1]);
  Graph graph;
  std::unordered_map<std::string, Graph::vertex_descriptor> vertices;
  const auto vertex = [&](const rapidjson::Value& e) {
    const std::string name = e["name"].GetString(), type = e["type"].GetString();
    const auto [it, added] = vertices.try_emplace(type + "\n" + name);
    if (added) it->second = add_vertex(Node{name, type}, graph);
    return it->second;
  };
  for (std::string line; std::getline(in, line);) {
    rapidjson::Document json;
    json.Parse(line.data(), line.size());
    Edge edge{json["predicate"].GetString(), {}, {}};
    if (json["qualifiers"].HasMember("date")) edge.date = json["qualifiers"]["date"].GetString();
    for (const auto& e : json["evidence"].GetArray()) {
      edge.evidence.push_back({e["document"].GetString(), e["quote"].GetString(), e["rule"].GetString(),
                               e["begin"].GetUint(), e["end"].GetUint()});
    }
    const auto subject = vertex(json["subject"]), object = vertex(json["object"]);
    add_edge(subject, object, std::move(edge), graph);
  }
  accord::bench::report("naive", watch);
  std::printf("naive\tvertices\t%zu\nnaive\tedges\t%zu\n", num_vertices(graph), num_edges(graph));
  std::fflush(stdout);
  std::_Exit(0);  // neither side pays for tearing down
}
