#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/reading.hpp"
#include "cli/verb.hpp"
#include "exporters/byte_sink.hpp"
#include "extract/statement_io.hpp"

namespace accord::cli {

namespace {

int extract(const ReadingOptions& options) {
  const auto out = open_descriptor_sink(STDOUT_FILENO, "standard output");
  const auto write_lines = [](Extraction& made) {
    for (const Statement& statement : made.statements) {
      append_statement(made.output, statement);
      made.output += '\n';
    }
    made.statements.clear();
  };
  const auto sink = [&](Extraction&& made) { out->write(made.output); };
  const ReadingResult result = extract_all(options, pack_of(options), {}, sink, nullptr, write_lines);
  out->close();
  return result.problems == 0 ? exit_done : exit_partial;
}

}  // namespace

Action set_up_extract(CLI::App& app) {
  const auto options = std::make_shared<ReadingOptions>();
  add_reading_options(app, *options);
  return [options] { return extract(*options); };
}

}  // namespace accord::cli
