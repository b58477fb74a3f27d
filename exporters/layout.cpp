#include "exporters/layout.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/fruchterman_reingold.hpp>
#include <boost/graph/random_layout.hpp>
#include <boost/graph/topology.hpp>
#include <boost/random/linear_congruential.hpp>
#include <cmath>
#include <cstdint>
#include <utility>

namespace accord {

namespace {

using Springs = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
using Topology = boost::rectangle_topology<boost::minstd_rand>;

constexpr double spacing = 100;
constexpr std::size_t most_springs = 10'000;  ///< entities of a part that springs lay out

/// A connected part: its entities, and its statements by the positions of their ends among them.
struct Part {
  std::vector<std::uint32_t> entities;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> springs;
  double side = 0;  ///< of the square that it is laid out in
};

std::vector<Part> connected_parts(const KnowledgeGraph& graph) {
  Springs springs(graph.entity_count());
  for (std::uint32_t i = 0; i != graph.statement_count(); ++i) {
    const StatementView s = graph.statement(StatementIndex{i});
    if (s.subject != s.object) {
      add_edge(static_cast<std::uint32_t>(s.subject), static_cast<std::uint32_t>(s.object), springs);
    }
  }
  std::vector<std::uint32_t> part_of(graph.entity_count()), position(graph.entity_count());
  const auto count = static_cast<std::size_t>(boost::connected_components(springs, part_of.data()));
  std::vector<Part> parts(count);
  for (std::uint32_t v = 0; v != part_of.size(); ++v) {
    position[v] = static_cast<std::uint32_t>(parts[part_of[v]].entities.size());
    parts[part_of[v]].entities.push_back(v);
  }
  for (auto [e, end] = edges(springs); e != end; ++e) {
    const auto a = static_cast<std::uint32_t>(source(*e, springs)), b = static_cast<std::uint32_t>(target(*e, springs));
    parts[part_of[a]].springs.emplace_back(std::min(position[a], position[b]), std::max(position[a], position[b]));
  }
  for (Part& part : parts) {
    // Several statements between two entities pull no stronger than one.
    std::ranges::sort(part.springs);
    part.springs.erase(std::unique(part.springs.begin(), part.springs.end()), part.springs.end());
    part.side = spacing * std::sqrt(static_cast<double>(part.entities.size()));
  }
  std::ranges::stable_sort(parts, std::greater<>(), [](const Part& p) { return p.entities.size(); });
  return parts;
}

std::size_t rounds_for(const Part& part) {
  constexpr std::size_t budget = 20'000'000;
  return std::clamp<std::size_t>(budget / (part.entities.size() + part.springs.size()), 10, 150);
}

/// Draws connected entities together, and all a little to the middle: one more vertex is tied to every other. Without
/// it the outer ones would be pushed to the edge of the square and pile up there.
struct Attraction {
  std::size_t middle;
  template <class Edge, class Graph>
  double operator()(Edge e, double, double distance, const Graph& g) const {
    constexpr double gravity = 0.8;
    return source(e, g) == middle || target(e, g) == middle ? gravity * distance : distance * distance / spacing;
  }
};

struct Repulsion {
  std::size_t middle;
  template <class Vertex, class Graph>
  double operator()(Vertex a, Vertex b, double, double distance, const Graph&) const {
    return a == middle || b == middle ? 0 : 0.5 * spacing * spacing / std::max(distance, 1.0);
  }
};

/// Width and height of what was laid out.
struct Box {
  double width = 0, height = 0;
};

/// Moves a part's places so that they begin at 0, 0.
Box settle(const Part& part, std::vector<Point>& places) {
  Point low = places[part.entities.front()], high = low;
  for (const std::uint32_t i : part.entities) {
    low = {std::min(low.x, places[i].x), std::min(low.y, places[i].y)};
    high = {std::max(high.x, places[i].x), std::max(high.y, places[i].y)};
  }
  for (const std::uint32_t i : part.entities) places[i] = {places[i].x - low.x, places[i].y - low.y};
  return {high.x - low.x, high.y - low.y};
}

Box spring_layout(const Part& part, std::vector<Point>& places) {
  const std::size_t middle = part.entities.size();
  Springs springs(part.springs.begin(), part.springs.end(), middle + 1);
  for (std::size_t v = 0; v != middle; ++v) add_edge(v, middle, springs);
  boost::minstd_rand random(1);
  const double side = part.side;
  const Topology square(random, -side / 2, -side / 2, 1.5 * side, 1.5 * side), start(random, 0, 0, side, side);
  std::vector<Topology::point_type> points(middle + 1);
  const auto map = boost::make_iterator_property_map(points.begin(), get(boost::vertex_index, springs));
  boost::random_graph_layout(springs, map, start);
  points[middle][0] = points[middle][1] = side / 2;
  std::vector<Topology::point_difference_type> moves(middle + 1);
  boost::fruchterman_reingold_force_directed_layout(
      springs, map, square, Attraction{middle}, Repulsion{middle}, boost::make_grid_force_pairs(square, map, springs),
      boost::linear_cooling<double>(rounds_for(part), side / 10),
      boost::make_iterator_property_map(moves.begin(), get(boost::vertex_index, springs)));
  for (std::size_t i = 0; i != middle; ++i) {
    places[part.entities[i]] = {points[i][0], points[i][1]};
  }
  return settle(part, places);
}

/// A part's entities by their positions: the one with the most springs first, then its neighbours, then theirs.
std::vector<std::uint32_t> breadth_first(const Part& part) {
  const std::size_t count = part.entities.size();
  std::vector<std::uint32_t> first(count + 1), neighbours(2 * part.springs.size());
  for (const auto& [a, b] : part.springs) ++first[a], ++first[b];
  const auto start = static_cast<std::uint32_t>(std::ranges::max_element(first) - first.begin());
  std::uint32_t total = 0;
  for (std::uint32_t& here : first) here = std::exchange(total, total + here);
  std::vector<std::uint32_t> next = first;
  for (const auto& [a, b] : part.springs) {
    neighbours[next[a]++] = b;
    neighbours[next[b]++] = a;
  }
  std::vector<std::uint32_t> order = {start};
  std::vector<bool> found(count);
  found[start] = true;
  for (std::size_t i = 0; i != order.size(); ++i) {
    for (std::uint32_t n = first[order[i]]; n != first[order[i] + 1]; ++n) {
      if (found[neighbours[n]]) continue;
      found[neighbours[n]] = true;
      order.push_back(neighbours[n]);
    }
  }
  return order;
}

/// Springs draw the many neighbours of a hub into one spot, and all of these push each other: too much work for a part
/// of many entities, of which no picture shows more than that anyway. They stand on a spiral around their hub.
Box spiral_layout(const Part& part, std::vector<Point>& places) {
  constexpr double golden_angle = 2.399963229728653;
  double turn = 0;
  std::size_t count = 0;
  for (const std::uint32_t v : breadth_first(part)) {
    const double distance = 0.6 * spacing * std::sqrt(static_cast<double>(count++));
    places[part.entities[v]] = {distance * std::cos(turn), distance * std::sin(turn)};
    turn += golden_angle;
  }
  return settle(part, places);
}

}  // namespace

std::vector<Point> lay_out(const KnowledgeGraph& graph) {
  std::vector<Point> places(graph.entity_count());
  const std::vector<Part> parts = connected_parts(graph);
  if (parts.empty()) return places;
  std::vector<Box> boxes;
  double area = 0, width = 0;
  for (const Part& part : parts) {
    const Box box = part.entities.size() > most_springs ? spiral_layout(part, places) : spring_layout(part, places);
    area += (box.width + spacing) * (box.height + spacing);
    width = std::max(width, box.width);
    boxes.push_back(box);
  }
  // The largest part first, the others in rows beneath it, no wider than it or than a screen that holds all.
  constexpr double screen = 1.6;
  width = std::max(width, std::sqrt(screen * area));
  Point origin;
  double row_height = 0;
  for (std::size_t i = 0; i != parts.size(); ++i) {
    if (origin.x > 0 && origin.x + boxes[i].width > width) {
      origin = {0, origin.y + row_height};
      row_height = 0;
    }
    for (const std::uint32_t entity : parts[i].entities) {
      places[entity].x += origin.x;
      places[entity].y += origin.y;
    }
    origin.x += boxes[i].width + spacing;
    row_height = std::max(row_height, boxes[i].height + spacing);
  }
  return places;
}

}  // namespace accord
