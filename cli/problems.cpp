#include "cli/problems.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <iostream>

#include "cli/columns.hpp"

namespace accord::cli {

void Problems::say(const std::string& message) {
  if (log_ == Log::text) {
    // A name may hold line ends and worse.
    std::cerr << "accord: skipped: " << printable(message) << '\n';
    return;
  }
  rapidjson::StringBuffer line;
  rapidjson::Writer<rapidjson::StringBuffer> json(line);
  json.StartObject();
  json.Key("event");
  json.String("skipped");
  json.Key("message");
  json.String(message.data(), static_cast<rapidjson::SizeType>(message.size()));
  json.EndObject();
  std::cerr << line.GetString() << '\n';
}

void Problems::summary(std::uint64_t documents, std::uint64_t statements) const {
  if (log_ == Log::text) return;
  std::cerr << R"({"event":"done","documents":)" << documents << R"(,"statements":)" << statements << R"(,"skipped":)"
            << count() << "}\n";
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
