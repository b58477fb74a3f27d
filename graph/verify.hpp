#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/document.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

/// What came of looking up every quote of a graph.
struct Verification {
  enum class Fault { missing_document, outside, other_words };
  struct Failure {
    Fault fault;
    StatementIndex statement;
    const EvidenceView* evidence;
    std::string found;  ///< what stands there instead, for other_words
  };
  std::uint64_t checked = 0;      ///< pieces of evidence
  std::uint32_t documents = 0;    ///< that the evidence names
  std::vector<Failure> failures;  ///< sorted by document, then statement
};

/// Checks that every quote stands where its evidence says. Documents may come in any order; those that no evidence
/// names do not matter. Where one id stands for several texts, a quote stands if it does in one of them.
/// Memory: an entry a piece of evidence, and what stands in the place of quotes that do not.
class Verifier {
 public:
  explicit Verifier(const KnowledgeGraph& graph);

  void check(const Document& document);
  /// Evidence whose document did not come is a failure too.
  Verification finish() &&;

 private:
  struct Piece {
    const EvidenceView* evidence;
    StatementIndex statement;
    bool stands = false, seen = false;
    std::string found;  ///< in the first text that has other words
  };

  std::vector<Piece> pieces_;  ///< sorted by document
};

std::string to_text(const Verification& verification, const KnowledgeGraph& graph);
std::string to_json(const Verification& verification, const KnowledgeGraph& graph);

}  // namespace accord
