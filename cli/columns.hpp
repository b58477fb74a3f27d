#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace accord::cli {

/// Columns that a terminal needs for a text: two for wide characters (CJK), none for combining marks.
std::size_t display_width(std::string_view utf8);

/// The text with each control character, line end and tab as a space, so that nothing in a document can move the cursor
/// or break a row.
std::string printable(std::string_view utf8);

/// The same, but line ends and tabs stay: for texts of several lines that were made for people.
std::string printable_lines(std::string_view utf8);

/// Rows as aligned columns, two spaces apart, the first row underlined. Rows may differ in length.
std::string aligned(const std::vector<std::vector<std::string>>& rows);

/// One row of tab-separated values, with its newline; tab, line ends and backslash as \t, \n, \r and \\.
std::string tsv_row(const std::vector<std::string>& cells);

}  // namespace accord::cli
