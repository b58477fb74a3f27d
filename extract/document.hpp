#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/error.hpp"
#include "extract/page_box.hpp"
#include "extract/span.hpp"

namespace accord {

/// What is known of a document beside its text. Empty fields are unknown.
struct Metadata {
  std::string date;       ///< ISO 8601, as precise as known: 2023, 2023-03 or 2023-03-21
  std::string url;
  std::string title;
  std::string publisher;
  friend bool operator==(const Metadata&, const Metadata&) = default;
};

/// A text and where it came from. Owns its bytes; spans count Unicode code points of them.
class Document {
 public:
  /// `id` is a path, a URL or a given id; it stands in every piece of evidence.
  /// Throws Error with line and column at the first byte that is not UTF-8.
  /// `lines` says where the text stands on pages: sorted by span, not overlapping, within the text.
  Document(std::string id, std::string utf8, Metadata metadata = {}, std::vector<PlacedText> lines = {});

  const std::string& id() const { return id_; }
  const Metadata& metadata() const { return metadata_; }
  std::string_view text() const& { return text_; }
  std::string_view text() const&& = delete;

  /// Number of code points.
  std::uint32_t length() const { return length_; }
  /// The bytes of a span of code points; O(1). Requires span.end <= length().
  std::string_view slice(Span span) const&;
  std::string_view slice(Span) const&& = delete;
  /// Where the text was on pages; empty if its source has none.
  const std::vector<PlacedText>& lines() const { return lines_; }
  /// The page on which a span begins, and the box of its lines there; page 0 if not known. O(log lines + its lines).
  PageBox place(Span span) const;
  /// Line and column of a code point, for messages. O(length).
  TextPosition position(std::uint32_t code_point) const;

 private:
  std::size_t byte_of(std::uint32_t code_point) const;

  std::string id_;
  std::string text_;
  Metadata metadata_;
  std::uint32_t length_ = 0;
  std::vector<PlacedText> lines_;
  std::vector<std::uint32_t> index_;  ///< byte offset of every 64th code point
};

}  // namespace accord
