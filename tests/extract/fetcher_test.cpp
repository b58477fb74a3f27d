#include "extract/fetcher.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "extract/error.hpp"
#include "tests/extract/test_server.hpp"
#include "tests/temporary_folder.hpp"

namespace accord {
namespace {

using testing::TestServer;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// A site that counts what it is asked.
struct Site {
  std::map<std::string, int> asked;
  std::vector<Clock::time_point> times;
  std::string robots = "User-agent: *\nDisallow: /private\n";
  std::mutex mutex;

  /// How often each path was asked for, so far.
  std::map<std::string, int> counts() {
    const std::lock_guard lock(mutex);
    return asked;
  }

  void answer(const std::string& request, int socket) {
    const std::lock_guard lock(mutex);
    times.push_back(Clock::now());
    const std::string path = request.substr(4, request.find(' ', 4) - 4);
    const int count = ++asked[path];
    const auto page = [&](const std::string& body, const std::string& more = "") {
      TestServer::send(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + more +
                                   "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    };
    const auto refuse = [&](const std::string& status) {
      TestServer::send(socket, "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
    };
    if (path == "/robots.txt") {
      if (robots.empty()) return refuse("503 Busy");
      return page(robots);
    }
    if (path == "/busy") return count < 3 ? refuse("503 Busy") : page("at last");
    if (path == "/limited") return count < 2 ? refuse("429 Too Many\r\nRetry-After: 1") : page("slowly");
    if (path == "/broken") return;
    if (path == "/gone") return refuse("404 Not Found");
    if (path == "/tagged") {
      if (request.find("If-None-Match: \"v1\"") != request.npos) return refuse("304 Not Modified");
      return page("tagged", "ETag: \"v1\"\r\n");
    }
    page("page " + path);
  }
};

FetcherOptions quick(const std::string& cache = "") {
  FetcherOptions options;
  options.fetch.allow_private = true;
  options.fetch.timeout = 5s;
  options.cache = cache;
  options.delay = 0ms;
  options.back_off = 10ms;
  return options;
}

std::string problem(Fetcher& fetcher, const std::string& url) {
  try {
    return "got " + fetcher.get(url).body;
  } catch (const Error& error) {
    return std::string(error.what()).substr(url.size() + 2);
  }
}

struct Served {
  Site site;
  TestServer server{[this](const std::string& request, int socket) { site.answer(request, socket); }};
};

TEST_CASE("what robots.txt forbids is left alone, and the file is read once") {
  Served served;
  Fetcher fetcher(quick());
  CHECK(problem(fetcher, served.server.url("/private/x")) == "robots.txt of the site does not allow it");
  CHECK(fetcher.get(served.server.url("/open")).body == "page /open");
  CHECK(served.site.counts() == std::map<std::string, int>{{"/robots.txt", 1}, {"/open", 1}});
}

TEST_CASE("while robots.txt cannot be read, nothing is") {
  Served served;
  served.site.robots = "";
  Fetcher fetcher(quick());
  CHECK_THROWS_AS(fetcher.get(served.server.url("/open")), Error);
  CHECK(served.site.counts().count("/open") == 0);
}

TEST_CASE("a server that wants patience gets it, and one that has gone does not") {
  Served served;
  Fetcher fetcher(quick());
  CHECK(fetcher.get(served.server.url("/busy")).body == "at last");
  CHECK(served.site.counts()["/busy"] == 3);
  const auto start = Clock::now();
  CHECK(fetcher.get(served.server.url("/limited")).body == "slowly");
  CHECK(Clock::now() - start >= 1s);
  CHECK(problem(fetcher, served.server.url("/gone")) == "the server answered 404");
  CHECK(served.site.counts()["/gone"] == 1);
  CHECK(problem(fetcher, served.server.url("/broken")) == "cannot fetch: Empty reply from server");
  CHECK(served.site.counts()["/broken"] == 4);
}

TEST_CASE("a page that did not change comes from the cache") {
  Served served;
  const testing::TemporaryFolder folder;
  for (int turn = 0; turn != 2; ++turn) {
    Fetcher fetcher(quick(folder.path() + "/cache"));
    CHECK(fetcher.get(served.server.url("/tagged")).body == "tagged");
    CHECK(fetcher.get(served.server.url("/tagged")).media_type == "text/plain");
  }
  CHECK(served.site.counts()["/tagged"] == 4);
  // A cache that was damaged is no cache.
  for (const auto& file : std::filesystem::directory_iterator(folder.path() + "/cache")) {
    std::filesystem::resize_file(file.path(), std::filesystem::file_size(file.path()) - 1);
  }
  Fetcher fetcher(quick(folder.path() + "/cache"));
  CHECK(fetcher.get(served.server.url("/tagged")).body == "tagged");
}

TEST_CASE("one site is asked one thing at a time, with a pause") {
  Served served;
  FetcherOptions options = quick();
  options.delay = 100ms;
  Fetcher fetcher(options);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i != 4; ++i) {
      threads.emplace_back([&, i] { fetcher.get(served.server.url("/p" + std::to_string(i))); });
    }
  }
  REQUIRE(served.site.times.size() == 5);
  for (std::size_t i = 1; i != served.site.times.size(); ++i) {
    CHECK(served.site.times[i] - served.site.times[i - 1] >= 80ms);
  }
}

TEST_CASE("a cache that cannot be is an error with its name") {
  CHECK_THROWS_WITH_AS(Fetcher(quick("/dev/null/x")), "/dev/null/x: cannot make the folder: Not a directory", Error);
}

}  // namespace
}  // namespace accord
