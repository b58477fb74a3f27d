#pragma once

#include "exporters/byte_sink.hpp"
#include "exporters/formats.hpp"
#include "graph/knowledge_graph.hpp"

/// The writers behind the table of formats, a file each. They share the promises of Format::write.
namespace accord {

void write_graphml(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_graphml_strict(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_jsonld(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_nquads(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_turtle(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_dot(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_ndjson(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_statements(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_svg(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_gexf(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_csv_nodes(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_csv_relationships(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_gephi_nodes(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_gephi_edges(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_cypher(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_sqlite(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_png(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);
void write_pdf(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options);

}  // namespace accord
