#pragma once

#include <string>

namespace accord::cli {

/// The password from the environment variable, or else typed at the terminal, without echo, after `prompt`.
/// Throws UsageError where there is neither, or when the user gives up with Ctrl-C.
std::string password_from(const char* variable, const std::string& prompt);

}  // namespace accord::cli
