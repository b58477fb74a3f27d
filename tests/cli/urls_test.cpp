#include "cli/urls.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/extract/test_server.hpp"
#include "tests/temporary_folder.hpp"

namespace accord::cli {
namespace {

using testing::TestServer;

TEST_CASE("a list of URLs is a line each") {
  const testing::TemporaryFolder folder;
  CHECK(read_url_list(folder.write("a", "# pages\nhttp://x/1 \r\n\nhttps://y/2")) ==
        std::vector<std::string>{"http://x/1", "https://y/2"});
  const std::string bad = folder.write("b", "http://x/\nftp://y/\n");
  CHECK_THROWS_WITH_AS(read_url_list(bad), (bad + ":2: \"ftp://y/\" is not a URL").c_str(), Error);
  const std::string none = folder.write("c", "\n# no\n");
  CHECK_THROWS_WITH_AS(read_url_list(none), (none + ": the file holds no URLs").c_str(), Error);
}

TEST_CASE("pages come in the order of the list, from several sites at once, and problems do not stop them") {
  const auto answer = [](const std::string& request, int socket) {
    if (request.starts_with("GET /robots.txt")) {
      TestServer::send(socket, "HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n");
    } else if (request.starts_with("GET /gone")) {
      TestServer::send(socket, "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
    } else {
      if (request.starts_with("GET /slow")) std::this_thread::sleep_for(std::chrono::milliseconds(300));
      TestServer::send(socket,
                       "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>" + request.substr(4, 5));
    }
  };
  const TestServer one(answer), other(answer);
  const std::vector<std::string> urls{one.url("/slow"), other.url("/fast"), one.url("/gone"), one.url("/last")};
  FetcherOptions fetching;
  fetching.fetch.allow_private = true;
  fetching.delay = std::chrono::milliseconds(0);
  std::vector<std::string> got;
  read_urls(
      urls, fetching, {},
      [&](Document&& document) { got.push_back(document.id() + " " + std::string(document.text())); },
      [&](const Error& error) { got.emplace_back(error.what()); });
  CHECK(got == std::vector<std::string>{urls[0] + " /slow\n", urls[1] + " /fast\n",
                                        urls[2] + ": the server answered 410", urls[3] + " /last\n"});
}

}  // namespace
}  // namespace accord::cli
