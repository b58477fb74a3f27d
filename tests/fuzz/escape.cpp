#include "exporters/escape.hpp"

#include <rapidjson/document.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "extract/unicode.hpp"

// What each escape function writes ends where it should, and reads back as the clean text. The readers here are the
// grammars in their shortest form, written apart from the writers.
namespace {

using accord::Output;
using Writer = void (*)(Output&, std::string_view);
using Text = std::optional<std::string>;

std::string written(Writer write, std::string_view text) {
  std::string bytes;
  accord::StringSink sink(bytes);
  Output out(sink);
  write(out, text);
  out.flush();
  return bytes;
}

/// What stands between the first and the last byte, if they are `quote` and none stands between but in an escape.
/// A backslash escapes if `backslash`; a doubled quote is one if `doubled`. `\n` and `\t` are letters if `letters`.
Text unquote(std::string_view from, char quote, bool backslash, bool doubled, bool letters) {
  if (from.size() < 2 || from.front() != quote || from.back() != quote) return {};
  from = from.substr(1, from.size() - 2);
  std::string to;
  for (std::size_t i = 0; i != from.size(); ++i) {
    const bool escapes = (from[i] == '\\' && backslash) || (from[i] == quote && doubled);
    if (!escapes && from[i] == quote) return {};
    if (!escapes) {
      to += from[i];
      continue;
    }
    if (++i == from.size()) return {};
    if (from[i - 1] == quote && from[i] != quote) return {};
    to += letters && from[i] == 'n' ? '\n' : letters && from[i] == 't' ? '\t' : from[i];
  }
  return to;
}

Text from_json(std::string_view json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsString()) return {};
  return std::string(document.GetString(), document.GetStringLength());
}

/// Text between tags, or the content of an attribute.
Text from_xml(std::string_view xml, bool attribute) {
  struct Entity {
    std::string_view written, means;
  };
  constexpr Entity entities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#9;", "\t"}, {"&#10;", "\n"}};
  std::string to;
  while (!xml.empty()) {
    constexpr std::string_view open = "<![CDATA[", close = "]]>";
    if (!attribute && xml.starts_with(open)) {
      const std::size_t end = xml.find(close);
      if (end == xml.npos) return {};
      to += xml.substr(open.size(), end - open.size());
      xml.remove_prefix(end + close.size());
      continue;
    }
    bool replaced = false;
    for (const Entity& entity : entities) {
      if (!xml.starts_with(entity.written)) continue;
      to += entity.means;
      xml.remove_prefix(entity.written.size());
      replaced = true;
      break;
    }
    if (replaced) continue;
    const char c = xml.front();
    if (c == '<' || c == '&' || (!attribute && xml.starts_with(close))) return {};
    if (attribute && (c == '"' || c == '\n' || c == '\t')) return {};
    to += c;
    xml.remove_prefix(1);
  }
  return to;
}

/// A backslash at the end of a line joins it with the next.
std::string joined(std::string text) {
  for (std::size_t at; (at = text.find("\\\n")) != text.npos;) text.erase(at, 2);
  return text;
}

/// 'a' + 'b' is one text.
std::string summed(std::string text) {
  for (std::size_t at; (at = text.find("\\\\' + 'u")) != text.npos;) text.erase(at + 2, 5);
  return text;
}

Text from_iri(std::string_view iri) {
  std::string to;
  for (std::size_t i = 0; i != iri.size(); ++i) {
    if (std::string_view(" \"<>\\^`{|}\t\n").find(iri[i]) != std::string_view::npos) return {};
    // What was percent-encoded in the text stays as it is: only what the writer treats is read back.
    const std::string_view code = iri.substr(i, 3);
    if (code.size() == 3 && code[0] == '%') {
      constexpr std::string_view digits = "0123456789ABCDEF";
      const std::size_t high = digits.find(code[1]), low = digits.find(code[2]);
      const char c = static_cast<char>(high * 16 + low);
      if (high < 8 && low < 16 && std::string_view(" \"<>\\^`{|}\t\n\x7F").find(c) != std::string_view::npos) {
        to += c;
        i += 2;
        continue;
      }
    }
    to += iri[i];
  }
  return to;
}

void check(bool good) {
  if (!good) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace accord;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string clean = clean_text(text);
  check(!find_invalid_utf8(clean) && clean_text(clean) == clean);
  check(from_xml(written(write_xml_text, text), false) == clean);
  check(from_xml(written(write_xml_attribute, text), true) == clean);
  check(from_json(written(write_json_string, text)) == clean);
  check(from_json(written(write_string_literal_quote, text)) == clean);
  check(unquote(joined(written(write_dot_string, text)), '"', true, false, true) == clean);
  check(unquote(summed(written(write_cypher_string, text)), '\'', true, false, true) == clean);
  check(unquote(written(write_csv_field, text), '"', false, true, false) == clean);
  check(unquote(written(write_sql_name, text), '"', false, true, false) == clean);
  check(unquote(written(write_sql_string, text), '\'', false, true, false) == clean);
  check(unquote(written(write_gephi_list_string, text), '"', true, false, false) == clean);
  check(unquote(written(write_gephi_csv_field, text), '"', true, true, false) == clean);
  check(unquote(written(write_cypher_name, text), '`', false, true, false).has_value());
  check(unquote(joined(written(write_dot_label, text)), '"', true, false, true).has_value());
  if (clean.find('%') == clean.npos) check(from_iri(written(write_iri, text)) == clean);
  return 0;
}
