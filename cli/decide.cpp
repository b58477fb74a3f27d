#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "cli/graph_options.hpp"
#include "cli/verb.hpp"
#include "extract/error.hpp"
#include "extract/unicode.hpp"
#include "graph/review.hpp"

namespace accord::cli {

namespace {

struct DecideOptions {
  GraphOptions graph;
  LedgerOptions ledger;
  std::string a, b;
};

/// A name of an entity of the graph, as the user gave it.
struct Named {
  EntityKey key;
  EntityIndex entity;
};

bool has_type(const KnowledgeGraph& graph, std::string_view type) {
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) {
    if (graph.entity(EntityIndex{i}).type == type) return true;
  }
  return false;
}

/// What `text` is a key or a name of. A key keeps the name that was given: the node may bear another one tomorrow.
Named find(const KnowledgeGraph& graph, const std::string& text) {
  EntityKey wanted{{}, text, {}};
  if (const std::size_t colon = text.find(':'); colon != text.npos && has_type(graph, text.substr(0, colon)))
    wanted = parse_key(text);
  std::vector<Named> found;
  for (const EntityIndex e : graph.named(wanted.name)) {
    EntityKey key = key_of(graph, e);
    if (!wanted.type.empty() && key.type != wanted.type) continue;
    if (!wanted.of.empty() && fold_name(key.of) != fold_name(wanted.of)) continue;
    if (fold_name(key.name) != fold_name(wanted.name)) key.of.clear();
    key.name = wanted.name;
    found.push_back({std::move(key), e});
  }
  if (found.empty()) throw Error("no entity is named " + text);
  if (found.size() == 1) return found[0];
  std::string keys;
  for (const Named& one : found) keys += (keys.empty() ? "" : ", ") + key_of(graph, one.entity).text();
  throw UsageError("several entities are named " + text + ": " + keys);
}

void write(const DecideOptions& options, Judgement judgement, const EntityKey& a, const EntityKey& b) {
  const std::string path = ledger_path(options.graph, options.ledger);
  const Ledger before = Ledger::read(path);  // a broken file is not appended to
  append_decision(path, {judgement, a, b, options.ledger.who, options.ledger.when, options.ledger.why, 0, {}});
  std::cerr << "accord: " << path << ": " << to_text(judgement) << ' ' << a.text() << ' ' << b.text() << '\n';
  const auto known = before.contradictions().size();
  const auto now = Ledger::read(path).contradictions();
  if (now.size() <= known) return;
  std::cerr << "accord: warning: it contradicts what was decided before; \"different\" is what holds\n";
  for (const Contradiction& contradiction : now) std::cerr << to_text(contradiction);
}

void check_pair(const EntityKey& a, const EntityKey& b) {
  if (a.type != b.type) throw UsageError(a.text() + " and " + b.text() + " have different types");
  if (a.folded() == b.folded()) throw UsageError(a.text() + " and " + b.text() + " are one name");
}

void say_next() { std::cerr << "accord: the next build applies it: accord build -o DIR\n"; }

int merge(const DecideOptions& options) {
  const KnowledgeGraph graph = open_graph(options.graph.graph);
  const Named a = find(graph, options.a), b = find(graph, options.b);
  check_pair(a.key, b.key);
  write(options, Judgement::same, a.key, b.key);
  say_next();
  return exit_done;
}

/// The other names that were merged into the node of `a`.
std::vector<EntityKey> merged_with(const KnowledgeGraph& graph, const Named& a) {
  std::set<std::string> seen{fold_name(a.key.name)};
  std::vector<EntityKey> keys;
  for (const GroundView& ground : graph.entity(a.entity).grounds) {
    for (const std::string_view name : {ground.name, ground.other}) {
      if (seen.insert(fold_name(name)).second) keys.push_back({a.key.type, std::string(name), {}});
    }
  }
  if (keys.empty()) throw Error(a.key.text() + " was merged with no other name");
  return keys;
}

int split(const DecideOptions& options) {
  const KnowledgeGraph graph = open_graph(options.graph.graph);
  const Named a = find(graph, options.a);
  const std::vector<EntityKey> others =
      options.b.empty() ? merged_with(graph, a) : std::vector{find(graph, options.b).key};
  for (const EntityKey& other : others) check_pair(a.key, other);
  for (const EntityKey& other : others) write(options, Judgement::different, a.key, other);
  say_next();
  return exit_done;
}

std::shared_ptr<DecideOptions> set_up(CLI::App& app) {
  auto options = std::make_shared<DecideOptions>();
  add_graph(app, options->graph);
  app.add_option("A", options->a, "A name, or a key such as Person:李偉 or Person:李偉@甲公司")->required();
  add_ledger(app, options->ledger);
  add_deciding(app, options->ledger);
  return options;
}

}  // namespace

Action set_up_merge(CLI::App& app) {
  const auto options = set_up(app);
  app.add_option("B", options->b, "The other name or key")->required();
  return [options] { return merge(*options); };
}

Action set_up_split(CLI::App& app) {
  const auto options = set_up(app);
  app.add_option("B", options->b, "The other name or key; otherwise all that A was merged with");
  return [options] { return split(*options); };
}

}  // namespace accord::cli
