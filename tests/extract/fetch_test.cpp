#include "extract/fetch.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

#include "extract/error.hpp"
#include "extract/source.hpp"
#include "tests/extract/test_server.hpp"

namespace accord {
namespace {

using testing::TestServer;

/// What the server does on each path.
void answer(const std::string& request, int socket) {
  const auto asked = [&](std::string_view path) { return request.starts_with("GET " + std::string(path) + " "); };
  if (asked("/text")) {
    TestServer::send(socket,
                     "HTTP/1.1 200 OK\r\nContent-Type: Text/Plain; Charset=\"UTF-8\"\r\nContent-Length: 6\r\n\r\n會議");
  } else if (asked("/moved")) {
    TestServer::send(socket, "HTTP/1.1 302 Found\r\nLocation: /text\r\nContent-Length: 0\r\n\r\n");
  } else if (asked("/loop")) {
    TestServer::send(socket, "HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n");
  } else if (asked("/file")) {
    TestServer::send(socket, "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n");
  } else if (asked("/large")) {
    TestServer::send(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + std::string(5000, 'x'));
  } else if (asked("/short")) {
    TestServer::send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
  } else if (asked("/noise")) {
    TestServer::send(socket, std::string(1000, '\xFF'));
  } else if (asked("/slow")) {
    for (int i = 0; i != 30; ++i) {
      TestServer::send(socket, i == 0 ? "HTTP/1.1 200 OK\r\n" : "X-Wait: 1\r\n");
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  } else if (asked("/bad-text")) {
    TestServer::send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na\xFF");
  } else {
    TestServer::send(socket, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  }
}

FetchOptions short_options() {
  FetchOptions options;
  options.max_size = 4000;
  options.timeout = std::chrono::seconds(1);
  options.allow_private = true;
  return options;
}

TEST_CASE("a URL is fetched, through redirects") {
  const TestServer server(answer);
  for (const char* path : {"/text", "/moved"}) {
    const Fetched got = fetch(server.url(path), short_options());
    CHECK(got.body == "會議");
    CHECK(got.media_type == "text/plain");
    CHECK(got.charset == "utf-8");
    CHECK(got.url == server.url("/text"));
  }
}

TEST_CASE("a server that misbehaves is an error with the URL, and ends in time") {
  const TestServer server(answer);
  struct Case {
    const char *path, *want;
  };
  for (const Case& c : {Case{"/missing", "the server answered 404"},
                        {"/loop", "cannot fetch: Maximum (5) redirects followed"},
                        {"/file", "cannot fetch: Protocol \"file\" not supported or disabled in libcurl"},
                        {"/large", "the answer is larger than 4000 bytes"},
                        {"/short", "cannot fetch: transfer closed with 91 bytes remaining to read"},
                        {"/noise", "cannot fetch: Received HTTP/0.9 when not allowed"},
                        {"/slow", "cannot fetch: Operation timed out"}}) {
    CAPTURE(c.path);
    std::string message;
    const auto start = std::chrono::steady_clock::now();
    try {
      fetch(server.url(c.path), short_options());
    } catch (const Error& error) {
      message = error.what();
    }
    CHECK(message.substr(0, (server.url(c.path) + ": " + c.want).size()) == server.url(c.path) + ": " + c.want);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(3));
  }
}

TEST_CASE("private addresses are refused unless allowed") {
  const TestServer server(answer);
  FetchOptions options = short_options();
  options.allow_private = false;
  const std::string url = server.url("/text");
  CHECK_THROWS_WITH_AS(fetch(url, options), (url + ": leads to a private address, which is not allowed").c_str(),
                       Error);
  for (const char* address : {"127.0.0.1",  "10.1.2.3",        "172.31.0.1",   "192.168.1.1",     "169.254.169.254",
                              "100.64.0.1", "0.0.0.0",         "224.0.0.1",    "255.255.255.255", "::1",
                              "::",         "::ffff:10.0.0.1", "fe80::1",      "fec0::1",         "fd00::1",
                              "ff02::1",    "64:ff9b::a00:1",  "2002:a00:1::", "2001:db8::1",     "nonsense"}) {
    CAPTURE(address);
    CHECK(is_private_address(address));
  }
  for (const char* address :
       {"1.1.1.1", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"}) {
    CAPTURE(address);
    CHECK(!is_private_address(address));
  }
}

TEST_CASE("only http and https are URLs") {
  for (const char* url : {"http://x", "HTTPS://x", "https://x/y z"}) CHECK(is_url(url));
  for (const char* other : {"ftp://x", "file:///x", "http:/x", "https", "", "x/http://y"}) CHECK(!is_url(other));
  CHECK_THROWS_WITH_AS(fetch("file:///etc/passwd"), "file:///etc/passwd: only http and https can be fetched", Error);
}

TEST_CASE("a URL is a source: its document is known by the URL") {
  const TestServer server(answer);
  SourceOptions options;
  options.fetch = short_options();
  std::vector<Document> documents;
  read_source(server.url("/text"), options, [&](Document&& document) { documents.push_back(std::move(document)); });
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].id() == server.url("/text"));
  CHECK(documents[0].metadata().url == server.url("/text"));
  CHECK(documents[0].text() == "會議");
  const std::string bad = server.url("/bad-text");
  CHECK_THROWS_WITH_AS(read_source(bad, options, [](Document&&) {}), (bad + ":1:2: text is not valid UTF-8").c_str(),
                       Error);
}

}  // namespace
}  // namespace accord
