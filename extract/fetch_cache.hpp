#pragma once

#include <optional>
#include <string>

#include "extract/fetch_request.hpp"

namespace accord {

/// Answers on disk, one file a URL. Several programs may use one folder.
class FetchCache {
 public:
  /// An empty folder name: no cache. Throws Error if the folder cannot be made.
  explicit FetchCache(std::string folder);

  /// The answer kept for a URL. A file that is damaged counts as none.
  std::optional<Response> find(const std::string& url) const;
  /// Keeps an answer, whole or not at all.
  void keep(const std::string& url, const Response& response) const;

 private:
  std::string path_of(const std::string& url) const;

  std::string folder_;
};

}  // namespace accord
