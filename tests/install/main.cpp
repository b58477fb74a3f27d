#include <exporters/formats.hpp>
#include <extract/document.hpp>
#include <extract/statement.hpp>
#include <graph/graph_builder.hpp>
#include <iostream>
#include <string>

int main() {
  const accord::Document document("a.txt", "李家超主持會議");
  accord::Statement statement;
  statement.subject.name = "李家超";
  statement.subject.type = "Person";
  statement.subject.id = accord::entity_id(statement.subject.type, statement.subject.name);
  statement.predicate = "chairs";
  statement.object.name = "會議";
  statement.object.type = "Meeting";
  statement.object.id = accord::entity_id(statement.object.type, statement.object.name);
  const accord::Span all{0, document.length()};
  statement.evidence.push_back({document.id(), all, std::string(document.slice(all)), "by hand", {}});

  accord::GraphBuilder builder;
  builder.add(statement);
  const accord::KnowledgeGraph graph = std::move(builder).finish();
  std::string out;
  accord::StringSink sink(out);
  accord::format_named("graphml").write(graph, sink, {});
  if (graph.entity_count() != 2 || graph.statement_count() != 1 || out.find("李家超") == out.npos) return 1;
  std::cout << out;
}
