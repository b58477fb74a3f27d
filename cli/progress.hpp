#pragma once

#include <chrono>
#include <cstdint>

namespace accord::cli {

/// A line on the terminal that tells how far a run is; nothing where standard error is no terminal.
/// Used by one thread.
class Progress {
 public:
  explicit Progress(bool quiet);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  void document(std::uint64_t bytes, std::uint64_t statements);

 private:
  void draw(std::chrono::steady_clock::time_point now);

  const bool shown_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point drawn_ = start_;
  std::uint64_t documents_ = 0, bytes_ = 0, statements_ = 0;
  bool line_open_ = false;
};

}  // namespace accord::cli
