#include "graph/name_index.hpp"

#include <algorithm>

#include "extract/unicode.hpp"
#include "graph/sorted.hpp"
#include "graph/string_pool.hpp"

namespace accord {

NameIndex::NameIndex(const KnowledgeGraph& graph) {
  entries_.reserve(graph.entity_count());
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) {
    const EntityView entity = graph.entity(EntityIndex{i});
    entries_.emplace_back(content_hash(fold_name(entity.name)), EntityIndex{i});
    for (const std::string_view alias : entity.aliases)
      entries_.emplace_back(content_hash(fold_name(alias)), EntityIndex{i});
  }
  sort_unique(entries_);
}

std::vector<EntityIndex> NameIndex::find(const KnowledgeGraph& graph, std::string_view name) const {
  const std::string wanted = fold_name(name);
  std::vector<EntityIndex> found;
  const std::uint64_t hash = content_hash(wanted);
  auto it = std::ranges::lower_bound(entries_, hash, {}, [](const auto& entry) { return entry.first; });
  for (; it != entries_.end() && it->first == hash; ++it) {
    const EntityIndex index = it->second;
    const EntityView entity = graph.entity(index);
    const auto bears = [&](std::string_view own) { return fold_name(own) == wanted; };
    if (bears(entity.name) || std::ranges::any_of(entity.aliases, bears)) found.push_back(index);
  }
  return found;
}

}  // namespace accord
