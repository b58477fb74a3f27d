#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/extraction_cache.hpp"
#include "cli/graph_options.hpp"
#include "cli/output_folder.hpp"
#include "cli/reading.hpp"
#include "cli/record_store.hpp"
#include "cli/verb.hpp"
#include "exporters/byte_sink.hpp"
#include "exporters/formats.hpp"
#include "extract/source.hpp"
#include "graph/copies.hpp"
#include "graph/graph_builder.hpp"
#include "graph/ledger.hpp"
#include "graph/snapshot.hpp"

namespace accord::cli {

namespace {

constexpr const char* graph_file = "graph.ndjson";
constexpr const char* snapshot_file = "graph.snapshot";
constexpr const char* extractions_file = ".accord.extracted";

struct BuildOptions {
  ReadingOptions reading;
  std::string folder;
  std::vector<std::string> formats{"graphml", "jsonld", "dot", "svg", "ndjson", "statements"};
  ExportOptions exporting;
  std::string decisions;  ///< --decisions
  bool texts = true;
  bool anew = false;
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

/// A person's decisions: those of the folder have the last word.
Ledger read_ledger(const BuildOptions& options) {
  std::vector<std::string> paths;
  if (!options.decisions.empty()) {
    if (!std::filesystem::exists(options.decisions)) throw Error(options.decisions + ": there is no such file");
    paths.push_back(options.decisions);
  }
  paths.push_back((std::filesystem::path(options.folder) / ledger_file).string());
  const Ledger ledger = Ledger::read(paths);
  for (const Contradiction& contradiction : ledger.contradictions()) {
    std::cerr << "accord: warning: decisions contradict; \"different\" is what holds\n" << to_text(contradiction);
  }
  return ledger;
}

/// A build on its way: from the sources to the files in the staging folder.
class Build {
 public:
  explicit Build(const BuildOptions& options)
      : options_(options),
        formats_(chosen_formats(options.formats)),
        folder_(options.folder),
        pack_(pack_of(options.reading)),
        rules_(rules_version(*pack_)),
        extractions_(folder_.staged("extractions.unsorted"), rules_) {
    if (options.texts) texts_.emplace(folder_.staged("texts.unsorted"));
    builder_.set_ledger(read_ledger(options));
  }

  ReadingResult read() {
    const std::string known = (std::filesystem::path(options_.folder) / extractions_file).string();
    const ExtractionCache cache(options_.anew ? std::string() : known, rules_);
    return extract_all(
        options_.reading, pack_, options_.folder, [&](Extraction&& made) { take(made); }, &cache);
  }

  /// Puts all files in place.
  KnowledgeGraph write() {
    for (auto& [copy, original] : copies_.copies()) builder_.mark_copy(copy, original);
    KnowledgeGraph graph = std::move(builder_).finish();
    if (texts_) {
      write_file(texts_file, [&](ByteSink& out) {
        const std::uint64_t ambiguous = texts_->write(out);
        if (ambiguous != 0) std::cerr << "accord: warning: " << ambiguous << " ids stand for more than one text\n";
      });
    }
    write_file(extractions_file, [&](ByteSink& out) { extractions_.write(out); });
    for (const Format* format : formats_) {
      write_file(std::string(format->file_name), [&](ByteSink& out) { format->write(graph, out, options_.exporting); });
    }
    write_file(snapshot_file, [&](ByteSink& out) {
      write_snapshot(graph, folder_.staged(graph_file), [&](std::string_view bytes) { out.write(bytes); });
    });
    // The graph's own file goes last: where it stands, all others do.
    std::stable_partition(files_.begin(), files_.end(), [](const std::string& name) { return name != graph_file; });
    folder_.commit(files_);
    return graph;
  }

  std::uint64_t unchanged() const { return unchanged_; }

 private:
  void take(const Extraction& made) {
    for (const Statement& statement : made.statements) builder_.add(statement);
    const Document& document = made.document;
    copies_.add(document.id(), document.metadata().date, document.text());
    extractions_.add(made.key, made.statements);
    unchanged_ += made.known ? 1 : 0;
    if (!texts_) return;
    std::string line;
    append_document(line, document);
    texts_->add(document.id(), line += '\n');
  }

  template <class Write>
  void write_file(const std::string& name, Write write) {
    files_.push_back(name);
    const auto sink = open_file_sink(folder_.staged(name));
    write(*sink);
    sink->close();
  }

  const BuildOptions& options_;
  std::vector<const Format*> formats_;
  OutputFolder folder_;
  std::shared_ptr<const Pack> pack_;
  std::string rules_;
  ExtractionRecord extractions_;
  std::optional<RecordStore> texts_;
  GraphBuilder builder_;
  CopyFinder copies_;
  std::uint64_t unchanged_ = 0;
  std::vector<std::string> files_;
};

/// Without a source, those of the last build: the texts that it kept.
void find_sources(BuildOptions& options) {
  if (!options.reading.sources.empty() || !options.reading.url_list.empty()) return;
  const std::string kept = (std::filesystem::path(options.folder) / texts_file).string();
  if (!std::filesystem::exists(kept)) throw UsageError("SOURCE is required");
  options.reading.sources = {kept};
}

int build(BuildOptions options) {
  find_sources(options);
  check_apart(options);
  Build build(options);
  const ReadingResult result = build.read();
  const KnowledgeGraph graph = build.write();
  if (!options.reading.quiet && options.reading.log == "text") {
    std::cerr << "accord: " << result.documents << " documents, " << graph.entity_count() << " entities, "
              << graph.statement_count() << " statements in " << options.folder;
    if (build.unchanged() != 0) std::cerr << "; known from the last build: " << build.unchanged();
    if (result.problems != 0) std::cerr << "; " << result.problems << " documents were skipped";
    std::cerr << '\n';
  }
  return result.problems == 0 ? exit_done : exit_partial;
}

}  // namespace

Action set_up_build(CLI::App& app) {
  const auto options = std::make_shared<BuildOptions>();
  add_reading_options(app, options->reading, Sources::optional);
  app.add_option("-o,--output", options->folder, "Folder for the results, made if need be")
      ->type_name("DIR")
      ->required();
  app.add_option("-f,--format", options->formats, "Formats to write, such as graphml,jsonld")
      ->delimiter(',')
      ->type_name("FORMAT")
      ->capture_default_str();
  app.add_option("--base", options->exporting.base, "IRIs of entities and statements start so")->capture_default_str();
  app.add_option("--decisions", options->decisions, "File of a person's decisions, beside DIR/decisions.tsv")
      ->type_name("FILE");
  app.add_flag("--anew", options->anew, "Extract all documents again, also those known from the last build of DIR");
  app.add_flag("!--no-texts", options->texts, "Do not keep the texts in DIR/texts, where evidence can be checked");
  app.footer(
      "Without SOURCE, the texts that the last build kept in DIR are built again: after a decision, or with other "
      "rules.");
  return [options] { return build(*options); };
}

}  // namespace accord::cli
