#include "extract/fetch_robots.hpp"

#include <doctest/doctest.h>

#include <string>

namespace accord {
namespace {

TEST_CASE("the longest rule that fits decides") {
  struct Case {
    const char *rules, *path;
    bool want;
  };
  for (const Case& c : {Case{"", "/", true},
                        {"User-agent: *\nDisallow: /\n", "/a", false},
                        {"User-agent: *\nDisallow:\n", "/a", true},
                        {"User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b/c", true},
                        {"User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/c", false},
                        {"User-agent: *\nDisallow: /a\nAllow: /a\n", "/a", true},
                        {"User-agent: *\nDisallow: /*.pdf$\n", "/x/y.pdf", false},
                        {"User-agent: *\nDisallow: /*.pdf$\n", "/x/y.pdf?z", true},
                        {"User-agent: *\nDisallow: /*?*q=\n", "/x?a&q=1", false},
                        {"User-agent: other\nDisallow: /\n", "/a", true},
                        {"User-agent: *\nDisallow: /\nUser-agent: Accord\nAllow: /\n", "/a", true},
                        {"User-agent: x\nUser-agent: accord # us\nDisallow: /a # no\n", "/a", false},
                        {"disallow: /\n", "/a", true},
                        {"nonsense\n:::\n\xFF\nUser-agent: *\r\nDisallow: /a\r\n", "/a", false}}) {
    CAPTURE(std::string(c.rules));
    CHECK(Robots::parse(c.rules, "accord").allows(c.path) == c.want);
  }
}

TEST_CASE("a pause that the site asks for is kept, within reason") {
  const auto delay = [](const char* value) {
    return Robots::parse(std::string("User-agent: *\nCrawl-delay: ") + value, "accord").delay().count();
  };
  CHECK(delay("2.5") == 2500);
  CHECK(delay("86400") == 60000);
  CHECK(delay("-1") == 0);
  CHECK(delay("soon") == 0);
}

TEST_CASE("a pattern made to take for ever does not") {
  std::string pattern = "User-agent: *\nDisallow: /";
  for (int i = 0; i != 1000; ++i) pattern += "*a";
  CHECK(Robots::parse(pattern + "b$\n", "accord").allows("/" + std::string(5000, 'a')));
}

}  // namespace
}  // namespace accord
