#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/extraction_cache.hpp"
#include "extract/extractor.hpp"
#include "extract/pack.hpp"
#include "extract/source.hpp"

namespace CLI {
class App;
}

namespace accord::cli {

/// What the verbs that read texts let a user choose.
struct ReadingOptions {
  std::vector<std::string> sources;
  std::string metadata_file;  ///< --metadata
  Metadata metadata;          ///< --date, --url, --title, --publisher
  std::string encoding;       ///< --encoding
  std::string pack;           ///< --pack; empty: the built-in one
  unsigned jobs = 1;
  std::uint64_t max_document_size = std::uint64_t{64} << 20;
  std::string url_list;  ///< --urls
  std::string cache;     ///< --cache
  double delay = 1.0;    ///< --delay, seconds
  std::string ca_file;   ///< --ca
  bool allow_private = false;
  bool strict = false;
  bool quiet = false;
  std::string log = "text";  ///< --log: text or json
};

/// Whether a verb can do without SOURCE.
enum class Sources { required, optional };

/// Declares the options above. `options` must outlive the parsing.
void add_reading_options(CLI::App& app, ReadingOptions& options, Sources sources = Sources::required);

/// A document and what it says.
struct Extraction {
  Document document;
  std::vector<Statement> statements;
  std::string key;     ///< of the document in a cache, if there is one
  bool known = false;  ///< the statements come from the cache
  std::string output;  ///< for what Finish makes of it
};

/// Goes on with an extraction in the thread that made it, before it waits for its turn; may take its statements away.
using Finish = std::function<void(Extraction&)>;

/// What came of a run.
struct ReadingResult {
  std::uint64_t documents = 0;
  std::uint64_t statements = 0;
  std::uint64_t problems = 0;  ///< documents that could not be read
};

/// What --pack names, or the built-in one.
std::shared_ptr<const Pack> pack_of(const ReadingOptions& options);

/// Reads all sources and hands on what each document says, in the order of the documents whatever the number of jobs.
/// Documents that cannot be read are named on standard error and counted, or stop the run if options.strict.
/// `exclude` is a folder of ours that is no source, even inside one. Documents that `cache` knows are not extracted
/// again. Throws Error if no document could be read.
ReadingResult extract_all(const ReadingOptions& options, std::shared_ptr<const Pack> pack, const std::string& exclude,
                          const std::function<void(Extraction&&)>& sink, const ExtractionCache* cache = nullptr,
                          const Finish& finish = {});

/// What extraction depends on beside the documents: the pack and the program.
std::string rules_version(const Pack& pack);

}  // namespace accord::cli
