#include "extract/fetch_cache.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <vector>

#include "extract/source.hpp"

namespace accord {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = "accord cache 1";

/// The lines before the body, in this order.
std::vector<std::string> head(const std::string& url, const Response& response) {
  return {std::string(mark),     url,           response.page.url,      response.page.media_type,
          response.page.charset, response.etag, response.last_modified, std::to_string(response.page.body.size())};
}

bool write_whole(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return false;
    bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
  return true;
}

}  // namespace

FetchCache::FetchCache(std::string folder) : folder_(std::move(folder)) {
  std::error_code error;
  if (!folder_.empty()) fs::create_directories(folder_, error);
  if (error) throw Error(TextPosition{folder_, 0, 0}, "cannot make the folder: " + error.message());
}

std::string FetchCache::path_of(const std::string& url) const {
  const XXH128_hash_t hash = XXH3_128bits(url.data(), url.size());
  std::array<char, 40> name{};
  std::snprintf(name.data(), name.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return folder_ + "/" + name.data();
}

std::optional<Response> FetchCache::find(const std::string& url) const {
  std::error_code missing;
  if (folder_.empty() || !fs::is_regular_file(path_of(url), missing)) return std::nullopt;
  std::string file;
  try {
    file = read_file(path_of(url), std::size_t{1} << 32);
  } catch (const Error&) {
    return std::nullopt;  // it can be fetched again
  }
  std::vector<std::string> lines;
  std::size_t at = 0;
  while (lines.size() != 8) {
    const std::size_t end = file.find('\n', at);
    if (end == file.npos) return std::nullopt;
    lines.push_back(file.substr(at, end - at));
    at = end + 1;
  }
  if (lines[0] != mark || lines[1] != url || lines[7] != std::to_string(file.size() - at)) return std::nullopt;
  Response response;
  response.status = 200;
  response.page = {file.substr(at), lines[3], lines[4], lines[2]};
  response.etag = lines[5];
  response.last_modified = lines[6];
  return response;
}

void FetchCache::keep(const std::string& url, const Response& response) const {
  if (folder_.empty()) return;
  std::string text;
  for (const std::string& line : head(url, response)) {
    if (line.find('\n') != line.npos) return;  // cannot be read back; the page is fetched again next time
    text += line + '\n';
  }
  std::string part = path_of(url) + ".XXXXXX";
  const int file = ::mkostemp(part.data(), O_CLOEXEC);
  bool whole = file >= 0 && write_whole(file, text) && write_whole(file, response.page.body);
  if (file >= 0) whole &= ::close(file) == 0;
  if (whole && std::rename(part.c_str(), path_of(url).c_str()) == 0) return;
  const std::string reason = std::generic_category().message(errno);
  std::remove(part.c_str());
  throw Error(TextPosition{folder_, 0, 0}, "cannot keep a page in the cache: " + reason);
}

}  // namespace accord
