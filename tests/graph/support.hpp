#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "graph/graph_builder.hpp"
#include "graph/graph_io.hpp"

namespace accord::test {

inline Entity entity(const std::string& type, const std::string& name) {
  Entity e;
  e.id = entity_id(type, name);
  e.type = type;
  e.name = name;
  return e;
}

inline Evidence evidence(const std::string& document, std::uint32_t begin, const std::string& quote = "句子") {
  return {document, {begin, begin + 2}, quote, "rule", {}};
}

inline Statement statement(Entity subject, const std::string& predicate, Entity object,
                           Evidence from = evidence("a.txt", 0)) {
  Statement s;
  s.subject = std::move(subject);
  s.predicate = predicate;
  s.object = std::move(object);
  s.evidence.push_back(std::move(from));
  return s;
}

inline Entity person(const std::string& name) { return entity("Person", name); }
inline Entity body(const std::string& name) { return entity("Organization", name); }
inline Entity agreement(const std::string& name) { return entity("Agreement", name); }

template <class Statements>
KnowledgeGraph graph_of(const Statements& statements) {
  GraphBuilder builder;
  for (const Statement& s : statements) builder.add(s);
  return std::move(builder).finish();
}

inline std::string ndjson(const KnowledgeGraph& graph) {
  std::string text;
  write_graph_ndjson(graph, [&](std::string_view bytes) { text += bytes; });
  return text;
}

/// A file in a folder of its own that is gone after the test.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& name, const std::string& content) {
    std::string folder = (std::filesystem::temp_directory_path() / "accord-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = folder;
    path_ = (folder_ / name).string();
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryFile() { std::filesystem::remove_all(folder_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }
  std::string folder() const { return folder_.string(); }

 private:
  std::filesystem::path folder_;
  std::string path_;
};

/// The message of the Error that `action` throws, or "" if it throws none.
template <class Action>
std::string error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace accord::test
