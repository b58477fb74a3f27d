#include "exporters/rdf.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "exporters/dates.hpp"
#include "exporters/names.hpp"
#include "exporters/output.hpp"
#include "exporters/vocabulary.hpp"

namespace accord {

namespace {

using enum Namespace;

constexpr std::array namespace_names{NamespaceName{"accord", "https://w3id.org/accord/vocab#", false},
                                     NamespaceName{"entity", "entity/", true},
                                     NamespaceName{"statement", "statement/", true},
                                     NamespaceName{"document", "document/", true},
                                     NamespaceName{"schema", "https://schema.org/", false},
                                     NamespaceName{"org", "http://www.w3.org/ns/org#", false},
                                     NamespaceName{"skos", "http://www.w3.org/2004/02/skos/core#", false},
                                     NamespaceName{"prov", "http://www.w3.org/ns/prov#", false},
                                     NamespaceName{"oa", "http://www.w3.org/ns/oa#", false},
                                     NamespaceName{"dc", "http://purl.org/dc/elements/1.1/", false},
                                     NamespaceName{"dcterms", "http://purl.org/dc/terms/", false},
                                     NamespaceName{"rfc", "http://tools.ietf.org/rfc/", false},
                                     NamespaceName{"wikidata", "http://www.wikidata.org/entity/", false},
                                     NamespaceName{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", false},
                                     NamespaceName{"rdfs", "http://www.w3.org/2000/01/rdf-schema#", false},
                                     NamespaceName{"xsd", "http://www.w3.org/2001/XMLSchema#", false}};

/// The canonical form of XML Schema, 9.3E-1. Some processors turn doubles into it and others keep them as they are
/// written, so only with this form do all of them read the same triples.
std::string canonical_double(double value) {
  char digits[32];
  const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::scientific);
  const std::string_view shortest(digits, static_cast<std::size_t>(end.ptr - digits));
  const std::size_t e = shortest.find('e');
  const std::string mantissa(shortest.substr(0, e));
  int exponent = 0;
  std::from_chars(digits + e + (digits[e + 1] == '+' ? 2 : 1), end.ptr, exponent);
  return mantissa + (mantissa.find('.') == mantissa.npos ? ".0E" : "E") + std::to_string(exponent);
}

/// A fragment identifier of PDF (RFC 3778, RFC 8118): page, then left, top, width and height in points.
std::string fragment(const PageBox& place) {
  std::string text = "page=" + std::to_string(place.page) + "&viewrect=";
  text += std::to_string(place.left) + ',' + std::to_string(place.top) + ',';
  return text + std::to_string(place.right - place.left) + ',' + std::to_string(place.bottom - place.top);
}

class Describer {
 public:
  Describer(const KnowledgeGraph& graph, RdfVisitor& visitor) : graph_(graph), vocabulary_(graph), visit_(visitor) {}

  void run() {
    vocabulary();
    for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) entity(EntityIndex{i});
    graph_.for_each_statement(0, graph_.statement_count(), [this](const StatementView& s) { statement(s); });
    documents();
  }

 private:
  void object(Iri predicate, Iri value) {
    visit_.property(predicate, Values::one);
    visit_.object(value);
  }
  void literal(Iri predicate, std::string_view text) {
    if (text.empty()) return;
    visit_.property(predicate, Values::one);
    visit_.literal(text);
  }
  void typed(Iri predicate, std::string_view text, std::string_view type) {
    visit_.property(predicate, Values::one);
    visit_.typed_literal(text, {xsd, type});
  }
  void dated_value(std::string_view text) {
    const std::string_view type = xsd_date_type(text);
    type.empty() ? visit_.literal(text) : visit_.typed_literal(text, {xsd, type});
  }
  void attributes(std::span<const AttributeView> values) {
    for (const AttributeView& a : values) {
      visit_.property(vocabulary_.attribute_iri(a.name), Values::one);
      dated_value(a.value);
    }
  }

  void term(Iri name, std::string_view type, std::string_view label, const TermMapping* mapping,
            std::string_view broader) {
    visit_.subject(name);
    object({rdf, "type"}, {type == "Property" ? rdf : rdfs, type});
    if (!label.empty()) {
      visit_.property({rdfs, "label"}, Values::one);
      visit_.language_literal(label, "zh-hant");
    }
    if (mapping != nullptr) {
      if (mapping->broader) object({rdfs, broader}, *mapping->broader);
      if (mapping->wikidata) object({skos, "closeMatch"}, *mapping->wikidata);
    }
    visit_.end_subject();
  }

  /// The label of a built-in name; nothing for a name that has none, which could be of any language.
  static std::string_view known(std::string_view label, std::string_view name) {
    return label == name ? std::string_view() : label;
  }

  void vocabulary() {
    for (const auto& [name, local] : vocabulary_.classes()) {
      term({accord, local}, "Class", known(type_label(name), name), class_mapping(name), "subClassOf");
    }
    for (const auto& [name, local] : vocabulary_.relations()) {
      term({accord, local}, "Property", known(relation_label(name), name), property_mapping(name), "subPropertyOf");
    }
    for (const auto& [name, local] : vocabulary_.attributes()) {
      term({accord, local}, "Property", {}, property_mapping(name), "subPropertyOf");
    }
  }

  void entity(EntityIndex index) {
    const EntityView e = graph_.entity(index);
    visit_.subject({Namespace::entity, e.id});
    visit_.property({rdf, "type"}, Values::many);
    visit_.object({accord, "Entity"});
    visit_.object(vocabulary_.class_iri(e.type));
    if (!e.subtype.empty() && e.subtype != e.type) visit_.object(vocabulary_.class_iri(e.subtype));
    literal({schema, "name"}, e.name);
    literal({rdfs, "label"}, e.name);
    if (!e.aliases.empty()) {
      visit_.property({schema, "alternateName"}, Values::many);
      for (const std::string_view alias : e.aliases) visit_.literal(alias);
    }
    attributes(e.attributes);
    relations(index);
    visit_.end_subject();
  }

