#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/knowledge_graph.hpp"

namespace accord {

/// A name that every importer takes as a label, a type or a property: ASCII letters and digits, "_", Han, kana,
/// hangul and Latin-1 letters; anything else becomes "_", and a leading digit is preceded by one. Never empty.
std::string machine_name(std::string_view name);

/// Labels of a node, most general first: Entity, its type, its subtype if it has one. Machine names.
std::vector<std::string> labels_of(const EntityView& entity);

/// What a reader of Chinese calls a relation or a type of the built-in pack; any other name is returned as it is.
std::string_view relation_label(std::string_view predicate);
std::string_view type_label(std::string_view type);

/// The kind of an edge for Gephi, which merges edges of one kind between two nodes: the relation, and a number for
/// the second and later ones of parallel statements.
std::string kind_of_edge(std::string_view predicate, std::uint64_t parallel);

struct Colour {
  unsigned char red, green, blue;
};

/// Fill colour of a type: fixed for the built-in ones, from the same palette by the name for others.
/// Dark text on it has a contrast of at least 7 to 1.
Colour type_colour(std::string_view type);
/// "#rrggbb"
std::string hex(Colour colour);

/// 64-bit FNV-1a as 16 hex digits: stable ids for things that have a name only.
std::string content_hash(std::string_view text);

}  // namespace accord
