#include "exporters/neo4j_load.hpp"

#include <doctest/doctest.h>

#include <mutex>
#include <string>
#include <vector>

#include "extract/error.hpp"
#include "graph/graph_builder.hpp"
#include "tests/extract/test_server.hpp"

namespace accord {
namespace {

using testing::TestServer;

KnowledgeGraph pair_graph() {
  Statement s;
  s.subject = {entity_id("Person", "甲"), "甲", "Person", "", {}, {}};
  s.predicate = "signed";
  s.object = {entity_id("Agreement", "乙"), "乙", "Agreement", "", {}, {}};
  s.evidence = {{"d", {0, 5}, "甲簽署乙", "rule", {}}};
  s.confidence = 1;
  GraphBuilder builder;
  builder.add(s);
  return std::move(builder).finish();
}

struct Reply {
  int status = 200;
  std::string body;
};

constexpr const char* both = R"({"query":"/db/{databaseName}/query/v2","transaction":"/db/{databaseName}/tx"})";
constexpr const char* old_only = R"({"transaction":"/db/{databaseName}/tx"})";
constexpr const char* made_one = R"({"counters":{"nodesCreated":1,"relationshipsCreated":0},"errors":[]})";

/// A server that gives the replies one after the other, the last again and again, and keeps what it was asked.
class ScriptedServer {
 public:
  explicit ScriptedServer(std::vector<Reply> replies)
      : replies_(std::move(replies)),
        server_([this](const std::string& request, int socket) { answer(request, socket); }) {}

  Neo4jServer address() const {
    Neo4jServer server;
    server.url = server_.url("");
    server.password = "a secret";
    server.patience = std::chrono::seconds(2);
    return server;
  }

  std::vector<std::string> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void answer(const std::string& request, int socket) {
    const std::lock_guard lock(mutex_);
    const Reply& reply = replies_[std::min(requests_.size(), replies_.size() - 1)];
    requests_.push_back(request);
    if (reply.status == 0) return;  // hangs up
    TestServer::send(socket, "HTTP/1.1 " + std::to_string(reply.status) + " \r\nContent-Length: " +
                                 std::to_string(reply.body.size()) + "\r\nConnection: close\r\n\r\n" + reply.body);
  }

