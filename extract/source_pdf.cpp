#include "extract/source_pdf.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "extract/error.hpp"

namespace accord {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const std::string& name, const std::string& message) {
  throw Error(TextPosition{name, 0, 0}, message);
}

[[noreturn]] void fail_with_reason(const std::string& name, const std::string& what) {
  fail(name, what + ": " + std::generic_category().message(errno));
}

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { reset(); }
  int get() const { return number_; }
  void reset() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_;
};

/// The program's path; it is looked up before the fork, after which little may be done.
std::string find_program(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::string_view left = path == nullptr ? "/usr/bin:/bin" : path;
  while (!left.empty()) {
    const std::size_t end = std::min(left.find(':'), left.size());
    const std::string file = std::string(left.substr(0, end)) + "/" + program;
    if (end != 0 && ::access(file.c_str(), X_OK) == 0) return file;
    left.remove_prefix(std::min(left.size(), end + 1));
  }
  return {};
}

/// The bytes as a file that exists in memory only.
Descriptor in_memory(std::string_view bytes, const std::string& name) {
  Descriptor file(::memfd_create("accord", MFD_CLOEXEC));
  if (file.get() < 0) fail_with_reason(name, "cannot make a file in memory");
  for (std::size_t done = 0; done != bytes.size();) {
    const ssize_t written = ::write(file.get(), bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno != EINTR) fail_with_reason(name, "cannot write a file in memory");
    done += static_cast<std::size_t>(std::max<ssize_t>(0, written));
  }
  return file;
}

void limit(int resource, std::size_t most) {
  const rlimit both{static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &both);
}

/// A running child that is killed if it is still running in the end.
class Child {
 public:
  /// Standard input is `input`; what it writes comes through output() and errors().
  Child(const std::string& program, char* const* arguments, int input, const PdfLimits& limits,
        const std::string& name) {
    std::array<int, 2> out{}, err{};
    if (::pipe2(out.data(), O_CLOEXEC) != 0) fail_with_reason(name, "cannot make a pipe");
    output_ = Descriptor(out[0]);
    Descriptor out_end(out[1]);
    if (::pipe2(err.data(), O_CLOEXEC) != 0) fail_with_reason(name, "cannot make a pipe");
    errors_ = Descriptor(err[0]);
    Descriptor err_end(err[1]);
    pid_ = ::fork();
    if (pid_ < 0) fail_with_reason(name, "cannot start a process");
    if (pid_ != 0) return;
    // In the child: only calls that are safe after a fork of a program with threads.
    ::dup2(input, STDIN_FILENO);
    ::dup2(out_end.get(), STDOUT_FILENO);
    ::dup2(err_end.get(), STDERR_FILENO);
    limit(RLIMIT_AS, limits.max_memory);
    limit(RLIMIT_CPU, static_cast<std::size_t>(limits.time.count()));
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NPROC, 0);
    ::execv(program.c_str(), arguments);
    ::_exit(127);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      wait();
    }
  }

  int output() const { return output_.get(); }
  int errors() const { return errors_.get(); }
  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

 private:
  pid_t pid_ = -1;
  Descriptor output_, errors_;
};

constexpr std::size_t most_complaints = 4096;  // bytes of standard error that are looked at

/// Hands what is there to read to `to`; false at the end.
template <class To>
bool take(int descriptor, const To& to) {
  std::array<char, 65536> buffer{};
  const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  to(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
  return got != 0;
}

/// Reads both ends until the child closes them. Throws when the limits are passed.
void collect(const Child& child, const PdfLimits& limits, const std::string& name, PdfTextReader& text,
             std::string& errors) {
  const auto deadline = Clock::now() + limits.time;
  std::array<pollfd, 2> ends{pollfd{child.output(), POLLIN, 0}, pollfd{child.errors(), POLLIN, 0}};
  bool too_large = false;
  const auto read = [&](std::string_view piece) { too_large |= !text.add(piece); };
  const auto complain = [&](std::string_view piece) {
    errors.append(piece.substr(0, most_complaints - errors.size()));
  };
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) fail(name, "reading the PDF takes longer than " + std::to_string(limits.time.count()) + " seconds");
    if (::poll(ends.data(), ends.size(), static_cast<int>(std::min<long long>(left, 1000))) < 0 && errno != EINTR) {
      fail_with_reason(name, "cannot wait for pdftotext");
    }
    if (ends[0].revents != 0 && !take(ends[0].fd, read)) ends[0].fd = -1;
    if (ends[1].revents != 0 && !take(ends[1].fd, complain)) ends[1].fd = -1;
    if (too_large) fail(name, "the document is larger than " + std::to_string(limits.max_text) + " bytes");
  }
}

[[noreturn]] void explain(int status, const std::string& errors, const std::string& name) {
  if (errors.find("Incorrect password") != errors.npos) fail(name, "the PDF is encrypted");
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) fail(name, "reading the PDF takes too long");
  if (errors.find("Out of memory") != errors.npos || WIFSIGNALED(status))
    fail(name, "reading the PDF takes too much memory");
  fail(name, "the PDF is damaged: " + errors.substr(0, errors.find('\n')));
}

}  // namespace

bool looks_like_pdf(std::string_view head) { return head.substr(0, 1024).find("%PDF-") != head.npos; }

PdfText read_pdf(std::string_view bytes, const std::string& name, const PdfLimits& limits) {
  const std::string program = find_program("pdftotext");
  if (program.empty()) fail(name, "is a PDF; to read it, install pdftotext (Debian: poppler-utils)");
  const Descriptor file = in_memory(bytes, name);
  std::array<std::string, 6> words{"pdftotext", "-bbox-layout", "-enc", "UTF-8", "/proc/self/fd/0", "-"};
  std::array<char*, 7> arguments{};
  std::ranges::transform(words, arguments.begin(), [](std::string& word) { return word.data(); });
  Child child(program, arguments.data(), file.get(), limits, name);
  PdfTextReader reader(limits.max_text);
  std::string errors;
  collect(child, limits, name, reader, errors);
  if (const int status = child.wait(); status != 0) explain(status, errors, name);
  PdfText read = std::move(reader).finish();
  if (read.text.find_first_not_of(" \t\r\n\f") == std::string::npos) fail(name, "the PDF holds pictures of its pages, no text");
  return read;
}

}  // namespace accord
