#pragma once

#include <string>
#include <vector>

#include "extract/document.hpp"
#include "extract/pack.hpp"

namespace accord {

/// Something that stands between a document and a statement that a reader would expect of it.
struct Obstacle {
  TextPosition at;       ///< in the document; line 0: nowhere in particular
  std::string sentence;  ///< as repaired; empty: none in particular
  std::string rule;      ///< the rule that came nearest, or empty
  std::string message;
};

struct Explanation {
  bool stated = false;  ///< it is stated, as a plain fact
  std::vector<Obstacle> obstacles;
};

/// Why a document does not state `subject relation object`: a name that is no mention here, a type that the relation
/// does not take, words that deny it or make it a plan, a statement that says more; and in each sentence that names one
/// of the two, the rule that came nearest and the place where it went no further. At most `most` sentences, those with
/// both names first. Throws UsageError if the pack has no such relation.
Explanation why_not(const Pack& pack, const Document& document, const std::string& subject, const std::string& relation,
                    const std::string& object, std::size_t most = 5);

}  // namespace accord
