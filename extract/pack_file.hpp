#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/error.hpp"

namespace accord {

/// One file of a pack, in memory. `name` is relative to the pack's folder.
struct PackFile {
  std::string name;
  std::string text;
};

/// Reads the files of a pack's folder (.txt, .tsv, .rules), sorted by name.
/// Throws Error if the folder cannot be read, a file is not UTF-8 or is larger than 64 MiB.
std::vector<PackFile> read_pack_folder(const std::string& folder);
/// The pack that is compiled into the program.
std::vector<PackFile> built_in_pack_files();

/// Walks over one line of a pack file, knowing where it is.
class Cursor {
 public:
  Cursor(std::string file, std::uint32_t line, std::string_view text) : file_(std::move(file)), line_(line), text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool starts_with(std::string_view prefix) const { return text_.substr(at_).starts_with(prefix); }
  char get() { return text_[at_++]; }
  void skip(std::size_t bytes) { at_ += bytes; }
  void skip_space();
  /// Takes `prefix` if it stands here.
  bool take(std::string_view prefix);
  /// Bytes up to white space or one of `stops`.
  std::string_view word(std::string_view stops = {});
  /// Letters, digits, '_', '-' and everything beyond ASCII that is a letter: a name of the pack.
  std::string_view name();
  std::string_view rest();
  /// What was read since `start`, a copy of this cursor.
  std::string_view since(const Cursor& start) const { return text_.substr(start.at_, at_ - start.at_); }
  TextPosition position() const;
  [[noreturn]] void fail(const std::string& message) const { throw Error(position(), message); }

 private:
  std::string file_;
  std::uint32_t line_;
  std::string_view text_;
  std::size_t at_ = 0;
};

/// Calls `each(Cursor, indent)` for every line that is not empty and no comment ('#' first).
/// A line that ends in '\' goes on in the next.
template <class Each>
void for_each_line(const PackFile& file, Each each) {
  std::uint32_t number = 0;
  std::string_view rest = file.text;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  while (!rest.empty()) {
    ++number;
    const std::uint32_t first = number;
    std::string line;
    for (bool more = true; more;) {
      const std::size_t end = rest.find('\n');
      std::string_view piece = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      if (piece.ends_with('\r')) piece.remove_suffix(1);
      more = piece.ends_with('\\') && !rest.empty();
      if (more) {
        piece.remove_suffix(1);
        ++number;
      }
      line += piece;
    }
    const std::size_t indent = line.find_first_not_of(" \t");
    if (indent == std::string::npos || line[indent] == '#') continue;
    Cursor cursor(file.name, first, line);
    cursor.skip(indent);
    each(cursor, indent);
  }
}

}  // namespace accord
