#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace accord::cli {

/// Exit codes, the same for every verb.
enum ExitCode : int {
  exit_done = 0,
  exit_error = 1,    ///< the data or the machine: nothing was written, or it was cut short
  exit_usage = 2,    ///< the command line
  exit_partial = 3,  ///< done, but some documents could not be read; they are named on standard error
};

/// What a verb does once the command line is parsed; gives the exit code, throws Error or UsageError.
using Action = std::function<int()>;

/// A word of the command line. `set_up` only declares options; the work is in the Action that it gives back.
struct Verb {
  const char* name;
  const char* description;
  Action (*set_up)(CLI::App&);
};

Action set_up_build(CLI::App& app);
Action set_up_extract(CLI::App& app);
Action set_up_export(CLI::App& app);
Action set_up_render(CLI::App& app);
Action set_up_load(CLI::App& app);
Action set_up_query(CLI::App& app);
Action set_up_stats(CLI::App& app);
Action set_up_coverage(CLI::App& app);
Action set_up_test_pack(CLI::App& app);
Action set_up_why_not(CLI::App& app);
Action set_up_why(CLI::App& app);
Action set_up_check(CLI::App& app);
Action set_up_verify(CLI::App& app);
Action set_up_diff(CLI::App& app);
Action set_up_review(CLI::App& app);
Action set_up_merge(CLI::App& app);
Action set_up_split(CLI::App& app);

}  // namespace accord::cli
