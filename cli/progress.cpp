#include "cli/progress.hpp"

#include <unistd.h>

#include <cstdio>

namespace accord::cli {

namespace {

constexpr std::chrono::milliseconds least_pause(100);

}  // namespace

StatusLine::StatusLine(bool quiet) : shown_(!quiet && ::isatty(STDERR_FILENO) == 1) {}

StatusLine::~StatusLine() {
  if (open_) std::fputs("\r\x1b[K", stderr);  // leave no trace: what matters is said by others
}

bool StatusLine::due() const { return shown_ && std::chrono::steady_clock::now() - drawn_ >= least_pause; }

void StatusLine::show(const std::string& text) {
  drawn_ = std::chrono::steady_clock::now();
  open_ = true;
  std::fprintf(stderr, "\r\x1b[K%s", text.c_str());
}

void Progress::document(std::uint64_t bytes, std::uint64_t statements) {
  ++documents_;
  bytes_ += bytes;
  statements_ += statements;
  if (line_.due()) line_.show(text());
}

std::string Progress::text() const {
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  const double megabytes = static_cast<double>(bytes_) / 1e6;
  char line[128];
  std::snprintf(line, sizeof line, "%llu documents, %.1f MB (%.1f MB/s), %llu statements",
                static_cast<unsigned long long>(documents_), megabytes, megabytes / seconds,
                static_cast<unsigned long long>(statements_));
  return line;
}

}  // namespace accord::cli
