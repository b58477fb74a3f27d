#include "cli/statement_spool.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "extract/error.hpp"

namespace accord::cli {

StatementSpool::StatementSpool(const std::string& path) : path_(path), file_(std::fopen(path.c_str(), "w+bxe")) {
  if (!file_) fail("cannot make the file");
  std::remove(path.c_str());  // nothing to clean up later, whatever happens
}

void StatementSpool::fail(const char* what) const {
  throw Error(TextPosition{path_, 0, 0}, what + (": " + std::generic_category().message(errno)));
}

void StatementSpool::add(std::string document, std::string_view lines) {
  if (lines.empty()) return;
  if (std::fwrite(lines.data(), 1, lines.size(), file_.get()) != lines.size()) fail("cannot write");
  parts_.push_back({std::move(document), size_, lines.size()});
  size_ += lines.size();
}

std::string StatementSpool::read(const Part& part) const {
  std::string lines(part.size, '\0');
  if (::fseeko(file_.get(), static_cast<off_t>(part.begin), SEEK_SET) != 0) fail("cannot seek");
  if (std::fread(lines.data(), 1, lines.size(), file_.get()) != lines.size()) fail("cannot read back");
  return lines;
}

void StatementSpool::write(ByteSink& out) {
  if (std::fflush(file_.get()) != 0) fail("cannot write");
  std::ranges::stable_sort(parts_, {}, &Part::document);
  for (auto part = parts_.begin(); part != parts_.end();) {
    const auto end =
        std::find_if(part, parts_.end(), [&](const Part& other) { return other.document != part->document; });
    if (end - part == 1) {
      out.write(read(*part));
    } else {
      // One id, read twice or given to two texts: order by content, and keep one of each.
      std::vector<std::string> several;
      for (; part != end; ++part) several.push_back(read(*part));
      std::ranges::sort(several);
      const auto copies = std::ranges::unique(several);
      several.erase(copies.begin(), copies.end());
      for (const std::string& lines : several) out.write(lines);
    }
    part = end;
  }
}

}  // namespace accord::cli
