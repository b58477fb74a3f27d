#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <csignal>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "cli/graph_options.hpp"
#include "cli/verb.hpp"
#include "extract/error.hpp"

namespace accord::cli {

namespace {

constexpr std::array verbs{
    Verb{"build", "Read texts and write a folder with their graph", set_up_build},
    Verb{"extract", "Read texts and print the statements they make, one a line", set_up_extract},
    Verb{"export", "Write a graph in another format", set_up_export},
    Verb{"render", "Draw a graph, or what is near a name, as SVG, PNG or PDF", set_up_render},
    Verb{"load", "Write a graph into a running Neo4j", set_up_load},
    Verb{"query", "Ask a graph: triple patterns with ?variables, joined by ' . '", set_up_query},
    Verb{"why", "Say what stands behind a statement: rule, words, place, and why its names are one", set_up_why},
    Verb{"check", "List what the sources say and cannot all be true, and decisions that contradict", set_up_check},
    Verb{"verify", "Look up every quote of a graph again", set_up_verify},
    Verb{"diff", "Tell in words what is different between two graphs", set_up_diff},
    Verb{"review", "List the pairs of names that may be one, and take a person's answers", set_up_review},
    Verb{"merge", "Decide that two names are one; it lasts over every build", set_up_merge},
    Verb{"split", "Decide that two names are not one; it lasts over every build", set_up_split},
    Verb{"stats", "Count what a graph holds", set_up_stats},
    Verb{"coverage", "List sentences that seem to say something and gave no statement", set_up_coverage},
    Verb{"test-pack", "Run the examples that the rules of a pack carry", set_up_test_pack},
    Verb{"why-not", "Say what kept a text from giving a statement", set_up_why_not},
};

constexpr const char* footer =
    R"(SOURCE is a file, a folder, a URL, or - for standard input; a file may hold one text, or JSON lines.
Exit codes: 0 done, 1 error, 2 wrong usage, 3 done without the documents that are named on standard error.)";

/// Makes sure that descriptors 0, 1 and 2 are open, so that no file of ours is taken for standard output.
/// Where one was closed, reading or writing it fails as it did before.
void hold_standard_descriptors() {
  for (int descriptor = 0; descriptor != 3; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) == -1) ::open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
  }
}

void parse(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::RequiredError& error) {
    // CLI11 says only that a verb is missing, also where the first word is no verb.
    const bool unknown = app.get_subcommands().empty() && argc > 1;
    throw UsageError(unknown ? "unknown verb \"" + std::string(argv[1]) + '"' : error.what());
  }
}

int run(int argc, char** argv) {
  CLI::App app("Builds knowledge graphs from news and government texts; every edge keeps the words that say it.",
               "accord");
  app.set_version_flag("--version", "accord " ACCORD_VERSION);
  app.footer(footer);
  app.require_subcommand(1);
  std::vector<std::pair<CLI::App*, Action>> actions;
  for (const Verb& verb : verbs) {
    CLI::App* sub = app.add_subcommand(verb.name, verb.description);
    actions.emplace_back(sub, verb.set_up(*sub));
  }
  try {
    parse(app, argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto asked = app.get_subcommands();
    print((asked.empty() ? app.help() : asked.front()->help()) + '\n');
    return exit_done;
  } catch (const CLI::CallForVersion& version) {
    print(std::string(version.what()) + '\n');
    return exit_done;
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what());
  }
  for (const auto& [sub, action] : actions) {
    if (sub->parsed()) return action();
  }
  return exit_usage;  // not reached: one verb is required
}

int complain(const std::string& message, ExitCode code) {
  std::cerr << "accord: error: " << message << '\n';
  if (code == exit_usage) std::cerr << "Try accord --help, or accord VERB --help.\n";
  return code;
}

}  // namespace

}  // namespace accord::cli

int main(int argc, char** argv) {
  using namespace accord::cli;
  hold_standard_descriptors();
  // A reader that has seen enough, as in `accord extract … | head`, ends the program without a word, as it ends cat.
  std::signal(SIGPIPE, SIG_DFL);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is an error like a full disk
  try {
    return run(argc, argv);
  } catch (const accord::UsageError& error) {
    return complain(error.what(), exit_usage);
  } catch (const std::bad_alloc&) {
    return complain("out of memory", exit_error);
  } catch (const std::exception& error) {
    return complain(error.what(), exit_error);
  }
}
