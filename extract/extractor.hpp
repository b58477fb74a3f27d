#pragma once

#include <functional>

#include "extract/document.hpp"
#include "extract/statement.hpp"

namespace accord {

/// Takes what an extractor finds, in the order of the text.
using StatementSink = std::function<void(Statement&&)>;

/// Documents in, statements out. The result depends on the document and the extractor's own data only,
/// so documents can be extracted in any order, by any number of threads.
class Extractor {
 public:
  virtual ~Extractor() = default;
  virtual void extract(const Document& document, const StatementSink& sink) const = 0;
};

}  // namespace accord
