#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "extract/error.hpp"
#include "extract/pack.hpp"

namespace accord {

/// An example of a pack that does not give what it says.
struct ExampleFailure {
  TextPosition at;
  std::string rule;
  std::string message;  ///< expected …, got …
};

/// What the examples of a pack show.
struct PackReport {
  std::size_t rules = 0, examples = 0;
  std::vector<ExampleFailure> failures;        ///< in the order of the files
  std::vector<const Rule*> without_examples;
  std::vector<const Rule*> never_fired;        ///< on no example of any rule
};

/// The day on which examples are published, for their relative dates.
constexpr const char* example_date = "2024-05-20";

/// Runs every rule's examples, each sentence as a document of its own; "\n" in it is a line break.
///
/// A `match` must be matched by its rule, and give each of its `=>` lines:
///   S | relation | O | qualifier=value …   a statement: names under fold_name(), or their aliases; a symmetric relation
///                                          either way; only the qualifiers that are written, but no status unless it is
///   TYPE NAME                              a mention that this rule makes: what it stands for, its date, or its words
/// On a `no_match`, its rule must state no fact; a rule that only makes mentions must make none.
PackReport check_pack(const Pack& pack);

}  // namespace accord
