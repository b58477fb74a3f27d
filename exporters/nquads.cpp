#include <string>

#include "exporters/escape.hpp"
#include "exporters/rdf.hpp"
#include "exporters/writers.hpp"

namespace accord {

namespace {

class NQuadsWriter final : public RdfVisitor {
 public:
  NQuadsWriter(ByteSink& sink, const ExportOptions& options) : out_(sink), base_(iri_text(options.base)) {}

  void end() { out_.flush(); }

  void subject(Iri subject) override { subject_ = term(subject); }
  void property(Iri predicate, Values) override { predicate_ = term(predicate); }
  void object(Iri object) override {
    triple();
    out_ << term(object);
    out_ << " .\n";
  }
  void literal(std::string_view text) override {
    triple();
    write_string_literal_quote(out_, text);
    out_ << " .\n";
  }
  void typed_literal(std::string_view text, Iri datatype) override {
    triple();
    write_string_literal_quote(out_, text);
    out_ << "^^";
    out_ << term(datatype);
    out_ << " .\n";
  }
  void language_literal(std::string_view text, std::string_view tag) override {
    triple();
    write_string_literal_quote(out_, text);
    out_ << '@' << tag << " .\n";
  }
  void end_subject() override {}

 private:
  void triple() { out_ << subject_ << ' ' << predicate_ << ' '; }
  std::string term(Iri name) const {
    const NamespaceName& space = namespaces()[static_cast<std::size_t>(name.space)];
    std::string text = "<";
    if (space.under_base) text += base_;
    return text.append(space.iri).append(name.local) += '>';
  }

  Output out_;
  std::string base_;
  std::string subject_, predicate_;
};

}  // namespace

void write_nquads(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  NQuadsWriter writer(sink, options);
  visit_rdf(graph, writer);
  writer.end();
}

}  // namespace accord
