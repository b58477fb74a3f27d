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
  std::string line;
  const ReadingResult result = extract_all(options, {}, [&](Extraction&& made) {
    for (const Statement& statement : made.statements) {
      line.clear();
      append_statement(line, statement);
      line += '\n';
      out->write(line);
    }
  });
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
