#pragma once

#include <string>
#include <string_view>

namespace accord {

/// "date", "gYearMonth" or "gYear" (of XML Schema) for a text that is exactly one: a day that exists, as in
/// 2023-03-21, or 2023-03, or 2023. Empty for any other text.
std::string_view xsd_date_type(std::string_view text);

/// The first and the last day of such a date, as 2023-03-01.
std::string first_day(std::string_view date);
std::string last_day(std::string_view date);

}  // namespace accord
