#include "extract/error.hpp"

namespace accord {

namespace {

std::string locate(const TextPosition& at, const std::string& message) {
  std::string text = at.file;
  if (at.line != 0) text += ':' + std::to_string(at.line);
  if (at.line != 0 && at.column != 0) text += ':' + std::to_string(at.column);
  return text.empty() ? message : text + ": " + message;
}

}  // namespace

Error::Error(const TextPosition& at, const std::string& message) : std::runtime_error(locate(at, message)) {}

void stop(const Error& error) { throw error; }

}  // namespace accord
