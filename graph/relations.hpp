#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace accord {

/// Relations that hold in both directions when they hold in one. A question matches them either way; the graph
/// stores them as the text had them. A pack with other such relations names them here.
inline constexpr std::array<std::string_view, 2> symmetric_relations = {"cooperatesWith", "meetsWith"};

constexpr bool is_symmetric(std::string_view relation) {
  return std::find(symmetric_relations.begin(), symmetric_relations.end(), relation) != symmetric_relations.end();
}

}  // namespace accord
