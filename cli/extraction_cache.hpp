#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/record_store.hpp"
#include "exporters/byte_sink.hpp"
#include "extract/document.hpp"
#include "extract/statement.hpp"

namespace accord::cli {

/// What the rules made of documents the last time, so that a build extracts only what is new or changed.
/// The file: a line "accord extractions 1 RULES", then for each document, sorted by its key, a line "KEY BYTES CHECK"
/// and that many bytes: its statements, as append_statement() writes them. A file of other rules, or one that does not
/// hold what it says, counts as none.
class ExtractionCache {
 public:
  /// Reads the index of `path`, which need not exist. `rules`: what extraction depends on beside the document.
  ExtractionCache(const std::string& path, const std::string& rules);

  /// What names a document's text, its lines on pages, id and metadata: 32 hex digits.
  static std::string key(const Document& document);

  /// The statements of the document with this key, if they are here. Any number of threads may ask.
  std::optional<std::vector<Statement>> find(const std::string& key) const;

 private:
  struct Place {
    std::uint64_t begin, size, check;
  };
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  bool read_index(const std::string& head);
  std::optional<std::string> read(std::uint64_t begin, std::uint64_t size) const;

  std::unique_ptr<std::FILE, Close> file_;
  std::uint64_t size_ = 0;
  std::map<std::string, Place, std::less<>> places_;
};

/// Writes such a file.
class ExtractionRecord {
 public:
  /// `path` names a file that is used meanwhile.
  ExtractionRecord(const std::string& path, std::string rules) : rules_(std::move(rules)), records_(path) {}

  void add(const std::string& key, const std::vector<Statement>& statements);
  void write(ByteSink& out);

 private:
  std::string rules_;
  RecordStore records_;
};

/// Hash of the program's own part of extraction: changes with its code, not with the pack.
std::string extraction_version();

}  // namespace accord::cli
