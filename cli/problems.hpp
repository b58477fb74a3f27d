#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "extract/error.hpp"

namespace accord::cli {

/// Names the documents that could not be read, each on a line of standard error. The first one is held back until
/// something else happens, so that a run which fails for one reason says it once. Safe to use from several threads.
/// As JSON, a line is {"event":"skipped","message":…}, and the last one {"event":"done","documents":…,…}.
class Problems {
 public:
  enum class Log { text, json };
  explicit Problems(Log log = Log::text) : log_(log) {}

  void add(const Error& error);
  /// Something was read: problems are no longer the whole story.
  void document_read();
  /// Throws Error if nothing was read.
  void finish();

  std::uint64_t count() const;
  /// The last line, as JSON; nothing as text, where each verb has its own words.
  void summary(std::uint64_t documents, std::uint64_t statements) const;

 private:
  void say(const std::string& message);

  const Log log_;
  mutable std::mutex mutex_;
  std::optional<std::string> held_;
  std::uint64_t count_ = 0;
  bool any_read_ = false;
};

}  // namespace accord::cli
