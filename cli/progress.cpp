#include "cli/progress.hpp"

#include <unistd.h>

#include <cstdio>

namespace accord::cli {

Progress::Progress(bool quiet) : shown_(!quiet && ::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (line_open_) std::fputs("\r\x1b[K", stderr);  // leave no trace: what matters is said by others
}

void Progress::document(std::uint64_t bytes, std::uint64_t statements) {
  ++documents_;
  bytes_ += bytes;
  statements_ += statements;
  const auto now = std::chrono::steady_clock::now();
  if (shown_ && now - drawn_ >= std::chrono::milliseconds(100)) draw(now);
}

void Progress::draw(std::chrono::steady_clock::time_point now) {
  drawn_ = now;
  line_open_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double megabytes = static_cast<double>(bytes_) / 1e6;
  std::fprintf(stderr, "\r\x1b[K%llu documents, %.1f MB (%.1f MB/s), %llu statements",
               static_cast<unsigned long long>(documents_), megabytes, megabytes / seconds,
               static_cast<unsigned long long>(statements_));
}

}  // namespace accord::cli
