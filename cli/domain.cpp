#include "cli/domain.hpp"

#include <algorithm>

#include "extract/pack.hpp"
#include "extract/unicode.hpp"

namespace accord::cli {

std::vector<std::string> relation_names() {
  std::vector<std::string> names;
  for (const Schema::Relation& relation : builtin_pack()->schema.relations()) names.push_back(relation.name);
  return names;
}

std::vector<std::string> type_names() {
  std::vector<std::string> names;
  for (const Schema::Type& type : builtin_pack()->schema.types()) {
    if (!type.helper) names.push_back(type.name);
  }
  return names;
}

std::string known_name(const KnowledgeGraph& graph, const std::string& name) {
  if (!graph.named(name).empty()) return name;
  const std::string folded = fold_name(name);
  const auto is_it = [&](const std::string& listed) { return fold_name(listed) == folded; };
  for (const GazetteerEntry& entry : builtin_pack()->lexicon.gazetteer()) {
    if (!is_it(entry.name) && std::ranges::none_of(entry.aliases, is_it)) continue;
    if (!graph.named(entry.name).empty()) return entry.name;
    for (const std::string& alias : entry.aliases) {
      if (!graph.named(alias).empty()) return alias;
    }
  }
  return name;
}

}  // namespace accord::cli
