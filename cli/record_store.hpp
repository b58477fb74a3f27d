#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exporters/byte_sink.hpp"

namespace accord::cli {

/// Keeps records on disk and gives them back sorted by id, whatever the order in which they came. Memory: a few dozen
/// bytes a record.
class RecordStore {
 public:
  /// `path` names a file that is used meanwhile; nothing of it stays.
  explicit RecordStore(const std::string& path);

  void add(std::string id, std::string_view bytes);
  /// Writes all of them, sorted by id; equal ones once. Returns how many ids stand for more than one record.
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
