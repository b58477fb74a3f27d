#include "exporters/escape.hpp"
#include "exporters/rdf.hpp"
#include "exporters/writers.hpp"

namespace accord {

namespace {

class TurtleWriter final : public RdfVisitor {
 public:
  TurtleWriter(ByteSink& sink, const ExportOptions& options) : out_(sink), options_(options) {}

  void begin() {
    for (const NamespaceName& n : namespaces()) {
      out_ << "@prefix " << n.prefix << ": <";
      if (n.under_base) write_iri(out_, options_.base);
      out_ << n.iri << "> .\n";
    }
  }
  void end() { out_.flush(); }

  void subject(Iri subject) override {
    out_ << '\n';
    iri(subject);
    first_property_ = true;
  }
  void property(Iri predicate, Values) override {
    out_ << (first_property_ ? " " : " ;\n  ");
    first_property_ = false;
    predicate == Iri{Namespace::rdf, "type"} ? void(out_ << 'a') : iri(predicate);
    first_value_ = true;
  }
  void object(Iri object) override {
    next_value();
    iri(object);
  }
  void literal(std::string_view text) override {
    next_value();
    write_string_literal_quote(out_, text);
  }
  void typed_literal(std::string_view text, Iri datatype) override {
    literal(text);
    out_ << "^^";
    iri(datatype);
  }
  void language_literal(std::string_view text, std::string_view tag) override {
    literal(text);
    out_ << '@' << tag;
  }
  void end_subject() override { out_ << " .\n"; }

 private:
  void iri(Iri name) { out_ << namespaces()[static_cast<std::size_t>(name.space)].prefix << ':' << name.local; }
  void next_value() {
    out_ << (first_value_ ? " " : ", ");
    first_value_ = false;
  }

  Output out_;
  const ExportOptions& options_;
  bool first_property_ = true, first_value_ = true;
};

}  // namespace

void write_turtle(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  TurtleWriter writer(sink, options);
  writer.begin();
  visit_rdf(graph, writer);
  writer.end();
}

}  // namespace accord
