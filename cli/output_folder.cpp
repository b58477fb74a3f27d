#include "cli/output_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "exporters/byte_sink.hpp"
#include "extract/error.hpp"

namespace accord::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* staging_name = ".accord.part";
constexpr const char* list_name = ".commit";  // in the staging folder: the files to be moved, a line each

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

fs::path list_of(const std::string& folder) { return fs::path(folder) / staging_name / list_name; }

/// The list appears whole, and only when all files are written.
void write_list(const std::string& folder, const std::vector<std::string>& names) {
  const auto sink = open_file_sink(list_of(folder).string());
  for (const std::string& name : names) sink->write(name + '\n');
  sink->close();
}

/// Whether a name of a list leads nowhere but into the folder: the list may be a stranger's.
bool stays_inside(const std::string& folder, const fs::path& name) {
  if (name.empty() || name.is_absolute() || name != name.lexically_normal() || *name.begin() == "..") return false;
  std::error_code ignored;
  fs::path at;
  for (const fs::path& part : name.parent_path()) {
    at /= part;
    if (fs::is_symlink(fs::path(folder) / at, ignored) || fs::is_symlink(fs::path(folder) / staging_name / at, ignored)) return false;
  }
  return !fs::is_symlink(fs::path(folder) / staging_name, ignored);
}

/// Moves the files of the list, in its order, but those that were moved before. `folder` is a descriptor of `path`.
void move_listed(const std::string& path, int folder) {
  std::ifstream list(list_of(path));
  for (std::string name; std::getline(list, name);) {
    std::error_code error;
    const fs::path from = fs::path(path) / staging_name / name, to = fs::path(path) / name;
    if (!stays_inside(path, name)) throw Error(TextPosition{list_of(path).string(), 0, 0}, "lists \"" + name + "\", which is not in the folder");
    if (!fs::exists(from, error) && !error) continue;
    fs::create_directories(to.parent_path(), error);
    if (!error) fs::rename(from, to, error);
    if (error) fail(to.string(), "cannot put the file in place", error);
  }
  if (::fsync(folder) != 0 && errno != EINVAL) fail(path, "cannot write the folder", last_error());
  std::error_code ignored;
  fs::remove_all(fs::path(path) / staging_name, ignored);
}

}  // namespace

void OutputFolder::complete(const std::string& path) {
  std::error_code ignored;
  if (!fs::exists(list_of(path), ignored)) return;
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) fail(path, "cannot open the folder", last_error());
  try {
    if (::flock(folder, LOCK_EX) != 0) fail(path, "cannot lock the folder", last_error());
    if (fs::exists(list_of(path), ignored)) move_listed(path, folder);
  } catch (...) {
    ::close(folder);
    throw;
  }
  ::close(folder);
}

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
  try {
    if (fs::exists(list_of(path), error)) move_listed(path, lock_);
  } catch (...) {
    ::close(lock_);
    throw;
  }
  fs::remove_all(staging_, error);
  fs::create_directory(staging_, error);
  if (error) {
    ::close(lock_);
    fail(path, "cannot write in the folder", error);
  }
}

OutputFolder::~OutputFolder() {
  if (!listed_) clear_staging();
  std::error_code ignored;
  if (!committed_ && !listed_ && !made_.empty()) {
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
  write_list(path_, names);
  listed_ = true;
  move_listed(path_, lock_);
  committed_ = true;
}

}  // namespace accord::cli
