#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/page_box.hpp"

namespace accord {

/// What a PDF says, and where on its pages.
struct PdfText {
  std::string text;               ///< UTF-8; a line end behind each line, an empty line behind each flow, a form feed
                                  ///< behind each page
  std::vector<PlacedText> lines;  ///< as Document takes them
};

/// Makes the text of what `pdftotext -bbox-layout` prints, piece by piece. Whatever the pieces hold, what comes out is
/// well-formed, and memory is bounded by `max_text`.
class PdfTextReader {
 public:
  /// `max_text` is in bytes.
  explicit PdfTextReader(std::size_t max_text) : max_text_(max_text) {}

  /// Takes the next piece. False if the text is now larger than `max_text`; then no more may be added.
  bool add(std::string_view piece);
  /// Everything read so far. Ends the reader's life.
  PdfText finish() &&;

 private:
  /// Edges in points from the upper left corner.
  struct Box {
    double left = 0, top = 0, right = 0, bottom = 0;
  };

  void tag(std::string_view tag);
  void words(std::string_view text);
  void append(std::string_view text);
  void begin_line();
  void end_line();
  void join_hyphenated(std::string_view next);
  static Box box_of(std::string_view tag);
  static PageBox rounded(const Box& box, std::uint32_t page);

  const std::size_t max_text_;
  std::string pending_;  ///< the beginning of a tag or word whose end has not come yet
  PdfText made_;
  std::uint32_t length_ = 0;  ///< code points in made_.text
  std::uint32_t page_ = 0;
  bool in_word_ = false, in_line_ = false, line_ended_ = false;
  std::uint32_t line_begin_ = 0;
  Box line_, word_, before_;
  bool first_word_ = true;
};

}  // namespace accord
