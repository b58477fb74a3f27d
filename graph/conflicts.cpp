#include "graph/conflicts.hpp"

#include <algorithm>
#include <map>

#include "extract/unicode.hpp"
#include "graph/homonyms.hpp"
#include "graph/json_output.hpp"
#include "graph/name_words.hpp"
#include "graph/query.hpp"
#include "graph/relations.hpp"

namespace accord {

namespace {

constexpr std::size_t day_length = 10;

/// The first words about an entity in a document.
const EvidenceView* words_about(const KnowledgeGraph& graph, EntityIndex e, std::string_view document) {
  const EvidenceView* first = nullptr;
  for (const auto statements : {graph.outgoing(e), graph.incoming(e)}) {
    for (const StatementIndex i : statements) {
      for (const EvidenceView& evidence : graph.statement(i).evidence) {
        if (evidence.source->document != document) continue;
        if (first == nullptr || evidence.span < first->span) first = &evidence;
      }
    }
  }
  return first;
}

void find_claims(const KnowledgeGraph& graph, EntityIndex e, std::vector<Conflict>& found) {
  const auto claims = graph.entity(e).claims;
  for (std::size_t i = 0; i != claims.size();) {
    Conflict conflict{claims[i].name, e, {}, {}};
    const std::string_view name = claims[i].name;
    for (; i != claims.size() && claims[i].name == name; ++i) {
      conflict.sides.push_back({std::string(claims[i].value), words_about(graph, e, claims[i].document)});
    }
    found.push_back(std::move(conflict));
  }
}

bool is_acting(const StatementView& s) {
  return std::ranges::any_of(s.qualifiers, [](const AttributeView& q) {
    return q.name == "acting" || q.name == "status" || q.name == "negated";
  });
}

void find_holders(const KnowledgeGraph& graph, EntityIndex office, std::vector<Conflict>& found) {
  std::map<std::string, std::map<EntityIndex, const EvidenceView*>> by_day;
  for (const StatementIndex i : graph.incoming(office)) {
    const StatementView s = graph.statement(i);
    if (s.predicate != office_relation || is_acting(s)) continue;
    const std::string_view own = date_of(graph, s);
    for (const EvidenceView& e : s.evidence) {
      const std::string_view day = own.empty() ? e.source->date : own;
      if (day.size() == day_length) by_day[std::string(day)].try_emplace(s.subject, &e);
    }
  }
  if (by_day.empty()) return;
  const std::string key = fold_name(graph.entity(office).name);
  const bool shared =
      std::ranges::any_of(shared_offices, [&](std::string_view word) { return key.find(word) != key.npos; });
  if (shared || is_bare_title(key)) return;
  for (const auto& [day, holders] : by_day) {
    if (holders.size() < 2) continue;
    Conflict conflict{"several holders", office, day, {}};
    for (const auto& [holder, evidence] : holders)
      conflict.sides.push_back({shown_name(graph.entity(holder)), evidence});
    found.push_back(std::move(conflict));
  }
}

}  // namespace

std::vector<Conflict> conflicts(const KnowledgeGraph& graph) {
  std::vector<Conflict> found;
  for (std::uint32_t e = 0; e != graph.entity_count(); ++e) {
    find_claims(graph, EntityIndex{e}, found);
    find_holders(graph, EntityIndex{e}, found);
  }
  return found;
}

std::string to_text(const std::vector<Conflict>& found, const KnowledgeGraph& graph) {
  std::string text;
  for (const Conflict& c : found) {
    text += shown_name(graph.entity(c.about)) + ": ";
    text += c.kind == "several holders" ? "several holders on " + c.when : "several values of " + std::string(c.kind);
    text += "\n";
    for (const Conflict::Side& side : c.sides) {
      text += "  " + side.value + (side.evidence == nullptr ? "" : "  " + in_words(*side.evidence)) + "\n";
    }
  }
  return text;
}

std::string to_json(const std::vector<Conflict>& found, const KnowledgeGraph& graph) {
  JsonOutput json;
  json.array(found, [&](const Conflict& c) {
    json.object([&] {
      json.member("kind", c.kind);
      write_entity(json.key("about"), graph.entity(c.about));
      json.optional("when", c.when);
      json.key("sides").array(c.sides, [&](const Conflict::Side& side) {
        json.object([&] {
          json.member("value", side.value);
          if (side.evidence != nullptr) write_evidence(json.key("evidence"), *side.evidence);
        });
      });
    });
  });
  return json.take();
}

}  // namespace accord
