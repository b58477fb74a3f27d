#pragma once

#include <span>
#include <string>
#include <string_view>

#include "exporters/escape.hpp"

namespace accord {

/// Writes one element of a list, with its quotes.
using WriteString = void (*)(Output&, std::string_view);

/// Writes strings as a JSON array, or one of another syntax with these brackets.
inline void write_list(Output& out, std::span<const std::string_view> list,
                       WriteString write_string = write_json_string) {
  char separator = '[';
  for (const std::string_view item : list) {
    out << separator;
    write_string(out, item);
    separator = ',';
  }
  if (list.empty()) out << '[';
  out << ']';
}

/// The same for texts that all are is_plain(), in less time.
inline void write_plain_list(Output& out, std::span<const std::string_view> list) {
  std::string_view separator = "[\"";
  for (const std::string_view item : list) {
    out << separator << item;
    separator = "\",\"";
  }
  out << (list.empty() ? "[]" : "\"]");
}

/// The same as a text that can be escaped once more, in a buffer that is used again.
class JsonList {
 public:
  explicit JsonList(WriteString write_string = write_json_string) : write_string_(write_string) {}

  /// The view lives until the next call.
  std::string_view text(std::span<const std::string_view> list) {
    text_.clear();
    write_list(out_, list, write_string_);
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
