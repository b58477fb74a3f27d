#include "extract/schema.hpp"

#include <algorithm>

namespace accord {

void Schema::read_line(Cursor line) {
  const std::string_view kind = line.name();
  line.skip_space();
  if (kind == "type") {
    read_type(line, false);
  } else if (kind == "helper") {
    read_type(line, true);
  } else if (kind == "relation") {
    read_relation(line);
  } else if (kind == "coerce") {
    const TypeId from = read_known_type(line);
    line.skip_space();
    if (!line.take("->")) line.fail("expected '->'");
    line.skip_space();
    const TypeId to = read_known_type(line);
    line.skip_space();
    if (line.name() != "by") line.fail("expected 'by ATTRIBUTE'");
    line.skip_space();
    coercions_.push_back({from, to, std::string(line.name())});
  } else {
    line.fail("expected 'type', 'helper', 'relation' or 'coerce'");
  }
  line.skip_space();
  if (!line.at_end()) line.fail("unexpected text at the end of the line");
}

void Schema::read_type(Cursor& line, bool helper) {
  const std::string name(line.name());
  if (name.empty() || name[0] < 'A' || name[0] > 'Z') line.fail("a type's name begins with a capital letter");
  if (find_type(name)) line.fail("type " + name + " stands twice");
  if (types_.size() == max_types) line.fail("a pack can have 64 types at most");
  const auto id = static_cast<TypeId>(types_.size());
  Type type{name, id, helper};
  line.skip_space();
  if (line.take(":")) {
    line.skip_space();
    type.top = top(read_known_type(line));
    line.skip_space();
  }
  if (!line.at_end()) {
    if (line.name() != "shortened") line.fail("expected 'shortened' or the end of the line");
    type.shortened = true;
  }
  types_.push_back(std::move(type));
}

void Schema::read_relation(Cursor& line) {
  Relation relation;
  relation.name = line.name();
  if (relation.name.empty()) line.fail("expected the relation's name");
  if (find_relation(relation.name) != nullptr) line.fail("relation " + relation.name + " stands twice");
  line.skip_space();
  if (!line.take(":")) line.fail("expected ':'");
  relation.domain = read_types(line);
  if (!line.take("->")) line.fail("expected '->' or '|'");
  relation.range = read_types(line);
  while (!line.at_end()) {
    const std::string_view word = line.name();
    line.skip_space();
    if (word == "symmetric") {
      relation.symmetric = true;
    } else if (word == "dates") {
      const std::string_view end = line.name();
      if (end != "subject" && end != "object") line.fail("expected 'dates subject' or 'dates object'");
      relation.dates = end == "subject" ? Relation::Dates::subject : Relation::Dates::object;
      line.skip_space();
    } else if (word == "specific") {
      relation.specific = true;
    } else if (word == "acts") {
      relation.acts = true;
    } else if (word == "implies") {
      relation.implies = line.name();
      if (find_relation(relation.implies) == nullptr) line.fail("unknown relation " + relation.implies);
      line.skip_space();
    } else {
      line.fail("expected 'symmetric', 'specific', 'acts', 'dates subject|object' or 'implies RELATION'");
    }
  }
  relations_.push_back(std::move(relation));
}

TypeMask Schema::read_types(Cursor& line) {
  TypeMask types = 0;
  do {
    line.skip_space();
    types |= mask(read_known_type(line));
    line.skip_space();
  } while (line.take("|"));
  return types;
}

TypeId Schema::read_known_type(Cursor& line) {
  const Cursor start = line;
  const std::string_view name = line.name();
  const auto id = find_type(name);
  if (!id) start.fail("unknown type '" + std::string(name) + "'");
  return *id;
}

std::optional<TypeId> Schema::find_type(std::string_view name) const {
  const auto it = std::ranges::find(types_, name, &Type::name);
  if (it == types_.end()) return std::nullopt;
  return static_cast<TypeId>(it - types_.begin());
}

const Schema::Relation* Schema::find_relation(std::string_view name) const {
  const auto it = std::ranges::find(relations_, name, &Relation::name);
  return it == relations_.end() ? nullptr : &*it;
}

TypeMask Schema::mask(TypeId id) const {
  TypeMask mask = TypeMask{1} << id;
  for (std::size_t other = 0; other != types_.size(); ++other) {
    if (types_[other].top == id) mask |= TypeMask{1} << other;
  }
  return mask;
}

}  // namespace accord
