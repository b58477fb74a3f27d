#include <string>

#include "exporters/cypher_rows.hpp"
#include "exporters/escape.hpp"
#include "exporters/writers.hpp"

namespace accord {

namespace {

constexpr std::size_t rows_per_statement = 200;

/// A statement of the script a batch of rows, which stand in it.
class Script final : public RowTarget {
 public:
  explicit Script(ByteSink& sink) : out_(sink) { out_ << entity_constraint << ";\nCALL db.awaitIndexes();\n"; }

  Output& begin_row() override { return out_ << (rows_++ == 0 ? "UNWIND [\n" : ",\n"); }
  void end_row(const std::string& clauses) override {
    if (rows_ == rows_per_statement) end_group(clauses);
  }
  void end_group(const std::string& clauses) override {
    if (rows_ != 0) out_ << "\n] AS row\n" << clauses << ";\n";
    rows_ = 0;
  }
  void end() { out_.flush(); }

 private:
  Output out_;
  std::size_t rows_ = 0;
};

}  // namespace

void write_cypher(const KnowledgeGraph& graph, ByteSink& sink, const ExportOptions& options) {
  Script script(sink);
  write_rows(graph, options, {write_cypher_name, write_cypher_string}, script);
  script.end();
}

}  // namespace accord
