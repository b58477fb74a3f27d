#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/knowledge_graph.hpp"

namespace accord {

/// Writes one JSON text with views for strings.
class JsonOutput {
 public:
  JsonOutput() : json_(buffer_) { json_.SetMaxDecimalPlaces(6); }

  JsonOutput& key(std::string_view name) { return json_.Key(name.data(), size(name)), *this; }
  void string(std::string_view text) { json_.String(text.data(), size(text)); }
  void number(std::uint64_t value) { json_.Uint64(value); }
  void fraction(double value) { json_.Double(value); }

  void member(std::string_view name, std::string_view text) { key(name).string(text); }
  void optional(std::string_view name, std::string_view text) {
    if (!text.empty()) member(name, text);
  }
  template <class Fill>
  void object(Fill fill) {
    json_.StartObject();
    fill();
    json_.EndObject();
  }
  template <class Items, class Write>
  void array(const Items& items, Write write) {
    json_.StartArray();
    for (const auto& item : items) write(item);
    json_.EndArray();
  }

  /// The text and a newline.
  std::string take() { return std::string(buffer_.GetString(), buffer_.GetSize()) + "\n"; }

 private:
  static rapidjson::SizeType size(std::string_view text) { return static_cast<rapidjson::SizeType>(text.size()); }

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> json_;
};

/// {"id","name","type","of"?}
void write_entity(JsonOutput& json, const EntityView& entity);
/// {"document","date"?,"title"?,"begin","end","quote","rule","page"?}
void write_evidence(JsonOutput& json, const EvidenceView& evidence);
/// {"id","subject":{…},"predicate","object":{…},"qualifiers":{},"confidence","mentions","sources","evidence":[]}
void write_statement(JsonOutput& json, const KnowledgeGraph& graph, const StatementView& statement);

/// The name, and in brackets what tells it from others of the name.
std::string shown_name(const EntityView& entity);
/// "陳大文 signed 甲協議 (date 2023-03-21)".
std::string in_words(const KnowledgeGraph& graph, const StatementView& statement);
/// "news/a.txt:12-30: 「…」 (rule)"; the quote on one line.
std::string in_words(const EvidenceView& evidence);

}  // namespace accord
