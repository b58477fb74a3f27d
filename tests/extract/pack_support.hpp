#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "extract/pack.hpp"
#include "extract/rule_extractor.hpp"
#include "tests/temporary_folder.hpp"

namespace accord::testing {

inline const char* const small_schema =
    "type Person\ntype Body\ntype Firm : Body\nhelper Date\n"
    "relation knows : Person -> Person symmetric\nrelation serves : Person -> Body\nrelation leads : Person -> Body implies serves\n";
inline const char* const small_words =
    "@list = 、 和\n@list_comma = ,\n@clause = , ; 。\n@verb = 簽署 訪問\n@role = 局長\n@name_after = @role\n"
    "@surname = 李 王\n@status_planned = 將\n@status_denied = 未\n";

using Files = std::vector<std::pair<std::string, std::string>>;  ///< names and texts

/// A pack of the given files, name and text; schema.txt and words/words.txt are small ones unless given.
class TestPack {
 public:
  explicit TestPack(const Files& files) {
    folder_.write("schema.txt", small_schema);
    folder_.write("words/words.txt", small_words);
    for (const auto& [name, text] : files) folder_.write(name, text);
  }
  std::shared_ptr<const Pack> load() const { return load_pack(folder_.path()); }
  std::string path() const { return folder_.path(); }

  /// The message that loading ends with, without the folder; empty if it loads.
  std::string fault() const {
    try {
      load();
      return {};
    } catch (const Error& error) {
      std::string message = error.what();
      const std::size_t at = message.find(path());
      return at == std::string::npos ? message : message.erase(at, path().size() + 1);
    }
  }

 private:
  TemporaryFolder folder_;
};

inline std::vector<Statement> extract(const std::shared_ptr<const Pack>& pack, const std::string& text,
                                      const std::string& date = "2024-05-20") {
  std::vector<Statement> statements;
  const Document document("text", text, Metadata{date, {}, {}, {}});
  RuleExtractor(pack).extract(document, [&](Statement&& statement) { statements.push_back(std::move(statement)); });
  return statements;
}

/// "S | relation | O", with " | name=value" for each qualifier.
inline std::string in_words(const Statement& statement) {
  std::string text = statement.subject.name + " | " + statement.predicate + " | " + statement.object.name;
  for (const auto& [name, value] : statement.qualifiers) text += " | " + name + '=' + value;
  return text;
}

inline std::vector<std::string> in_words(const std::vector<Statement>& statements) {
  std::vector<std::string> all;
  for (const Statement& statement : statements) all.push_back(in_words(statement));
  return all;
}

}  // namespace accord::testing
