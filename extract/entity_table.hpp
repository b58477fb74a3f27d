#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "extract/mention.hpp"
#include "extract/pack.hpp"
#include "extract/statement.hpp"

namespace accord {

/// An entity as one document speaks of it.
struct DocumentEntity {
  TypeId type = 0;
  std::string name;                 ///< canonical form
  std::set<std::string> surfaces;   ///< surface forms in this document, and the gazetteer's
  bool local = false;               ///< its name means something in this document only
  Attributes attributes;
  Attributes facts;                 ///< what the gazetteer knows of it: government of a place, …
  std::map<std::string, EntityRef> links;
  EntityRef same_as = no_entity;    ///< what the text turned out to mean by it
};

/// Limits that keep the cost of a document linear in its length; no text that people write comes near them.
constexpr std::size_t most_surfaces = 200;    ///< of one entity
constexpr std::size_t most_members = 500;     ///< of a list that a word such as "the two sides" can stand for
constexpr std::size_t farthest_mention = 2000;  ///< mentions of a type that a word without a name looks back over

/// The entities of a document, each once: by gazetteer entry, or by type and folded name.
class EntityTable {
 public:
  explicit EntityTable(const Pack& pack) : pack_(pack) {}

  EntityRef listed(std::uint32_t gazetteer_index);
  /// The entity of a top type that the gazetteer lists under a name, or no_entity.
  EntityRef listed(const std::string& name, TypeId top);
  /// The entity of that name or key; a new one if there is none.
  EntityRef named(TypeId type, const std::string& name, const std::string& key);
  /// The entity of that key, or no_entity.
  EntityRef find(TypeId top, const std::string& key) const;
  void add_surface(EntityRef entity, TypeId top, const std::string& surface);

  /// From here on `from` is `to`: a short form that stood before or behind the full one.
  void join(EntityRef from, EntityRef to);
  /// What an entity turned out to be, itself if nothing else.
  EntityRef settled(EntityRef entity) const;

  DocumentEntity& operator[](EntityRef entity) { return entities_[entity]; }
  const DocumentEntity& operator[](EntityRef entity) const { return entities_[entity]; }
  std::size_t size() const { return entities_.size(); }

 private:
  static std::string keyed(TypeId top, const std::string& key);

  const Pack& pack_;
  std::vector<DocumentEntity> entities_;
  std::unordered_map<std::string, EntityRef> by_key_;  ///< top type and folded name
  std::unordered_map<std::uint32_t, EntityRef> by_entry_;
};

}  // namespace accord
