#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/error.hpp"
#include "extract/page_box.hpp"

namespace accord {

/// Reads a text file line by line. Throws Error when it cannot be opened or read.
class LineReader {
 public:
  /// "-" is standard input.
  explicit LineReader(std::string path);

  /// The next line without its end; false after the last. The view holds until the next call.
  bool next(std::string_view& line);
  /// Where the line is that next() gave last.
  TextPosition position() const { return {path_, line_, 0}; }
  const std::string& path() const { return path_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdin) std::fclose(file);
    }
  };
  bool refill();

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  std::uint32_t line_ = 0;
  bool done_ = false;
};

/// One line of JSON, parsed in place: the strings are views of a buffer that the next parse() overwrites.
/// All members that a caller asks for are checked; faults throw Error with line and column.
class JsonLine {
 public:
  using Value = rapidjson::Value;

  JsonLine();
  JsonLine(const JsonLine&) = delete;
  JsonLine& operator=(const JsonLine&) = delete;

  /// The line's object. Nesting is read without recursion.
  const Value& parse(std::string_view line, const TextPosition& at);
  /// The same, but the strings lie in `place`, which has room for line.size() + 1 bytes, and outlive the next call.
  const Value& parse_into(char* place, std::string_view line, const TextPosition& at);

  /// Throws at the place of `value`'s own text, or else of the nearest string before it.
  [[noreturn]] void fail(const Value& where, const std::string& message) const;
  [[noreturn]] void fail(const std::string& message) const;

  std::string_view text(const Value& object, const char* name) const;           ///< required, not empty
  std::string_view optional_text(const Value& object, const char* name) const;  ///< empty if missing or null
  std::uint32_t number(const Value& object, const char* name) const;            ///< required
  PageBox place(const Value& object) const;  ///< "page" and "box"; all 0 if missing
  double fraction(const Value& object, const char* name) const;                 ///< 0 to 1; 1 if missing
  const Value& object(const Value& parent, const char* name) const;             ///< required
  const Value* optional_object(const Value& parent, const char* name) const;    ///< or null
  const Value* optional_array(const Value& parent, const char* name) const;     ///< or null

  /// Name and value of each member of an object of strings; true and false become "true" and "false".
  /// Sorted by name; a name that stands twice is a fault. The list holds until the next call.
  struct Member {
    std::string_view name, value;
  };
  const std::vector<Member>& members(const Value* object);

  /// A string's text; a lone surrogate in it is a fault.
  std::string_view view(const Value& string) const;

 private:
  const Value* member(const Value& object, const char* name) const;
  [[noreturn]] void fail_member(const Value& object, const char* name, const char* wanted) const;
  std::uint32_t column_of(std::size_t offset) const;

  std::vector<char> pool_;
  rapidjson::MemoryPoolAllocator<> allocator_;
  rapidjson::Document document_;
  std::vector<char> buffer_;
  const char* text_ = nullptr;  ///< where the line was parsed
  bool escaped_ = false;
  std::vector<Member> members_;
  std::string_view line_;
  TextPosition at_;
};

}  // namespace accord
