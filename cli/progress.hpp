#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace accord::cli {

/// A line on the terminal that is written over as a run goes on, and gone when it ends; nothing where standard error
/// is no terminal. Used by one thread.
class StatusLine {
 public:
  explicit StatusLine(bool quiet);
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;
  ~StatusLine();

  /// True when a line would be seen, and there is none yet or it has stood for a while.
  bool due() const;
  void show(const std::string& text);

 private:
  const bool shown_;
  std::chrono::steady_clock::time_point drawn_{};
  bool open_ = false;
};

/// Tells how far the reading of documents is. Used by one thread.
class Progress {
 public:
  explicit Progress(bool quiet) : line_(quiet) {}

  void document(std::uint64_t bytes, std::uint64_t statements);

 private:
  std::string text() const;

  StatusLine line_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::uint64_t documents_ = 0, bytes_ = 0, statements_ = 0;
};

}  // namespace accord::cli
