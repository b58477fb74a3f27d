#include "extract/document.hpp"

#include <algorithm>
#include <limits>

#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr std::uint32_t stride = 64;  // code points between two entries of the index

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

TextPosition locate(std::string file, std::string_view before) {
  TextPosition at{std::move(file), 1, 1};
  for (const char byte : before) {
    if (byte == '\n') {
      ++at.line;
      at.column = 1;
    } else if (starts_code_point(byte)) {
      ++at.column;
    }
  }
  return at;
}

}  // namespace

Document::Document(std::string id, std::string utf8, Metadata metadata, std::vector<PlacedText> lines)
    : id_(std::move(id)), text_(std::move(utf8)), metadata_(std::move(metadata)), lines_(std::move(lines)) {
  if (text_.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(TextPosition{id_, 0, 0}, "document is larger than 4 GiB");
  }
  if (const auto bad = find_invalid_utf8(text_)) {
    throw Error(locate(id_, std::string_view(text_).substr(0, *bad)), "text is not valid UTF-8");
  }
  for (std::size_t byte = 0; byte != text_.size(); byte += utf8_length(text_[byte])) {
    if (length_ % stride == 0) index_.push_back(static_cast<std::uint32_t>(byte));
    ++length_;
  }
  std::uint32_t end = 0;
  for (const PlacedText& line : lines_) {
    const PageBox& box = line.box;
    const bool good = line.span.begin >= end && line.span.end > line.span.begin && line.span.end <= length_ &&
                      box.page != 0 && box.left <= box.right && box.top <= box.bottom;
    if (!good) throw Error(TextPosition{id_, 0, 0}, "the places of its lines make no sense");
    end = line.span.end;
  }
}

PageBox Document::place(Span span) const {
  auto line = std::ranges::partition_point(lines_, [&](const PlacedText& l) { return l.span.end <= span.begin; });
  PageBox all;
  for (; line != lines_.end() && line->span.begin < span.end; ++line) {
    const PageBox& box = line->box;
    if (all.page == 0) all = box;
    if (box.page != all.page) break;
    all.left = std::min(all.left, box.left);
    all.top = std::min(all.top, box.top);
    all.right = std::max(all.right, box.right);
    all.bottom = std::max(all.bottom, box.bottom);
  }
  return all;
}

std::size_t Document::byte_of(std::uint32_t code_point) const {
  if (code_point >= length_) return text_.size();
  std::size_t byte = index_[code_point / stride];
  for (std::uint32_t left = code_point % stride; left != 0; --left) byte += utf8_length(text_[byte]);
  return byte;
}

std::string_view Document::slice(Span span) const& {
  const std::size_t begin = byte_of(span.begin);
  return std::string_view(text_).substr(begin, byte_of(span.end) - begin);
}

TextPosition Document::position(std::uint32_t code_point) const {
  return locate(id_, std::string_view(text_).substr(0, byte_of(code_point)));
}

}  // namespace accord
