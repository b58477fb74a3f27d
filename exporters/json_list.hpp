#pragma once

#include <span>
#include <string>
#include <string_view>

#include "exporters/escape.hpp"

namespace accord {

/// Puts lists of strings into the text of a JSON array, one at a time, in a buffer that is used again.
class JsonList {
 public:
  /// The view lives until the next call.
  std::string_view text(std::span<const std::string_view> list) {
    text_.clear();
    char separator = '[';
    for (const std::string_view item : list) {
      out_ << separator;
      write_json_string(out_, item);
      separator = ',';
    }
    if (list.empty()) out_ << '[';
    out_ << ']';
    out_.flush();
    return text_;
  }

 private:
  std::string text_;
  StringSink sink_{text_};
  Output out_{sink_};
};

}  // namespace accord
