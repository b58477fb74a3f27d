#include "exporters/dates.hpp"

#include <algorithm>
#include <array>

namespace accord {

namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

int days_in(int year, int month) {
  constexpr std::array days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[static_cast<std::size_t>(month) - 1] + (leap ? 1 : 0);
}

}  // namespace

std::string_view xsd_date_type(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return {};
  if (!all_digits(text.substr(0, 4)) || number(text.substr(0, 4)) == 0) return {};
  if (text.size() == 4) return "gYear";
  if (text[4] != '-' || !all_digits(text.substr(5, 2))) return {};
  const int month = number(text.substr(5, 2));
  if (month < 1 || month > 12) return {};
  if (text.size() == 7) return "gYearMonth";
  if (text[7] != '-' || !all_digits(text.substr(8))) return {};
  const int day = number(text.substr(8));
  return day >= 1 && day <= days_in(number(text.substr(0, 4)), month) ? "date" : std::string_view();
}

std::string first_day(std::string_view date) {
  std::string day(date);
  if (day.size() == 4) day += "-01";
  if (day.size() == 7) day += "-01";
  return day;
}

std::string last_day(std::string_view date) {
  std::string day(date);
  if (day.size() == 4) day += "-12";
  if (day.size() == 7) {
    day += '-' + std::to_string(days_in(number(date.substr(0, 4)), number(std::string_view(day).substr(5, 2))));
  }
  return day;
}

}  // namespace accord
