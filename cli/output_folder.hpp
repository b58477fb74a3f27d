#pragma once

#include <string>
#include <vector>

namespace accord::cli {

/// A folder of results that appears whole or not at all: files are written in a hidden folder inside it, and commit()
/// moves them to their names. Without commit() nothing of them is left, nor of the folder if it is new.
/// Two programs cannot write the same folder at once.
///
/// Many files cannot take their names in one step. So commit() first writes down which they are; if it is killed between
/// two of them, whoever opens the folder next moves the rest.
class OutputFolder {
 public:
  /// Makes the folder, and those above it, if need be. Throws Error when it cannot be written or is in use.
  explicit OutputFolder(const std::string& path);
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  ~OutputFolder();

  /// Where to write the file that will be called `name`, which may be in a folder: "texts/a".
  std::string staged(const std::string& name) const;
  /// Moves the files to their names, in the order given; the last one is the sign that all are there.
  void commit(const std::vector<std::string>& names);

  /// Moves what a killed commit() left unmoved, waiting for one that is under way; does nothing in any other folder.
  /// To be called before several files of a folder are read together. Throws Error if they cannot be moved.
  static void complete(const std::string& path);

 private:
  void clear_staging() noexcept;

  std::string path_, staging_;
  std::string made_;  ///< the topmost folder that did not exist before, or empty
  int lock_ = -1;
  bool listed_ = false;     ///< whether all files are written and only have to be moved
  bool committed_ = false;
};

}  // namespace accord::cli
