#pragma once

#include <memory>

#include "extract/extractor.hpp"
#include "extract/pack.hpp"

namespace accord {

/// Reads documents with the rules of a pack. Immutable; any number of threads may call extract().
/// Each statement of a document comes once, with all its evidence there.
class RuleExtractor final : public Extractor {
 public:
  explicit RuleExtractor(std::shared_ptr<const Pack> pack) : pack_(std::move(pack)) {}

  void extract(const Document& document, const StatementSink& sink) const override;
  const Pack& pack() const { return *pack_; }

 private:
  std::shared_ptr<const Pack> pack_;
};

}  // namespace accord
