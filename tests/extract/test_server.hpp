#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace accord::testing {

/// A server on a free port of this machine that answers each request with whatever bytes the test wants, right or
/// wrong, one connection after the other.
class TestServer {
 public:
  /// `answer` gets the request line, headers and body, and sends what it likes on the socket.
  using Answer = std::function<void(const std::string& request, int socket)>;

  explicit TestServer(Answer answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, generic, &size) != 0) {
      throw std::runtime_error("cannot listen on this machine");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this] { serve(); });
  }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;
  ~TestServer() {
    ::shutdown(listener_, SHUT_RDWR);  // ends the accept() in the thread
    thread_.join();
    ::close(listener_);
  }

  std::string url(std::string_view path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }

  static void send(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;  // the client has had enough
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

 private:
  void serve() {
    for (;;) {
      const int client = ::accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      answer_(receive(client), client);
      ::close(client);
    }
  }

  /// How long a request is, as far as its beginning tells.
  static std::size_t length(const std::string& request) {
    static constexpr std::string_view name = "\r\nContent-Length: ";
    const std::size_t end = request.find("\r\n\r\n");
    if (end == request.npos) return request.npos;
    const std::size_t at = request.find(name);
    const bool has_body = at != request.npos && at < end;
    return end + 4 + (has_body ? std::stoul(request.substr(at + name.size())) : 0);
  }

  static std::string receive(int client) {
    std::string request;
    char buffer[4096];
    while (request.size() < length(request)) {
      const ssize_t got = ::recv(client, buffer, sizeof buffer, 0);
      if (got <= 0) break;
      request.append(buffer, static_cast<std::size_t>(got));
    }
    return request;
  }

  Answer answer_;
  int listener_ = -1;
  unsigned port_ = 0;
  std::jthread thread_;
};

}  // namespace accord::testing
