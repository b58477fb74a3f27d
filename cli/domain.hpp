#pragma once

#include <string>
#include <vector>

namespace accord::cli {

/// Relations and types of the built-in domain: asking for one that a graph happens to lack is no mistake.
std::vector<std::string> relation_names();
std::vector<std::string> type_names();

}  // namespace accord::cli
