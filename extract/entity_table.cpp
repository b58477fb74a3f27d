#include "extract/entity_table.hpp"

#include "extract/unicode.hpp"

namespace accord {

std::string EntityTable::keyed(TypeId top, const std::string& key) {
  std::string keyed;
  keyed.reserve(key.size() + 1);
  keyed += static_cast<char>(top);
  return keyed += key;
}

EntityRef EntityTable::listed(std::uint32_t gazetteer_index) {
  if (const auto it = by_entry_.find(gazetteer_index); it != by_entry_.end()) return it->second;
  const GazetteerEntry& entry = pack_.lexicon.gazetteer()[gazetteer_index];
  const EntityRef entity = named(entry.type, entry.name, entry.key);
  by_entry_[gazetteer_index] = entity;
  DocumentEntity& made = entities_[entity];
  made.facts = entry.attributes;
  return entity;
}

EntityRef EntityTable::listed(const std::string& name, TypeId top) {
  const std::uint32_t entry = pack_.lexicon.trie().find(fold_text(name));
  if (entry == 0) return no_entity;
  for (const std::uint32_t index : pack_.lexicon.entry(entry - 1).names) {
    if (pack_.schema.top(pack_.lexicon.gazetteer()[index].type) == top) return listed(index);
  }
  return no_entity;
}

EntityRef EntityTable::named(TypeId type, const std::string& name, const std::string& key) {
  const auto [it, fresh] = by_key_.try_emplace(keyed(pack_.schema.top(type), key), static_cast<EntityRef>(entities_.size()));
  if (fresh) {
    DocumentEntity entity;
    entity.type = type;
    entity.name = name;
    entities_.push_back(std::move(entity));
  } else if (entities_[it->second].type == pack_.schema.top(type)) {
    entities_[it->second].type = type;  // a subtype says more
  }
  return it->second;
}

EntityRef EntityTable::find(TypeId top, const std::string& key) const {
  const auto it = by_key_.find(keyed(top, key));
  return it == by_key_.end() ? no_entity : it->second;
}

void EntityTable::add_surface(EntityRef entity, TypeId top, const std::string& surface) {
  std::set<std::string>& surfaces = entities_[entity].surfaces;
  if (surfaces.size() >= most_surfaces || !surfaces.insert(surface).second) return;
  by_key_.try_emplace(keyed(top, fold_name(surface)), entity);
}

void EntityTable::join(EntityRef from, EntityRef to) {
  from = settled(from);
  to = settled(to);
  if (from == to) return;
  entities_[from].same_as = to;
  for (const std::string& surface : entities_[from].surfaces) {
    if (entities_[to].surfaces.size() < most_surfaces) entities_[to].surfaces.insert(surface);
  }
  for (const auto& [name, link] : entities_[from].links) entities_[to].links.try_emplace(name, link);
}

EntityRef EntityTable::settled(EntityRef entity) const {
  while (entity != no_entity && entities_[entity].same_as != no_entity) entity = entities_[entity].same_as;
  return entity;
}

}  // namespace accord
