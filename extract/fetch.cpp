#include "extract/fetch.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>

#include "extract/error.hpp"
#include "extract/fetch_request.hpp"

namespace accord {

namespace {

constexpr const char* user_agent = "accord/" ACCORD_VERSION " (knowledge graphs from texts)";

struct EasyCleanup {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
using Easy = std::unique_ptr<CURL, EasyCleanup>;

void start_curl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw Error(std::string("cannot start libcurl: ") + curl_easy_strerror(code));
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return lower(c); });
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blank = " \t\"'\r\n";
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blank) + 1 - begin);
}

/// Collects the body; refuses what passes the limit, also when it was compressed on the way.
struct Body {
  std::string& bytes;
  std::size_t limit;
  bool too_large = false;

  static std::size_t take(const char* data, std::size_t size, std::size_t count, void* self) {
    auto& body = *static_cast<Body*>(self);
    const std::size_t length = size * count;
    if (length > body.limit - body.bytes.size()) {
      body.too_large = true;
      return 0;  // anything but `length` ends the transfer
    }
    body.bytes.append(data, length);
    return length;
  }
};

/// Networks that are not the public internet, as prefixes of IPv6 addresses (RFC 6890 and its successors).
struct Network {
  std::array<std::uint8_t, 16> prefix;
  unsigned bits;
};

/// An IPv4 network, written the way IPv6 embeds it.
constexpr Network v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, unsigned bits) {
  return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, 0}, 96 + bits};
}

constexpr Network private_networks[] = {
    v4(0, 0, 0, 8),
    v4(10, 0, 0, 8),
    v4(100, 64, 0, 10),
    v4(127, 0, 0, 8),
    v4(169, 254, 0, 16),
    v4(172, 16, 0, 12),
    v4(192, 0, 0, 24),
    v4(192, 0, 2, 24),
    v4(192, 168, 0, 16),
    v4(198, 18, 0, 15),
    v4(198, 51, 100, 24),
    v4(203, 0, 113, 24),
    v4(224, 0, 0, 4),
    v4(240, 0, 0, 4),
    {{}, 96},                        // unspecified, loopback and the old IPv4-compatible form
    {{0x00, 0x64, 0xFF, 0x9B}, 96},  // IPv4 through NAT64: what it reaches cannot be told
    {{0x01, 0x00}, 64},              // discard
    {{0x20, 0x01, 0x00}, 23},        // Teredo and other special uses
    {{0x20, 0x01, 0x0D, 0xB8}, 32},
    {{0x20, 0x02}, 16},  // 6to4 embeds any IPv4 address
    {{0xFC}, 7},
    {{0xFE, 0x80}, 9},  // link-local and the former site-local
    {{0xFF}, 8},        // multicast
};

using Address = std::array<std::uint8_t, 16>;

bool holds(const Network& network, const Address& address) {
  const std::size_t whole = network.bits / 8;
  if (!std::equal(address.begin(), address.begin() + whole, network.prefix.begin())) return false;
  const unsigned rest = network.bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xFFU << (8 - rest));
  return (address[whole] & mask) == (network.prefix[whole] & mask);
}

bool is_private(const Address& address) {
  return std::ranges::any_of(private_networks, [&](const Network& network) { return holds(network, address); });
}

Address embedded(const in_addr& v4_address) {
  Address address{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  std::memcpy(address.data() + 12, &v4_address, 4);
  return address;
}

/// Called by libcurl with the address that a name came to, so no name server can lead it elsewhere afterwards.
curl_socket_t open_public_socket(void* refused, curlsocktype, curl_sockaddr* to) {
  Address address{};
  bool known = true;
  if (to->family == AF_INET) {
    sockaddr_in v4_address{};
    std::memcpy(&v4_address, &to->addr, sizeof v4_address);
    address = embedded(v4_address.sin_addr);
  } else if (to->family == AF_INET6) {
    sockaddr_in6 v6_address{};
    // libcurl documents that the address may be longer than the field that holds its beginning.
    std::memcpy(&v6_address, static_cast<const void*>(&to->addr),
                std::min<std::size_t>(to->addrlen, sizeof v6_address));
    std::memcpy(address.data(), &v6_address.sin6_addr, address.size());
  } else {
    known = false;
  }
  if (!known || is_private(address)) {
    *static_cast<bool*>(refused) = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
  if (const CURLcode code = curl_easy_setopt(curl, option, value); code != CURLE_OK) {
    throw Error(std::string("libcurl lacks an option: ") + curl_easy_strerror(code));
  }
}

using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

List make_list(const std::vector<std::string>& lines) {
  List list(nullptr, &curl_slist_free_all);
  for (const std::string& line : lines) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw Error("out of memory");
    static_cast<void>(list.release());
    list.reset(longer);
  }
  return list;
}

/// True for what may be over when one tries again.
bool is_passing(CURLcode code) {
  constexpr CURLcode codes[] = {CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_OPERATION_TIMEDOUT,
                                CURLE_GOT_NOTHING,          CURLE_SEND_ERROR,      CURLE_RECV_ERROR,
                                CURLE_PARTIAL_FILE};
  return std::ranges::find(codes, code) != std::end(codes);
}

std::string header_of(CURL* curl, const char* name) {
  curl_header* header = nullptr;
  return curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value : "";
}

void read_answer(CURL* curl, Response& response) {
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &response.status);
  const char* text = nullptr;
  if (curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &text) == CURLE_OK && text != nullptr) {
    set_content_type(response.page, text);
  }
  if (curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &text) == CURLE_OK && text != nullptr) response.page.url = text;
  curl_off_t seconds = 0;
  if (curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK) {
    response.retry_after = std::chrono::seconds(std::clamp<curl_off_t>(seconds, 0, 3600));
  }
  response.etag = header_of(curl, "ETag");
  response.last_modified = header_of(curl, "Last-Modified");
}

