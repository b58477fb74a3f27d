#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "exporters/layout.hpp"

namespace accord {

namespace {

constexpr double gap = 4;

/// Circles by squares of the plane, so that those that may meet are found near each other.
class Squares {
 public:
  Squares(const std::vector<Point>& places, double side) : side_(side) {
    for (std::uint32_t i = 0; i != places.size(); ++i) circles_.emplace_back(square(places[i]), i);
    std::ranges::sort(circles_);
  }

  /// Calls `use` with every circle in the square of a place and those around it.
  template <class Use>
  void for_each_near(Point place, Use use) const {
    const Square here = square(place);
    for (std::int64_t x = here.first - 1; x <= here.first + 1; ++x) {
      const auto last = std::pair(Square(x, here.second + 1), UINT32_MAX);
      for (auto c = std::ranges::lower_bound(circles_, std::pair(Square(x, here.second - 1), std::uint32_t{0}));
           c != circles_.end() && *c <= last; ++c) {
        use(c->second);
      }
    }
  }

 private:
  using Square = std::pair<std::int64_t, std::int64_t>;
  Square square(Point p) const {
    return {static_cast<std::int64_t>(std::floor(p.x / side_)), static_cast<std::int64_t>(std::floor(p.y / side_))};
  }

  double side_;
  std::vector<std::pair<Square, std::uint32_t>> circles_;
};

/// Moves two circles apart if they overlap; the larger one less.
bool part_pair(Point& a, Point& b, double radius_a, double radius_b, std::uint32_t number) {
  const double wanted = radius_a + radius_b + gap;
  Point way{b.x - a.x, b.y - a.y};
  double distance = std::hypot(way.x, way.y);
  if (distance >= wanted) return false;
  if (distance < 1e-6) {
    way = {std::cos(2.4 * number), std::sin(2.4 * number)};  // any direction, another for each
    distance = 1;
  }
  const double push = (wanted + 0.5 - std::min(distance, wanted)) / distance;
  const double share = radius_b / (radius_a + radius_b);
  a = {a.x - way.x * push * share, a.y - way.y * push * share};
  b = {b.x + way.x * push * (1 - share), b.y + way.y * push * (1 - share)};
  return true;
}

}  // namespace

void push_apart(std::vector<Point>& places, const std::vector<double>& radii) {
  if (places.empty()) return;
  constexpr std::size_t budget = 5'000'000;
  const std::size_t rounds = std::clamp<std::size_t>(budget / places.size(), 10, 400);
  const double side = 2 * *std::ranges::max_element(radii) + gap;
  bool moved = true;
  for (std::size_t round = 0; moved && round != rounds; ++round) {
    moved = false;
    const Squares squares(places, side);
    for (std::uint32_t i = 0; i != places.size(); ++i) {
      squares.for_each_near(places[i], [&](std::uint32_t j) {
        if (j > i && part_pair(places[i], places[j], radii[i], radii[j], j)) moved = true;
      });
    }
  }
}

}  // namespace accord
