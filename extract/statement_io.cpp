#include "extract/statement_io.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <cstring>

#include "extract/unicode.hpp"

namespace accord {

namespace {

using rapidjson::Value;

/// RapidJSON output stream that appends to a string.
struct StringStream {
  using Ch = char;
  std::string& out;
  void Put(char c) { out += c; }
  void Flush() {}
};

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

/// Whether one of eight bytes may need an escape: those of a word are looked at together.
bool may_need_escape(const char* eight) {
  constexpr std::uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, eight, sizeof bytes);
  const auto below = [](std::uint64_t word, std::uint64_t limit) { return (word - ones * limit) & ~word & high; };
  return (below(bytes, 0x20) | below(bytes ^ ones * '"', 1) | below(bytes ^ ones * '\\', 1)) != 0;
}

/// The length of what needs no escape at the beginning of a text.
std::size_t plain_length(std::string_view text) {
  std::size_t length = 0;
  while (length + 8 <= text.size() && !may_need_escape(text.data() + length)) length += 8;
  while (length != text.size() && !needs_escape(text[length])) ++length;
  return length;
}

void escape(std::string& out, char c) {
  constexpr std::string_view plain = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt", digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  if (const std::size_t known = plain.find(c); known != plain.npos) {
    (out += '\\') += letters[known];
  } else {
    ((out += "\\u00") += digits[byte >> 4U]) += digits[byte & 0xFU];
  }
}

/// A string in quotes. Nearly all of a text needs no escape and goes over in long pieces.
void string(std::string& out, std::string_view text) {
  out += '"';
  for (;;) {
    const std::size_t end = plain_length(text);
    out += text.substr(0, end);
    if (end == text.size()) break;
    escape(out, text[end]);
    text.remove_prefix(end + 1);
  }
  out += '"';
}

/// Begins a member; the comma stands where something stands before it.
void key(std::string& out, std::string_view name) {
  if (out.back() != '{') out += ',';
  string(out, name);
  out += ':';
}

void member(std::string& out, std::string_view name, std::string_view text) {
  key(out, name);
  string(out, text);
}

void optional_member(std::string& out, std::string_view name, std::string_view text) {
  if (!text.empty()) member(out, name, text);
}

void attributes(std::string& out, const Attributes& values) {
  out += '{';
  for (const auto& [name, value] : values) member(out, name, value);
  out += '}';
}

void entity(std::string& out, const Entity& e) {
  out += '{';
  member(out, "id", e.id);
  member(out, "name", e.name);
  member(out, "type", e.type);
  optional_member(out, "subtype", e.subtype);
  key(out, "aliases");
  out += '[';
  for (const std::string& alias : e.aliases) {
    if (out.back() != '[') out += ',';
    string(out, alias);
  }
  out += ']';
  if (!e.attributes.empty()) {
    key(out, "attributes");
    attributes(out, e.attributes);
  }
  out += '}';
}

void number(std::string& out, std::string_view name, std::uint32_t value) {
  key(out, name);
  out += std::to_string(value);
}

void evidence(std::string& out, const Evidence& e) {
  out += '{';
  member(out, "document", e.document);
  number(out, "begin", e.span.begin);
  number(out, "end", e.span.end);
  member(out, "quote", e.quote);
  member(out, "rule", e.rule);
  if (e.place.page != 0) {
    number(out, "page", e.place.page);
    key(out, "box");
    out += '[';
    for (const unsigned side : {e.place.left, e.place.top, e.place.right, e.place.bottom}) {
      if (out.back() != '[') out += ',';
      out += std::to_string(side);
    }
    out += ']';
  }
  if (e.source != Metadata{}) {
    key(out, "source");
    out += '{';
    optional_member(out, "date", e.source.date);
    optional_member(out, "url", e.source.url);
    optional_member(out, "title", e.source.title);
    optional_member(out, "publisher", e.source.publisher);
    out += '}';
  }
  out += '}';
}

/// Reads the members of one line and says what is wrong with them.
class Reader {
 public:
  explicit Reader(TextPosition at) : at_(std::move(at)) {}

  [[noreturn]] void fail(const std::string& message) const { throw Error(at_, message); }

  const Value& object(const Value& parent, const char* name) const {
    const auto it = parent.FindMember(name);
    if (it == parent.MemberEnd() || !it->value.IsObject()) fail(std::string("expected an object \"") + name + "\"");
    return it->value;
  }

  std::string text(const Value& parent, const char* name, bool required = true) const {
    const auto it = parent.FindMember(name);
    if (it == parent.MemberEnd() || it->value.IsNull()) {
      if (required) fail(std::string("expected a string \"") + name + "\"");
      return {};
    }
    if (!it->value.IsString()) fail(std::string("\"") + name + "\" must be a string");
    return {it->value.GetString(), it->value.GetStringLength()};
  }

  std::uint32_t number(const Value& parent, const char* name) const {
    const auto it = parent.FindMember(name);
    if (it == parent.MemberEnd() || !it->value.IsUint()) {
      fail(std::string("\"") + name + "\" must be a number from 0 to 4294967295");
    }
    return it->value.GetUint();
  }