void set_limits(CURL* curl, const FetchOptions& options) {
  set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  set(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(curl, CURLOPT_FOLLOWLOCATION, 1L);
  set(curl, CURLOPT_MAXREDIRS, options.max_redirects);
  set(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  set(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!options.ca_file.empty()) set(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  set(curl, CURLOPT_NOSIGNAL, 1L);  // timeouts must not use signals: several threads run
  set(curl, CURLOPT_TIMEOUT, static_cast<long>(options.timeout.count()));
  set(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options.connect_timeout.count()));
  set(curl, CURLOPT_ACCEPT_ENCODING, "");
  set(curl, CURLOPT_USERAGENT, user_agent);
}

}  // namespace

void set_content_type(Fetched& answer, std::string_view header) {
  answer.media_type = lower(trim(header.substr(0, header.find(';'))));
  const std::string all = lower(header);
  if (const std::size_t at = all.find("charset="); at != all.npos) {
    const std::string_view value = std::string_view(all).substr(at + 8);
    answer.charset = std::string(trim(value.substr(0, value.find(';'))));
  }
}

bool is_private_address(const std::string& text) {
  in_addr v4_address{};
  if (::inet_pton(AF_INET, text.c_str(), &v4_address) == 1) return is_private(embedded(v4_address));
  Address address{};
  return ::inet_pton(AF_INET6, text.c_str(), address.data()) != 1 || is_private(address);
}

bool is_url(std::string_view source) {
  const std::string start = lower(source.substr(0, 8));
  return start.starts_with("http://") || start.starts_with("https://");
}

Response request(const std::string& url, const FetchOptions& options, const std::vector<std::string>& headers) {
  const TextPosition at{url, 0, 0};
  if (!is_url(url)) throw Error(at, "only http and https can be fetched");
  start_curl();
  const Easy curl(curl_easy_init());
  if (!curl) throw Error("cannot start libcurl");
  Response response;
  Body body{response.page.body, options.max_size};
  char message[CURL_ERROR_SIZE] = "";
  set_limits(curl.get(), options);
  set(curl.get(), CURLOPT_URL, url.c_str());
  set(curl.get(), CURLOPT_ERRORBUFFER, message);
  set(curl.get(), CURLOPT_WRITEFUNCTION, &Body::take);
  set(curl.get(), CURLOPT_WRITEDATA, &body);
  const List lines = make_list(headers);
  set(curl.get(), CURLOPT_HTTPHEADER, lines.get());
  bool refused = false;
  if (!options.allow_private) {
    set(curl.get(), CURLOPT_OPENSOCKETFUNCTION, &open_public_socket);
    set(curl.get(), CURLOPT_OPENSOCKETDATA, &refused);
  }

  const CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK && refused) throw Error(at, "leads to a private address, which is not allowed");
  if (body.too_large) throw Error(at, "the answer is larger than " + std::to_string(options.max_size) + " bytes");
  if (code != CURLE_OK) {
    const std::string reason =
        std::string("cannot fetch: ") + (message[0] != '\0' ? message : curl_easy_strerror(code));
    if (is_passing(code)) throw Unreachable(at, reason);
    throw Error(at, reason);
  }
  read_answer(curl.get(), response);
  return response;
}

Fetched fetch(const std::string& url, const FetchOptions& options) {
  Response response = request(url, options);
  if (response.status != 200) {
    throw Error(TextPosition{url, 0, 0}, "the server answered " + std::to_string(response.status));
  }
  return std::move(response.page);
}

UrlParts split_url(const std::string& url) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
  const auto part = [&](CURLUPart which, unsigned flags) {
    char* text = nullptr;
    if (curl_url_get(parsed.get(), which, &text, flags) != CURLUE_OK) return std::string();
    std::string copy(text);
    curl_free(text);
    return copy;
  };
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
    throw Error(TextPosition{url, 0, 0}, "is not a URL");
  }
  const std::string query = part(CURLUPART_QUERY, 0);
  return {part(CURLUPART_SCHEME, 0) + "://" + lower(part(CURLUPART_HOST, 0)) + ":" +
              part(CURLUPART_PORT, CURLU_DEFAULT_PORT),
          part(CURLUPART_PATH, 0) + (query.empty() ? "" : "?" + query)};
}

}  // namespace accord
