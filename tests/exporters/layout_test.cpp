#include "exporters/layout.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph_builder.hpp"

namespace accord {
namespace {

/// A ring of `size` persons, and beside it a pair.
KnowledgeGraph ring_and_pair(int size) {
  GraphBuilder builder;
  const auto add = [&](const std::string& a, const std::string& b) {
    Statement s;
    s.subject.type = s.object.type = "Person";
    s.subject.name = a;
    s.object.name = b;
    s.subject.id = entity_id("Person", a);
    s.object.id = entity_id("Person", b);
    s.predicate = "meetsWith";
    s.evidence.push_back({"a.txt", {0, 1}, "x", "r", {}});
    builder.add(s);
  };
  for (int i = 0; i != size; ++i) add("p" + std::to_string(i), "p" + std::to_string((i + 1) % size));
  add("left", "right");
  return std::move(builder).finish();
}

TEST_CASE("places are finite, apart, near the neighbours, and the same each time") {
  const KnowledgeGraph graph = ring_and_pair(40);
  const std::vector<Point> places = lay_out(graph);
  REQUIRE(places.size() == graph.entity_count());
  std::set<std::pair<long, long>> distinct;
  for (const Point& p : places) {
    CHECK(std::isfinite(p.x));
    CHECK(std::isfinite(p.y));
    distinct.emplace(std::lround(p.x), std::lround(p.y));
  }
  CHECK(distinct.size() == places.size());
  const auto distance = [&](std::size_t a, std::size_t b) {
    return std::hypot(places[a].x - places[b].x, places[a].y - places[b].y);
  };
  double near = 0, all = 0;
  for (std::uint32_t i = 0; i != graph.statement_count(); ++i) {
    const StatementView s = graph.statement(StatementIndex{i});
    near += distance(static_cast<std::size_t>(s.subject), static_cast<std::size_t>(s.object));
  }
  for (std::size_t a = 0; a != places.size(); ++a) {
    for (std::size_t b = 0; b != a; ++b) all += distance(a, b);
  }
  const double pairs = static_cast<double>(places.size() * (places.size() - 1)) / 2;
  CHECK(near / graph.statement_count() < all / pairs / 2);
  const std::vector<Point> again = lay_out(graph);
  for (std::size_t i = 0; i != places.size(); ++i) {
    CHECK(places[i].x == again[i].x);
    CHECK(places[i].y == again[i].y);
  }
  CHECK(lay_out(GraphBuilder().finish()).empty());
}

TEST_CASE("a very large part stands on a spiral around its hub") {
  GraphBuilder builder;
  Statement s;
  s.subject.type = s.object.type = "Person";
  s.subject.name = "hub";
  s.subject.id = entity_id("Person", "hub");
  s.predicate = "meetsWith";
  s.evidence.push_back({"a.txt", {0, 1}, "x", "r", {}});
  constexpr std::size_t size = 12'000;
  for (std::size_t i = 0; i != size; ++i) {
    s.object.name = "p" + std::to_string(i);
    s.object.id = entity_id("Person", s.object.name);
    builder.add(s);
  }
  const KnowledgeGraph graph = std::move(builder).finish();
  const std::vector<Point> places = lay_out(graph);
  REQUIRE(places.size() == size + 1);
  std::set<std::pair<long, long>> squares;
  double width = 0;
  for (const Point& p : places) {
    squares.emplace(std::lround(p.x / 20), std::lround(p.y / 20));
    width = std::max(width, p.x);
  }
  CHECK(squares.size() == places.size());
  const auto hub = static_cast<std::size_t>(graph.statement(StatementIndex{0}).subject);
  const std::size_t other = static_cast<std::size_t>(graph.statement(StatementIndex{0}).object);
  const std::size_t middle = std::abs(places[hub].x - width / 2) < std::abs(places[other].x - width / 2) ? hub : other;
  CHECK(std::abs(places[middle].x - width / 2) < 0.02 * width);
}

TEST_CASE("circles are pushed apart, whatever their sizes, and the same each time") {
  struct Case {
    std::string_view name;
    std::size_t count;
    double spread;  ///< the square in which they begin
  };
  const Case cases[] = {{"none", 0, 1},
                        {"one", 1, 1},
                        {"two at one place", 2, 0},
                        {"many at one place", 60, 0},
                        {"many in little room", 200, 300},
                        {"many in much room", 200, 20000}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    std::vector<Point> places(c.count);
    std::vector<double> radii(c.count);
    for (std::size_t i = 0; i != c.count; ++i) {
      places[i] = {std::fmod(static_cast<double>(i) * 0.618, 1) * c.spread,
                   std::fmod(static_cast<double>(i) * 0.414, 1) * c.spread};
      radii[i] = i % 20 == 0 ? 106 : 10 + static_cast<double>(i % 7);
    }
    std::vector<Point> again = places;
    push_apart(places, radii);
    push_apart(again, radii);
    double least = 1e9;
    for (std::size_t a = 0; a != c.count; ++a) {
      CHECK(std::isfinite(places[a].x + places[a].y));
      CHECK(places[a].x == again[a].x);
      CHECK(places[a].y == again[a].y);
      for (std::size_t b = 0; b != a; ++b) {
        least = std::min(least, std::hypot(places[a].x - places[b].x, places[a].y - places[b].y) - radii[a] - radii[b]);
      }
    }
    CHECK(least > 0);
  }
}

}  // namespace
}  // namespace accord
