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

/// Relations whose object tells bearers of one name apart: who works for different bodies, or a bureau of
/// different cities, need not be one.
inline constexpr std::array<std::string_view, 3> telling_relations = {"locatedIn", "partOf", "worksFor"};

constexpr bool tells_apart(std::string_view relation) {
  return std::find(telling_relations.begin(), telling_relations.end(), relation) != telling_relations.end();
}

/// From a person to an office. Holders of one office at one time are one person.
inline constexpr std::string_view office_relation = "holdsPosition";
/// From a person to the body of its office.
inline constexpr std::string_view employer_relation = "worksFor";

/// An attribute that one thing has only once, and a relation that one subject has only once at a time.
inline constexpr std::string_view date_attribute = "date";

}  // namespace accord
