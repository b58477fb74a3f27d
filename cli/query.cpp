#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "cli/answer.hpp"
#include "cli/domain.hpp"
#include "cli/graph_options.hpp"
#include "cli/verb.hpp"
#include "exporters/byte_sink.hpp"
#include "graph/query.hpp"

namespace accord::cli {

namespace {

constexpr const char* query_help = R"(PATTERN is subject, relation, object; several are joined by ' . ':
  accord query out '?who signed ?what . ?what covers 金融服務'
A word with ? is a variable, ?x:Company one of a type; a name with blanks stands in "…" or 「…」. A relation may be
several, a|b, or * for any. Behind a pattern may stand dates, [2017..2023], a variable for the date, [?when], or a
qualifier, [role=…]; before it the word optional. At the end: | select ?a ?b | count ?a | order ?a desc | limit 10)";

struct QueryVerbOptions {
  std::string graph;
  std::string pattern;
  std::string format = "table";
  bool evidence = false;
  bool sources = false;
};

int query(const QueryVerbOptions& options) {
  Query question = parse_query(options.pattern);
  const KnowledgeGraph graph = open_graph(options.graph);
  for (QueryPattern& pattern : question.patterns) {
    for (QueryTerm* term : {&pattern.subject, &pattern.object}) {
      if (!term->is_variable && !term->text.empty()) term->text = known_name(graph, term->text);
    }
  }
  QueryOptions known;
  known.known_relations = relation_names();
  known.known_types = type_names();
  const QueryResult result = run_query(graph, question, known);
  for (const std::string& note : result.notes) std::cerr << "accord: " << note << '\n';
  const auto out = open_descriptor_sink(STDOUT_FILENO, "standard output");
  const Answer answer{graph, result, options.evidence, options.sources};
  if (options.format == "tsv") {
    write_tsv(answer, *out);
  } else if (options.format == "json") {
    write_json(answer, *out);
  } else {
    write_table(answer, *out);
  }
  out->close();
  return exit_done;
}

}  // namespace

Action set_up_query(CLI::App& app) {
  const auto options = std::make_shared<QueryVerbOptions>();
  app.add_option("GRAPH", options->graph, "A folder that accord build made, or its graph.ndjson")->required();
  app.add_option("PATTERN", options->pattern, "The question, see below")->required();
  app.add_option("--format", options->format, "table, tsv or json")
      ->check(CLI::IsMember({"table", "tsv", "json"}))
      ->capture_default_str();
  app.add_flag("--evidence", options->evidence, "With the words that say so, and where they stand");
  app.add_flag("--sources", options->sources,
               "With the number of mentions and of independent sources, and who they are");
  app.footer(query_help);
  return [options] { return query(*options); };
}

}  // namespace accord::cli
