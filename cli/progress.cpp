#include "cli/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace accord::cli {

namespace {

constexpr std::chrono::milliseconds least_pause(100), log_pause(1000);
constexpr double first_guess = 2.0;  // seconds before what is left is told

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

std::string time_left(double seconds, std::uint64_t done, std::uint64_t all) {
  if (seconds < first_guess || done == 0 || all <= done) return {};
  const double left = seconds * (static_cast<double>(all) / static_cast<double>(done) - 1);
  const auto whole = static_cast<unsigned long>(std::min(left, 359999.0)) + 1;
  char text[32];
  if (whole >= 3600) {
    std::snprintf(text, sizeof text, "%lu:%02lu:%02lu", whole / 3600, whole / 60 % 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%lu:%02lu", whole / 60, whole % 60);
  }
  return text;
}

void Progress::expect(std::optional<std::uint64_t> all, const std::atomic<std::uint64_t>& read) {
  all_ = all;
  read_ = &read;
}

void Progress::document(std::uint64_t bytes, std::uint64_t statements) {
  ++documents_;
  bytes_ += bytes;
  statements_ += statements;
  if (line_.due()) line_.show(text());
  if (!json_ || Clock::now() - logged_ < log_pause) return;
  logged_ = Clock::now();
  std::fputs(event().c_str(), stderr);
}

std::string Progress::text() const {
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  const double megabytes = static_cast<double>(bytes_) / 1e6;
  char line[128];
  std::snprintf(line, sizeof line, "%llu documents, %.1f MB (%.1f MB/s), %llu statements",
                static_cast<unsigned long long>(documents_), megabytes, megabytes / seconds,
                static_cast<unsigned long long>(statements_));
  // What was read is ahead of what is done, but never by more than is under way at once.
  const std::string left = all_ && read_ != nullptr ? time_left(seconds, read_->load(), *all_) : std::string();
  return left.empty() ? line : line + (", left " + left);
}

std::string Progress::event() const {
  std::string line = "{\"event\":\"progress\",\"documents\":" + std::to_string(documents_) +
                     ",\"bytes\":" + std::to_string(bytes_) + ",\"statements\":" + std::to_string(statements_);
  if (all_ && read_ != nullptr) line += ",\"read\":" + std::to_string(read_->load()) + ",\"of\":" + std::to_string(*all_);
  return line + "}\n";
}

}  // namespace accord::cli
