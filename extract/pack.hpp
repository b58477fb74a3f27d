#pragma once

#include <memory>
#include <string>
#include <vector>

#include "extract/dictionary.hpp"
#include "extract/lexicon.hpp"
#include "extract/rule.hpp"
#include "extract/rule_index.hpp"
#include "extract/schema.hpp"
#include "extract/tokenizer.hpp"

namespace accord {

/// A domain: its schema, words, names and rules, compiled. Immutable and safe to share between threads.
struct Pack {
  std::string name;
  std::string hash;  ///< 16 hex digits over all its files: results depend on nothing else of it
  Schema schema;
  Lexicon lexicon;
  TestTable tests;          ///< of all patterns
  std::vector<Rule> rules;  ///< by phase, then as in the files
  RuleIndex rule_index;     ///< over `rules`
  std::vector<std::string> capture_names;
  std::unique_ptr<const Tokenizer> tokenizer;
};

/// The pack that is compiled into the program; made once.
std::shared_ptr<const Pack> builtin_pack();
/// A pack in a folder: schema.txt, words/*.txt, *.tsv, *.rules.
/// Throws Error with file, line, column and what was expected.
std::shared_ptr<const Pack> load_pack(const std::string& folder);

}  // namespace accord
