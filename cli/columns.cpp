#include "cli/columns.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "extract/unicode.hpp"

namespace accord::cli {

namespace {

bool is_control(char32_t c) {
  const auto kind = u_charType(static_cast<UChar32>(c));
  // Format characters reorder what follows (U+202E) or hide it; paragraph separators break lines.
  return kind == U_CONTROL_CHAR || kind == U_FORMAT_CHAR || kind == U_LINE_SEPARATOR || kind == U_PARAGRAPH_SEPARATOR;
}

std::size_t width_of(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  const auto kind = u_charType(code);
  if (kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK || kind == U_FORMAT_CHAR) return 0;
  const int wide = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

std::vector<std::size_t> column_widths(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i != row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  return widths;
}

void append_row(std::string& out, const std::vector<std::string>& row, const std::vector<std::size_t>& widths) {
  for (std::size_t i = 0; i != row.size(); ++i) {
    out += row[i];
    if (i + 1 != row.size()) out.append(widths[i] - display_width(row[i]) + 2, ' ');
  }
  while (out.ends_with(' ')) out.pop_back();
  out += '\n';
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for (const char32_t c : to_utf32(utf8)) width += width_of(c);
  return width;
}

std::string printable(std::string_view utf8) {
  std::string out;
  for (const char32_t c : to_utf32(utf8)) append_utf8(out, is_control(c) ? U' ' : c);
  return out;
}

std::string printable_lines(std::string_view utf8) {
  std::string out;
  for (const char32_t c : to_utf32(utf8)) append_utf8(out, is_control(c) && c != U'\n' && c != U'\t' ? U' ' : c);
  return out;
}

std::string aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::vector<std::string>> clean = rows;
  for (auto& row : clean) {
    for (std::string& cell : row) cell = printable(cell);
  }
  const std::vector<std::size_t> widths = column_widths(clean);
  std::string out;
  for (std::size_t i = 0; i != clean.size(); ++i) {
    append_row(out, clean[i], widths);
    if (i != 0) continue;
    std::vector<std::string> line;
    for (const std::size_t width : widths) line.emplace_back(width, '-');
    append_row(out, line, widths);
  }
  return out;
}

std::string tsv_row(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i != cells.size(); ++i) {
    if (i != 0) out += '\t';
    for (const char c : cells[i]) {
      const char* escape = c == '\t' ? "\\t" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\\' ? "\\\\" : nullptr;
      if (escape != nullptr) {
        out += escape;
      } else {
        out += c;
      }
    }
  }
  return out + '\n';
}

}  // namespace accord::cli
