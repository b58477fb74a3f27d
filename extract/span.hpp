#pragma once

#include <compare>
#include <cstdint>

namespace accord {

/// Half-open range [begin, end). The unit is Unicode code points of the document as stored, unless a
/// declaration says otherwise.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t length() const { return end - begin; }
  bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  friend auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace accord
