#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/pack_file.hpp"

namespace accord {

using TypeId = std::uint8_t;
/// A set of types, one bit each.
using TypeMask = std::uint64_t;

/// What kinds of entities and relations a domain has. Read from schema.txt:
///   type Person
///   type Official : Person
///   type Meeting shortened                         (a name with which one longer name of the text ends is short for it)
///   helper Date                                    (never leaves the extractor)
///   relation meetsWith : Person -> Person symmetric
///   relation signed : Organization | Place -> Agreement acts   (its ends are replaced by what stands in for them)
///   relation chairs : Person -> Meeting dates object implies attends
///   coerce Place -> Organization by government     (attribute that names the stand-in)
class Schema {
 public:
  struct Type {
    std::string name;
    TypeId top = 0;      ///< the type itself, or the one it is a subtype of
    bool helper = false;
    bool shortened = false;  ///< in one text, a name with which one longer name ends is short for it
  };
  struct Relation {
    std::string name;
    TypeMask domain = 0, range = 0;
    bool symmetric = false;
    enum class Dates : std::uint8_t { nothing, subject, object } dates = Dates::nothing;  ///< whose own date its date is
    bool specific = false;  ///< of two objects of which one's name ends with the other's, the longer is said
    bool acts = false;    ///< ends are replaced by what a coercion names for them, even if their type would do
    std::string implies;  ///< a relation that need not be said beside this one
  };
  struct Coercion {
    TypeId from, to;
    std::string by;
  };
  static constexpr std::size_t max_types = 64;

  void read_line(Cursor line);

  std::optional<TypeId> find_type(std::string_view name) const;
  const Relation* find_relation(std::string_view name) const;
  const Type& type(TypeId id) const { return types_[id]; }
  /// The type and all its subtypes.
  TypeMask mask(TypeId id) const;
  TypeId top(TypeId id) const { return types_[id].top; }
  const std::vector<Type>& types() const { return types_; }
  const std::vector<Relation>& relations() const { return relations_; }
  const std::vector<Coercion>& coercions() const { return coercions_; }

 private:
  void read_type(Cursor& line, bool helper);
  void read_relation(Cursor& line);
  TypeMask read_types(Cursor& line);
  TypeId read_known_type(Cursor& line);

  std::vector<Type> types_;
  std::vector<Relation> relations_;
  std::vector<Coercion> coercions_;
};

}  // namespace accord
