#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "extract/document.hpp"

namespace accord {

/// The day of an ISO 8601 date, as precise as written: "2023", "2023-03" or "2023-03-21". A time of day is
/// dropped ("2023-03-21T08:00:00+08:00" gives "2023-03-21"). Nothing if it is no date of the calendar.
std::optional<std::string> parse_iso_date(std::string_view text);

/// `given` where it is known, otherwise `fallback`, field by field.
Metadata merge(Metadata given, const Metadata& fallback);

/// Metadata of many documents, as a tab-separated file gives them.
class MetadataTable {
 public:
  MetadataTable() = default;
  /// The first line names the columns, in any order: `file` and any of `date`, `url`, `title`, `publisher`.
  /// Throws Error with the line when a column is not known, a date is no date, or a file stands there twice.
  static MetadataTable parse(std::string_view tsv, const std::string& file);
  static MetadataTable read(const std::string& path);

  /// The row of a document: the one whose `file` is the id or, failing that, the longest tail of its path,
  /// so "2023/a.txt" and "a.txt" both speak of "news/2023/a.txt". Null if there is none. O(log n) a component.
  const Metadata* find(std::string_view document_id) const;

 private:
  std::map<std::string, Metadata, std::less<>> rows_;
};

}  // namespace accord
