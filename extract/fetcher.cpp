#include "extract/fetcher.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "extract/fetch_cache.hpp"
#include "extract/fetch_request.hpp"
#include "extract/fetch_robots.hpp"

namespace accord {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

bool asks_for_patience(long status) { return status == 429 || (status >= 500 && status <= 599); }

[[noreturn]] void fail(const std::string& url, const std::string& message) {
  throw Error(TextPosition{url, 0, 0}, message);
}

}  // namespace

struct Fetcher::Impl {
  /// One site: scheme, host and port. Whoever holds its lock is the only one that talks to it.
  struct Site {
    std::mutex mutex;
    std::optional<Robots> robots;
    Clock::time_point next{};
  };

  explicit Impl(FetcherOptions given) : options(std::move(given)), cache(options.cache) {}

  Site& site(const std::string& origin) {
    const std::lock_guard lock(mutex);
    return sites[origin];  // a map never moves what it holds
  }

  void pause(Site& site) const {
    std::this_thread::sleep_until(site.next);
    milliseconds delay = options.delay;
    if (site.robots) delay = std::max(delay, site.robots->delay());
    site.next = Clock::now() + std::min(delay, options.most_waiting);
  }

  /// Asks again, after longer and longer pauses, while the server wants patience or the line breaks.
  Response ask(Site& site, const std::string& url, const std::vector<std::string>& headers) const {
    milliseconds wait = options.back_off;
    for (unsigned left = options.retries;; --left) {
      pause(site);
      milliseconds asked{0};
      try {
        Response response = request(url, options.fetch, headers);
        if (!asks_for_patience(response.status) || left == 0) return response;
        asked = response.retry_after;
      } catch (const Unreachable&) {
        if (left == 0) throw;
      }
      std::this_thread::sleep_for(std::min(std::max(wait, asked), options.most_waiting));
      wait *= 2;
    }
  }

  const Robots& robots_of(Site& site, const std::string& origin) const {
    if (site.robots) return *site.robots;
    const Response response = ask(site, origin + "/robots.txt", {});
    // As RFC 9309 has it: without the file all is allowed; while the server fails nothing is.
    if (asks_for_patience(response.status)) {
      fail(origin + "/robots.txt", "the server answered " + std::to_string(response.status));
    }
    site.robots = response.status == 200 ? Robots::parse(response.page.body, "accord") : Robots();
    return *site.robots;
  }

  Fetched get(const std::string& url) {
    const UrlParts parts = split_url(url);
    Site& where = site(parts.origin);
    const std::lock_guard lock(where.mutex);
    if (!robots_of(where, parts.origin).allows(parts.path)) fail(url, "robots.txt of the site does not allow it");
    std::optional<Response> kept = cache.find(url);
    std::vector<std::string> headers;
    if (kept && !kept->etag.empty()) headers.push_back("If-None-Match: " + kept->etag);
    if (kept && !kept->last_modified.empty()) headers.push_back("If-Modified-Since: " + kept->last_modified);
    Response response = ask(where, url, headers);
    if (response.status == 304 && kept) return std::move(kept->page);
    if (response.status != 200) fail(url, "the server answered " + std::to_string(response.status));
    cache.keep(url, response);
    return std::move(response.page);
  }

  const FetcherOptions options;
  const FetchCache cache;
  std::mutex mutex;
  std::map<std::string, Site> sites;
};

Fetcher::Fetcher(FetcherOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Fetcher::~Fetcher() = default;
Fetched Fetcher::get(const std::string& url) { return impl_->get(url); }

}  // namespace accord
