#include "graph/statistics.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/pending/disjoint_sets.hpp>
#include <map>
#include <numeric>
#include <set>

#include "graph/graph_tables.hpp"

namespace accord {

namespace {

using Counts = std::vector<std::pair<std::string_view, std::uint32_t>>;

Counts sorted(const std::map<std::string_view, std::uint32_t>& from) {
  Counts counts(from.begin(), from.end());
  std::ranges::stable_sort(counts, std::ranges::greater{}, [](const auto& c) { return c.second; });
  return counts;
}

void append(std::string& out, const char* title, const Counts& counts) {
  if (counts.empty()) return;
  out.append(title).append(":\n");
  for (const auto& [name, count] : counts)
    out.append("  ").append(name).append("\t").append(std::to_string(count)).append("\n");
}

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

void string(Json& json, std::string_view text) {
  json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void member(Json& json, const char* name, const Counts& counts) {
  json.Key(name);
  json.StartObject();
  for (const auto& [key, count] : counts) {
    json.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
    json.Uint(count);
  }
  json.EndObject();
}

}  // namespace

std::vector<std::uint32_t> components(const KnowledgeGraph& graph) {
  std::vector<std::uint32_t> rank(graph.entity_count()), parent(graph.entity_count());
  boost::disjoint_sets<std::uint32_t*, std::uint32_t*> sets(rank.data(), parent.data());
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) sets.make_set(i);
  for (const auto& row : graph.tables().statements) sets.union_set(row.subject, row.object);
  std::vector<std::uint32_t> number(graph.entity_count(), UINT32_MAX), component(graph.entity_count());
  std::uint32_t next = 0;
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) {
    std::uint32_t& known = number[sets.find_set(i)];
    if (known == UINT32_MAX) known = next++;
    component[i] = known;
  }
  return component;
}

Statistics statistics(const KnowledgeGraph& graph, std::size_t top) {
  Statistics s;
  s.entities = graph.entity_count();
  s.statements = graph.statement_count();
  std::map<std::string_view, std::uint32_t> types, subtypes, relations;
  std::vector<std::pair<EntityIndex, std::uint32_t>> degrees;
  for (std::uint32_t i = 0; i != s.entities; ++i) {
    const EntityView entity = graph.entity(EntityIndex{i});
    ++types[entity.type];
    if (!entity.subtype.empty()) ++subtypes[entity.subtype];
    const std::size_t degree = graph.outgoing(EntityIndex{i}).size() + graph.incoming(EntityIndex{i}).size();
    degrees.emplace_back(EntityIndex{i}, static_cast<std::uint32_t>(degree));
  }
  for (const std::string_view relation : graph.predicates()) {
    relations.emplace(relation, static_cast<std::uint32_t>(graph.with_predicate(relation).size()));
  }
  for (std::uint32_t i = 0; i != s.statements; ++i) s.evidence += graph.statement(StatementIndex{i}).evidence.size();
  std::set<std::string_view> documents;
  for (const SourceView& source : graph.sources()) documents.insert(source.document);
  s.documents = static_cast<std::uint32_t>(documents.size());
  s.types = sorted(types);
  s.subtypes = sorted(subtypes);
  s.relations = sorted(relations);

  std::vector<std::uint32_t> sizes;
  for (const std::uint32_t c : components(graph)) {
    if (c == sizes.size()) sizes.push_back(0);
    ++sizes[c];
  }
  s.components = static_cast<std::uint32_t>(sizes.size());
  s.largest_component = sizes.empty() ? 0 : *std::ranges::max_element(sizes);

  const auto kept = degrees.begin() + static_cast<std::ptrdiff_t>(std::min(top, degrees.size()));
  std::partial_sort(degrees.begin(), kept, degrees.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  s.top.assign(degrees.begin(), kept);
  return s;
}

std::string to_text(const Statistics& s, const KnowledgeGraph& graph) {
  std::string out;
  const auto line = [&](const char* name, std::uint64_t value) {
    out.append(name).append("\t").append(std::to_string(value)).append("\n");
  };
  line("entities", s.entities);
  line("statements", s.statements);
  line("documents", s.documents);
  line("evidence", s.evidence);
  line("components", s.components);
  line("largest component", s.largest_component);
  append(out, "types", s.types);
  append(out, "subtypes", s.subtypes);
  append(out, "relations", s.relations);
  Counts top;
  for (const auto& [entity, degree] : s.top) top.emplace_back(graph.entity(entity).name, degree);
  append(out, "most statements", top);
  return out;
}

std::string to_json(const Statistics& s, const KnowledgeGraph& graph) {
  rapidjson::StringBuffer buffer;
  Json json(buffer);
  json.StartObject();
  const auto number = [&](const char* name, std::uint64_t value) {
    json.Key(name);
    json.Uint64(value);
  };
  number("entities", s.entities);
  number("statements", s.statements);
  number("documents", s.documents);
  number("evidence", s.evidence);
  number("components", s.components);
  number("largestComponent", s.largest_component);
  member(json, "types", s.types);
  member(json, "subtypes", s.subtypes);
  member(json, "relations", s.relations);
  json.Key("top");
  json.StartArray();
  for (const auto& [index, degree] : s.top) {
    const EntityView entity = graph.entity(index);
    json.StartObject();
    json.Key("id");
    string(json, entity.id);
    json.Key("name");
    string(json, entity.name);
    json.Key("type");
    string(json, entity.type);
    number("statements", degree);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace accord
