#include "exporters/vocabulary.hpp"

#include <array>

#include "exporters/names.hpp"

namespace accord {

namespace {

using enum Namespace;

constexpr TermMapping map(std::string_view term, std::optional<Iri> broader, std::string_view wikidata_id = {}) {
  TermMapping mapping{term, broader, std::nullopt};
  if (!wikidata_id.empty()) mapping.wikidata = Iri{wikidata, wikidata_id};
  return mapping;
}

constexpr std::array class_mappings{map("Agreement", Iri{schema, "CreativeWork"}, "Q321839"),
                                    map("Company", Iri{schema, "Corporation"}, "Q783794"),
                                    map("Document", Iri{schema, "CreativeWork"}, "Q49848"),
                                    map("Facility", Iri{schema, "Place"}, "Q13226383"),
                                    map("GovernmentBody", Iri{schema, "GovernmentOrganization"}, "Q327333"),
                                    map("Institute", Iri{schema, "ResearchOrganization"}, "Q31855"),
                                    map("Meeting", Iri{schema, "Event"}, "Q2761147"),
                                    map("MeetingSeries", Iri{schema, "EventSeries"}, "Q15900616"),
                                    map("Official", Iri{schema, "Person"}, "Q599151"),
                                    map("Organization", Iri{org, "Organization"}, "Q43229"),
                                    map("Person", Iri{schema, "Person"}, "Q5"),
                                    map("Place", Iri{schema, "Place"}, "Q2221906"),
                                    map("Position", Iri{org, "Post"}, "Q4164871"),
                                    map("Programme", Iri{schema, "Project"}, "Q170584"),
                                    map("School", Iri{schema, "EducationalOrganization"}, "Q2385804"),
                                    map("Sector", Iri{skos, "Concept"})};

constexpr std::array property_mappings{map("attends", std::nullopt, "P1344"),
                                       map("covers", Iri{schema, "about"}, "P921"),
                                       map("date", Iri{dc, "date"}, "P585"),
                                       map("discusses", Iri{schema, "about"}, "P921"),
                                       map("editionOf", Iri{schema, "superEvent"}, "P179"),
                                       map("heldIn", Iri{schema, "location"}, "P276"),
                                       map("holdsPosition", Iri{org, "holds"}, "P39"),
                                       map("locatedIn", std::nullopt, "P131"),
                                       map("meetsWith", Iri{schema, "knows"}),
                                       map("partOf", Iri{org, "subOrganizationOf"}, "P361"),
                                       map("worksFor", Iri{schema, "worksFor"}, "P108")};

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
