#pragma once

#include <span>
#include <string>
#include <string_view>

#include "exporters/escape.hpp"

namespace accord {

/// Puts lists of strings into the text of a JSON array (or one of another syntax with these brackets), one at a time,
/// in a buffer that is used again.
class JsonList {
 public:
  using WriteString = void (*)(Output&, std::string_view);
  explicit JsonList(WriteString write_string = write_json_string) : write_string_(write_string) {}

  /// The view lives until the next call.
  std::string_view text(std::span<const std::string_view> list) {
    text_.clear();
    char separator = '[';
    for (const std::string_view item : list) {
      out_ << separator;
      write_string_(out_, item);
      separator = ',';
    }
    if (list.empty()) out_ << '[';
    out_ << ']';
    out_.flush();
    return text_;
  }

 private:
  WriteString write_string_;
  std::string text_;
  StringSink sink_{text_};
  Output out_{sink_};
};

}  // namespace accord
