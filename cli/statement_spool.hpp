#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exporters/byte_sink.hpp"

namespace accord::cli {

/// Keeps the statements of documents on disk and gives them back sorted by document, so that the file of statements
/// does not depend on the order of the sources. Memory: a few dozen bytes a document.
class StatementSpool {
 public:
  /// `path` is a new file, gone when the spool goes.
  explicit StatementSpool(const std::string& path);

  /// `lines` are the statements of `document`, each with its newline.
  void add(std::string document, std::string_view lines);
  /// Writes all of them, sorted by document; the same lines of the same document only once.
  void write(ByteSink& out);

 private:
  struct Part {
    std::string document;
    std::uint64_t begin;
    std::uint64_t size;
  };
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::string read(const Part& part) const;
  [[noreturn]] void fail(const char* what) const;

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<Part> parts_;
  std::uint64_t size_ = 0;
};

}  // namespace accord::cli
