#include "exporters/neo4j_session.hpp"

#include <curl/curl.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <thread>

#include "exporters/escape.hpp"
#include "extract/error.hpp"

namespace accord {

namespace {

using Json = rapidjson::Document;
using Easy = std::unique_ptr<CURL, void (*)(CURL*)>;
using HeaderList = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

constexpr std::size_t longest_answer = std::size_t{16} << 20;
constexpr std::chrono::milliseconds first_pause(250);  ///< before another try; each next one is twice as long
constexpr std::chrono::milliseconds longest_pause(8000);

std::size_t collect(char* bytes, std::size_t size, std::size_t count, void* out) {
  std::string& text = *static_cast<std::string*>(out);
  if (text.size() + size * count > longest_answer) return 0;
  text.append(bytes, size * count);
  return size * count;
}

/// An answer of the server, or why there is none.
struct Answer {
  CURLcode code = CURLE_OK;
  long status = 0;
  std::string body;
};

/// Something that may pass: another try is worth it.
struct Transient {
  std::string message;
};

Json parse(const std::string& body) {
  Json json;
  json.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(body.data(), body.size());
  if (json.HasParseError()) json.SetObject();
  return json;
}

const rapidjson::Value* member(const rapidjson::Value& value, const char* name) {
  if (!value.IsObject()) return nullptr;
  const auto it = value.FindMember(name);
  return it == value.MemberEnd() ? nullptr : &it->value;
}

std::string text_of(const rapidjson::Value& value, const char* name) {
  const rapidjson::Value* const text = member(value, name);
  return text != nullptr && text->IsString() ? std::string(text->GetString(), text->GetStringLength()) : std::string();
}

std::uint64_t counter(const rapidjson::Value& counters, const char* camel, const char* snake) {
  const rapidjson::Value* value = member(counters, camel);
  if (value == nullptr) value = member(counters, snake);
  return value != nullptr && value->IsUint64() ? value->GetUint64() : 0;
}

}  // namespace

struct Neo4jSession::Impl {
  enum class Interface { query, transaction };

  explicit Impl(const Neo4jServer& target) : server(target), easy(curl_easy_init(), curl_easy_cleanup) {
    if (!easy) throw Error("cannot start a connection");
    check_neo4j_url(server.url);
    while (server.url.ends_with('/')) server.url.pop_back();
  }

