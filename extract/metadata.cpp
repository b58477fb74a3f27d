#include "extract/metadata.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <vector>

#include "extract/source.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

struct Column {
  std::string_view name;
  std::string Metadata::*field;
};

constexpr Column columns[] = {{"date", &Metadata::date},
                              {"url", &Metadata::url},
                              {"title", &Metadata::title},
                              {"publisher", &Metadata::publisher}};

/// Reads exactly `digits` digits at `at`.
std::optional<unsigned> number(std::string_view text, std::size_t at, std::size_t digits) {
  if (text.size() < at + digits) return std::nullopt;
  unsigned value = 0;
  const char* end = text.data() + at + digits;
  const auto [stop_at, error] = std::from_chars(text.data() + at, end, value);
  if (error != std::errc() || stop_at != end) return std::nullopt;
  return value;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// Calls `row(line, number)` for every line that is not empty, without its line end.
template <class Row>
void for_each_line(std::string_view text, const Row& row) {
  std::uint32_t line_number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++line_number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) row(line, line_number);
  }
}

/// What the columns of one file mean, from its first line. A null field is the column `file`.
class Header {
 public:
  Header(std::string_view line, const TextPosition& at) {
    for (const std::string_view name : split(line, '\t')) {
      const auto known = std::ranges::find(columns, name, &Column::name);
      if (known == std::end(columns) && name != "file") {
        throw Error(at, "column \"" + std::string(name) + "\" is not one of file, date, url, title, publisher");
      }
      fields_.push_back(known == std::end(columns) ? nullptr : known->field);
    }
    for (const auto field : fields_) {
      if (std::ranges::count(fields_, field) > 1) throw Error(at, "a column stands there twice");
    }
    if (std::ranges::count(fields_, nullptr) == 0) throw Error(at, "there is no column \"file\"");
  }

  std::pair<std::string, Metadata> row(std::string_view line, const TextPosition& at) const {
    const auto values = split(line, '\t');
    if (values.size() != fields_.size()) {
      throw Error(at,
                  "expected " + std::to_string(fields_.size()) + " columns, found " + std::to_string(values.size()));
    }
    std::pair<std::string, Metadata> made;
    for (std::size_t i = 0; i != values.size(); ++i) {
      (fields_[i] == nullptr ? made.first : made.second.*fields_[i]) = std::string(values[i]);
    }
    if (made.first.empty()) throw Error(at, "the column \"file\" is empty");
    if (std::string& date = made.second.date; !date.empty()) {
      const auto parsed = parse_iso_date(date);
      if (!parsed) throw Error(at, "\"" + date + "\" is not a date such as 2023-03-21");
      date = *parsed;
    }
    return made;
  }

 private:
  std::vector<std::string Metadata::*> fields_;
};

}  // namespace

std::optional<std::string> parse_iso_date(std::string_view text) {
  std::string_view day = text;
  if (text.size() > 10) {
    if (text[10] != 'T' && text[10] != ' ') return std::nullopt;
    const auto hour = number(text, 11, 2);
    const auto minute = number(text, 14, 2);
    if (!hour || !minute || *hour > 24 || *minute > 59 || text[13] != ':') return std::nullopt;
    day = text.substr(0, 10);
  }
  const auto year = number(day, 0, 4);
  if (!year) return std::nullopt;
  if (day.size() == 4) return std::string(day);
  const auto month = number(day, 5, 2);
  if (!month || day[4] != '-' || *month < 1 || *month > 12) return std::nullopt;
  if (day.size() == 7) return std::string(day);
  const auto number_of_day = number(day, 8, 2);
  if (day.size() != 10 || !number_of_day || day[7] != '-') return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                         std::chrono::day(*number_of_day)};
  if (!date.ok()) return std::nullopt;
  return std::string(day);
}

Metadata merge(Metadata given, const Metadata& fallback) {
  for (const Column& column : columns) {
    if ((given.*column.field).empty()) given.*column.field = fallback.*column.field;
  }
  return given;
}

MetadataTable MetadataTable::parse(std::string_view tsv, const std::string& file) {
  if (const auto bad = find_invalid_utf8(tsv)) {
    const auto line = 1 + std::ranges::count(tsv.substr(0, *bad), '\n');
    throw Error(TextPosition{file, static_cast<std::uint32_t>(line), 0}, "text is not valid UTF-8");
  }
  if (tsv.starts_with("\xEF\xBB\xBF")) tsv.remove_prefix(3);
  MetadataTable table;
  std::optional<Header> header;
  for_each_line(tsv, [&](std::string_view line, std::uint32_t line_number) {
    const TextPosition at{file, line_number, 0};
    if (!header) {
      header.emplace(line, at);
      return;
    }
    auto [name, metadata] = header->row(line, at);
    if (!table.rows_.emplace(document_id(name), std::move(metadata)).second) {
      throw Error(at, "\"" + name + "\" stands in this file twice");
    }
  });
  if (!header)
    throw Error(TextPosition{file, 0, 0}, "the file is empty, expected a line with the names of the columns");
  return table;
}

MetadataTable MetadataTable::read(const std::string& path) { return parse(read_file(path, max_table_size), path); }

const Metadata* MetadataTable::find(std::string_view document_id) const {
  for (;;) {
    if (const auto row = rows_.find(document_id); row != rows_.end()) return &row->second;
    const std::size_t slash = document_id.find('/');
    if (slash == document_id.npos) return nullptr;
    document_id.remove_prefix(slash + 1);
  }
}

}  // namespace accord
