#include "graph/verify.hpp"

#include <algorithm>

#include "graph/json_output.hpp"

namespace accord {

namespace {

constexpr std::string_view words[] = {"the document is missing", "the document ends before", "other words stand there"};
constexpr std::string_view names[] = {"missing-document", "outside", "other-words"};

std::string_view document_of(const EvidenceView* evidence) { return evidence->source->document; }

}  // namespace

Verifier::Verifier(const KnowledgeGraph& graph) {
  for (std::uint32_t i = 0; i != graph.statement_count(); ++i) {
    for (const EvidenceView& e : graph.statement(StatementIndex{i}).evidence)
      pieces_.push_back({&e, StatementIndex{i}, false, false, {}});
  }
  std::ranges::stable_sort(pieces_, {}, [](const Piece& p) { return document_of(p.evidence); });
}

void Verifier::check(const Document& document) {
  const auto first = std::lower_bound(pieces_.begin(), pieces_.end(), document.id(),
                                      [](const Piece& piece, const std::string& id) { return document_of(piece.evidence) < id; });
  for (auto it = first; it != pieces_.end() && document_of(it->evidence) == document.id(); ++it) {
    Piece& piece = *it;
    piece.seen = true;
    const EvidenceView& e = *piece.evidence;
    if (piece.stands || e.span.end > document.length()) continue;
    const std::string_view found = document.slice(e.span);
    piece.stands = found == e.quote;
    if (piece.found.empty()) piece.found = found;
  }
}

Verification Verifier::finish() && {
  Verification result;
  result.checked = pieces_.size();
  const Piece* last = nullptr;
  for (Piece& piece : pieces_) {
    if (last == nullptr || document_of(last->evidence) != document_of(piece.evidence)) ++result.documents;
    last = &piece;
    if (piece.stands) continue;
    using enum Verification::Fault;
    const auto fault = !piece.seen ? missing_document : piece.found.empty() ? outside : other_words;
    result.failures.push_back({fault, piece.statement, piece.evidence, std::move(piece.found)});
  }
  return result;
}

std::string to_text(const Verification& v, const KnowledgeGraph& graph) {
  std::string text;
  for (const Verification::Failure& f : v.failures) {
    text += in_words(*f.evidence) + ": " + std::string(words[static_cast<std::size_t>(f.fault)]);
    if (!f.found.empty()) text += ": 「" + f.found + "」";
    text += "\n  " + in_words(graph, graph.statement(f.statement)) + "\n";
  }
  return text + std::to_string(v.checked - v.failures.size()) + " of " + std::to_string(v.checked) +
         " quotes stand, in " + std::to_string(v.documents) + " documents\n";
}

std::string to_json(const Verification& v, const KnowledgeGraph& graph) {
  JsonOutput json;
  json.object([&] {
    json.key("checked").number(v.checked);
    json.key("documents").number(v.documents);
    json.key("failures").array(v.failures, [&](const Verification::Failure& f) {
      json.object([&] {
        json.member("fault", names[static_cast<std::size_t>(f.fault)]);
        json.member("statement", graph.statement(f.statement).id);
        write_evidence(json.key("evidence"), *f.evidence);
        json.optional("found", f.found);
      });
    });
  });
  return json.take();
}

}  // namespace accord
