#include "extract/why_not.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/columns.hpp"
#include "cli/reading.hpp"
#include "cli/verb.hpp"
#include "exporters/byte_sink.hpp"

namespace accord::cli {

namespace {

struct WhyNotOptions {
  ReadingOptions reading;
  std::string subject, relation, object;
};

std::string line(const Obstacle& obstacle) {
  std::string text = obstacle.at.file;
  if (obstacle.at.line != 0) text += ':' + std::to_string(obstacle.at.line) + ':' + std::to_string(obstacle.at.column);
  text += ": ";
  if (!obstacle.rule.empty()) text += "rule " + obstacle.rule + ": ";
  text += printable(obstacle.message) + '\n';
  if (!obstacle.sentence.empty()) text += "    " + printable(obstacle.sentence) + '\n';
  return text;
}

int explain(const WhyNotOptions& options) {
  const auto pack = pack_of(options.reading);
  const auto out = open_descriptor_sink(STDOUT_FILENO, "standard output");
  const ReadingResult result = extract_all(options.reading, pack, {}, [&](Extraction&& made) {
    const Explanation why = why_not(*pack, made.document, options.subject, options.relation, options.object);
    for (const Obstacle& obstacle : why.obstacles) out->write(line(obstacle));
  });
  out->close();
  return result.problems == 0 ? exit_done : exit_partial;
}

}  // namespace

Action set_up_why_not(CLI::App& app) {
  const auto options = std::make_shared<WhyNotOptions>();
  add_reading_options(app, options->reading);
  app.get_option("SOURCE")->expected(1)->allow_extra_args(false);
  app.add_option("A", options->subject, "Name at the beginning of the statement")->required();
  app.add_option("REL", options->relation, "Its relation, such as signed")->required();
  app.add_option("B", options->object, "Name at its end")->required();
  return [options] { return explain(*options); };
}

}  // namespace accord::cli
