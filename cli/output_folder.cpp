#include "cli/output_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "extract/error.hpp"

namespace accord::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* staging_name = ".accord.part";

[[noreturn]] void fail(const std::string& path, const std::string& what, const std::error_code& error) {
  throw Error(TextPosition{path, 0, 0}, what + ": " + error.message());
}

std::error_code last_error() { return {errno, std::generic_category()}; }

/// The topmost of the folders of `path` that does not exist, or an empty path.
fs::path first_missing(const fs::path& path) {
  fs::path missing;
  for (fs::path at = path; !at.empty() && !fs::exists(at); at = at.parent_path()) {
    missing = at;
    if (at == at.parent_path()) break;
  }
  return missing;
}

}  // namespace

OutputFolder::OutputFolder(const std::string& path) : path_(path), staging_((fs::path(path) / staging_name).string()) {
  // A path that ends in '/' has an empty last part; without it each parent_path() is a real step up.
  fs::path folder = fs::path(path).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  std::error_code error;
  const fs::path missing = first_missing(folder);
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder)) {
    if (!error) error = std::make_error_code(std::errc::not_a_directory);
    fail(path, "cannot make the folder", error);
  }
  made_ = missing.string();
  lock_ = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ < 0) fail(path, "cannot open the folder", last_error());
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock_);
    throw Error(TextPosition{path, 0, 0}, "another accord is writing this folder");
  }
  // What a run that was killed left behind; nobody else uses it, for we hold the lock.
  fs::remove_all(staging_, error);
  fs::create_directory(staging_, error);
  if (error) {
    ::close(lock_);
    fail(path, "cannot write in the folder", error);
  }
}

OutputFolder::~OutputFolder() {
  clear_staging();
  std::error_code ignored;
  if (!committed_ && !made_.empty()) {
    // Only what is empty: somebody else may have put something there meanwhile.
    fs::path at = fs::path(path_).lexically_normal();
    if (!at.has_filename()) at = at.parent_path();
    while (fs::remove(at, ignored) && at != made_) at = at.parent_path();
  }
  ::close(lock_);
}

void OutputFolder::clear_staging() noexcept {
  std::error_code ignored;
  fs::remove_all(staging_, ignored);
}

std::string OutputFolder::staged(const std::string& name) const {
  const fs::path path = fs::path(staging_) / name;
  fs::create_directories(path.parent_path());
  return path.string();
}

void OutputFolder::commit(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    std::error_code error;
    const fs::path target = fs::path(path_) / name;
    fs::create_directories(target.parent_path(), error);
    if (!error) fs::rename(staged(name), target, error);
    if (error) fail(target.string(), "cannot put the file in place", error);
  }
  if (::fsync(lock_) != 0 && errno != EINVAL) fail(path_, "cannot write the folder", last_error());
  committed_ = true;
}

}  // namespace accord::cli
