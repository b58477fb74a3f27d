#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/verb.hpp"
#include "exporters/byte_sink.hpp"
#include "extract/pack_check.hpp"

namespace accord::cli {

namespace {

std::string place(const TextPosition& at) {
  return at.file + ':' + std::to_string(at.line) + ':' + std::to_string(at.column);
}

std::string listed(const std::string& heading, const std::vector<const Rule*>& rules) {
  if (rules.empty()) return {};
  std::string text = heading + ":\n";
  for (const Rule* rule : rules) text += "  " + place(rule->at) + ": " + rule->name + '\n';
  return text;
}

int test_pack(const std::string& folder) {
  const auto pack = folder.empty() ? builtin_pack() : load_pack(folder);
  const PackReport report = check_pack(*pack);
  std::string text;
  for (const ExampleFailure& failure : report.failures) {
    text += place(failure.at) + ": rule " + failure.rule + ": " + failure.message + '\n';
  }
  text += listed("Rules without examples", report.without_examples);
  text += listed("Rules that fire on no example", report.never_fired);
  text += std::to_string(report.rules) + " rules, " + std::to_string(report.examples) + " examples, " +
          std::to_string(report.failures.size()) + " failures\n";
  const auto out = open_descriptor_sink(STDOUT_FILENO, "standard output");
  out->write(text);
  out->close();
  return report.failures.empty() ? exit_done : exit_error;
}

}  // namespace

Action set_up_test_pack(CLI::App& app) {
  const auto folder = std::make_shared<std::string>();
  app.add_option("DIR", *folder, "The pack's folder; otherwise the built-in pack");
  return [folder] { return test_pack(*folder); };
}

}  // namespace accord::cli
