#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace accord {

/// A date as precise as it is known: month and day may be 0.
struct PartialDate {
  int year = 0, month = 0, day = 0;
  /// 2023, 2023-03 or 2023-03-21.
  std::string iso() const;
};

/// Reads ISO 8601 dates of any of the three precisions (a time after them is ignored); nothing if it is no real date.
std::optional<PartialDate> parse_iso_date(std::string_view text);

/// Whether the parts that are known form a date that exists.
bool is_real(const PartialDate& date);

/// `date` moved by whole years, months or days. A part that is not known stays so.
PartialDate shift_years(PartialDate date, int years);
PartialDate shift_months(PartialDate date, int months);
PartialDate shift_days(PartialDate date, int days);

/// Monday is 1, Sunday 7. `date` has a day.
int weekday(const PartialDate& date);

/// The day of the week that a word like 周三 or 星期日 ends with: 1 to 7.
std::optional<int> parse_weekday(std::u32string_view folded);

/// The value of a whole number in digits (1,024) or Han numerals (二十三, 二〇二三); nothing above a million.
std::optional<int> parse_number(std::u32string_view folded);

}  // namespace accord
