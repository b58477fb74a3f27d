#include "extract/calendar.hpp"

#include <chrono>
#include <cstdio>

namespace accord {

namespace {

namespace chrono = std::chrono;

chrono::year_month_day calendar_day(const PartialDate& date) {
  return chrono::year(date.year) / chrono::month(static_cast<unsigned>(date.month)) / chrono::day(static_cast<unsigned>(date.day));
}

int digit(char32_t c) {
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  constexpr std::u32string_view han = U"〇一二三四五六七八九";
  if (const auto at = han.find(c); at != std::u32string_view::npos) return static_cast<int>(at);
  if (c == U'零') return 0;
  return c == U'两' ? 2 : -1;
}

int unit(char32_t c) { return c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0; }

}  // namespace

std::string PartialDate::iso() const {
  char text[32];
  if (day != 0) {
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  } else if (month != 0) {
    std::snprintf(text, sizeof text, "%04d-%02d", year, month);
  } else {
    std::snprintf(text, sizeof text, "%04d", year);
  }
  return text;
}

std::optional<PartialDate> parse_iso_date(std::string_view text) {
  text = text.substr(0, text.find_first_of("T "));
  PartialDate date;
  int* const parts[] = {&date.year, &date.month, &date.day};
  const std::size_t widths[] = {4, 2, 2};
  for (std::size_t part = 0; part != 3; ++part) {
    if (text.size() < widths[part]) return std::nullopt;
    for (std::size_t i = 0; i != widths[part]; ++i) {
      if (text[i] < '0' || text[i] > '9') return std::nullopt;
      *parts[part] = *parts[part] * 10 + (text[i] - '0');
    }
    text.remove_prefix(widths[part]);
    if (part != 0 && *parts[part] == 0) return std::nullopt;
    if (text.empty()) break;
    if (part == 2 || text.front() != '-') return std::nullopt;
    text.remove_prefix(1);
  }
  if (!is_real(date)) return std::nullopt;
  return date;
}

bool is_real(const PartialDate& date) {
  if (date.year < 1000 || date.year > 2999 || date.month < 0 || date.month > 12 || date.day < 0) return false;
  if (date.month == 0) return date.day == 0;
  return date.day == 0 || calendar_day(date).ok();
}

PartialDate shift_years(PartialDate date, int years) {
  date.year += years;
  return date;
}

PartialDate shift_months(PartialDate date, int months) {
  if (date.month == 0) return date;
  const int count = date.year * 12 + date.month - 1 + months;
  return {count / 12, count % 12 + 1, 0};
}

PartialDate shift_days(PartialDate date, int days) {
  if (date.day == 0) return date;
  const chrono::year_month_day moved{chrono::sys_days(calendar_day(date)) + chrono::days(days)};
  return {static_cast<int>(moved.year()), static_cast<int>(static_cast<unsigned>(moved.month())),
          static_cast<int>(static_cast<unsigned>(moved.day()))};
}

int weekday(const PartialDate& date) {
  return static_cast<int>(chrono::weekday(chrono::sys_days(calendar_day(date))).iso_encoding());
}

std::optional<int> parse_weekday(std::u32string_view folded) {
  constexpr std::u32string_view days = U"一二三四五六日";
  if (folded.empty()) return std::nullopt;
  const char32_t last = folded.back() == U'天' ? U'日' : folded.back();
  const std::size_t at = days.find(last);
  return at == std::u32string_view::npos ? std::nullopt : std::optional<int>(static_cast<int>(at) + 1);
}

std::optional<int> parse_number(std::u32string_view folded) {
  int total = 0, current = 0;
  bool any = false, units = false;
  for (const char32_t c : folded) {
    if (c == U',') continue;
    if (const int value = digit(c); value >= 0) {
      current = units ? value : current * 10 + value;
      any = true;
    } else if (const int factor = unit(c); factor != 0) {
      total += (any && current != 0 ? current : 1) * factor;
      current = 0;
      any = units = true;
    } else {
      return std::nullopt;
    }
    if (total > 1'000'000 || current > 1'000'000) return std::nullopt;
  }
  return any ? std::optional<int>(total + current) : std::nullopt;
}

}  // namespace accord
