#pragma once

#include <span>
#include <string_view>

#include "exporters/formats.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

/// Namespaces of the RDF formats. `entity`, `statement` and `document` lie under ExportOptions::base.
enum class Namespace {
  accord,
  entity,
  statement,
  document,
  schema,
  org,
  skos,
  prov,
  oa,
  dc,
  dcterms,
  rfc,
  wikidata,
  rdf,
  rdfs,
  xsd
};

struct NamespaceName {
  std::string_view prefix;
  std::string_view iri;  ///< absolute, or relative to the base
  bool under_base;
};
/// In the order of the enumeration.
std::span<const NamespaceName> namespaces();

/// An IRI: namespace and local name. Local names hold ASCII letters, digits, "_", "." and letters of machine_name()
/// only, so they need no escape in any syntax.
struct Iri {
  Namespace space;
  std::string_view local;
  friend bool operator==(const Iri&, const Iri&) = default;
};

enum class Values { one, many };

/// Receives a graph as RDF, a subject after the other: subject(), then property() and its values, …, end_subject().
/// No property comes twice in a subject, no triple twice in a graph.
class RdfVisitor {
 public:
  virtual ~RdfVisitor() = default;
  virtual void subject(Iri subject) = 0;
  virtual void property(Iri predicate, Values values) = 0;
  virtual void object(Iri object) = 0;
  virtual void literal(std::string_view text) = 0;
  virtual void typed_literal(std::string_view text, Iri datatype) = 0;
  virtual void language_literal(std::string_view text, std::string_view tag) = 0;
  virtual void end_subject() = 0;
};

/// Visits the vocabulary that the graph uses, then entities, statements with their evidence, and documents. All RDF
/// formats are written from this one visit, so they hold the same triples. docs/vocabulary.md explains them.
void visit_rdf(const KnowledgeGraph& graph, RdfVisitor& visitor);

}  // namespace accord
