#include "cli/ordered.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace accord::cli {
namespace {

using Numbers = Ordered<int, int>;

/// Work whose time varies, so that results come out of order.
int slow_square(int&& n) {
  if (n % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
  return n * n;
}

void put_all(const Numbers::Put& put, int count) {
  for (int n = 0; n != count; ++n) put(int(n), 1);
}

TEST_CASE("results come in the order of the items, for any number of threads and any bounds") {
  for (const unsigned jobs : {1U, 2U, 8U}) {
    for (const std::size_t bound : {std::size_t{1}, std::size_t{3}, std::size_t{1000}}) {
      CAPTURE(jobs);
      CAPTURE(bound);
      std::vector<int> got;
      Numbers::run(
          {jobs, bound, bound}, [](const Numbers::Put& put) { put_all(put, 500); }, slow_square,
          [&](int&& n) { got.push_back(n); });
      REQUIRE(got.size() == 500);
      for (int n = 0; n != 500; ++n) CHECK(got[static_cast<std::size_t>(n)] == n * n);
    }
  }
}

TEST_CASE("no more is under way than the bounds allow") {
  std::atomic<int> made = 0;
  int most = 0;
  int eaten = 0;
  Numbers::run(
      {4, 10, 1000},
      [&](const Numbers::Put& put) {
        for (int n = 0; n != 300; ++n) {
          ++made;
          put(int(n), 1);
        }
      },
      slow_square,
      [&](int&&) {
        std::this_thread::sleep_for(std::chrono::microseconds(50));
        most = std::max(most, made.load() - eaten);
        ++eaten;
      });
  CHECK(eaten == 300);
  CHECK(most <= 12);  // ten in the queue, one at the door, one in the consumer's hand
}

TEST_CASE("an item heavier than the bound still goes through") {
  int got = 0;
  Numbers::run(
      {2, 10, 5},
      [](const Numbers::Put& put) {
        put(3, 100);
        put(4, 100);
      },
      slow_square, [&](int&& n) { got += n; });
  CHECK(got == 25);
}

TEST_CASE("errors come when their turn comes, for any number of threads") {
  for (const unsigned jobs : {1U, 2U, 8U}) {
    CAPTURE(jobs);
    std::vector<int> got;
    const auto take = [&](int&& n) { got.push_back(n); };
    const auto bad_work = [](int&& n) {
      if (n == 20) throw std::runtime_error("work");
      return n;
    };
    CHECK_THROWS_WITH(Numbers::run(
                          {jobs}, [](const Numbers::Put& put) { put_all(put, 500); }, bad_work, take),
                      "work");
    CHECK(got.size() == 20);
    got.clear();
    const auto bad_source = [](const Numbers::Put& put) {
      put_all(put, 20);
      throw std::runtime_error("source");
    };
    CHECK_THROWS_WITH(Numbers::run({jobs}, bad_source, slow_square, take), "source");
    CHECK(got.size() == 20);
    got.clear();
    const auto full = [&](int&& n) {
      got.push_back(n);
      if (got.size() == 3) throw std::runtime_error("full");
    };
    CHECK_THROWS_WITH(Numbers::run(
                          {jobs, 4, 4}, [](const Numbers::Put& put) { put_all(put, 100000); }, slow_square, full),
                      "full");
    CHECK(got.size() == 3);
  }
}

TEST_CASE("nothing to do is done at once") {
  int got = 0;
  Numbers::run(
      {3}, [](const Numbers::Put&) {}, slow_square, [&](int&&) { ++got; });
  CHECK(got == 0);
}

}  // namespace
}  // namespace accord::cli
