#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
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

  /// True if a line would ever be seen.
  bool shown() const { return shown_; }
  /// True when a line would be seen, and there is none yet or it has stood for a while.
  bool due() const;
  void show(const std::string& text);

 private:
  const bool shown_;
  std::chrono::steady_clock::time_point drawn_{};
  bool open_ = false;
};

/// "2:05", "1:02:05": what is left of a run when `done` of `all` bytes took `seconds`. Empty while too little is known.
std::string time_left(double seconds, std::uint64_t done, std::uint64_t all);

/// Tells how far the reading of documents is: as a status line; or, as JSON, a line a second:
/// {"event":"progress","documents","bytes","statements","read"?,"of"?}, where `read` of `of` bytes of the sources have
/// been read. Used by one thread.
class Progress {
 public:
  enum class Shown { not_at_all, line, json };
  explicit Progress(Shown shown) : json_(shown == Shown::json), line_(shown != Shown::line) {}

  /// Whether anything will ever be written.
  bool shown() const { return json_ || line_.shown(); }
  /// The sources have `all` bytes, if that is known; `read` counts those that were read and must outlive this.
  void expect(std::optional<std::uint64_t> all, const std::atomic<std::uint64_t>& read);

  void document(std::uint64_t bytes, std::uint64_t statements);

 private:
  using Clock = std::chrono::steady_clock;

  std::string text() const;
  std::string event() const;

  const bool json_;
  StatusLine line_;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point logged_ = start_;
  std::optional<std::uint64_t> all_;
  const std::atomic<std::uint64_t>* read_ = nullptr;
  std::uint64_t documents_ = 0, bytes_ = 0, statements_ = 0;
};

}  // namespace accord::cli
