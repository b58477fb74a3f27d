#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace accord {

/// Number of code points to insert, delete or replace to make one text the other, case folded.
/// Texts longer than 64 code points are compared by their first 64.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// Up to three of `names` that someone who wrote `wrong` may have meant, nearest first.
std::vector<std::string_view> near_names(std::string_view wrong, std::span<const std::string_view> names);

/// "; near ones: signed, signedAt", or what there is at all if nothing is near, or "".
std::string suggestion(std::string_view wrong, std::span<const std::string_view> names);

}  // namespace accord
