#pragma once

#include <compare>
#include <cstdint>

#include "extract/span.hpp"

namespace accord {

/// A place on a page of the source. Units: points (1/72 inch) from the page's upper left corner, rounded outwards.
struct PageBox {
  std::uint32_t page = 0;  ///< from 1; 0: the source has no pages, and all else is 0
  std::uint16_t left = 0, top = 0, right = 0, bottom = 0;

  friend auto operator<=>(const PageBox&, const PageBox&) = default;
};

/// Some text of a document, such as a line, and where it stands.
struct PlacedText {
  Span span;
  PageBox box;
  friend bool operator==(const PlacedText&, const PlacedText&) = default;
};

}  // namespace accord
