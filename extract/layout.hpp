#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/document.hpp"
#include "extract/span.hpp"

namespace accord {

/// What a piece of text is on the page. A section is a heading that is marked as one ("## …", bold).
enum class BlockKind : std::uint8_t { paragraph, heading, bullet, caption, section };

/// A paragraph, heading, list item or caption as its author wrote it: hard line breaks joined, stray spaces and
/// doubled glyphs gone. `folded`, `written` and `origin` have one entry for every character kept.
struct Block {
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  BlockKind kind = BlockKind::paragraph;
  std::uint32_t level = 0;             ///< of a heading: 1 is the highest
  std::uint32_t heading = none;        ///< index of the heading that governs this block
  std::u32string folded;               ///< see fold(); what rules are matched against
  std::u32string written;              ///< the same characters unfolded
  std::vector<std::uint32_t> origin;   ///< code point of each in the document
  std::vector<Span> sentences;         ///< ranges of `folded`

  /// The range of the document that a range of this block was made from. Requires begin < end.
  Span source(Span range) const { return {origin[range.begin], origin[range.end - 1] + 1}; }
};

/// Undoes what layout did to a text. Linear in the length of the document.
/// Throws Error if it has more than two million lines or sentences: what is known of each would take more memory than a
/// machine has to spare.
std::vector<Block> lay_out(const Document& document);

}  // namespace accord
