#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "extract/document.hpp"
#include "graph/knowledge_graph.hpp"

namespace accord {

/// Opens a document again by its source; nothing if it is not there any more.
using Reopen = std::function<std::optional<Document>(const SourceView& source)>;

struct Verification {
  enum class Fault { missing_document, outside, other_words };
  struct Failure {
    Fault fault;
    StatementIndex statement;
    const EvidenceView* evidence;
    std::string found;  ///< what stands there instead, for other_words
  };
  std::uint64_t checked = 0;  ///< pieces of evidence
  std::uint32_t documents = 0;
  std::vector<Failure> failures;  ///< sorted by document, then statement
};

/// Checks that every quote stands where its evidence says. Opens each document once, one at a time, so memory holds
/// one document and one entry a piece of evidence.
Verification verify(const KnowledgeGraph& graph, const Reopen& reopen);

std::string to_text(const Verification& verification, const KnowledgeGraph& graph);
std::string to_json(const Verification& verification, const KnowledgeGraph& graph);

}  // namespace accord