  /// The direct triples. Statements come sorted, so those of one relation and those of one object stand together.
  void relations(EntityIndex index) {
    std::string_view predicate;
    EntityIndex last{};
    for (const StatementIndex i : graph_.outgoing(index)) {
      const StatementView s = graph_.statement(i);
      const bool same_predicate = s.predicate == predicate;
      if (same_predicate && s.object == last) continue;
      if (!same_predicate) visit_.property(vocabulary_.relation_iri(s.predicate), Values::many);
      predicate = s.predicate;
      last = s.object;
      visit_.object({Namespace::entity, graph_.id(s.object)});
    }
  }

  void statement(const StatementView& s) {
    const std::string id(s.id);
    visit_.subject({Namespace::statement, id});
    visit_.property({rdf, "type"}, Values::many);
    visit_.object({rdf, "Statement"});
    visit_.object({accord, "Statement"});
    object({rdf, "subject"}, {Namespace::entity, graph_.id(s.subject)});
    object({rdf, "predicate"}, vocabulary_.relation_iri(s.predicate));
    object({rdf, "object"}, {Namespace::entity, graph_.id(s.object)});
    typed({accord, "confidence"}, canonical_double(s.confidence), "double");
    attributes(s.qualifiers);
    if (!s.evidence.empty()) {
      visit_.property({prov, "wasDerivedFrom"}, Values::many);
      for (std::size_t i = 0; i != s.evidence.size(); ++i) {
        visit_.object({Namespace::statement, id + '.' + std::to_string(i + 1)});
      }
    }
    visit_.end_subject();
    for (std::size_t i = 0; i != s.evidence.size(); ++i) evidence(s.evidence[i], id + '.' + std::to_string(i + 1));
  }

  /// A place in a document, as the Web Annotation vocabulary describes it.
  void evidence(const EvidenceView& e, const std::string& id) {
    const std::string quote = id + ".quote";
    const std::string position = id + ".position";
    const std::string page = id + ".page";
    const bool has_page = e.place.page != 0;
    const std::string document = "d_" + content_hash(e.source->document);
    visit_.subject({Namespace::statement, id});
    object({rdf, "type"}, {oa, "SpecificResource"});
    object({oa, "hasSource"}, {Namespace::document, document});
    visit_.property({oa, "hasSelector"}, Values::many);
    visit_.object({Namespace::statement, quote});
    visit_.object({Namespace::statement, position});
    if (has_page) visit_.object({Namespace::statement, page});
    literal({accord, "rule"}, e.rule);
    visit_.end_subject();
    visit_.subject({Namespace::statement, quote});
    object({rdf, "type"}, {oa, "TextQuoteSelector"});
    literal({oa, "exact"}, e.quote);
    visit_.end_subject();
    visit_.subject({Namespace::statement, position});
    object({rdf, "type"}, {oa, "TextPositionSelector"});
    typed({oa, "start"}, std::to_string(e.span.begin), "nonNegativeInteger");
    typed({oa, "end"}, std::to_string(e.span.end), "nonNegativeInteger");
    visit_.end_subject();
    if (!has_page) return;
    visit_.subject({Namespace::statement, page});
    object({rdf, "type"}, {oa, "FragmentSelector"});
    object({dcterms, "conformsTo"}, {rfc, "rfc3778"});
    literal({rdf, "value"}, fragment(e.place));
    visit_.end_subject();
  }

  using SourceRange = std::span<const SourceView>;

  /// All distinct values that the sources of one document give.
  template <class Write>
  void distinct(Iri predicate, SourceRange sources, std::string_view SourceView::*member, Write write) {
    std::vector<std::string_view> values;
    for (const SourceView& s : sources) {
      if (!(s.*member).empty()) values.push_back(s.*member);
    }
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    if (values.empty()) return;
    visit_.property(predicate, values.size() == 1 ? Values::one : Values::many);
    for (const std::string_view value : values) write(value);
  }

  void document(SourceRange sources) {
    const auto plain = [&](std::string_view text) { visit_.literal(text); };
    const std::string id = "d_" + content_hash(sources.front().document);
    visit_.subject({Namespace::document, id});
    visit_.property({rdf, "type"}, Values::many);
    visit_.object({accord, "Source"});
    visit_.object({schema, "CreativeWork"});
    literal({schema, "identifier"}, sources.front().document);
    distinct({schema, "headline"}, sources, &SourceView::title, plain);
    distinct({schema, "url"}, sources, &SourceView::url, plain);
    distinct({schema, "datePublished"}, sources, &SourceView::date, [&](std::string_view text) { dated_value(text); });
    distinct({dc, "publisher"}, sources, &SourceView::publisher, plain);
    visit_.end_subject();
  }

  void documents() {
    const SourceRange sources = graph_.sources();
    for (std::size_t begin = 0; begin != sources.size();) {
      std::size_t end = begin + 1;
      while (end != sources.size() && sources[end].document == sources[begin].document) ++end;
      document(sources.subspan(begin, end - begin));
      begin = end;
    }
  }

  const KnowledgeGraph& graph_;
  Vocabulary vocabulary_;
  RdfVisitor& visit_;
};

}  // namespace

std::span<const NamespaceName> namespaces() { return namespace_names; }

void visit_rdf(const KnowledgeGraph& graph, RdfVisitor& visitor) { Describer(graph, visitor).run(); }

}  // namespace accord
