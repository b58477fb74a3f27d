#include "graph/near_names.hpp"

#include <doctest/doctest.h>

using namespace accord;

TEST_CASE("edit distance counts code points, folded") {
  struct Case {
    const char *a, *b;
    std::size_t want;
  };
  const Case cases[] = {{"", "", 0},
                        {"signed", "signed", 0},
                        {"Signed", "signed", 0},
                        {"sign", "signed", 2},
                        {"kitten", "sitting", 3},
                        {"局長", "局长", 0},
                        {"局長", "部長", 1},
                        {"", "abc", 3}};
  for (const Case& c : cases) {
    CAPTURE(c.a);
    CHECK(edit_distance(c.a, c.b) == c.want);
    CHECK(edit_distance(c.b, c.a) == c.want);
  }
}

TEST_CASE("near names come nearest first; if none is near, all are named") {
  const std::string_view relations[] = {"attends", "chairs", "signed", "signedAt", "visits"};
  CHECK(suggestion("singed", relations) == "; near ones: signed");
  CHECK(suggestion("sign", relations) == "; near ones: signed, signedAt");
  CHECK(suggestion("attend", relations) == "; near ones: attends");
  CHECK(suggestion("quite else", relations) == "; there are: attends, chairs, signed, signedAt, visits");
  CHECK(suggestion("sign", {}).empty());
}
