#include "graph/json_output.hpp"

#include <algorithm>

namespace accord {

namespace {

std::string_view of(const EntityView& entity) {
  const auto it = std::ranges::find(entity.attributes, "of", &AttributeView::name);
  return it == entity.attributes.end() ? std::string_view() : it->value;
}

}  // namespace

void write_entity(JsonOutput& json, const EntityView& entity) {
  json.object([&] {
    json.member("id", entity.id);
    json.member("name", entity.name);
    json.member("type", entity.type);
    json.optional("of", of(entity));
  });
}

void write_evidence(JsonOutput& json, const EvidenceView& evidence) {
  json.object([&] {
    json.member("document", evidence.source->document);
    json.optional("date", evidence.source->date);
    json.optional("title", evidence.source->title);
    json.key("begin").number(evidence.span.begin);
    json.key("end").number(evidence.span.end);
    json.member("quote", evidence.quote);
    json.member("rule", evidence.rule);
    if (evidence.place.page != 0) json.key("page").number(evidence.place.page);
  });
}

void write_statement(JsonOutput& json, const KnowledgeGraph& graph, const StatementView& statement) {
  json.object([&] {
    json.member("id", statement.id);
    write_entity(json.key("subject"), graph.entity(statement.subject));
    json.member("predicate", statement.predicate);
    write_entity(json.key("object"), graph.entity(statement.object));
    json.key("qualifiers").object([&] {
      for (const AttributeView& q : statement.qualifiers) json.member(q.name, q.value);
    });
    json.key("confidence").fraction(statement.confidence);
    json.key("mentions").number(mentions(statement));
    json.key("sources").number(independent_sources(statement));
    json.key("evidence").array(statement.evidence, [&](const EvidenceView& e) { write_evidence(json, e); });
  });
}

std::string shown_name(const EntityView& entity) {
  std::string name(entity.name);
  if (!of(entity).empty()) name.append(" (").append(of(entity)).append(")");
  return name;
}

std::string in_words(const KnowledgeGraph& graph, const StatementView& statement) {
  std::string text = shown_name(graph.entity(statement.subject));
  text.append(" ").append(statement.predicate).append(" ").append(shown_name(graph.entity(statement.object)));
  for (const AttributeView& q : statement.qualifiers) {
    text.append(&q == statement.qualifiers.data() ? " (" : ", ").append(q.name).append(" ").append(q.value);
  }
  if (!statement.qualifiers.empty()) text += ')';
  return text;
}

std::string in_words(const EvidenceView& evidence) {
  std::string quote(evidence.quote);
  std::ranges::replace_if(
      quote, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  const std::string page = evidence.place.page == 0 ? "" : " page " + std::to_string(evidence.place.page);
  return std::string(evidence.source->document) + ":" + std::to_string(evidence.span.begin) + "-" +
         std::to_string(evidence.span.end) + page + ": 「" + quote + "」 (" + std::string(evidence.rule) + ")";
}

}  // namespace accord
