#include "cli/extraction_cache.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <initializer_list>

#include "extract/error.hpp"
#include "extract/statement_io.hpp"
#include "extraction_version.inc"
#include "graph/string_pool.hpp"

namespace accord::cli {

namespace {

constexpr std::size_t key_length = 32, longest_head = 128;

std::string head_of(const std::string& rules) { return "accord extractions 1 " + rules + "\n"; }

std::string hex(std::uint64_t number) {
  std::string digits(16, '0');
  for (std::size_t i = 0; i != 16; ++i) digits[i] = "0123456789abcdef"[number >> (60 - 4 * i) & 15U];
  return digits;
}

/// Hash of several texts; where one ends and the next begins matters.
std::uint64_t hash_of(std::initializer_list<std::string_view> texts, std::uint64_t seed) {
  for (const std::string_view text : texts) seed = content_hash(text, seed ^ text.size());
  return seed;
}

/// Takes a number and the character behind it.
template <class Number>
bool take(std::string_view& text, Number& number, int base, char end) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || stop == text.data() + text.size() || *stop != end) return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()) + 1);
  return true;
}

std::vector<Statement> parse(std::string_view lines) {
  std::vector<Statement> statements;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    if (end == lines.npos) throw Error("a line without its end");
    statements.push_back(parse_statement(lines.substr(0, end), {}));
    lines.remove_prefix(end + 1);
  }
  return statements;
}

}  // namespace

std::string ExtractionCache::key(const Document& document) {
  const Metadata& m = document.metadata();
  std::string lines;
  for (const auto& [span, box] : document.lines()) {
    for (const std::uint32_t number : {span.begin, span.end, box.page, std::uint32_t{box.left}, std::uint32_t{box.top},
                                       std::uint32_t{box.right}, std::uint32_t{box.bottom}})
      lines += std::to_string(number) + ' ';
  }
  const auto hash = [&](std::uint64_t seed) {
    return hash_of({document.id(), m.date, m.url, m.title, m.publisher, lines, document.text()}, seed);
  };
  return hex(hash(1)) + hex(hash(2));
}

ExtractionCache::ExtractionCache(const std::string& path, const std::string& rules) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return;
  file_.reset(std::fopen(path.c_str(), "rbe"));
  if (file_ && !read_index(head_of(rules))) places_.clear();
}

std::optional<std::string> ExtractionCache::read(std::uint64_t begin, std::uint64_t size) const {
  if (begin > size_ || size > size_ - begin) return std::nullopt;
  std::string bytes(size, '\0');
  for (std::size_t done = 0; done != bytes.size();) {
    const ssize_t got =
        ::pread(::fileno(file_.get()), bytes.data() + done, bytes.size() - done, static_cast<off_t>(begin + done));
    if (got <= 0) return std::nullopt;
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

bool ExtractionCache::read_index(const std::string& head) {
  struct stat status {};
  if (::fstat(::fileno(file_.get()), &status) != 0) return false;
  size_ = static_cast<std::uint64_t>(status.st_size);
  if (read(0, head.size()) != head) return false;
  for (std::uint64_t at = head.size(); at != size_;) {
    const auto bytes = read(at, std::min<std::uint64_t>(longest_head, size_ - at));
    if (!bytes) return false;
    std::string_view line = *bytes;
    const std::size_t end = line.find('\n');
    if (end == line.npos || end < key_length + 1 || line[key_length] != ' ') return false;
    std::string key(line.substr(0, key_length));
    line = line.substr(key_length + 1, end - key_length);
    Place place{at + end + 1, 0, 0};
    if (!take(line, place.size, 10, ' ') || !take(line, place.check, 16, '\n') || !line.empty()) return false;
    if (place.size > size_ - place.begin) return false;
    at = place.begin + place.size;
    places_.emplace(std::move(key), place);
  }
  return true;
}

std::optional<std::vector<Statement>> ExtractionCache::find(const std::string& key) const {
  const auto it = places_.find(key);
  if (it == places_.end()) return std::nullopt;
  const auto bytes = read(it->second.begin, it->second.size);
  if (!bytes || content_hash(*bytes) != it->second.check) return std::nullopt;
  try {
    return parse(*bytes);
  } catch (const Error&) {
    return std::nullopt;  // not what we wrote: the document is extracted again
  }
}

void ExtractionRecord::add(const std::string& key, const std::vector<Statement>& statements) {
  std::string lines;
  for (const Statement& statement : statements) {
    append_statement(lines, statement);
    lines += '\n';
  }
  records_.add(key, key + ' ' + std::to_string(lines.size()) + ' ' + hex(content_hash(lines)) + '\n' + lines);
}

void ExtractionRecord::write(ByteSink& out) {
  out.write(head_of(rules_));
  records_.write(out);
}

std::string extraction_version() { return ACCORD_EXTRACTION_VERSION; }

}  // namespace accord::cli
