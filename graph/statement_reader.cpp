#include "graph/builder_tables.hpp"
#include "graph/graph_builder.hpp"
#include "graph/json_line.hpp"

namespace accord {

namespace {

using Value = JsonLine::Value;

/// Reads statement lines into parts that are used again for every line.
class StatementReader {
 public:
  const StatementParts& read(std::string_view line, const TextPosition& at) {
    const Value& object = json_.parse(line, at);
    entity(json_.object(object, "subject"), parts_.subject);
    parts_.predicate = json_.text(object, "predicate");
    entity(json_.object(object, "object"), parts_.object);
    pairs(json_.optional_object(object, "qualifiers"), parts_.qualifiers);
    evidence(object);
    parts_.confidence = json_.fraction(object, "confidence");
    return parts_;
  }

 private:
  void pairs(const Value* object, std::vector<StatementParts::Pair>& out) {
    out.clear();
    for (const auto& [name, value] : json_.members(object)) out.push_back({name, value});
  }

  void entity(const Value& from, StatementParts::EntityParts& to) {
    to.name = json_.text(from, "name");
    to.type = json_.text(from, "type");
    to.subtype = json_.optional_text(from, "subtype");
    to.aliases.clear();
    if (const Value* list = json_.optional_array(from, "aliases")) {
      for (auto alias = list->Begin(); alias != list->End(); ++alias) {
        if (!alias->IsString()) json_.fail(from["aliases"], "aliases must be strings");
        if (alias->GetStringLength() != 0) to.aliases.push_back(json_.view(*alias));
      }
    }
    pairs(json_.optional_object(from, "attributes"), to.attributes);
  }

  void evidence(const Value& object) {
    parts_.evidence.clear();
    const Value* list = json_.optional_array(object, "evidence");
    if (list == nullptr || list->Empty()) json_.fail(object["predicate"], "a statement needs evidence");
    for (auto item = list->Begin(); item != list->End(); ++item) {
      if (!item->IsObject()) json_.fail(object["predicate"], "evidence must be an array of objects");
      StatementParts::EvidenceParts& e = parts_.evidence.emplace_back();
      e.document = json_.text(*item, "document");
      e.span = {json_.number(*item, "begin"), json_.number(*item, "end")};
      if (e.span.begin > e.span.end) json_.fail((*item)["document"], "evidence ends before it begins");
      e.quote = json_.optional_text(*item, "quote");
      e.rule = json_.optional_text(*item, "rule");
      if (const Value* source = json_.optional_object(*item, "source")) {
        e.date = json_.optional_text(*source, "date");
        e.url = json_.optional_text(*source, "url");
        e.title = json_.optional_text(*source, "title");
        e.publisher = json_.optional_text(*source, "publisher");
      }
    }
  }

  JsonLine json_;
  StatementParts parts_;
};

}  // namespace

void read_statements(const std::string& path, GraphBuilder& builder) {
  LineReader lines(path);
  StatementReader reader;
  for (std::string_view line; lines.next(line);) {
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    builder.tables().add(reader.read(line, lines.position()));
  }
}

}  // namespace accord
