// Which names of a document are short for another of its names.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "extract/analysis.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

/// A shorter name could end many others.
constexpr std::size_t shortest_short_name = 4;

/// Where the last part of a foreign name begins, behind its last dot; npos if it has none.
std::size_t last_dot(const std::string& name) {
  for (const std::string_view dot : {"·", "‧", "•", "・"}) {
    if (const std::size_t at = name.rfind(dot); at != std::string::npos) return at + dot.size();
  }
  return std::string::npos;
}

}  // namespace

/// Of the types that the schema calls shortened: a name is short for the one longer name that ends with it (for a
/// foreign name, that is its last part: 薩吉托夫), or that is a session of what it names.
void Analysis::join_short_names() {
  struct Name {
    std::string folded;
    std::u32string reversed;
    EntityRef entity;
  };
  std::map<TypeId, std::vector<Name>> names;
  std::map<std::string, std::set<EntityRef>> sessions;  // by folded name of the series
  std::map<std::pair<TypeId, std::string>, std::set<EntityRef>> last_parts;
  for (EntityRef e = 0; e != entities_.size(); ++e) {
    const DocumentEntity& entity = entities_[e];
    const TypeId top = pack_.schema.top(entity.type);
    if (!pack_.schema.type(top).shortened) continue;
    std::string folded = fold_name(entity.name);
    const std::u32string letters = to_utf32(folded);
    names[top].push_back({std::move(folded), {letters.rbegin(), letters.rend()}, e});
    if (const std::size_t dot = last_dot(entity.name); dot != std::string::npos) {
      last_parts[{top, fold_name(std::string_view(entity.name).substr(dot))}].insert(e);
    }
    if (const auto series = entity.links.find("series"); series != entity.links.end()) {
      sessions[fold_name(entities_[series->second].name)].insert(e);
    }
  }
  for (auto& [type, list] : names) {
    std::ranges::sort(list, {}, [](const Name& name) { return std::tie(name.reversed, name.entity); });
    for (std::size_t i = 0; i != list.size(); ++i) {
      const Name& brief = list[i];
      if (entities_[brief.entity].links.contains("series")) continue;
      const auto part = last_parts.find({type, brief.folded});
      if (part != last_parts.end() && part->second.size() == 1) {
        entities_.join(brief.entity, *part->second.begin());
        continue;
      }
      const auto own = sessions.find(brief.folded);
      if (own != sessions.end() && own->second.size() == 1) {
        entities_.join(brief.entity, *own->second.begin());
        continue;
      }
      const auto longer = [&, &list = list](std::size_t at) { return at < list.size() && list[at].reversed.starts_with(brief.reversed); };
      const bool one = longer(i + 1) && !longer(i + 2);
      if (brief.reversed.size() >= shortest_short_name && one) entities_.join(brief.entity, list[i + 1].entity);
    }
  }
}

}  // namespace accord
