#include "extract/coverage.hpp"

#include <algorithm>
#include <set>

#include "extract/analysis.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

/// Lines and columns of places that come in the order of the text.
class Ruler {
 public:
  explicit Ruler(const Document& document) : file_(document.id()), text_(to_utf32(document.text())) {}

  TextPosition position(std::uint32_t code_point) {
    for (; at_ < code_point; ++at_) {
      ++column_;
      if (text_[at_] == U'\n') ++line_, column_ = 1;
    }
    return {file_, line_, column_};
  }

 private:
  std::string file_;
  std::u32string text_;
  std::uint32_t at_ = 0, line_ = 1, column_ = 1;
};

}  // namespace

Coverage coverage_of(const Pack& pack, const Document& document, const std::vector<Statement>& statements) {
  const auto trigger = pack.lexicon.find_class("trigger");
  if (!trigger) throw Error(TextPosition{pack.name, 0, 0}, "the pack has no word class @trigger; its words are what coverage looks for");
  std::set<Span> stated;
  for (const Statement& statement : statements) {
    for (const Evidence& evidence : statement.evidence) stated.insert(evidence.span);
  }
  Coverage coverage;
  Ruler ruler(document);
  const Analysis analysis(pack, document);
  for (const Sentence& sentence : analysis.sentences()) {
    ++coverage.sentences;
    const auto word = std::ranges::find_if(sentence.tokens, [&](const Token& token) { return token.classes.has(*trigger); });
    if (word == sentence.tokens.end()) continue;
    ++coverage.with_trigger;
    if (stated.contains(sentence.block->source(sentence.span))) {
      ++coverage.covered;
      continue;
    }
    const auto text = std::u32string_view(sentence.block->written);
    coverage.silent.push_back({ruler.position(sentence.block->source({word->begin, word->end}).begin),
                               to_utf8(text.substr(word->begin, word->end - word->begin)),
                               to_utf8(text.substr(sentence.span.begin, sentence.span.length()))});
  }
  return coverage;
}

}  // namespace accord
