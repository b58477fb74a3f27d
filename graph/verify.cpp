#include "graph/verify.hpp"

#include <algorithm>
#include <tuple>

#include "graph/json_output.hpp"

namespace accord {

namespace {

constexpr std::string_view words[] = {"the document is missing", "the document ends before", "other words stand there"};
constexpr std::string_view names[] = {"missing-document", "outside", "other-words"};

struct Piece {
  const EvidenceView* evidence;
  StatementIndex statement;
};

std::vector<Piece> pieces_by_document(const KnowledgeGraph& graph) {
  std::vector<Piece> pieces;
  for (std::uint32_t i = 0; i != graph.statement_count(); ++i) {
    for (const EvidenceView& e : graph.statement(StatementIndex{i}).evidence) pieces.push_back({&e, StatementIndex{i}});
  }
  std::ranges::stable_sort(pieces, {}, [](const Piece& p) { return p.evidence->source->document; });
  return pieces;
}

void check(const Piece& piece, const std::optional<Document>& document, Verification& result) {
  ++result.checked;
  const EvidenceView& e = *piece.evidence;
  const auto fail = [&](Verification::Fault fault, std::string_view found) {
    result.failures.push_back({fault, piece.statement, &e, std::string(found)});
  };
  if (!document) return fail(Verification::Fault::missing_document, {});
  if (e.span.end > document->length()) return fail(Verification::Fault::outside, {});
  const std::string_view found = document->slice(e.span);
  if (found != e.quote) fail(Verification::Fault::other_words, found);
}

}  // namespace

Verification verify(const KnowledgeGraph& graph, const Reopen& reopen) {
  Verification result;
  const std::vector<Piece> pieces = pieces_by_document(graph);
  for (std::size_t i = 0; i != pieces.size();) {
    const SourceView& source = *pieces[i].evidence->source;
    const std::optional<Document> document = reopen(source);
    ++result.documents;
    for (; i != pieces.size() && pieces[i].evidence->source->document == source.document; ++i)
      check(pieces[i], document, result);
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
