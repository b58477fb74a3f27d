#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "extract/error.hpp"

namespace accord::cli {

/// Names the documents that could not be read, each on a line of standard error. The first one is held back until
/// something else happens, so that a run which fails for one reason says it once. Safe to use from several threads.
/// As JSON, a line is one of
///   {"event":"skipped","message"}                                 "FILE:LINE:COLUMN: what is wrong", as far as known
///   {"event":"encoding","document","encoding","confidence"}       a guess; confidence from 0 to 100
///   {"event":"done","documents","statements","skipped"}           the last
class Problems {
 public:
  enum class Log { text, json };
  /// `quiet` leaves the summary out.
  explicit Problems(Log log = Log::text, bool quiet = false) : log_(log), quiet_(quiet) {}

  void add(const Error& error);
  /// The encoding of a document was guessed.
  void guessed(const std::string& document, const std::string& encoding, int confidence);
  /// Something was read: problems are no longer the whole story.
  void document_read();
  /// Throws Error if nothing was read.
  void finish();

  std::uint64_t count() const;
  /// The last line, as JSON. As text, which encodings were guessed; the rest each verb says in its own words.
  void summary(std::uint64_t documents, std::uint64_t statements) const;

 private:
  /// Documents in one encoding, and the guess that is least sure.
  struct Guesses {
    std::uint64_t documents = 0;
    int least = 100;
    std::string example;  ///< the least sure one
  };

  void say(const std::string& message);

  const Log log_;
  const bool quiet_;
  mutable std::mutex mutex_;
  std::optional<std::string> held_;
  std::map<std::string, Guesses> guesses_;  ///< by encoding
  std::uint64_t count_ = 0;
  bool any_read_ = false;
};

}  // namespace accord::cli
