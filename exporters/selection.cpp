#include "exporters/selection.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <iterator>
#include <limits>
#include <string>
#include <tuple>

#include "extract/error.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr std::uint32_t far = std::numeric_limits<std::uint32_t>::max();

std::uint32_t number(EntityIndex index) { return static_cast<std::uint32_t>(index); }

bool is_called(const EntityView& entity, const std::string& wanted, const std::string& folded) {
  if (entity.id == wanted || fold_name(entity.name) == folded) return true;
  return std::ranges::any_of(entity.aliases, [&](std::string_view alias) { return fold_name(alias) == folded; });
}

class Selector {
 public:
  Selector(const KnowledgeGraph& graph, const ExportOptions& options)
      : graph_(graph), options_(options), distance_(graph.entity_count(), options.around.empty() ? 0 : far) {}

  Selection select(std::size_t limit) {
    find_starts();
    drop_other_types();
    spread();
    Selection kept;
    for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) {
      if (distance_[i] != far) kept.entities.push_back(EntityIndex{i});
    }
    if (limit != 0 && kept.entities.size() > limit) reduce(kept.entities, limit);
    mark(kept.entities);
    std::ranges::copy_if(starts_, std::back_inserter(kept.around),
                         [&](EntityIndex i) { return distance_[number(i)] == 0; });
    for (const EntityIndex i : kept.entities) {
      for (const StatementIndex s : graph_.outgoing(i)) {
        if (distance_[number(graph_.statement(s).object)] != far) kept.statements.push_back(s);
      }
    }
    return kept;
  }

 private:
  void find_starts() {
    for (const std::string& name : options_.around) {
      const std::string folded = fold_name(name);
      const std::size_t before = starts_.size();
      for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) {
        if (is_called(graph_.entity(EntityIndex{i}), name, folded)) starts_.push_back(EntityIndex{i});
      }
      if (starts_.size() == before) throw UsageError("no entity of the graph is called \"" + name + "\"");
    }
  }

  bool has_wanted_type(const EntityView& e) const {
    return options_.types.empty() || std::ranges::any_of(options_.types, [&](const std::string& type) {
             return e.type == type || e.subtype == type;
           });
  }

  void drop_other_types() {
    if (!options_.around.empty()) return;  // spread() looks at types on its way
    for (std::uint32_t i = 0; i != distance_.size(); ++i) {
      if (!has_wanted_type(graph_.entity(EntityIndex{i}))) distance_[i] = far;
    }
  }

  void reach(EntityIndex index, std::uint32_t distance, std::deque<EntityIndex>& queue) {
    if (distance_[number(index)] != far) return;
    if (distance != 0 && !has_wanted_type(graph_.entity(index))) return;
    distance_[number(index)] = distance;
    queue.push_back(index);
  }

  void spread() {
    if (options_.around.empty()) return;
    std::deque<EntityIndex> queue;
    for (const EntityIndex start : starts_) reach(start, 0, queue);
    for (; !queue.empty(); queue.pop_front()) {
      const std::uint32_t next = distance_[number(queue.front())] + 1;
      if (next > options_.hops) continue;
      const EntityIndex here = queue.front();
      for (const StatementIndex s : graph_.outgoing(here)) reach(graph_.statement(s).object, next, queue);
      for (const StatementIndex s : graph_.incoming(here)) reach(graph_.statement(s).subject, next, queue);
    }
  }

  std::size_t degree(EntityIndex i) const { return graph_.outgoing(i).size() + graph_.incoming(i).size(); }

  /// The `limit` nearest and most connected, without those that stand alone among them.
  void reduce(std::vector<EntityIndex>& entities, std::size_t limit) {
    const auto rank = [&](EntityIndex i) {
      return std::tuple(distance_[number(i)], std::numeric_limits<std::size_t>::max() - degree(i), number(i));
    };
    std::ranges::sort(entities, {}, rank);
    entities.resize(limit);
    std::ranges::sort(entities, {}, number);
    mark(entities);
    std::erase_if(entities, [&](EntityIndex i) { return distance_[number(i)] != 0 && !has_neighbour(i); });
  }

  bool has_neighbour(EntityIndex index) const {
    const auto stays = [&](EntityIndex other) { return other != index && distance_[number(other)] != far; };
    return std::ranges::any_of(graph_.outgoing(index),
                               [&](StatementIndex s) { return stays(graph_.statement(s).object); }) ||
           std::ranges::any_of(graph_.incoming(index),
                               [&](StatementIndex s) { return stays(graph_.statement(s).subject); });
  }

  /// Leaves a distance only to `entities`: that of a start stays 0, the others have at least 1.
  void mark(const std::vector<EntityIndex>& entities) {
    std::vector<std::uint32_t> marked(distance_.size(), far);
    for (const EntityIndex i : entities) {
      marked[number(i)] = std::ranges::find(starts_, i) != starts_.end() ? 0 : 1;
    }
    distance_ = std::move(marked);
  }

  const KnowledgeGraph& graph_;
  const ExportOptions& options_;
  std::vector<EntityIndex> starts_;
  std::vector<std::uint32_t> distance_;  ///< statements from the nearest start; `far` is outside
};

}  // namespace

Selection select(const KnowledgeGraph& graph, const ExportOptions& options, std::size_t limit) {
  return Selector(graph, options).select(limit);
}

}  // namespace accord
