#include "extract/metadata.hpp"

#include <doctest/doctest.h>

#include <string>

namespace accord {
namespace {

TEST_CASE("dates of ISO 8601 are taken as precise as they are written") {
  struct Case {
    const char *input, *want;  // an empty `want` means "no date"
  };
  for (const Case& c : {Case{"2023", "2023"},
                        {"2023-03", "2023-03"},
                        {"2023-03-21", "2023-03-21"},
                        {"2024-02-29", "2024-02-29"},
                        {"2023-03-21T08:00:00+08:00", "2023-03-21"},
                        {"2023-03-21 08:00", "2023-03-21"},
                        {"2023-02-29", ""},
                        {"2023-13", ""},
                        {"2023-00-01", ""},
                        {"2023-3-1", ""},
                        {"23-03-21", ""},
                        {"2023/03/21", ""},
                        {"2023-03-21x", ""},
                        {"2023-03-21T99:00", ""},
                        {"2023-03-21T", ""},
                        {"20230321", ""},
                        {"21 March 2023", ""},
                        {" 2023", ""},
                        {"", ""}}) {
    CAPTURE(c.input);
    CHECK(parse_iso_date(c.input).value_or("") == c.want);
  }
}

TEST_CASE("a table gives every document its row") {
  const auto table = MetadataTable::parse(
      "\xEF\xBB\xBFtitle\tfile\tdate\r\n"
      "聯席會議\tnews/2023/a.txt\t2023-03-22\r\n"
      "\r\n"
      "Other\tb.txt\t\n",
      "m.tsv");
  struct Case {
    const char *id, *title, *date;  // a null title means "no row"
  };
  for (const Case& c : {Case{"news/2023/a.txt", "聯席會議", "2023-03-22"},
                        {"/home/me/news/2023/a.txt", "聯席會議", "2023-03-22"},
                        {"2023/a.txt", nullptr, ""},
                        {"a.txt", nullptr, ""},
                        {"deep/b.txt", "Other", ""},
                        {"b.txt", "Other", ""},
                        {"xb.txt", nullptr, ""}}) {
    CAPTURE(c.id);
    const Metadata* row = table.find(c.id);
    REQUIRE((row != nullptr) == (c.title != nullptr));
    if (row == nullptr) continue;
    CHECK(row->title == c.title);
    CHECK(row->date == c.date);
  }
}

TEST_CASE("a table that makes no sense is refused with its line") {
  struct Case {
    const char *input, *want;
  };
  for (const Case& c : {
           Case{"", "m.tsv: the file is empty, expected a line with the names of the columns"},
           {"file\tdaet\n", "m.tsv:1: column \"daet\" is not one of file, date, url, title, publisher"},
           {"date\ttitle\n", "m.tsv:1: there is no column \"file\""},
           {"file\tfile\n", "m.tsv:1: a column stands there twice"},
           {"file\tdate\na.txt\n", "m.tsv:2: expected 2 columns, found 1"},
           {"file\tdate\n\na.txt\t2023-02-30\n", "m.tsv:3: \"2023-02-30\" is not a date such as 2023-03-21"},
           {"file\tdate\n\t2023\n", "m.tsv:2: the column \"file\" is empty"},
           {"file\tdate\na.txt\t2023\n./a.txt\t2024\n", "m.tsv:3: \"./a.txt\" stands in this file twice"},
           {"file\tdate\n\xFF\t2023\n", "m.tsv:2: text is not valid UTF-8"},
       }) {
    CAPTURE(c.input);
    CHECK_THROWS_WITH_AS(MetadataTable::parse(c.input, "m.tsv"), c.want, Error);
  }
}

TEST_CASE("what is given wins field by field") {
  const Metadata merged = merge({"2023", "", "given", ""}, {"2022", "u", "other", "p"});
  CHECK(merged == Metadata{"2023", "u", "given", "p"});
}

}  // namespace
}  // namespace accord
