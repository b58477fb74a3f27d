#include "extract/source_docx.hpp"

#include <expat.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "extract/error.hpp"
#include "extract/source_archive.hpp"

namespace accord {

namespace {

constexpr char separator = '\n';  // between a namespace and a name; no namespace holds it
constexpr int deepest = 512;
constexpr std::size_t chunk = std::size_t{64} << 10;
/// Bytes of XML that may stand for a byte of text before reading ends: tags without text are no document.
constexpr std::size_t most_markup = 64;
constexpr std::size_t free_markup = std::size_t{64} << 20;
/// Expat looks at an unfinished tag from its beginning each time that more of it comes; so tags have to end.
constexpr std::size_t longest_tag = std::size_t{1} << 20;

bool is_word(std::string_view space) {
  return space == "http://schemas.openxmlformats.org/wordprocessingml/2006/main" ||
         space == "http://purl.oclc.org/ooxml/wordprocessingml/main";
}

std::string_view entry_name(std::string_view head) {
  if (head.size() < 30 || !head.starts_with("PK\x03\x04")) return {};
  const auto low = static_cast<unsigned char>(head[26]), high = static_cast<unsigned char>(head[27]);
  return head.substr(30, low + 256U * high);
}

}  // namespace

struct WordXml::State {
  State(Part given, std::string named, std::size_t most)
      : part(given), name(std::move(named)), max_text(most), parser(XML_ParserCreateNS("UTF-8", separator), XML_ParserFree) {
    if (!parser) throw Error("out of memory");
    XML_SetUserData(parser.get(), this);
    XML_SetElementHandler(parser.get(), &State::begin, &State::end);
    XML_SetCharacterDataHandler(parser.get(), &State::characters);
    XML_SetStartDoctypeDeclHandler(parser.get(), &State::doctype);
  }

  /// No exception may pass through expat: what is wrong waits here.
  void stop(std::string why) {
    if (problem.empty()) problem = std::move(why);
    XML_StopParser(parser.get(), XML_FALSE);
  }

  void write(std::string_view piece) {
    if (text.size() + piece.size() > max_text) return stop("the document is larger than " + std::to_string(max_text) + " bytes");
    text += piece;
  }

  void end_paragraph() {
    if (!text.empty() && !text.ends_with("\n\n")) write(text.ends_with('\n') ? "\n" : "\n\n");
  }

  static void begin(void* self, const XML_Char* element, const XML_Char**) {
    auto& s = *static_cast<State*>(self);
    if (++s.depth > deepest) return s.stop("the document is nested more than " + std::to_string(deepest) + " deep");
    const std::string_view whole(element);
    const std::size_t at = whole.find(separator);
    const std::string_view space = at == whole.npos ? std::string_view() : whole.substr(0, at);
    const std::string_view tag = at == whole.npos ? whole : whole.substr(at + 1);
    if (s.part == Part::title) {
      s.inside = space == "http://purl.org/dc/elements/1.1/" && tag == "title";
      return;
    }
    if (s.skipping == 0 && tag == "Fallback") s.skipping = s.depth;  // the same once more, for older programs
    if (s.skipping != 0 || !is_word(space)) return;
    if (tag == "t") {
      s.inside = true;
    } else if (tag == "tab") {
      s.write("\t");
    } else if (tag == "br" || tag == "cr") {
      s.write("\n");
    } else if (tag == "noBreakHyphen") {
      s.write("-");
    }
  }

  static void end(void* self, const XML_Char* element) {
    auto& s = *static_cast<State*>(self);
    s.inside = false;
    if (s.skipping == s.depth) s.skipping = 0;
    --s.depth;
    const std::string_view whole(element);
    const std::size_t at = whole.find(separator);
    if (s.part == Part::body && s.skipping == 0 && at != whole.npos && is_word(whole.substr(0, at)) &&
        whole.substr(at + 1) == "p") {
      s.end_paragraph();
    }
  }

  static void characters(void* self, const XML_Char* data, int length) {
    auto& s = *static_cast<State*>(self);
    if (s.inside) s.write({data, static_cast<std::size_t>(length)});
  }

  static void doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    static_cast<State*>(self)->stop("the document has a document type, which Office documents never have");
  }

  const Part part;
  const std::string name;
  const std::size_t max_text;
  std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser;
  std::string text, problem;
  std::size_t taken = 0;  ///< bytes of XML
  int depth = 0;
  int skipping = 0;  ///< depth of the element that is left out, or 0
  bool inside = false;
};

WordXml::WordXml(Part part, std::string name, std::size_t max_text)
    : state_(std::make_unique<State>(part, std::move(name), max_text)) {}
WordXml::~WordXml() = default;

void WordXml::parse(std::string_view piece, bool last) {
  State& s = *state_;
  const auto fail = [&](const std::string& message) { throw Error(TextPosition{s.name, 0, 0}, message); };
  s.taken += piece.size();
  if (s.taken > free_markup && s.taken / most_markup > s.text.size()) fail("the document is all markup and no text");
  const auto done = static_cast<std::size_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(s.parser.get())));
  if (s.taken - done > longest_tag + chunk) fail("the document is damaged: a tag is longer than " + std::to_string(longest_tag) + " bytes");
  const XML_Status status = XML_Parse(s.parser.get(), piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
  if (!s.problem.empty()) fail(s.problem);
  if (status != XML_STATUS_OK) {
    fail(std::string("the document is damaged: ") + XML_ErrorString(XML_GetErrorCode(s.parser.get())));
  }
}

void WordXml::add(std::string_view piece) {
  for (; !piece.empty(); piece.remove_prefix(std::min(chunk, piece.size()))) parse(piece.substr(0, chunk), false);
}

std::string WordXml::finish() {
  parse({}, true);
  return std::move(state_->text);
}

bool looks_like_office(std::string_view head) {
  const std::string_view first = entry_name(head);
  return first == "[Content_Types].xml" || first == "_rels/.rels" || first.starts_with("word/") ||
         first.starts_with("docProps/");
}

DocxText read_docx(ByteInput& input, std::size_t max_text) {
  const auto part = [&](ByteInput& file, WordXml::Part which, std::size_t most) {
    WordXml xml(which, input.name(), most);
    std::array<char, 16384> buffer{};
    while (const std::size_t got = file.read_some(buffer.data(), buffer.size())) xml.add({buffer.data(), got});
    return xml.finish();
  };
  DocxText made;
  bool found = false;
  const auto entry = [&](ByteInput& file, const std::string& path) {
    if (path == "word/document.xml") {
      made.text = part(file, WordXml::Part::body, max_text);
      found = true;
    } else if (path == "docProps/core.xml") {
      made.title = part(file, WordXml::Part::title, 10000);
    }
  };
  read_archive(input, UINT64_MAX, entry, stop);
  if (!found) throw Error(TextPosition{input.name(), 0, 0}, "is an Office document without text; save it as PDF, HTML or text");
  return made;
}

}  // namespace accord
