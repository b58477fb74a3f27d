#include "cli/problems.hpp"

#include <iostream>

namespace accord::cli {

void Problems::say(const std::string& message) { std::cerr << "accord: skipped: " << message << '\n'; }

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
