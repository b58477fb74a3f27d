#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "extract/extractor.hpp"
#include "extract/pack.hpp"

namespace accord {

class Analysis;

/// Why a match does not say what its rule says.
struct Refusal {
  enum class Why : std::uint8_t {
    denied,        ///< the words before the verb deny it
    subject_type,  ///< the relation does not begin at such a thing
    object_type,   ///< the relation does not lead to such a thing
    same_ends,     ///< both ends are one thing
    nobody,        ///< a term of the rule stands for nothing here
    implied,       ///< another statement says as much or more
  } why;
  std::size_t match = 0;                   ///< index of the match
  std::string subject, predicate, object;  ///< names, as far as they are known
};
using RefusalSink = std::function<void(const Refusal&)>;

/// Turns the matches of an analysis into statements. `refused`, if given, hears of those that come to nothing.
void write_statements(Analysis& analysis, const StatementSink& sink, const RefusalSink& refused = {});

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
