#pragma once

#include <string>
#include <string_view>

#include "graph/knowledge_graph.hpp"
#include "graph/ledger.hpp"

namespace CLI {
class App;
}

namespace accord::cli {

/// GRAPH, and --format text or json: what the verbs that tell about a graph have in common.
struct GraphOptions {
  std::string graph;
  std::string format = "text";

  bool json() const { return format == "json"; }
  /// A file beside the graph's own.
  std::string beside(const char* name) const;
};
void add_graph(CLI::App& app, GraphOptions& options);
void add_format(CLI::App& app, GraphOptions& options);

/// Whose decisions, and where they are kept.
struct LedgerOptions {
  std::string file;  ///< --decisions; empty: the one beside the graph
  std::string who, when, why;
};
/// --decisions FILE.
void add_ledger(CLI::App& app, LedgerOptions& options);
/// --who, --when, --why, with the user's name and today for what is not given.
void add_deciding(CLI::App& app, LedgerOptions& options);

/// The file of decisions of a graph, as `options` say.
std::string ledger_path(const GraphOptions& graph, const LedgerOptions& options);

/// What a folder that accord build made has beside its graph.
constexpr const char* ledger_file = "decisions.tsv";
constexpr const char* texts_file = "texts/documents.ndjson";

/// The graph of a folder that accord build made, or of a file; a build that was killed while it put its files in place is
/// completed first, so that graph and texts belong together.
KnowledgeGraph open_graph(const std::string& path);

/// Writes to standard output, whole or with an Error. Text for people has control characters taken out first.
void print(std::string_view bytes);
void print_text(std::string_view text);

}  // namespace accord::cli
