#include <rapidjson/writer.h>

#include <string>

#include "graph/graph_io.hpp"
#include "graph/graph_tables.hpp"

namespace accord {

namespace {

constexpr std::size_t piece = std::size_t{1} << 16;

struct Buffer {
  using Ch = char;
  std::string bytes;
  void Put(char c) { bytes += c; }
  void Flush() {}
};

/// JSON members with view arguments.
class Line {
 public:
  explicit Line(Buffer& out) : out_(out), json_(out) {}

  void begin() {
    json_.Reset(out_);
    json_.StartObject();
  }
  void end() {
    json_.EndObject();
    out_.Put('\n');
  }
  void key(std::string_view name) { json_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
  void string(std::string_view text) { json_.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }
  void member(std::string_view name, std::string_view text) {
    key(name);
    string(text);
  }
  void optional(std::string_view name, std::string_view text) {
    if (!text.empty()) member(name, text);
  }
  void number(std::string_view name, std::uint32_t value) {
    key(name);
    json_.Uint(value);
  }
  void place(const PageBox& place) {
    if (place.page == 0) return;
    number("page", place.page);
    key("box");
    json_.StartArray();
    for (const unsigned side : {place.left, place.top, place.right, place.bottom}) json_.Uint(side);
    json_.EndArray();
  }
  void object(std::string_view name, std::span<const AttributeView> members) {
    key(name);
    json_.StartObject();
    for (const AttributeView& m : members) member(m.name, m.value);
    json_.EndObject();
  }
  void confidence(double value) {
    key("confidence");
    const std::string digits = decimal(to_millionths(value));
    json_.RawValue(digits.data(), digits.size(), rapidjson::kNumberType);
  }

  rapidjson::Writer<Buffer>& json() { return json_; }

 private:
  /// As append_statement() writes it: 1.0, 0.0, 0.85.
  static std::string decimal(std::uint32_t millionths) {
    if (millionths == confidence_unit) return "1.0";
    std::string digits = std::to_string(confidence_unit + millionths).substr(1);
    digits.resize(std::max<std::size_t>(1, digits.find_last_not_of('0') + 1));
    return "0." + digits;
  }

  Buffer& out_;
  rapidjson::Writer<Buffer> json_;
};

void write_grounds(Line& line, std::span<const GroundView> grounds) {
  if (grounds.empty()) return;
  line.key("grounds");
  line.json().StartArray();
  for (const GroundView& g : grounds) {
    line.json().StartObject();
    line.member("ground", g.ground);
    line.member("name", g.name);
    line.member("other", g.other);
    line.optional("with", g.with);
    line.json().EndObject();
  }
  line.json().EndArray();
}

void write_claims(Line& line, std::span<const ClaimView> claims) {
  if (claims.empty()) return;
  line.key("claims");
  line.json().StartArray();
  for (const ClaimView& c : claims) {
    line.json().StartObject();
    line.member("name", c.name);
    line.member("value", c.value);
    line.member("document", c.document);
    line.json().EndObject();
  }
  line.json().EndArray();
}

void write(Line& line, const EntityView& entity) {
  line.begin();
  line.member("id", entity.id);
  line.member("type", entity.type);
  line.optional("subtype", entity.subtype);
  line.member("name", entity.name);
  line.key("aliases");
  line.json().StartArray();
  for (const std::string_view alias : entity.aliases) line.string(alias);
  line.json().EndArray();
  if (!entity.attributes.empty()) line.object("attributes", entity.attributes);
  write_grounds(line, entity.grounds);
  write_claims(line, entity.claims);
  line.end();
}

void write_source(Line& line, const SourceView& source) {
  if (source.date.empty() && source.url.empty() && source.title.empty() && source.publisher.empty() &&
      source.copy_of.empty()) {
    return;
  }
  line.key("source");
  line.json().StartObject();
  line.optional("date", source.date);
  line.optional("url", source.url);
  line.optional("title", source.title);
  line.optional("publisher", source.publisher);
  line.optional("copyOf", source.copy_of);
  line.json().EndObject();
}

void write(Line& line, const EvidenceView& evidence) {
  line.json().StartObject();
  line.member("document", evidence.source->document);
  line.number("begin", evidence.span.begin);
  line.number("end", evidence.span.end);
  line.member("quote", evidence.quote);
  line.member("rule", evidence.rule);
  line.place(evidence.place);
  write_source(line, *evidence.source);
  line.json().EndObject();
}

void write(Line& line, const StatementView& statement, const KnowledgeGraph& graph) {
  line.begin();
  line.member("id", statement.id);
  line.member("subject", graph.id(statement.subject));
  line.member("predicate", statement.predicate);
  line.member("object", graph.id(statement.object));
  line.object("qualifiers", statement.qualifiers);
  line.key("evidence");
  line.json().StartArray();
  for (const EvidenceView& evidence : statement.evidence) write(line, evidence);
  line.json().EndArray();
  line.confidence(statement.confidence);
  line.end();
}

}  // namespace

void write_graph_ndjson(const KnowledgeGraph& graph, const WriteBytes& write_bytes) {
  Buffer out;
  Line line(out);
  const auto pass_on = [&](std::size_t least) {
    if (out.bytes.size() < least) return;
    write_bytes(out.bytes);
    out.bytes.clear();
  };
  for (std::uint32_t i = 0; i != graph.entity_count(); ++i) {
    write(line, graph.entity(EntityIndex{i}));
    pass_on(piece);
  }
  graph.for_each_statement(0, graph.statement_count(), [&](const StatementView& statement) {
    write(line, statement, graph);
    pass_on(piece);
  });
  pass_on(1);
}

}  // namespace accord
