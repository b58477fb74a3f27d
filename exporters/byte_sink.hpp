#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace accord {

/// Where exporters write. Only close() proves that every byte arrived: it throws Error if one did not.
/// A sink that is destroyed without close() leaves no trace.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual void write(std::string_view bytes) = 0;
  virtual void close() = 0;
};

/// Collects in memory; for tests and small outputs.
class StringSink final : public ByteSink {
 public:
  explicit StringSink(std::string& out) : out_(out) {}
  void write(std::string_view bytes) override { out_ += bytes; }
  void close() override {}

 private:
  std::string& out_;
};

/// Writes `path` whole or not at all: a temporary file beside it, then flush, fsync and rename in close().
/// Throws Error when the folder cannot be written.
std::unique_ptr<ByteSink> open_file_sink(const std::string& path);

/// Writes to an open file descriptor, such as standard output; close() flushes but keeps it open.
std::unique_ptr<ByteSink> open_descriptor_sink(int descriptor, std::string name);

}  // namespace accord
