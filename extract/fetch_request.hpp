#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "extract/error.hpp"
#include "extract/fetch.hpp"

namespace accord {

/// The server could not be reached, or did not finish: trying again may help.
class Unreachable : public Error {
 public:
  using Error::Error;
};

/// An answer of any status.
struct Response {
  long status = 0;
  Fetched page;
  std::string etag, last_modified;
  std::chrono::seconds retry_after{0};  ///< what the server asks for; 0 if nothing
};

/// One GET with headers such as "If-None-Match: …". Throws Unreachable, or Error where trying again is of no use.
Response request(const std::string& url, const FetchOptions& options, const std::vector<std::string>& headers = {});

/// Sets media type and charset from a Content-Type header.
void set_content_type(Fetched& answer, std::string_view header);

/// Scheme, host and port of a URL, as "https://example.org:443", and its path with the query.
struct UrlParts {
  std::string origin, path;
};
/// Throws Error if it is no URL.
UrlParts split_url(const std::string& url);

}  // namespace accord
