#pragma once

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <string_view>

namespace accord::testing {

/// A file in memory that can be opened by its path, for readers that take one.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(::memfd_create("fuzz", 0)), path_("/proc/self/fd/" + std::to_string(descriptor_)) {}

  const std::string& path() const { return path_; }
  void store(std::string_view bytes) const {
    if (::ftruncate(descriptor_, 0) != 0 || ::pwrite(descriptor_, bytes.data(), bytes.size(), 0) < 0) ::abort();
  }

 private:
  int descriptor_;
  std::string path_;
};

}  // namespace accord::testing
