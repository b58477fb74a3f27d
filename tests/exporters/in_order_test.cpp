#include "exporters/in_order.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>

#include "extract/error.hpp"

namespace accord {
namespace {

/// Records whose lengths vary; a few are longer than a buffer, and some take longer to make.
std::string record(std::uint32_t i) {
  if (i % 700 == 699) return std::string(600000, static_cast<char>('a' + i % 26));
  return std::to_string(i) + std::string(i % 97, '.') + '\n';
}

std::string written(std::uint32_t count, unsigned jobs) {
  std::string bytes;
  StringSink sink(bytes);
  write_in_order(sink, count, jobs, [](Share& share) {
    while (share.next()) {
      if (share.begin() % 3 == 0) std::this_thread::sleep_for(std::chrono::microseconds(300));
      for (std::uint32_t i = share.begin(); i != share.end(); ++i) share.out() << record(i);
    }
  });
  return bytes;
}

TEST_CASE("records are written in order, each once, by any number of threads") {
  for (const std::uint32_t count : {0U, 1U, 255U, 256U, 257U, 5000U}) {
    std::string want;
    for (std::uint32_t i = 0; i != count; ++i) want += record(i);
    for (const unsigned jobs : {0U, 1U, 2U, 3U, 9U}) {
      CAPTURE(count);
      CAPTURE(jobs);
      CHECK(written(count, jobs) == want);
    }
  }
}

/// As a disk that is full after so many bytes.
class FullSink final : public ByteSink {
 public:
  explicit FullSink(std::size_t room) : room_(room) {}
  void write(std::string_view bytes) override {
    if (bytes.size() > room_) throw Error("no room");
    room_ -= bytes.size();
  }
  void close() override {}

 private:
  std::size_t room_;
};

TEST_CASE("an error of the sink or of a thread ends all of them and comes out") {
  for (const unsigned jobs : {1U, 2U, 4U}) {
    CAPTURE(jobs);
    for (const std::size_t room : {std::size_t{0}, std::size_t{100000}, std::size_t{2000000}}) {
      CAPTURE(room);
      FullSink sink(room);
      const auto work = [](Share& share) {
        while (share.next()) {
          for (std::uint32_t i = share.begin(); i != share.end(); ++i) share.out() << record(i);
        }
      };
      CHECK_THROWS_WITH_AS(write_in_order(sink, 5000, jobs, work), "no room", Error);
    }
    std::string bytes;
    StringSink sink(bytes);
    std::atomic<int> chunks = 0;
    const auto work = [&](Share& share) {
      while (share.next()) {
        if (++chunks == 7) throw Error("a record that cannot be written");
        for (std::uint32_t i = share.begin(); i != share.end(); ++i) share.out() << record(i);
      }
    };
    CHECK_THROWS_WITH_AS(write_in_order(sink, 5000, jobs, work), "a record that cannot be written", Error);
  }
}

}  // namespace
}  // namespace accord
