#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace accord {

/// Bytes in order, from a file, standard input or memory.
class ByteInput {
 public:
  /// `name` stands in messages.
  explicit ByteInput(std::string name) : name_(std::move(name)) {}
  virtual ~ByteInput() = default;

  const std::string& name() const { return name_; }
  /// The first bytes of what is left, at most `count`; fewer only at the end.
  std::string_view peek(std::size_t count);
  /// Puts up to `count` bytes of what is left at `to`; 0 at the end.
  std::size_t read_some(char* to, std::size_t count);
  /// All that is left. Throws Error past `limit` bytes.
  std::string read_all(std::size_t limit);
  /// The next line without its '\n'; nothing at the end. The view lives until the next call. A line of more than
  /// `limit` bytes comes as nothing too, with `too_long` set, and is skipped.
  std::optional<std::string_view> read_line(std::size_t limit, bool& too_long);

 protected:
  /// Puts up to `count` bytes at `to`; 0 at the end. Throws Error when reading fails.
  virtual std::size_t read(char* to, std::size_t count) = 0;

 private:
  bool fill();

  std::string name_;
  std::string buffer_;
  std::size_t at_ = 0;  ///< bytes of `buffer_` already handed out
};

/// A regular file, checked once more at its end: a file that changed while it was read is an Error.
class FileInput final : public ByteInput {
 public:
  /// Throws Error when the path cannot be opened or is no regular file.
  /// What is read is added to `count`, if it is given.
  explicit FileInput(const std::string& path, std::atomic<std::uint64_t>* count = nullptr);
  FileInput(const FileInput&) = delete;
  FileInput& operator=(const FileInput&) = delete;
  ~FileInput() override;

  std::uint64_t size() const { return size_; }

 protected:
  std::size_t read(char* to, std::size_t count) override;

 private:
  void check_unchanged() const;

  std::atomic<std::uint64_t>* count_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::int64_t changed_seconds_ = 0, changed_nanoseconds_ = 0;
};

/// Standard input.
class StandardInput final : public ByteInput {
 public:
  explicit StandardInput(std::atomic<std::uint64_t>* count = nullptr) : ByteInput("standard input"), count_(count) {}

 protected:
  std::size_t read(char* to, std::size_t count) override;

 private:
  std::atomic<std::uint64_t>* count_;
};

/// Bytes in memory.
class MemoryInput final : public ByteInput {
 public:
  MemoryInput(std::string name, std::string_view bytes) : ByteInput(std::move(name)), left_(bytes) {}

 protected:
  std::size_t read(char* to, std::size_t count) override;

 private:
  std::string_view left_;
};

}  // namespace accord
