#include "exporters/vocabulary.hpp"

#include <array>

#include "exporters/names.hpp"

namespace accord {

namespace {

using enum Namespace;

constexpr TermMapping map(std::string_view term, Iri broader, std::string_view wikidata_id = {}) {
  TermMapping mapping{term, broader, std::nullopt};
  if (!wikidata_id.empty()) mapping.wikidata = Iri{wikidata, wikidata_id};
  return mapping;
}

constexpr std::array class_mappings{map("Agreement", {schema, "CreativeWork"}, "Q321839"),
                                    map("Company", {schema, "Corporation"}, "Q783794"),
                                    map("Document", {schema, "CreativeWork"}, "Q49848"),
                                    map("Facility", {schema, "Place"}, "Q13226383"),
                                    map("GovernmentBody", {schema, "GovernmentOrganization"}, "Q327333"),
                                    map("Institute", {schema, "ResearchOrganization"}, "Q31855"),
                                    map("Meeting", {schema, "Event"}, "Q2761147"),
                                    map("MeetingSeries", {schema, "EventSeries"}, "Q15900616"),
                                    map("Official", {schema, "Person"}, "Q599151"),
                                    map("Organization", {org, "Organization"}, "Q43229"),
                                    map("Person", {schema, "Person"}, "Q5"),
                                    map("Place", {schema, "Place"}, "Q2221906"),
                                    map("Position", {org, "Post"}, "Q4164871"),
                                    map("Programme", {schema, "Project"}, "Q170584"),
                                    map("School", {schema, "EducationalOrganization"}, "Q2385804"),
                                    map("Sector", {skos, "Concept"})};

constexpr std::array property_mappings{map("attends", {schema, "participant"}, "P1344"),
                                       map("covers", {schema, "about"}, "P921"),
                                       map("date", {dc, "date"}, "P585"),
                                       map("discusses", {schema, "about"}, "P921"),
                                       map("editionOf", {schema, "superEvent"}, "P179"),
                                       map("heldIn", {schema, "location"}, "P276"),
                                       map("holdsPosition", {org, "holds"}, "P39"),
                                       map("locatedIn", {schema, "location"}, "P131"),
                                       map("meetsWith", {schema, "knows"}),
                                       map("partOf", {org, "subOrganizationOf"}, "P361"),
                                       map("worksFor", {schema, "worksFor"}, "P108")};

template <std::size_t N>
const TermMapping* find_mapping(const std::array<TermMapping, N>& mappings, std::string_view term) {
  for (const TermMapping& m : mappings) {
    if (m.term == term) return &m;
  }
  return nullptr;
}

}  // namespace

const TermMapping* class_mapping(std::string_view type) { return find_mapping(class_mappings, type); }
const TermMapping* property_mapping(std::string_view name) { return find_mapping(property_mappings, name); }

Vocabulary::Vocabulary(const KnowledgeGraph& graph) {
  const auto use = [](LocalNames& names, std::string_view name) {
    if (!name.empty() && names.find(name) == names.end()) names.emplace(name, std::string());
  };
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) {
    const EntityView entity = graph.entity(EntityIndex{i});
    use(classes_, entity.type);
    use(classes_, entity.subtype);
    for (const AttributeView& a : entity.attributes) use(attributes_, a.name);
  }
  for (std::uint32_t i = 0; i != graph.statement_count(); ++i) {
    const StatementView statement = graph.statement(StatementIndex{i});
    use(relations_, statement.predicate);
    for (const AttributeView& q : statement.qualifiers) use(attributes_, q.name);
  }
  std::set<std::string> taken{"Entity", "Statement", "Source", "confidence", "rule"};
  name_all(classes_, taken, "type_");
  name_all(relations_, taken, "relation_");
  name_all(attributes_, taken, "attribute_");
}

void Vocabulary::name_all(LocalNames& names, std::set<std::string>& taken, std::string_view prefix) {
  for (auto& [name, local] : names) {
    local = machine_name(name);
    if (taken.count(local) != 0) local.insert(0, prefix);
    const std::string stem = local;
    for (int i = 2; !taken.insert(local).second; ++i) local = stem + '_' + std::to_string(i);
  }
}

}  // namespace accord
