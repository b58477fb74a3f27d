#include "exporters/byte_sink.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "extract/error.hpp"
#include "tests/temporary_folder.hpp"

namespace accord {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

TEST_CASE("a file appears whole, and only in close()") {
  const TemporaryFolder folder;
  const fs::path path = fs::path(folder.path()) / "out.txt";
  const auto sink = open_file_sink(path.string());
  const std::string big(200000, 'b');
  sink->write("a");
  sink->write(big);
  sink->write("c");
  CHECK_FALSE(fs::exists(path));
  sink->close();
  CHECK(content(path) == "a" + big + "c");
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("without close() nothing is left, and an older file stays") {
  const TemporaryFolder folder;
  const fs::path path = fs::path(folder.path()) / "out.txt";
  std::ofstream(path) << "old";
  open_file_sink(path.string())->write(std::string(100000, 'x'));
  CHECK(content(path) == "old");
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("a link is followed, not replaced") {
  const TemporaryFolder folder;
  const fs::path file = fs::path(folder.path()) / "file.txt", link = fs::path(folder.path()) / "link.txt";
  std::ofstream(file) << "old";
  fs::create_symlink(file, link);
  const auto sink = open_file_sink(link.string());
  sink->write("new");
  sink->close();
  CHECK(fs::is_symlink(link));
  CHECK(content(file) == "new");
}

TEST_CASE("what cannot be written is an error that names the file") {
  const TemporaryFolder folder;
  struct Case {
    std::string name, path, want;
  };
  const Case cases[] = {{"no folder", (fs::path(folder.path()) / "none" / "x").string(), "No such file or directory"},
                        {"a folder", folder.path(), "Is a directory"},
                        {"no name", "", "without a name"}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK_THROWS_WITH_AS(open_file_sink(c.path), doctest::Contains(c.want.c_str()), Error);
  }
}

TEST_CASE("a full disk is noticed, for small and for large pieces") {
  const auto small = open_file_sink("/dev/full");
  small->write("x");
  CHECK_THROWS_WITH_AS(small->close(), "cannot write /dev/full: No space left on device", Error);
  const auto large = open_file_sink("/dev/full");
  CHECK_THROWS_AS(large->write(std::string(1 << 20, 'x')), Error);
  struct stat status {};
  CHECK(::stat("/dev/full", &status) == 0);
  CHECK(S_ISCHR(status.st_mode));
}

/// Files may not grow beyond `bytes`: a disk that is full after that many.
class SizeLimit {
 public:
  explicit SizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  SizeLimit(const SizeLimit&) = delete;
  SizeLimit& operator=(const SizeLimit&) = delete;
  ~SizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST_CASE("a disk that fills up in the middle leaves no file") {
  const TemporaryFolder folder;
  {
    const auto sink = open_file_sink((fs::path(folder.path()) / "out").string());
    const SizeLimit limit(100000);
    const auto write_too_much = [&] {
      for (int i = 0; i != 10; ++i) sink->write(std::string(30000, 'x'));
      sink->close();
    };
    CHECK_THROWS_WITH_AS(write_too_much(), doctest::Contains("File too large"), Error);
  }
  CHECK(entries(folder.path()) == 0);
}

TEST_CASE("a descriptor takes short writes and stays open") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const std::string sent(300000, 'p');  // more than a pipe holds, so writes are short
  std::string received;
  std::thread reader([&] {
    char buffer[4096];
    for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
      received.append(buffer, static_cast<std::size_t>(n));
    }
  });
  const auto sink = open_descriptor_sink(ends[1], "pipe");
  sink->write("first ");
  sink->write(sent);
  sink->close();
  CHECK(::fcntl(ends[1], F_GETFD) != -1);
  ::close(ends[1]);
  reader.join();
  ::close(ends[0]);
  CHECK(received == "first " + sent);
}

}  // namespace
}  // namespace accord
