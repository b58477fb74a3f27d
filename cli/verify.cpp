#include "graph/verify.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "cli/graph_options.hpp"
#include "cli/verb.hpp"
#include "extract/source.hpp"

namespace accord::cli {

namespace {

struct VerifyOptions {
  GraphOptions graph;
  std::vector<std::string> sources;
  std::string encoding;
};

/// Where the documents are: what the user names, else the texts kept beside the graph, else the documents themselves.
std::vector<std::string> sources_of(const VerifyOptions& options, const KnowledgeGraph& graph) {
  if (!options.sources.empty()) return options.sources;
  std::error_code ignored;
  if (const std::string kept = options.graph.beside(texts_file); std::filesystem::exists(kept, ignored)) return {kept};
  std::vector<std::string> documents;
  for (const SourceView& source : graph.sources()) {
    std::string file(source.document);
    // One of several documents in a file: FILE#LINE.
    if (const std::size_t line = file.rfind('#');
        line != file.npos && !std::filesystem::exists(file, ignored) && !is_url(file))
      file.resize(line);
    if (documents.empty() || documents.back() != file) documents.push_back(std::move(file));
  }
  return documents;
}

int look_up(const VerifyOptions& options) {
  const KnowledgeGraph graph = open_graph(options.graph.graph);
  Verifier verifier(graph);
  SourceOptions reading;
  reading.encoding = options.encoding;
  for (const std::string& source : sources_of(options, graph)) {
    read_source(
        source, reading, [&](Document&& document) { verifier.check(document); },
        [](const Error& error) { std::cerr << "accord: " << error.what() << '\n'; });
  }
  const Verification found = std::move(verifier).finish();
  if (options.graph.json()) {
    print(to_json(found, graph));
  } else {
    print_text(to_text(found, graph));
  }
  return found.failures.empty() ? exit_done : exit_error;
}

}  // namespace

Action set_up_verify(CLI::App& app) {
  const auto options = std::make_shared<VerifyOptions>();
  add_graph(app, options->graph);
  app.add_option("SOURCE", options->sources,
                 "Where the documents are, as for build; otherwise the texts kept with the graph");
  app.add_option("--encoding", options->encoding, "Encoding of texts and pages; otherwise it is found out")
      ->type_name("NAME")
      ->check([](const std::string& name) {
        return is_known_encoding(name) ? std::string() : "unknown encoding \"" + name + '"';
      });
  add_format(app, options->graph);
  app.footer("Exit code 1 if a quote does not stand where the graph says.");
  return [options] { return look_up(*options); };
}

}  // namespace accord::cli
