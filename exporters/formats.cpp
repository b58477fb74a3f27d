#include "exporters/formats.hpp"

#include <array>

#include "exporters/writers.hpp"
#include "extract/error.hpp"

namespace accord {

namespace {

constexpr std::array table{
    Format{"csv-nodes", "nodes.csv", "text/csv", "nodes for neo4j-admin, goes with csv-relationships", write_csv_nodes},
    Format{"csv-relationships", "relationships.csv", "text/csv", "relationships for neo4j-admin",
           write_csv_relationships},
    Format{"cypher", "graph.cypher", "application/x-cypher-query", "Cypher script that may be run again", write_cypher},
    Format{"dot", "graph.dot", "text/vnd.graphviz", "Graphviz diagram source", write_dot},
    Format{"gephi-edges", "gephi_edges.csv", "text/csv", "edges as a table for Gephi", write_gephi_edges},
    Format{"gephi-nodes", "gephi_nodes.csv", "text/csv", "nodes as a table for Gephi, goes with gephi-edges",
           write_gephi_nodes},
    Format{"gexf", "graph.gexf", "application/gexf+xml", "GEXF 1.3 for Gephi, laid out, coloured, with a timeline",
           write_gexf},
    Format{"graphml", "graph.graphml", "application/graphml+xml",
           "GraphML that Gephi, networkx, igraph and Neo4j's APOC read", write_graphml},
    Format{"graphml-strict", "graph-strict.graphml", "application/graphml+xml",
           "GraphML that is valid against the official schema", write_graphml_strict},
    Format{"jsonld", "graph.jsonld", "application/ld+json", "JSON-LD 1.0, with statements, evidence and vocabulary",
           write_jsonld},
    Format{"ndjson", "graph.ndjson", "application/x-ndjson", "the canonical file: a line an entity, a line a statement",
           write_ndjson},
    Format{"nquads", "graph.nq", "application/n-quads", "the triples of the JSON-LD, a line each", write_nquads},
    Format{"pdf", "graph.pdf", "application/pdf", "picture of the most connected part", write_pdf},
    Format{"png", "graph.png", "image/png", "picture of the most connected part", write_png},
    Format{"sqlite", "graph.sqlite", "application/vnd.sqlite3", "database with a view a relation and a search index",
           write_sqlite},
    Format{"statements", "statements.ndjson", "application/x-ndjson", "a statement a line, as `accord extract` writes",
           write_statements},
    Format{"svg", "graph.svg", "image/svg+xml", "picture of the most connected part", write_svg},
    Format{"turtle", "graph.ttl", "text/turtle", "the triples of the JSON-LD, for readers", write_turtle},
};

}  // namespace

std::span<const Format> formats() { return table; }

const Format& format_named(std::string_view name) {
  std::string names;
  for (const Format& format : table) {
    if (format.name == name) return format;
    names.append(names.empty() ? "" : ", ").append(format.name);
  }
  throw UsageError("unknown format \"" + std::string(name) + "\"; known are " + names);
}

}  // namespace accord
