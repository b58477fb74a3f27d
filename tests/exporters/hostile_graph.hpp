#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph_builder.hpp"

namespace accord::testing {

/// Texts that break careless writers and readers; all of them clean, so every format must keep them as they are.
inline std::array<std::string, 30> hostile_texts() {
  return {"& < > \" ' \\ ; : ,",
          "line one\nline two",
          "tab\there",
          "😀 emoji and 𠮷 outside the BMP",
          "separator\xE2\x80\xA8here\xE2\x80\xA9there\xC2\x85next",
          "עברית and العربية \xE2\x80\x8Fmarked",
          "\\N \\G \\E \\n \\l \\r \\",
          "a]]>b",
          "]]>",
          "& & <",
          "x & <b> </b>",
          "@ # // /* */ -- ;",
          "=1+1",
          "+cmd|' /C calc'!A0",
          "@SUM(A1)",
          "-2+3",
          "&amp; &lt; &#65; &#x41; &nope;",
          "\\u0041 \\\\u0041 \\x41",
          "'single' \"double\" `back`",
          "${x} $(y) %s %d {0} {{z}}",
          "<!-- comment --> <?pi?> <![CDATA[x]]>",
          "[a, b; c] {d: e}",
          "null",
          "NaN",
          "true",
          "9007199254740993",
          "《粵港合作框架協議》（二○二三年）",
          "é versus e\xCC\x81, ﬁ, Å",
          "\xEF\xBB\xBF"
          "begins with a byte order mark",
          std::string(65536, 'x') + "長"};
}

/// Texts that no format can hold as they are; docs/formats.md says what becomes of them.
inline std::array<std::string, 4> dirty_texts() {
  using namespace std::string_literals;
  return {"bell\x07 escape\x1B[31m nul\0 delete\x7F unit\x1F"s, "CR\rand CR LF\r\nend",
          "no characters \xEF\xBF\xBE\xEF\xBF\xBF and C1 \xC2\x80\xC2\x9F",
          "\v\f form feeds and 64 KiB" + std::string(65536, '\x01')};
}

inline Statement hostile_statement(std::size_t i, const std::string& text) {
  const std::string number = std::to_string(i);
  Statement s;
  s.subject.type = "Person";
  s.subject.subtype = i % 2 == 0 ? "Official" : "";
  s.subject.name = text;
  s.subject.aliases = {"alias " + number + " " + text};
  s.subject.id = entity_id(s.subject.type, s.subject.name);
  s.object.type = "Agreement";
  s.object.name = "協議 " + number + " " + text;
  s.object.id = entity_id(s.object.type, s.object.name);
  s.object.attributes = {{"date", "2023-03-21"}};
  s.predicate = "signed";
  s.qualifiers = {{"date", "2023-03"}, {"role", text}};
  Evidence e;
  e.document = "texts/" + number + " " + text;
  e.span = {1, 9};
  e.quote = "quote " + text;
  e.rule = "rule." + number;
  if (i % 3 == 1) e.place = {static_cast<std::uint32_t>(i), 72, 60, 540, static_cast<std::uint16_t>(60 + i)};
  e.source = {"2023-03-21", "https://example.org/" + number, "title " + text, "publisher " + text};
  s.evidence.push_back(std::move(e));
  s.confidence = 0.93;
  return s;
}

/// A graph with every hostile text as name, alias, qualifier, quote and metadata; with parallel statements, loops,
/// statements of several relations between one pair, and an unknown relation and type.
inline KnowledgeGraph hostile_graph() {
  GraphBuilder builder;
  std::size_t i = 0;
  Statement previous;
  std::vector<std::string> texts;
  std::ranges::copy(hostile_texts(), std::back_inserter(texts));
  std::ranges::copy(dirty_texts(), std::back_inserter(texts));
  for (const std::string& text : texts) {
    Statement s = hostile_statement(i, text);
    builder.add(s);
    s.qualifiers = {{"date", "2024"}, {"status", "planned"}};
    builder.add(s);  // parallel to the first
    s.qualifiers = {};
    s.predicate = "witnessed";
    builder.add(s);
    if (i != 0) {
      Statement met = s;
      met.predicate = "meetsWith";
      met.object = previous.subject;
      builder.add(met);
    }
    previous = s;
    ++i;
  }
  Statement foreign = hostile_statement(i, "of another pack");
  foreign.predicate = "is-made/of: \"x\"";
  foreign.subject.type = "Compound (α)";
  foreign.subject.id = entity_id(foreign.subject.type, foreign.subject.name);
  foreign.qualifiers = {{"Größe (m²)", "3"}, {"label", "a qualifier with a reserved name"}};
  builder.add(foreign);
  Statement loop = hostile_statement(i + 1, "loop");
  loop.predicate = "partOf";
  loop.object = loop.subject;
  builder.add(loop);
  return std::move(builder).finish();
}

}  // namespace accord::testing
