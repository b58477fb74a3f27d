#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

namespace accord {

/// A place in a text file. Lines and columns count from 1; a column counts Unicode code points.
/// Zero means "not known" and is left out of messages.
struct TextPosition {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// Something is wrong with the data or the machine: the program ends with exit code 1.
/// what() reads "file:line:column: message", as compilers write it.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message) : std::runtime_error(message) {}
  Error(const TextPosition& at, const std::string& message);
};

/// The command line makes no sense: the program ends with exit code 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What to do with a bad record. Returning skips it; throwing stops the run, which is the default.
using OnProblem = std::function<void(const Error&)>;
void stop(const Error& error);

}  // namespace accord
