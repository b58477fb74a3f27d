#include "extract/source_ndjson.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <optional>

#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr unsigned parse_flags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == line.npos; }

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

/// Column of a byte of the line, counted in code points from 1.
std::uint32_t column_of(std::string_view line, std::size_t byte) {
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return 1 + static_cast<std::uint32_t>(std::ranges::count_if(line.substr(0, byte), starts));
}

/// One line as a document.
class Line {
 public:
  Line(std::string_view line, TextPosition at) : at_(std::move(at)) {
    json_.Parse<parse_flags>(line.data(), line.size());
    if (json_.HasParseError()) {
      at_.column = column_of(line, json_.GetErrorOffset());
      fail(std::string("not JSON: ") + rapidjson::GetParseError_En(json_.GetParseError()));
    }
    if (!json_.IsObject()) fail("a document must be a JSON object");
  }

  Document document(const SourceOptions& options) const {
    if (!json_.HasMember("text")) fail("a document needs a \"text\"");
    std::string body = text("text");
    if (body.size() > options.max_document_size) {
      fail("the document is larger than " + std::to_string(options.max_document_size) + " bytes");
    }
    Metadata own{text("date"), text("url"), text("title"), text("publisher")};
    if (!own.date.empty()) {
      const auto date = parse_iso_date(own.date);
      if (!date) fail("\"" + own.date + "\" is not a date such as 2023-03-21");
      own.date = *date;
    }
    const std::string id = identity();
    const Metadata* row = options.table.find(id);
    Metadata known = row == nullptr ? own : merge(*row, own);
    return Document(id, std::move(body), merge(options.metadata, known), lines());
  }

 private:
  [[noreturn]] void fail(const std::string& message) const { throw Error(at_, message); }

  /// Where the text was on pages: [begin, end, page, left, top, right, bottom] a line.
  std::vector<PlacedText> lines() const {
    std::vector<PlacedText> made;
    const auto list = json_.FindMember("lines");
    if (list == json_.MemberEnd()) return made;
    if (!list->value.IsArray()) fail("\"lines\" must be an array");
    for (const rapidjson::Value& line : list->value.GetArray()) {
      std::array<std::uint32_t, 7> numbers{};
      bool good = line.IsArray() && line.Size() == numbers.size();
      for (rapidjson::SizeType i = 0; good && i != numbers.size(); ++i) {
        good = line[i].IsUint() && line[i].GetUint() <= (i < 3 ? UINT32_MAX : UINT16_MAX);
        if (good) numbers[i] = line[i].GetUint();
      }
      if (!good) fail("each of \"lines\" must be begin, end, page, left, top, right, bottom");
      const auto side = [&](std::size_t i) { return static_cast<std::uint16_t>(numbers[i]); };
      made.push_back({{numbers[0], numbers[1]}, {numbers[2], side(3), side(4), side(5), side(6)}});
    }
    return made;
  }

  std::string identity() const {
    const auto id = json_.FindMember("id");
    if (id != json_.MemberEnd() && id->value.IsUint64()) return std::to_string(id->value.GetUint64());
    std::string given = text("id");
    return given.empty() ? at_.file + "#" + std::to_string(at_.line) : given;
  }

  /// A string member; empty when it is missing or null.
  std::string text(const char* name) const {
    const auto member = json_.FindMember(name);
    if (member == json_.MemberEnd() || member->value.IsNull()) return {};
    if (!member->value.IsString()) fail(std::string("\"") + name + "\" must be a string");
    std::string value(member->value.GetString(), member->value.GetStringLength());
    // Escapes can spell what bytes may not: half a surrogate pair.
    if (find_invalid_utf8(value)) fail(std::string("\"") + name + "\" holds half a surrogate pair");
    return value;
  }

  TextPosition at_;
  rapidjson::Document json_;
};

}  // namespace

bool looks_like_ndjson(std::string_view head) {
  head = without_mark(head);
  const std::size_t begin = head.find_first_not_of(" \t\r\n");
  if (begin == head.npos || head[begin] != '{') return false;
  head.remove_prefix(begin);
  const std::size_t end = head.find('\n');
  if (end == head.npos) {
    rapidjson::Document whole;
    whole.Parse<parse_flags>(head.data(), head.size());
    if (whole.HasParseError()) {
      // The line goes on behind the head: take it for JSON when what there is could begin an object.
      const std::size_t next = head.find_first_not_of(" \t", 1);
      return next != head.npos && head[next] == '"' && head.find("\"text\"") != head.npos;
    }
  }
  rapidjson::Document line;
  const std::string_view first = head.substr(0, end);
  line.Parse<parse_flags>(first.data(), first.size());
  if (line.HasParseError() || !line.IsObject()) return false;
  const rapidjson::Value& object = line;
  const auto text = object.FindMember("text");
  return text != object.MemberEnd() && text->value.IsString();
}

void append_document(std::string& out, const Document& document) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
  const auto member = [&](std::string_view name, std::string_view value, bool always) {
    if (value.empty() && !always) return;
    json.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  json.StartObject();
  member("id", document.id(), true);
  member("date", document.metadata().date, false);
  member("title", document.metadata().title, false);
  member("url", document.metadata().url, false);
  member("publisher", document.metadata().publisher, false);
  member("text", document.text(), true);
  if (!document.lines().empty()) {
    json.Key("lines");
    json.StartArray();
    for (const auto& [span, box] : document.lines()) {
      json.StartArray();
      for (const std::uint32_t number : {span.begin, span.end, box.page}) json.Uint(number);
      for (const std::uint32_t side : {box.left, box.top, box.right, box.bottom}) json.Uint(side);
      json.EndArray();
    }
    json.EndArray();
  }
  json.EndObject();
  out.append(buffer.GetString(), buffer.GetSize());
}

void read_ndjson(ByteInput& input, const std::string& name, const SourceOptions& options, const DocumentSink& sink,
                 const OnProblem& on_problem) {
  // An escape takes at most six bytes for one; the rest is for the other members.
  const std::size_t limit = options.max_document_size * 6 + (std::size_t{1} << 20);
  for (TextPosition at{name, 1, 0};; ++at.line) {
    std::optional<Document> document;
    bool too_long = false;
    const auto line = input.read_line(limit, too_long);
    if (!line && !too_long) return;
    try {
      if (too_long) throw Error(at, "the line is larger than " + std::to_string(limit) + " bytes");
      const std::string_view text = at.line == 1 ? without_mark(*line) : *line;
      if (is_blank(text)) continue;
      document = Line(text, at).document(options);
    } catch (const Error& error) {
      on_problem(error);
    }
    if (document) sink(std::move(*document));
  }
}

}  // namespace accord
