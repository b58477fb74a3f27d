#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extract/document.hpp"
#include "extract/pack.hpp"
#include "extract/statement.hpp"

namespace accord {

/// A sentence that holds a trigger and gave no statement.
struct SilentSentence {
  TextPosition at;       ///< of the trigger, in the document
  std::string trigger;   ///< the word, as written
  std::string sentence;  ///< as repaired: on one line
};

/// What part of the sentences that seem to say something gave a statement.
struct Coverage {
  std::size_t sentences = 0, with_trigger = 0, covered = 0;
  std::vector<SilentSentence> silent;  ///< in the order of the text; by their first trigger
};

/// Compares the words of a document with the statements that came of it. Triggers are the words of the pack's class
/// @trigger; throws Error if it has none.
Coverage coverage_of(const Pack& pack, const Document& document, const std::vector<Statement>& statements);

}  // namespace accord
