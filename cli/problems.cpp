#include "cli/problems.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <iostream>

#include "cli/columns.hpp"

namespace accord::cli {

namespace {

/// A line of JSON on standard error.
class LogLine {
 public:
  explicit LogLine(const char* event) : json_(buffer_) {
    json_.StartObject();
    text("event", event);
  }
  ~LogLine() {
    json_.EndObject();
    buffer_.Put('\n');
    std::cerr.write(buffer_.GetString(), static_cast<std::streamsize>(buffer_.GetSize()));
  }
  LogLine(const LogLine&) = delete;
  LogLine& operator=(const LogLine&) = delete;

  LogLine& text(const char* name, std::string_view value) {
    json_.Key(name);
    json_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    return *this;
  }
  LogLine& number(const char* name, std::uint64_t value) {
    json_.Key(name);
    json_.Uint64(value);
    return *this;
  }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> json_;
};

}  // namespace

void Problems::say(const std::string& message) {
  if (log_ == Log::text) {
    // A name may hold line ends and worse.
    std::cerr << "accord: skipped: " << printable(message) << '\n';
    return;
  }
  LogLine("skipped").text("message", message);
}

void Problems::guessed(const std::string& document, const std::string& encoding, int confidence) {
  const std::lock_guard lock(mutex_);
  if (log_ == Log::json) {
    LogLine("encoding").text("document", document).text("encoding", encoding).number("confidence", static_cast<unsigned>(confidence));
    return;
  }
  Guesses& guesses = guesses_[encoding];
  if (guesses.documents++ == 0 || confidence < guesses.least) {
    guesses.least = confidence;
    guesses.example = document;
  }
}

void Problems::summary(std::uint64_t documents, std::uint64_t statements) const {
  if (log_ == Log::json) {
    LogLine("done").number("documents", documents).number("statements", statements).number("skipped", count());
    return;
  }
  if (quiet_) return;
  for (const auto& [encoding, guesses] : guesses_) {
    std::cerr << "accord: encoding guessed: " << encoding << " for " << guesses.documents
              << (guesses.documents == 1 ? " document" : " documents") << ", least sure (" << guesses.least
              << " of 100) of " << printable(guesses.example) << "; --encoding tells it\n";
  }
}

void Problems::add(const Error& error) {
  const std::lock_guard lock(mutex_);
  if (++count_ == 1 && !any_read_) {
    held_ = error.what();
    return;
  }
  if (held_) say(*held_);
  held_.reset();
  say(error.what());
}

void Problems::document_read() {
  const std::lock_guard lock(mutex_);
  any_read_ = true;
  if (held_) say(*held_);
  held_.reset();
}

void Problems::finish() {
  const std::lock_guard lock(mutex_);
  if (any_read_) return;
  if (held_) throw Error(*held_);
  throw Error(count_ == 0 ? "the sources hold no document" : "none of the documents could be read");
}

std::uint64_t Problems::count() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

}  // namespace accord::cli
