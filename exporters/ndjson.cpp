#include "exporters/writers.hpp"
#include "extract/statement_io.hpp"
#include "graph/graph_io.hpp"

namespace accord {

namespace {

Entity to_entity(const EntityView& view) {
  Entity entity;
  entity.id = view.id;
  entity.name = view.name;
  entity.type = view.type;
  entity.subtype = view.subtype;
  entity.aliases.assign(view.aliases.begin(), view.aliases.end());
  for (const AttributeView& a : view.attributes) entity.attributes.emplace_back(a.name, a.value);
  return entity;
}

Evidence to_evidence(const EvidenceView& view) {
  Evidence evidence;
  evidence.document = view.source->document;
  evidence.span = view.span;
  evidence.quote = view.quote;
  evidence.rule = view.rule;
  evidence.place = view.place;
  evidence.source = {std::string(view.source->date), std::string(view.source->url), std::string(view.source->title),
                     std::string(view.source->publisher)};
  return evidence;
}

Statement to_statement(const KnowledgeGraph& graph, const StatementView& view) {
  Statement statement;
  statement.subject = to_entity(graph.entity(view.subject));
  statement.predicate = view.predicate;
  statement.object = to_entity(graph.entity(view.object));
  for (const AttributeView& q : view.qualifiers) statement.qualifiers.emplace_back(q.name, q.value);
  for (const EvidenceView& e : view.evidence) statement.evidence.push_back(to_evidence(e));
  statement.confidence = view.confidence;
  return statement;
}

}  // namespace

void write_ndjson(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions&) {
  write_graph_ndjson(graph, [&](std::string_view piece) { sink.write(piece); });
}

void write_statements(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions&) {
  std::string line;
  for (std::uint32_t i = 0; i != graph.statement_count(); ++i) {
    line.clear();
    append_statement(line, to_statement(graph, graph.statement(StatementIndex{i})));
    line += '\n';
    sink.write(line);
  }
}

}  // namespace accord
