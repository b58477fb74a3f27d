#include "exporters/dates.hpp"

#include <doctest/doctest.h>

namespace accord {
namespace {

TEST_CASE("dates are what XML Schema takes for one") {
  struct Case {
    std::string_view input, type, first, last;
  };
  const Case cases[] = {
      {"2023-03-21", "date", "2023-03-21", "2023-03-21"},    {"2023-03", "gYearMonth", "2023-03-01", "2023-03-31"},
      {"2024-02", "gYearMonth", "2024-02-01", "2024-02-29"}, {"1900-02", "gYearMonth", "1900-02-01", "1900-02-28"},
      {"2023", "gYear", "2023-01-01", "2023-12-31"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(xsd_date_type(c.input) == c.type);
    CHECK(first_day(c.input) == c.first);
    CHECK(last_day(c.input) == c.last);
  }
  for (const std::string_view no : {"", "23", "0000", "2023-13", "2023-00", "2023-02-29", "2023-3-1", "2023/03/21",
                                    "2023-03-2x", "2023-03-21T00:00", "二○二三年"}) {
    CAPTURE(no);
    CHECK(xsd_date_type(no).empty());
  }
}

}  // namespace
}  // namespace accord
