#include "extract/coverage.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "cli/columns.hpp"
#include "cli/reading.hpp"
#include "cli/verb.hpp"
#include "exporters/byte_sink.hpp"
#include "exporters/escape.hpp"
#include "exporters/output.hpp"

namespace accord::cli {

namespace {

struct CoverageOptions {
  ReadingOptions reading;
  std::string format = "tsv";
};

void write_json_row(Output& out, const SilentSentence& silent) {
  out << "{\"document\":";
  write_json_string(out, silent.at.file);
  out << ",\"line\":" << std::to_string(silent.at.line) << ",\"column\":" << std::to_string(silent.at.column) << ",\"trigger\":";
  write_json_string(out, silent.trigger);
  out << ",\"sentence\":";
  write_json_string(out, silent.sentence);
  out << "}\n";
}

int coverage(const CoverageOptions& options) {
  const auto pack = pack_of(options.reading);
  const auto out = open_descriptor_sink(STDOUT_FILENO, "standard output");
  const bool json = options.format == "json";
  Output rows(*out);
  if (!json) rows << tsv_row({"document", "place", "trigger", "sentence"});
  Coverage total;
  const ReadingResult result = extract_all(options.reading, pack, {}, [&](Extraction&& made) {
    const Coverage one = coverage_of(*pack, made.document, made.statements);
    total.sentences += one.sentences;
    total.with_trigger += one.with_trigger;
    total.covered += one.covered;
    for (const SilentSentence& silent : one.silent) {
      if (json) {
        write_json_row(rows, silent);
      } else {
        rows << tsv_row({silent.at.file, std::to_string(silent.at.line) + ':' + std::to_string(silent.at.column), silent.trigger, silent.sentence});
      }
    }
  });
  rows.flush();
  out->close();
  std::cerr << "accord: " << total.sentences << " sentences, " << total.with_trigger << " with a trigger, " << total.covered
            << " of these covered\n";
  return result.problems == 0 ? exit_done : exit_partial;
}

}  // namespace

Action set_up_coverage(CLI::App& app) {
  const auto options = std::make_shared<CoverageOptions>();
  add_reading_options(app, options->reading);
  app.add_option("--format", options->format, "tsv or json: JSON lines")
      ->check(CLI::IsMember({"tsv", "json"}))
      ->capture_default_str();
  return [options] { return coverage(*options); };
}

}  // namespace accord::cli
