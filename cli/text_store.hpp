#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "exporters/byte_sink.hpp"
#include "extract/document.hpp"

namespace accord::cli {

/// Keeps the texts of documents on disk and gives them back sorted by id, as JSON lines that are a source themselves,
/// so that evidence can be checked when the sources are gone. Memory: a few dozen bytes a document.
class TextStore {
 public:
  /// `path` names a file that is used meanwhile; nothing of it stays.
  explicit TextStore(const std::string& path);

  void add(const Document& document);
  /// Writes all of them, sorted by id; equal ones once. Returns how many ids stand for more than one text.
  std::uint64_t write(ByteSink& out);

 private:
  struct Part {
    std::string id;
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