  mutable std::mutex mutex_;
  std::vector<Reply> replies_;
  std::vector<std::string> requests_;
  TestServer server_;
};

std::string error_of(ScriptedServer& server) {
  try {
    load_into_neo4j(pair_graph(), server.address(), {}, {});
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("the Query API takes constraint, index, nodes and relationships") {
  ScriptedServer server({{200, both}, {202, "{}"}, {202, "{}"}, {202, made_one}});
  std::vector<std::uint64_t> sent;
  const LoadCounters made =
      load_into_neo4j(pair_graph(), server.address(), {}, [&](std::uint64_t now, std::uint64_t all) {
        CHECK(all == 3);
        sent.push_back(now);
      });
  CHECK(made.nodes_created == 3);  // one a batch: two label sets and a relation
  CHECK(sent == std::vector<std::uint64_t>{1, 2, 3});
  const std::vector<std::string> requests = server.requests();
  REQUIRE(requests.size() == 6);
  struct Case {
    std::size_t request;
    std::string_view want;
  };
  const Case cases[] = {
      {0, "GET / HTTP/1.1"},
      {1, "POST /db/neo4j/query/v2 HTTP/1.1"},
      {1, "CREATE CONSTRAINT accord_entity_uri IF NOT EXISTS"},
      {1, "Authorization: Basic bmVvNGo6YSBzZWNyZXQ="},
      {2, "CALL db.awaitIndexes()"},
      {3, "MERGE (n:Entity {uri: row.uri})"},
      {3, "\"name\":\"乙\""},
      {5, "MERGE (a)-[r:`signed` {fact_id: row.id}]->(b)"},
      {5, "\"quotes\":[\"甲簽署乙\"]"},
      {5, "\"weight\":1.0"},
      {5, "\"includeCounters\":true"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.want);
    CHECK(requests[c.request].find(c.want) != std::string::npos);
  }
  CHECK(requests[0].find("Authorization") == std::string::npos);
}

TEST_CASE("a server without the Query API gets transactions") {
  struct Case {
    std::string_view name;
    std::vector<Reply> replies;
    std::size_t first;  ///< request to the transaction endpoint
  };
  const std::string stats = R"({"results":[{"stats":{"nodes_created":1}}],"errors":[]})";
  const Case cases[] = {
      {"not announced", {{200, old_only}, {200, stats}}, 1},
      {"announced but switched off", {{200, both}, {404, ""}, {200, stats}}, 2},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    ScriptedServer server(c.replies);
    CHECK(load_into_neo4j(pair_graph(), server.address(), {}, {}).nodes_created == 3);
    REQUIRE(server.requests().size() > c.first);
    CHECK(server.requests()[c.first].starts_with("POST /db/neo4j/tx/commit HTTP/1.1"));
  }
}

TEST_CASE("what may pass is tried again") {
  const std::string transient = R"({"errors":[{"code":"Neo.TransientError.General.Busy","message":"busy"}]})";
  struct Case {
    std::string_view name;
    Reply first;
  };
  const Case cases[] = {
      {"error of the server", {400, transient}},
      {"error while it answers", {202, transient}},
      {"not available", {503, ""}},
      {"hangs up", {0, ""}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    ScriptedServer server({{200, both}, c.first, {202, made_one}});
    CHECK(load_into_neo4j(pair_graph(), server.address(), {}, {}).nodes_created == 3);
    const std::vector<std::string> requests = server.requests();
    REQUIRE(requests.size() == 7);
    CHECK(requests[1] == requests[2]);
  }
}

TEST_CASE("errors say what happened, and never the password") {
  struct Case {
    std::string_view name;
    std::vector<Reply> replies;
    std::string_view want;
    std::size_t requests;
  };
  const std::string syntax = R"({"errors":[{"code":"Neo.ClientError.Statement.SyntaxError","message":"no"}]})";
  const Case cases[] = {
      {"wrong password", {{200, both}, {401, syntax}}, "wrong user or password", 2},
      {"client error", {{200, both}, {400, syntax}}, "Neo.ClientError.Statement.SyntaxError: no", 2},
      {"error in an answer of success", {{200, both}, {202, syntax}}, "SyntaxError: no", 2},
      {"no JSON", {{200, both}, {500, "<html>"}}, "HTTP status 500", 2},
      {"something else answers", {{200, "<html>"}}, "not the HTTP interface of a Neo4j server", 1},
      {"hangs up at once", {{0, ""}}, "Server returned nothing", 1},
      {"goes away half-way",
       {{200, both}, {202, "{}"}, {202, "{}"}, {202, made_one}, {0, ""}},
       "Server returned nothing (no headers, no data); 1 of 3 nodes and relationships are loaded, and loading again "
       "completes them",
       8},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    ScriptedServer server(c.replies);
    const std::string error = error_of(server);
    CAPTURE(error);
    CHECK(error.starts_with("Neo4j at http://127.0.0.1:"));
    CHECK(error.find(c.want) != std::string::npos);
    CHECK(error.find("secret") == std::string::npos);
    CHECK(server.requests().size() == c.requests);
  }
}

TEST_CASE("URLs that are none, or tell a password") {
  for (const char* url :
       {"localhost:7474", "bolt://localhost", "file:///etc/passwd", "http://neo4j:secret@localhost"}) {
    CAPTURE(url);
    std::string said;
    try {
      check_neo4j_url(url);
    } catch (const UsageError& error) {
      said = error.what();
    }
    CHECK(said.find("URL") != std::string::npos);
    CHECK(said.find("secret") == std::string::npos);
  }
  CHECK_NOTHROW(check_neo4j_url("https://db.example.org:7473"));
}

}  // namespace
}  // namespace accord
