#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "exporters/rdf.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

/// What a term of the built-in pack is in a vocabulary that others know.
struct TermMapping {
  std::string_view term;
  std::optional<Iri> broader;   ///< super class or super property
  std::optional<Iri> wikidata;  ///< what it closely matches
};
/// The mapping of a type or subtype, of a relation; nothing for names of other packs.
const TermMapping* class_mapping(std::string_view type);
const TermMapping* property_mapping(std::string_view name);

/// Local names of the terms that a graph uses. Names that no IRI takes get one that no other term has.
class Vocabulary {
 public:
  explicit Vocabulary(const KnowledgeGraph& graph);

  using LocalNames = std::map<std::string, std::string, std::less<>>;  ///< name in the graph -> local name
  const LocalNames& classes() const { return classes_; }
  const LocalNames& relations() const { return relations_; }
  const LocalNames& attributes() const { return attributes_; }  ///< of entities, and qualifiers of statements

  Iri class_iri(std::string_view type) const { return {Namespace::accord, classes_.find(type)->second}; }
  Iri relation_iri(std::string_view predicate) const { return {Namespace::accord, relations_.find(predicate)->second}; }
  Iri attribute_iri(std::string_view name) const { return {Namespace::accord, attributes_.find(name)->second}; }

 private:
  void name_all(LocalNames& names, std::set<std::string>& taken, std::string_view prefix);

  LocalNames classes_, relations_, attributes_;
};

}  // namespace accord