  Attributes attributes(const Value& parent, const char* name) const {
    Attributes values;
    const auto it = parent.FindMember(name);
    if (it == parent.MemberEnd()) return values;
    if (!it->value.IsObject()) fail(std::string("\"") + name + "\" must be an object");
    const Value& members = it->value;
    for (auto m = members.MemberBegin(); m != members.MemberEnd(); ++m) {
      const std::string_view key_text(m->name.GetString(), m->name.GetStringLength());
      if (m->value.IsBool()) {
        set_attribute(values, key_text, m->value.GetBool() ? "true" : "false");
      } else if (m->value.IsString()) {
        set_attribute(values, key_text, std::string(m->value.GetString(), m->value.GetStringLength()));
      } else {
        fail("values of \"" + std::string(name) + "\" must be strings");
      }
    }
    return values;
  }

  Entity entity(const Value& parent, const char* name) const {
    const Value& from = object(parent, name);
    Entity to;
    to.name = text(from, "name");
    to.type = text(from, "type");
    if (to.name.empty() || to.type.empty()) fail(std::string(name) + " needs a name and a type");
    to.id = text(from, "id", false);
    if (to.id.empty()) to.id = entity_id(to.type, to.name);
    to.subtype = text(from, "subtype", false);
    to.attributes = attributes(from, "attributes");
    if (const auto it = from.FindMember("aliases"); it != from.MemberEnd()) {
      if (!it->value.IsArray()) fail("\"aliases\" must be an array");
      const Value& list = it->value;
      for (auto alias = list.Begin(); alias != list.End(); ++alias) {
        if (!alias->IsString()) fail("aliases must be strings");
        to.aliases.emplace_back(alias->GetString(), alias->GetStringLength());
      }
    }
    return to;
  }

  PageBox place(const Value& from) const {
    PageBox to;
    if (!from.HasMember("page")) return to;
    to.page = number(from, "page");
    std::uint16_t* const sides[] = {&to.left, &to.top, &to.right, &to.bottom};
    const auto box = from.FindMember("box");
    const bool four = box != from.MemberEnd() && box->value.IsArray() && box->value.Size() == 4;
    for (rapidjson::SizeType i = 0; i != 4; ++i) {
      const Value* side = four ? &box->value.GetArray()[i] : nullptr;
      if (side == nullptr || !side->IsUint() || side->GetUint() > UINT16_MAX || to.page == 0) {
        fail("\"page\" counts from 1, and \"box\" must be four numbers from 0 to 65535");
      }
      *sides[i] = static_cast<std::uint16_t>(side->GetUint());
    }
    return to;
  }

  Evidence evidence(const Value& from) const {
    if (!from.IsObject()) fail("evidence must be an array of objects");
    Evidence to;
    to.document = text(from, "document");
    to.span = {number(from, "begin"), number(from, "end")};
    if (to.span.begin > to.span.end) fail("evidence ends before it begins");
    to.quote = text(from, "quote", false);
    to.rule = text(from, "rule", false);
    to.place = place(from);
    if (from.HasMember("source")) {
      const Value& source = object(from, "source");
      to.source = {text(source, "date", false), text(source, "url", false), text(source, "title", false),
                   text(source, "publisher", false)};
    }
    return to;
  }

 private:
  TextPosition at_;
};

}  // namespace

void append_statement(std::string& out, const Statement& statement) {
  out += '{';
  key(out, "subject");
  entity(out, statement.subject);
  member(out, "predicate", statement.predicate);
  key(out, "object");
  entity(out, statement.object);
  key(out, "qualifiers");
  attributes(out, statement.qualifiers);
  key(out, "evidence");
  out += '[';
  for (const Evidence& e : statement.evidence) {
    if (out.back() != '[') out += ',';
    evidence(out, e);
  }
  out += ']';
  key(out, "confidence");
  StringStream stream{out};
  rapidjson::Writer<StringStream> number(stream);
  number.SetMaxDecimalPlaces(6);
  number.Double(statement.confidence);
  out += '}';
}

Statement parse_statement(std::string_view line, TextPosition at) {
  rapidjson::Document document;
  const Value& json = document;
  // Iterative parsing: depth of nesting cannot exhaust the stack.
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(line.data(), line.size());
  if (document.HasParseError()) {
    const std::size_t offset = document.GetErrorOffset();
    std::uint32_t column = 1;
    for (const char byte : line.substr(0, offset)) column += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    at.column = column;
    throw Error(at, std::string("not JSON: ") + rapidjson::GetParseError_En(document.GetParseError()));
  }
  const Reader read(std::move(at));
  if (!json.IsObject()) read.fail("a statement must be a JSON object");
  Statement statement;
  statement.subject = read.entity(json, "subject");
  statement.predicate = read.text(json, "predicate");
  if (statement.predicate.empty()) read.fail("a statement needs a predicate");
  statement.object = read.entity(json, "object");
  statement.qualifiers = read.attributes(json, "qualifiers");
  if (const auto it = json.FindMember("evidence"); it != json.MemberEnd()) {
    if (!it->value.IsArray()) read.fail("\"evidence\" must be an array");
    const Value& list = it->value;
    for (auto e = list.Begin(); e != list.End(); ++e) statement.evidence.push_back(read.evidence(*e));
  }
  if (const auto it = json.FindMember("confidence"); it != json.MemberEnd()) {
    if (!it->value.IsNumber()) read.fail("\"confidence\" must be a number");
    statement.confidence = it->value.GetDouble();
    if (!(statement.confidence >= 0 && statement.confidence <= 1)) read.fail("\"confidence\" must be from 0 to 1");
  }
  return statement;
}

}  // namespace accord
