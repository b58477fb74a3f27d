#include <string>

#include "exporters/escape.hpp"
#include "exporters/rdf.hpp"
#include "exporters/writers.hpp"

namespace accord {

namespace {

/// JSON-LD 1.0 with an inline context: what jsonld-java reads, every newer processor does too.
class JsonldWriter final : public RdfVisitor {
 public:
  JsonldWriter(ByteSink& sink, const ExportOptions& options) : out_(sink), options_(options) {}

  void begin() {
    out_ << "{\"@context\":{";
    std::string_view separator;
    for (const NamespaceName& n : namespaces()) {
      out_ << separator << '"' << n.prefix << "\":\"";
      if (n.under_base) write_iri(out_, options_.base);
      out_ << n.iri << '"';
      separator = ",";
    }
    out_ << "},\n\"@graph\":[";
  }
  void end() {
    out_ << "\n]}\n";
    out_.flush();
  }

  void subject(Iri subject) override {
    out_ << (first_subject_ ? "\n{\"@id\":" : ",\n{\"@id\":");
    first_subject_ = false;
    iri(subject);
  }
  void property(Iri predicate, Values values) override {
    end_property();
    is_type_ = predicate == Iri{Namespace::rdf, "type"};
    out_ << ',';
    is_type_ ? void(out_ << "\"@type\"") : iri(predicate);
    out_ << ':';
    in_list_ = values == Values::many;
    if (in_list_) out_ << '[';
    first_value_ = true;
  }
  void object(Iri object) override {
    next_value();
    if (is_type_) return iri(object);
    out_ << "{\"@id\":";
    iri(object);
    out_ << '}';
  }
  void literal(std::string_view text) override {
    next_value();
    write_json_string(out_, text);
  }
  void typed_literal(std::string_view text, Iri datatype) override {
    next_value();
    out_ << "{\"@value\":";
    write_json_string(out_, text);
    out_ << ",\"@type\":";
    iri(datatype);
    out_ << '}';
  }
  void language_literal(std::string_view text, std::string_view tag) override {
    next_value();
    out_ << "{\"@value\":";
    write_json_string(out_, text);
    out_ << ",\"@language\":\"" << tag << "\"}";
  }
  void end_subject() override {
    end_property();
    out_ << '}';
  }

 private:
  void iri(Iri name) {
    out_ << '"' << namespaces()[static_cast<std::size_t>(name.space)].prefix << ':' << name.local << '"';
  }
  void next_value() {
    if (!first_value_) out_ << ',';
    first_value_ = false;
  }
  void end_property() {
    if (in_list_) out_ << ']';
    in_list_ = false;
  }

  Output out_;
  const ExportOptions& options_;
  bool first_subject_ = true, first_value_ = true, in_list_ = false, is_type_ = false;
};

}  // namespace

void write_jsonld(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  JsonldWriter writer(sink, options);
  writer.begin();
  visit_rdf(graph, writer);
  writer.end();
}

}  // namespace accord
