#include "cli/password.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "extract/error.hpp"

namespace accord::cli {

namespace {

constexpr char interrupt = '\x03';  ///< what Ctrl-C types
constexpr std::size_t longest = 4096;

/// The terminal that the program runs at, even where the standard streams are redirected. While it lives, what is typed
/// is not shown and Ctrl-C ends the line instead of the program, which would leave the terminal without echo.
class SilentTerminal {
 public:
  SilentTerminal() : descriptor_(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {
    if (descriptor_ < 0 || ::tcgetattr(descriptor_, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    silent.c_lflag |= ICANON;
    silent.c_cc[VEOL] = interrupt;
    usable_ = ::tcsetattr(descriptor_, TCSAFLUSH, &silent) == 0;
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  ~SilentTerminal() {
    if (usable_) ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  bool usable() const { return usable_; }

  void write(std::string_view text) const {
    // A prompt that cannot be shown is no reason to stop.
    [[maybe_unused]] const ssize_t written = ::write(descriptor_, text.data(), text.size());
  }

  /// A line without its end, or one that ends in `interrupt`.
  std::string line() const {
    std::string typed;
    char c = 0;
    while (typed.size() < longest) {
      const ssize_t got = ::read(descriptor_, &c, 1);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0 || c == '\n') break;
      typed += c;
      if (c == interrupt) break;
    }
    return typed;
  }

 private:
  int descriptor_;
  termios before_{};
  bool usable_ = false;
};

}  // namespace

std::string password_from(const char* variable, const std::string& prompt) {
  if (const char* const password = std::getenv(variable); password != nullptr) return password;
  const std::string where = std::string("the password is read from ") + variable + " or from the terminal";
  const SilentTerminal terminal;
  if (!terminal.usable()) throw UsageError(where + ", and there is neither");
  terminal.write(prompt);
  const std::string typed = terminal.line();
  terminal.write("\n");
  if (typed.ends_with(interrupt)) throw UsageError(where + "; none was given");
  return typed;
}

}  // namespace accord::cli
