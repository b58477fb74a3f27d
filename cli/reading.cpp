#include "cli/reading.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "cli/ordered.hpp"
#include "cli/problems.hpp"
#include "cli/progress.hpp"
#include "cli/urls.hpp"
#include "extract/rule_extractor.hpp"

namespace accord::cli {

namespace {

/// An option that takes a date, checked while the command line is parsed.
void add_date(CLI::App& app, std::string& date) {
  app.add_option_function<std::string>(
         "--date",
         [&date](const std::string& given) {
           const auto parsed = parse_iso_date(given);
           if (!parsed) throw CLI::ValidationError("--date", "\"" + given + "\" is not a date such as 2023-03-21");
           date = *parsed;
         },
         "Day of publication of every document, such as 2023-03-21")
      ->type_name("DATE");
}

SourceOptions source_options(const ReadingOptions& options, const std::string& exclude) {
  SourceOptions made;
  made.metadata = options.metadata;
  if (!options.metadata_file.empty()) made.table = MetadataTable::read(options.metadata_file);
  made.max_document_size = options.max_document_size;
  made.encoding = options.encoding;
  made.fetch.max_size = options.max_document_size;
  made.fetch.allow_private = options.allow_private;
  made.fetch.ca_file = options.ca_file;
  made.exclude = exclude;
  return made;
}

FetcherOptions fetcher_options(const ReadingOptions& options, const SourceOptions& sources) {
  FetcherOptions made;
  made.fetch = sources.fetch;
  made.cache = options.cache;
  made.delay = std::chrono::milliseconds(static_cast<long>(options.delay * 1000));
  return made;
}

/// The bytes that all sources have, or nothing where a URL or standard input is among them.
std::optional<std::uint64_t> expected_bytes(const ReadingOptions& options) {
  std::uint64_t all = 0;
  if (!options.url_list.empty()) return std::nullopt;
  for (const std::string& source : options.sources) {
    const auto size = size_of_source(source);
    if (!size) return std::nullopt;
    all += *size;
  }
  return all;
}

Progress::Shown shown_progress(const ReadingOptions& options) {
  if (options.quiet) return Progress::Shown::not_at_all;
  return options.log == "json" ? Progress::Shown::json : Progress::Shown::line;
}

/// All sources in their order; URLs that stand together are fetched together.
void read_all(const ReadingOptions& options, const SourceOptions& sources, const DocumentSink& sink,
              const OnProblem& on_problem) {
  std::vector<std::string> names = options.sources;
  if (!options.url_list.empty()) {
    const std::vector<std::string> urls = read_url_list(options.url_list);
    names.insert(names.end(), urls.begin(), urls.end());
  }
  for (auto name = names.begin(); name != names.end();) {
    const auto behind_urls = std::find_if_not(name, names.end(), is_url);
    if (name == behind_urls) {
      read_source(*name++, sources, sink, on_problem);
      continue;
    }
    read_urls({name, behind_urls}, fetcher_options(options, sources), sources, sink, on_problem);
    name = behind_urls;
  }
}

void extract_one(const Extractor& extractor, const ExtractionCache* cache, Extraction& made) {
  if (cache != nullptr) {
    made.key = ExtractionCache::key(made.document);
    if (auto statements = cache->find(made.key)) {
      made.statements = std::move(*statements);
      made.known = true;
      return;
    }
  }
  extractor.extract(made.document, [&](Statement&& statement) { made.statements.push_back(std::move(statement)); });
}

struct Counted {
  Extraction extraction;
  std::size_t statements = 0;
  std::optional<Error> problem;  ///< why there is no extraction
};
using Pipeline = Ordered<Document, Counted>;

}  // namespace

void add_reading_options(CLI::App& app, ReadingOptions& options, Sources need) {
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  CLI::Option* sources = app.add_option("SOURCE", options.sources, "Files, folders, URLs, or - for standard input");
  CLI::Option* urls = app.add_option("--urls", options.url_list, "File with a URL a line, read like sources");
  urls->type_name("FILE");
  app.final_callback([sources, urls, need] {
    if (need == Sources::required && sources->count() + urls->count() == 0) throw CLI::RequiredError("SOURCE");
  });
  app.add_option("--cache", options.cache, "Folder where pages are kept and from which a stopped run goes on")
      ->type_name("DIR");
  app.add_option("--delay", options.delay, "Seconds between two requests to one site")
      ->check(CLI::Range(0.0, 60.0))
      ->capture_default_str();
  app.add_option("--metadata", options.metadata_file, "Table of dates and titles: file, date, url, title, publisher")
      ->type_name("FILE.tsv");
  add_date(app, options.metadata.date);
  app.add_option("--url", options.metadata.url, "Address of every document")->type_name("URL");
  app.add_option("--title", options.metadata.title, "Title of every document");
  app.add_option("--publisher", options.metadata.publisher, "Publisher of every document");
  app.add_option("--encoding", options.encoding, "Encoding of texts and pages, such as big5; otherwise it is found out")
      ->type_name("NAME")
      ->check([](const std::string& name) {
        return is_known_encoding(name) ? std::string() : "unknown encoding \"" + name + '"';
      });
  app.add_option("--pack", options.pack, "Folder of rules and names to use instead of the built-in ones")
      ->type_name("DIR");
  app.add_option("--jobs", options.jobs, "Number of threads; the output is the same for any")
      ->check(CLI::Range(1U, 1024U))
      ->capture_default_str();
  app.add_option("--max-document-size", options.max_document_size, "Larger documents are left out, in bytes (or 10MB)")
      ->transform(CLI::AsSizeValue(false))
      ->capture_default_str();
  app.add_option("--ca", options.ca_file, "PEM file of the authorities to trust for https, instead of the system's")
      ->type_name("FILE")
      ->check(CLI::ExistingFile);
  app.add_flag("--allow-private-addresses", options.allow_private, "Fetch from this machine and local networks too");
  app.add_flag("--strict", options.strict, "Stop at the first document that cannot be read");
  app.add_flag("--quiet", options.quiet, "No progress line and no summary");
  app.add_option("--log", options.log, "How problems and the summary are written: text, or json with a line each")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
}

std::shared_ptr<const Pack> pack_of(const ReadingOptions& options) {
  return options.pack.empty() ? builtin_pack() : load_pack(options.pack);
}

ReadingResult extract_all(const ReadingOptions& options, std::shared_ptr<const Pack> pack, const std::string& exclude,
                          const std::function<void(Extraction&&)>& sink, const ExtractionCache* cache, const Finish& finish) {
  SourceOptions sources = source_options(options, exclude);
  const RuleExtractor extractor(std::move(pack));
  Problems problems(options.log == "json" ? Problems::Log::json : Problems::Log::text, options.quiet);
  Progress progress(shown_progress(options));
  std::atomic<std::uint64_t> bytes_read{0};
  if (progress.shown()) {
    progress.expect(expected_bytes(options), bytes_read);
    sources.bytes_read = &bytes_read;
  }
  sources.on_guess = [&](const std::string& id, const std::string& encoding, int confidence) {
    problems.guessed(id, encoding, confidence);
  };
  ReadingResult result;

  const Pipeline::Produce produce = [&](const Pipeline::Put& put) {
    const auto take = [&](Document&& document) {
      const std::size_t weight = document.text().size();
      put(std::move(document), weight);
    };
    const OnProblem on_problem = [&](const Error& error) {
      if (options.strict) throw error;
      problems.add(error);
    };
    read_all(options, sources, take, on_problem);
  };
  const Pipeline::Work work = [&](Document&& document) {
    Counted made{{std::move(document), {}, {}, false, {}}, 0, {}};
    try {
      extract_one(extractor, cache, made.extraction);
    } catch (const Error& error) {
      if (options.strict) throw;
      made.problem = error;
      return made;
    }
    made.statements = made.extraction.statements.size();
    if (finish) finish(made.extraction);
    return made;
  };
  const Pipeline::Consume consume = [&](Counted&& made) {
    if (made.problem) return problems.add(*made.problem);
    problems.document_read();
    ++result.documents;
    result.statements += made.statements;
    progress.document(made.extraction.document.text().size(), made.statements);
    sink(std::move(made.extraction));
  };

  Pipeline::run(InFlight{.jobs = options.jobs}, produce, work, consume);
  problems.finish();
  result.problems = problems.count();
  problems.summary(result.documents, result.statements);
  return result;
}

std::string rules_version(const Pack& pack) { return pack.hash + extraction_version(); }

}  // namespace accord::cli
