#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "extract/fetch.hpp"

namespace accord {

/// How many pages are fetched from many sites.
struct FetcherOptions {
  FetchOptions fetch;
  std::string cache;                              ///< folder where answers are kept; empty: none
  std::chrono::milliseconds delay{1000};          ///< between two requests to one site; robots.txt may ask for more
  unsigned retries = 3;                           ///< after 429, 5xx and broken connections
  std::chrono::milliseconds back_off{1000};       ///< before the first retry; doubled for each further one
  std::chrono::milliseconds most_waiting{60000};  ///< no single pause is longer
};

/// Fetches pages as a polite visitor: one request to a site at a time, with a pause between, what robots.txt forbids
/// left alone, and pages that did not change not sent again. Any number of threads may call get().
class Fetcher {
 public:
  explicit Fetcher(FetcherOptions options);
  ~Fetcher();

  /// The page, from the network or, where the server says that it is the same, from the cache. An answer is in the
  /// cache whole or not at all, so a run that was stopped goes on where it was. Throws Error with the URL.
  Fetched get(const std::string& url);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace accord
