#include "cli/record_store.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "extract/error.hpp"

namespace accord::cli {

RecordStore::RecordStore(const std::string& path) : path_(path), file_(std::fopen(path.c_str(), "w+bxe")) {
  if (!file_) fail("cannot make the file");
  std::remove(path.c_str());  // nothing to clean up later, whatever happens
}

void RecordStore::fail(const char* what) const {
  throw Error(TextPosition{path_, 0, 0}, what + (": " + std::generic_category().message(errno)));
}

void RecordStore::add(std::string id, std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) fail("cannot write");
  parts_.push_back({std::move(id), size_, bytes.size()});
  size_ += bytes.size();
}

std::string RecordStore::read(const Part& part) const {
  std::string line(part.size, '\0');
  if (::fseeko(file_.get(), static_cast<off_t>(part.begin), SEEK_SET) != 0) fail("cannot seek");
  if (std::fread(line.data(), 1, line.size(), file_.get()) != line.size()) fail("cannot read back");
  return line;
}

std::uint64_t RecordStore::write(ByteSink& out) {
  if (std::fflush(file_.get()) != 0) fail("cannot write");
  std::ranges::stable_sort(parts_, {}, &Part::id);
  std::uint64_t ambiguous = 0;
  for (auto part = parts_.begin(); part != parts_.end();) {
    const auto end = std::find_if(part, parts_.end(), [&](const Part& other) { return other.id != part->id; });
    if (end - part == 1) {
      out.write(read(*part));
    } else {
      // One id, read twice or given to two texts: order by content, and keep one of each.
      std::vector<std::string> lines;
      for (auto same = part; same != end; ++same) lines.push_back(read(*same));
      std::sort(lines.begin(), lines.end());
      lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
      for (const std::string& line : lines) out.write(line);
      ambiguous += lines.size() > 1;
    }
    part = end;
  }
  return ambiguous;
}

}  // namespace accord::cli
