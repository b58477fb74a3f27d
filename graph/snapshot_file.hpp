#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace accord::snapshot_file {

constexpr std::size_t piece_size = std::size_t{1} << 20;

/// A hash over pieces, the same however the bytes are cut.
class Hash {
 public:
  Hash();
  ~Hash();
  Hash(const Hash&) = delete;
  Hash& operator=(const Hash&) = delete;
  void add(std::string_view bytes);
  std::uint64_t value() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct Identity {
  std::uint64_t size, hash;
  friend bool operator==(const Identity&, const Identity&) = default;
};
/// Size and hash of a file's bytes; nothing if it is no regular file that can be read.
std::optional<Identity> identify(const std::string& path);
/// The size alone.
std::optional<std::uint64_t> size_of(const std::string& path);

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;
/// Null if it is no regular file that can be read.
File open(const std::string& path);

}  // namespace accord::snapshot_file
