#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace accord {

/// Bounds on what one URL may cost.
struct FetchOptions {
  std::size_t max_size = std::size_t{64} << 20;  ///< bytes, after decompression
  std::chrono::seconds timeout{60};              ///< for the whole answer
  std::chrono::seconds connect_timeout{15};
  long max_redirects = 5;
  std::string ca_file;         ///< PEM file of the authorities that are trusted instead of the system's; empty: those
  bool allow_private = false;  ///< addresses of this machine and of local networks, which pages must not reach
};

/// What a server answered.
struct Fetched {
  std::string body;
  std::string media_type;  ///< of the Content-Type header, lower case, without parameters; may be empty
  std::string charset;     ///< of the Content-Type header, lower case; may be empty
  std::string url;         ///< after redirects
};

/// True for IPv4 and IPv6 addresses that are not of the public internet: loopback, private, link-local, multicast, …
/// `address` is written as usual: "127.0.0.1", "fe80::1". Text that is no address counts as private.
bool is_private_address(const std::string& address);

/// True for "http://…" and "https://…", in any case.
bool is_url(std::string_view source);

/// One GET. Follows redirects to http and https only; checks the server's certificate. Throws Error with the URL
/// when the server cannot be reached, answers other than 200, passes a limit, or has a private address.
Fetched fetch(const std::string& url, const FetchOptions& options = {});

}  // namespace accord
