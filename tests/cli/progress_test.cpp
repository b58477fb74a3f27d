#include "cli/progress.hpp"

#include <doctest/doctest.h>

#include <string>

namespace accord::cli {
namespace {

TEST_CASE("what is left of a run is told once enough is known") {
  struct Case {
    double seconds;
    std::uint64_t done, all;
    const char* want;
  };
  for (const Case& c : {Case{1.0, 50, 100, ""}, Case{10.0, 0, 100, ""}, Case{10.0, 100, 100, ""}, Case{10.0, 120, 100, ""},
                        Case{10.0, 50, 100, "0:11"}, Case{60.0, 1, 3, "2:01"}, Case{3600.0, 1, 3, "2:00:01"},
                        Case{1e9, 1, UINT64_MAX, "100:00:00"}}) {
    CAPTURE(c.done);
    CHECK(time_left(c.seconds, c.done, c.all) == c.want);
  }
}

TEST_CASE("where standard error is no terminal, no line is drawn") {
  CHECK(!Progress(Progress::Shown::not_at_all).shown());
  CHECK(Progress(Progress::Shown::json).shown());
}

}  // namespace
}  // namespace accord::cli
