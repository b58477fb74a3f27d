#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "extract/source_input.hpp"

namespace accord {

/// True if the bytes begin like a zip that an Office program wrote.
bool looks_like_office(std::string_view head);

struct DocxText {
  std::string text;   ///< paragraphs with an empty line between
  std::string title;  ///< of the document's properties; may be empty
};

/// The text of a Word document (Office Open XML): its paragraphs and tables, without headers, footnotes, comments and
/// what was deleted. Throws Error when it is damaged, encrypted, another kind of Office document, has a document type
/// (which could define entities without end), or its text is larger than `max_text` bytes.
DocxText read_docx(ByteInput& input, std::size_t max_text);

/// Makes text of word/document.xml, or of the title in docProps/core.xml, piece by piece.
class WordXml {
 public:
  enum class Part { body, title };
  /// `name` is for messages.
  WordXml(Part part, std::string name, std::size_t max_text);
  ~WordXml();
  WordXml(const WordXml&) = delete;
  WordXml& operator=(const WordXml&) = delete;

  /// Takes the next piece. Throws Error when it is no XML, nested too deep, or the text gets too large.
  void add(std::string_view piece);
  /// Everything that was read. Throws Error when the XML has not ended.
  std::string finish();

 private:
  struct State;
  void parse(std::string_view piece, bool last);

  std::unique_ptr<State> state_;
};

}  // namespace accord
