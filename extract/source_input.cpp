#include "extract/source_input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "extract/error.hpp"

namespace accord {

namespace {

constexpr std::size_t chunk = std::size_t{256} << 10;

std::string reason(int error) { return std::generic_category().message(error); }

std::size_t read_descriptor(int descriptor, char* to, std::size_t count, const std::string& name) {
  for (;;) {
    const ssize_t got = ::read(descriptor, to, count);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw Error(TextPosition{name, 0, 0}, "cannot read: " + reason(errno));
  }
}

const char* kind_of(const struct stat& status) {
  if (S_ISDIR(status.st_mode)) return "a folder";
  if (S_ISFIFO(status.st_mode)) return "a pipe (use - to read standard input)";
  if (S_ISSOCK(status.st_mode)) return "a socket";
  return "a device";
}

}  // namespace

bool ByteInput::fill() {
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + chunk);
  const std::size_t got = read(buffer_.data() + before, chunk);
  buffer_.resize(before + got);
  return got != 0;
}

std::string_view ByteInput::peek(std::size_t count) {
  while (buffer_.size() - at_ < count && fill()) {
  }
  return std::string_view(buffer_).substr(at_, count);
}

std::size_t ByteInput::read_some(char* to, std::size_t count) {
  if (at_ == buffer_.size()) return read(to, count);
  const std::size_t given = std::min(count, buffer_.size() - at_);
  std::memcpy(to, buffer_.data() + at_, given);
  at_ += given;
  return given;
}

std::string ByteInput::read_all(std::size_t limit) {
  std::string all;
  do {
    if (buffer_.size() - at_ > limit - all.size()) {
      throw Error(TextPosition{name_, 0, 0}, "the document is larger than " + std::to_string(limit) + " bytes");
    }
    all.append(buffer_, at_);
    at_ = buffer_.size();
  } while (fill());
  return all;
}

std::optional<std::string_view> ByteInput::read_line(std::size_t limit, bool& too_long) {
  too_long = false;
  std::size_t searched = 0;  // bytes behind at_ known to hold no line end
  for (;;) {
    const std::size_t end = buffer_.find('\n', at_ + searched);
    const std::size_t length = (end == buffer_.npos ? buffer_.size() : end) - at_;
    if (length > limit) {
      too_long = true;
      at_ += length;  // drop it piece by piece: the line may be larger than memory
    }
    if (end != buffer_.npos) {
      const std::string_view line = std::string_view(buffer_).substr(at_, end - at_);
      at_ = end + 1;
      if (too_long) return std::nullopt;
      return line;
    }
    searched = buffer_.size() - at_;
    if (!fill()) break;
  }
  if (too_long || at_ == buffer_.size()) return std::nullopt;
  const std::string_view line = std::string_view(buffer_).substr(at_);
  at_ = buffer_.size();
  return line;
}

FileInput::FileInput(const std::string& path, std::atomic<std::uint64_t>* count) : ByteInput(path), count_(count) {
  // O_NONBLOCK: opening a pipe that nobody writes to must not wait for ever.
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor_ < 0) throw Error(TextPosition{path, 0, 0}, "cannot open: " + reason(errno));
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor_);
    throw Error(TextPosition{path, 0, 0}, std::string("is ") + kind_of(status) + ", not a file");
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
  changed_seconds_ = status.st_mtim.tv_sec;
  changed_nanoseconds_ = status.st_mtim.tv_nsec;
}

FileInput::~FileInput() { ::close(descriptor_); }

void FileInput::check_unchanged() const {
  struct stat status {};
  const bool same = ::fstat(descriptor_, &status) == 0 && static_cast<std::uint64_t>(status.st_size) == size_ &&
                    status.st_mtim.tv_sec == changed_seconds_ && status.st_mtim.tv_nsec == changed_nanoseconds_;
  if (!same) throw Error(TextPosition{name(), 0, 0}, "the file changed while it was read");
}

std::size_t FileInput::read(char* to, std::size_t count) {
  const std::size_t got = read_descriptor(descriptor_, to, count, name());
  if (got == 0) check_unchanged();
  if (count_ != nullptr) *count_ += got;
  return got;
}

std::size_t StandardInput::read(char* to, std::size_t count) {
  const std::size_t got = read_descriptor(STDIN_FILENO, to, count, name());
  if (count_ != nullptr) *count_ += got;
  return got;
}

std::size_t MemoryInput::read(char* to, std::size_t count) {
  const std::size_t got = std::min(count, left_.size());
  std::memcpy(to, left_.data(), got);
  left_.remove_prefix(got);
  return got;
}

}  // namespace accord
