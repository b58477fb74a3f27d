#include "extract/calendar.hpp"

#include <doctest/doctest.h>

namespace accord {
namespace {

TEST_CASE("ISO dates of three precisions") {
  struct Case {
    const char *text, *want;  // "" is none
  };
  for (const Case& c : {Case{"2023", "2023"}, Case{"2023-03", "2023-03"}, Case{"2023-03-21", "2023-03-21"}, Case{"2024-02-29", "2024-02-29"},
                        Case{"2023-03-21T08:00:00+08:00", "2023-03-21"}, Case{"2023-02-29", ""}, Case{"2023-13", ""}, Case{"2023-00", ""}, Case{"23-03-21", ""},
                        Case{"2023/03/21", ""}, Case{"2023-3-1", ""}, Case{"", ""}, Case{"today", ""}, Case{"0999", ""}, Case{"2023-03-21x", ""}}) {
    CAPTURE(std::string(c.text));
    const std::optional<PartialDate> date = parse_iso_date(std::string_view(c.text));
    CHECK((date ? date->iso() : "") == c.want);
  }
}

TEST_CASE("dates move, and keep their precision") {
  CHECK(shift_days({2024, 3, 1}, -1).iso() == "2024-02-29");
  CHECK(shift_days({2023, 12, 31}, 1).iso() == "2024-01-01");
  CHECK(shift_days({2023, 12, 0}, 1).iso() == "2023-12");
  CHECK(shift_months({2024, 1, 15}, -1).iso() == "2023-12");
  CHECK(shift_months({2023, 11, 0}, 3).iso() == "2024-02");
  CHECK(shift_months({2023, 0, 0}, 3).iso() == "2023");
  CHECK(shift_years({2024, 5, 20}, -1).iso() == "2023-05-20");
}

TEST_CASE("days of the week, as dates have them and as texts name them") {
  CHECK(weekday({2024, 5, 20}) == 1);
  CHECK(weekday({2024, 5, 26}) == 7);
  CHECK(weekday({2024, 2, 29}) == 4);
  struct Case {
    const char32_t* text;
    int want;  // 0 is none
  };
  for (const Case& c : {Case{U"周一", 1}, Case{U"上星期六", 6}, Case{U"星期日", 7}, Case{U"星期天", 7}, Case{U"周末", 0}, Case{U"", 0}}) {
    CHECK(parse_weekday(c.text).value_or(0) == c.want);
  }
}

TEST_CASE("numbers in digits and in Han numerals") {
  struct Case {
    const char32_t* text;
    int want;  // -1 is none
  };
  for (const Case& c : {Case{U"23", 23}, Case{U"1,024", 1024}, Case{U"二十三", 23}, Case{U"十", 10}, Case{U"十二", 12}, Case{U"二十", 20}, Case{U"一百零五", 105},
                        Case{U"二〇二三", 2023}, Case{U"两", 2}, Case{U"三千二百", 3200}, Case{U"", -1}, Case{U"会", -1}, Case{U"3年", -1}, Case{U"99999999999", -1},
                        Case{U"九九九九九九九九九", -1}}) {
    CHECK(parse_number(c.text).value_or(-1) == c.want);
  }
}

}  // namespace
}  // namespace accord
