#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/output_folder.hpp"
#include "cli/reading.hpp"
#include "cli/text_store.hpp"
#include "cli/verb.hpp"
#include "exporters/byte_sink.hpp"
#include "exporters/formats.hpp"
#include "graph/graph_builder.hpp"

namespace accord::cli {

namespace {

constexpr const char* texts_file = "texts/documents.ndjson";
constexpr const char* graph_file = "graph.ndjson";

struct BuildOptions {
  ReadingOptions reading;
  std::string folder;
  std::vector<std::string> formats{"graphml", "jsonld", "dot", "svg", "ndjson", "statements"};
  ExportOptions exporting;
  bool texts = true;
};

/// The formats to write, each once. The graph's own file is always one of them: the other verbs read it.
std::vector<const Format*> chosen_formats(const std::vector<std::string>& names) {
  std::vector<const Format*> chosen{&format_named("ndjson")};
  for (const std::string& name : names) chosen.push_back(&format_named(name));
  std::ranges::sort(chosen, {}, &Format::name);
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

/// A folder that is read and written at once would read its own output the next time.
void check_apart(const BuildOptions& options) {
  for (const std::string& source : options.reading.sources) {
    std::error_code missing;
    if (std::filesystem::equivalent(source, options.folder, missing)) {
      throw UsageError("the output folder " + options.folder + " is one of the sources");
    }
  }
}

void say_summary(const BuildOptions& options, const ReadingResult& result, const KnowledgeGraph& graph) {
  std::cerr << "accord: " << result.documents << " documents, " << graph.entity_count() << " entities, "
            << graph.statement_count() << " statements in " << options.folder;
  if (result.problems != 0) std::cerr << "; " << result.problems << " documents were skipped";
  std::cerr << '\n';
}

int build(const BuildOptions& options) {
  const std::vector<const Format*> formats = chosen_formats(options.formats);
  check_apart(options);
  OutputFolder folder(options.folder);
  GraphBuilder builder;
  std::optional<TextStore> texts;
  if (options.texts) texts.emplace(folder.staged("texts.unsorted"));
  const ReadingResult result = extract_all(options.reading, options.folder, [&](Extraction&& made) {
    for (const Statement& statement : made.statements) builder.add(statement);
    if (texts) texts->add(made.document);
  });
  const KnowledgeGraph graph = std::move(builder).finish();

  std::vector<std::string> files;
  if (texts) {
    files.emplace_back(texts_file);
    const auto sink = open_file_sink(folder.staged(texts_file));
    const std::uint64_t ambiguous = texts->write(*sink);
    sink->close();
    if (ambiguous != 0) std::cerr << "accord: warning: " << ambiguous << " ids stand for more than one text\n";
  }
  for (const Format* format : formats) {
    files.emplace_back(format->file_name);
    const auto sink = open_file_sink(folder.staged(files.back()));
    format->write(graph, *sink, options.exporting);
    sink->close();
  }
  // The graph's own file goes last: where it stands, all others do.
  std::stable_partition(files.begin(), files.end(), [](const std::string& name) { return name != graph_file; });
  folder.commit(files);
  if (!options.reading.quiet && options.reading.log == "text") say_summary(options, result, graph);
  return result.problems == 0 ? exit_done : exit_partial;
}

}  // namespace

Action set_up_build(CLI::App& app) {
  const auto options = std::make_shared<BuildOptions>();
  add_reading_options(app, options->reading);
  app.add_option("-o,--output", options->folder, "Folder for the results, made if need be")
      ->type_name("DIR")
      ->required();
  app.add_option("-f,--format", options->formats, "Formats to write, such as graphml,jsonld")
      ->delimiter(',')
      ->type_name("FORMAT")
      ->capture_default_str();
  app.add_option("--base", options->exporting.base, "IRIs of entities and statements start so")->capture_default_str();
  app.add_flag("!--no-texts", options->texts, "Do not keep the texts in DIR/texts, where evidence can be checked");
  return [options] { return build(*options); };
}

}  // namespace accord::cli
