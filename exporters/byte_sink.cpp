#include "exporters/byte_sink.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "extract/error.hpp"

namespace accord {

namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 16;

[[noreturn]] void fail(const std::string& what, const std::string& name, int code) {
  throw Error("cannot " + what + " " + name + ": " + std::generic_category().message(code));
}

/// Closes a descriptor that it owns.
class Descriptor {
 public:
  Descriptor(int number, bool owned) : number_(number), owned_(owned) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (owned_ && number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }
  /// False with errno set when the system could not keep what was written.
  bool close() { return !owned_ || ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
  bool owned_;
};

void write_all(int descriptor, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      fail("write", name, errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Collects small pieces and hands them to an open descriptor.
class DescriptorSink : public ByteSink {
 public:
  DescriptorSink(int descriptor, bool owned, std::string name)
      : descriptor_(descriptor, owned), name_(std::move(name)) {}

  void write(std::string_view bytes) override {
    if (buffer_.size() + bytes.size() > buffer_size) drain();
    if (bytes.size() >= buffer_size) {
      write_all(descriptor_.get(), bytes, name_);
    } else {
      buffer_ += bytes;
    }
  }

  void close() override {
    drain();
    if (!descriptor_.close()) fail("write", name_, errno);
  }

 protected:
  void drain() {
    write_all(descriptor_.get(), buffer_, name_);
    buffer_.clear();
  }
  int descriptor() const { return descriptor_.get(); }
  const std::string& name() const { return name_; }

 private:
  Descriptor descriptor_;
  std::string name_;
  std::string buffer_;
};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

/// A rename is only safe on disk once its folder is. Some file systems cannot sync a folder and say EINVAL.
void sync_folder(const std::string& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), true);
  if (descriptor.get() < 0) return;  // a folder that may be written but not read
  if (::fsync(descriptor.get()) != 0 && errno != EINVAL && errno != ENOTSUP) fail("write", folder, errno);
}

/// Writes beside the target, and takes its name in close().
class FileSink final : public DescriptorSink {
 public:
  FileSink(int descriptor, std::string temporary, std::string path)
      : DescriptorSink(descriptor, true, path), temporary_(std::move(temporary)) {}

  ~FileSink() override {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }

  void close() override {
    drain();
    if (::fsync(descriptor()) != 0 && errno != EINVAL && errno != ENOTSUP) fail("write", name(), errno);
    DescriptorSink::close();
    if (::rename(temporary_.c_str(), name().c_str()) != 0) fail("write", name(), errno);
    temporary_.clear();
    sync_folder(folder_of(name()));
  }

 private:
  std::string temporary_;
};

/// The file that `path` means in the end: links are followed, so that a rename does not replace the link.
std::string resolve(const std::string& path) {
  char* const real = ::realpath(path.c_str(), nullptr);
  if (real == nullptr) return path;
  std::string resolved(real);
  std::free(real);
  return resolved;
}

std::unique_ptr<ByteSink> open_temporary(const std::string& path) {
  static std::atomic<std::uint32_t> counter = 0;
  const std::string prefix = folder_of(path) + "/.accord-" + std::to_string(::getpid()) + '-';
  for (int attempt = 0; attempt != 1000; ++attempt) {
    std::string temporary = prefix + std::to_string(counter++) + ".part";
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0) return std::make_unique<FileSink>(descriptor, std::move(temporary), path);
    if (errno != EEXIST && errno != EINTR) fail("write", path, errno);
  }
  fail("write", path, EEXIST);
}

}  // namespace

std::unique_ptr<ByteSink> open_file_sink(const std::string& path) {
  if (path.empty()) throw Error("cannot write a file without a name");
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno != ENOENT) fail("write", path, errno);
    return open_temporary(path);
  }
  if (S_ISDIR(status.st_mode)) fail("write", path, EISDIR);
  if (S_ISREG(status.st_mode)) return open_temporary(resolve(path));
  // A device or a pipe is written to, never replaced.
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) fail("write", path, errno);
  return std::make_unique<DescriptorSink>(descriptor, true, path);
}

std::unique_ptr<ByteSink> open_descriptor_sink(int descriptor, std::string name) {
  return std::make_unique<DescriptorSink>(descriptor, false, std::move(name));
}

}  // namespace accord