  Answer request(const std::string& path, const std::string* body) {
    Answer answer;
    CURL* const c = easy.get();
    curl_easy_reset(c);
    const HeaderList headers(
        curl_slist_append(curl_slist_append(nullptr, "Content-Type: application/json"), "Accept: application/json"),
        curl_slist_free_all);
    const std::string url = server.url + path;
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 600L);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &answer.body);
    if (body != nullptr) {
      curl_easy_setopt(c, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
      curl_easy_setopt(c, CURLOPT_USERNAME, server.user.c_str());
      curl_easy_setopt(c, CURLOPT_PASSWORD, server.password.c_str());
      curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->size()));
      curl_easy_setopt(c, CURLOPT_POSTFIELDS, body->c_str());
    }
    answer.code = curl_easy_perform(c);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
  }

  [[noreturn]] void fail(const std::string& message) const { throw Error("Neo4j at " + server.url + ": " + message); }

  /// Throws Transient for what may pass, Error for what will not.
  void check(const Answer& answer, const Json& json) const {
    if (answer.code != CURLE_OK) throw Transient{curl_easy_strerror(answer.code)};
    const rapidjson::Value* const errors = member(json, "errors");
    const bool has_errors = errors != nullptr && errors->IsArray() && !errors->Empty();
    const std::string code = has_errors ? text_of((*errors)[0], "code") : std::string();
    std::string message = has_errors ? text_of((*errors)[0], "message") : std::string();
    if (answer.status == 401) fail("wrong user or password");
    if (message.empty()) message = "HTTP status " + std::to_string(answer.status);
    if (code.starts_with("Neo.TransientError") || answer.status == 503) throw Transient{message};
    if (has_errors || answer.status < 200 || answer.status > 299) fail(code.empty() ? message : code + ": " + message);
  }

  template <class Try>
  auto repeat(Try attempt) {
    const auto give_up = std::chrono::steady_clock::now() + server.patience;
    for (auto pause = first_pause;; pause = std::min(2 * pause, longest_pause)) {
      try {
        return attempt();
      } catch (const Transient& problem) {
        if (std::chrono::steady_clock::now() + pause > give_up) fail(problem.message);
      }
      std::this_thread::sleep_for(pause);
    }
  }

  /// Does not try again: who names a wrong address wants to know at once.
  void discover() {
    try {
      const Answer answer = request("/", nullptr);
      const Json json = parse(answer.body);
      check(answer, json);
      const bool has_query = member(json, "query") != nullptr;
      if (!has_query && member(json, "transaction") == nullptr)
        fail("this is not the HTTP interface of a Neo4j server");
      speaks = has_query ? Interface::query : Interface::transaction;
    } catch (const Transient& problem) {
      fail(problem.message);
    }
  }

  std::string path() const {
    char* const escaped =
        curl_easy_escape(easy.get(), server.database.data(), static_cast<int>(server.database.size()));
    const std::unique_ptr<char, void (*)(void*)> owner(escaped, curl_free);
    if (escaped == nullptr) fail("bad name of a database");
    return "/db/" + std::string(escaped) + (speaks == Interface::query ? "/query/v2" : "/tx/commit");
  }

  std::string body(std::string_view statement, std::string_view rows) const {
    std::string made;
    StringSink sink(made);
    Output out(sink);
    const bool query = speaks == Interface::query;
    out << (query ? "{\"statement\":" : "{\"statements\":[{\"statement\":");
    write_json_string(out, statement);
    out << ",\"parameters\":{\"rows\":" << rows
        << (query ? "},\"includeCounters\":true}" : "},\"includeStats\":true}]}");
    out.flush();
    return made;
  }

  LoadCounters counters(const Json& json) const {
    const rapidjson::Value* counts = member(json, "counters");
    if (const rapidjson::Value* const results = member(json, "results");
        results != nullptr && results->IsArray() && !results->Empty()) {
      counts = member((*results)[0], "stats");
    }
    if (counts == nullptr) return {};
    return {counter(*counts, "nodesCreated", "nodes_created"),
            counter(*counts, "relationshipsCreated", "relationships_created")};
  }

  LoadCounters run(std::string_view statement, std::string_view rows) {
    return repeat([&] {
      Answer answer = request(path(), &(text = body(statement, rows)));
      if (speaks == Interface::query && answer.code == CURLE_OK && (answer.status == 404 || answer.status == 405) &&
          parse(answer.body).ObjectEmpty()) {
        speaks = Interface::transaction;  // announced, but switched off
        answer = request(path(), &(text = body(statement, rows)));
      }
      const Json json = parse(answer.body);
      check(answer, json);
      return counters(json);
    });
  }

  Neo4jServer server;
  Easy easy;
  Interface speaks = Interface::query;
  std::string text;  ///< of the request under way
};

void check_neo4j_url(const std::string& url) {
  // Not shown, because a password may stand in it.
  if (url.find('@') != url.npos) throw UsageError("user and password do not belong in the server's URL");
  if (!url.starts_with("http://") && !url.starts_with("https://"))
    throw UsageError("the server's URL must begin with http:// or https://: " + url);
}

Neo4jSession::Neo4jSession(const Neo4jServer& server) : impl_(std::make_unique<Impl>(server)) { impl_->discover(); }
Neo4jSession::~Neo4jSession() = default;

LoadCounters Neo4jSession::run(std::string_view statement, std::string_view rows) {
  return impl_->run(statement, rows);
}

}  // namespace accord
