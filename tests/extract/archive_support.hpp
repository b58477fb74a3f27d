#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace accord::testing {

using Files = std::vector<std::pair<std::string, std::string>>;
using Setting = int (*)(archive*);

/// An archive in memory.
inline std::string pack(const Files& files, Setting format, Setting filter) {
  std::string out(16 << 20, '\0');
  std::size_t used = 0;
  archive* to = archive_write_new();
  filter(to);
  format(to);
  REQUIRE(archive_write_open_memory(to, out.data(), out.size(), &used) == ARCHIVE_OK);
  for (const auto& [name, bytes] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    REQUIRE(archive_write_header(to, entry) == ARCHIVE_OK);
    archive_write_data(to, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(to);
  archive_write_free(to);
  out.resize(used);
  return out;
}

}  // namespace accord::testing
