#include "extract/source_archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <cerrno>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>

#include "extract/source_encoding.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

struct CloseArchive {
  void operator()(archive* open) const { archive_read_free(open); }
};
using Archive = std::unique_ptr<archive, CloseArchive>;

Error problem(const std::string& name, archive* from, const char* what) {
  const char* reason = archive_error_string(from);
  return Error(TextPosition{name, 0, 0}, std::string(what) + ": " + (reason == nullptr ? "it is damaged" : reason));
}

/// Feeds libarchive. What reading throws must not pass through C: it waits in `thrown`.
struct Feed {
  ByteInput& input;
  std::array<char, std::size_t{64} << 10> buffer{};
  std::exception_ptr thrown{};

  static la_ssize_t read(archive* to, void* self, const void** bytes) {
    auto& feed = *static_cast<Feed*>(self);
    try {
      *bytes = feed.buffer.data();
      return static_cast<la_ssize_t>(feed.input.read_some(feed.buffer.data(), feed.buffer.size()));
    } catch (...) {
      feed.thrown = std::current_exception();
      archive_set_error(to, EIO, "cannot read");
      return ARCHIVE_FATAL;
    }
  }
};

/// One file of an archive.
class EntryInput final : public ByteInput {
 public:
  EntryInput(std::string name, archive* from, std::uint64_t& left)
      : ByteInput(std::move(name)), from_(from), left_(left) {}

 protected:
  std::size_t read(char* to, std::size_t count) override {
    const la_ssize_t got = archive_read_data(from_, to, count);
    if (got < 0) throw problem(name(), from_, "cannot unpack");
    if (static_cast<std::uint64_t>(got) > left_) throw Bomb();
    left_ -= static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }

 public:
  struct Bomb {};

 private:
  archive* from_;
  std::uint64_t& left_;
};

/// The path of an entry as UTF-8. Names in zip files may be in any encoding.
std::string path_of(archive_entry* entry) {
  std::string path;
  if (const char* utf8 = archive_entry_pathname_utf8(entry); utf8 != nullptr) {
    path = utf8;
  } else if (const char* raw = archive_entry_pathname(entry); raw != nullptr) {
    path = raw;
  }
  if (find_invalid_utf8(path)) {
    path = decode(path, {}, "path").text;
    if (find_invalid_utf8(path)) path = decode(path, "windows-1252", "path").text;
  }
  // As if the archive were a root folder: ".." does not lead out of it.
  return std::filesystem::path("/" + path).lexically_normal().relative_path().generic_string();
}

bool is_hidden(const std::string& path) {
  return path.starts_with('.') || path.find("/.") != path.npos || path.starts_with("__MACOSX/");
}

Archive open(Feed& feed) {
  Archive opened(archive_read_new());
  archive* const a = opened.get();
  if (a == nullptr) throw Error("cannot start libarchive");
  archive_read_support_filter_bzip2(a);
  archive_read_support_filter_gzip(a);
  archive_read_support_filter_xz(a);
  archive_read_support_filter_zstd(a);
  archive_read_support_format_tar(a);
  archive_read_support_format_zip_streamable(a);
  archive_read_support_format_raw(a);
  const int status = archive_read_open(a, &feed, nullptr, &Feed::read, nullptr);
  if (feed.thrown) std::rethrow_exception(feed.thrown);
  if (status != ARCHIVE_OK) throw problem(feed.input.name(), a, "cannot unpack");
  return opened;
}

}  // namespace

bool looks_like_archive(std::string_view head) {
  using namespace std::string_view_literals;
  for (const std::string_view magic : {"PK\x03\x04"sv, "PK\x05\x06"sv, "\x1F\x8B"sv, "BZh"sv,
                                       "\xFD"
                                       "7zXZ\0"sv,
                                       "\x28\xB5\x2F\xFD"sv}) {
    if (head.starts_with(magic)) return true;
  }
  return head.size() > 262 && head.substr(257, 5) == "ustar";
}

void read_archive(ByteInput& input, std::uint64_t max_unpacked, const EntrySink& sink, const OnProblem& on_problem) {
  Feed feed{input};
  const Archive opened = open(feed);
  archive* const a = opened.get();
  std::uint64_t left = max_unpacked;
  for (;;) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(a, &entry);
    if (feed.thrown) std::rethrow_exception(feed.thrown);
    if (status == ARCHIVE_EOF) return;
    if (status < ARCHIVE_WARN) throw problem(input.name(), a, "cannot unpack");
    const bool single = archive_format(a) == ARCHIVE_FORMAT_RAW;
    const std::string path = single ? std::string() : path_of(entry);
    if (!single && (archive_entry_filetype(entry) != AE_IFREG || is_hidden(path))) continue;
    EntryInput file(single ? input.name() : input.name() + "/" + path, a, left);
    try {
      sink(file, path);
    } catch (const EntryInput::Bomb&) {
      throw Error(TextPosition{input.name(), 0, 0}, "unpacks to more than " + std::to_string(max_unpacked) + " bytes");
    } catch (const Error& error) {
      if (feed.thrown) std::rethrow_exception(feed.thrown);
      on_problem(error);
    }
  }
}

}  // namespace accord
