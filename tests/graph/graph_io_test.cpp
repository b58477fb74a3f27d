#include "graph/graph_io.hpp"

#include <doctest/doctest.h>

#include "tests/graph/support.hpp"

using namespace accord;
using namespace accord::test;

namespace {

KnowledgeGraph sample() {
  std::vector<Statement> all = {
      statement(person("陳大文"), "signed", agreement("山海\"協議\"\n\t\x01"), evidence("a.txt", 10)),
      statement(person("陈大文"), "signed", agreement("山海協議"), evidence("b.txt", 3, "引文 \\ \"")),
      statement(person("林小雨"), "attends", entity("Meeting", "第二次會議"), evidence("c.txt", 20)),
  };
  all[0].evidence[0].source = {"2024-03-21", "https://example.org/a", "題目", ""};
  all[0].confidence = 0.123456789;
  all[1].confidence = 0.1;
  all[2].confidence = 0;
  set_attribute(all[2].qualifiers, "acting", "true");
  set_attribute(all[2].object.attributes, "date", "2024-03");
  all[2].object.subtype = "Plenary";
  return graph_of(all);
}

constexpr const char* first = R"({"id":"e_0000000000000001","type":"Person","name":"甲","aliases":[]})";
constexpr const char* second = R"({"id":"e_0000000000000002","type":"Person","name":"乙","aliases":["丁","丙"]})";

std::string line(const char* id, const char* subject, const char* object,
                 const char* evidence = R"({"document":"d","begin":0,"end":1,"quote":"甲","rule":"r"})") {
  return std::string(R"({"id":")") + id + R"(","subject":")" + subject + R"(","predicate":"p","object":")" + object +
         R"(","qualifiers":{},"evidence":[)" + evidence + R"(],"confidence":1.0})";
}

}  // namespace

TEST_CASE("the canonical file is read back to the same bytes") {
  const std::string text = ndjson(sample());
  const TemporaryFile file("graph.ndjson", text);
  CHECK(ndjson(read_graph(file.path())) == text);
  CHECK(ndjson(read_graph(file.folder())) == text);
  CHECK(text.find("\"confidence\":0.123457") != std::string::npos);
  CHECK(text.find("\"confidence\":0.0}") != std::string::npos);
}

TEST_CASE("the writer passes on pieces of bounded size") {
  std::vector<Statement> all;
  for (std::uint32_t i = 0; i != 3000; ++i) {
    all.push_back(statement(person("p" + std::to_string(i)), "visits", body("b"), evidence("d", i)));
  }
  std::size_t pieces = 0, largest = 0;
  write_graph_ndjson(graph_of(all), [&](std::string_view bytes) {
    ++pieces;
    largest = std::max(largest, bytes.size());
  });
  CHECK(pieces > 5);
  CHECK(largest < (std::size_t{1} << 17));
}

TEST_CASE("a minimal graph is accepted") {
  const std::string a = first, b = second;
  const std::string text =
      a + "\n" + b + "\n" + line("s_0000000000000001", "e_0000000000000001", "e_0000000000000002") + "\n";
  const TemporaryFile file("graph.ndjson", text);
  CHECK(ndjson(read_graph(file.path())) == text);
}

TEST_CASE("what is not a canonical graph is refused with line and column") {
  const std::string a = first, b = second, two = a + "\n" + b + "\n";
  const char *e1 = "e_0000000000000001", *e2 = "e_0000000000000002", *e3 = "e_0000000000000003";
  struct Case {
    const char* what;
    std::string text, want;
  };
  const Case cases[] = {
      {"not JSON", "{]", ":1:2: not JSON"},
      {"deep nesting", std::string(200000, '['), ":1:"},
      {"no id", "{\"name\":\"甲\"}", ":1:3: \"id\" must be a string"},
      {"odd id", "{\"id\":\"e_1\"}", ":1:8: \"id\" must be e_ or s_"},
      {"entity twice", a + "\n" + a, ":2:8: this entity stands twice"},
      {"entities out of order", b + "\n" + a, ":2:8: entities are not in the order"},
      {"aliases out of order", R"({"id":"e_0000000000000001","type":"T","name":"n","aliases":["b","a"]})",
       ":1:66: aliases must be sorted"},
      {"name among aliases", R"({"id":"e_0000000000000001","type":"T","name":"n","aliases":["n"]})",
       "aliases must be sorted"},
      {"attribute twice", R"({"id":"e_0000000000000001","type":"T","name":"n","attributes":{"a":"1","a":"2"}})",
       "stands twice in one object"},
      {"attribute no text", R"({"id":"e_0000000000000001","type":"T","name":"n","attributes":{"a":[]}})",
       ":1:65: the value of \"a\""},
      {"dangling subject", two + line("s_0000000000000001", e3, e1), ":3:39: no entity has this id"},
      {"dangling object", two + line("s_0000000000000001", e1, e3), ":3:85: no entity has this id"},
      {"statement twice", two + line("s_0000000000000001", e1, e2) + "\n" + line("s_0000000000000001", e2, e1),
       ":4:8: this statement stands twice"},
      {"statements out of order", two + line("s_0000000000000001", e2, e1) + "\n" + line("s_0000000000000002", e1, e2),
       ":4:8: statements are not in the order"},
      {"entity after statements", a + "\n" + line("s_0000000000000001", e1, e1) + "\n" + b,
       ":3:8: an entity after the statements"},
      {"no evidence", two + line("s_0000000000000001", e1, e2, ""), "needs evidence"},
      {"evidence no object", two + line("s_0000000000000001", e1, e2, "7"), "evidence must be an array of objects"},
      {"evidence twice",
       two + line("s_0000000000000001", e1, e2,
                  R"({"document":"d","begin":0,"end":1},{"document":"d","begin":0,"end":1})"),
       "evidence must be sorted"},
      {"negative place", two + line("s_0000000000000001", e1, e2, R"({"document":"d","begin":-1,"end":1})"),
       "\"begin\" must be a number"},
      {"place too large", two + line("s_0000000000000001", e1, e2, R"({"document":"d","begin":0,"end":4294967296})"),
       "\"end\" must be a number"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const TemporaryFile file("graph.ndjson", c.text);
    const std::string message = error_of([&] { read_graph(file.path()); });
    CAPTURE(message);
    CHECK(message.starts_with(file.path() + ":"));
    CHECK(message.find(c.want) != std::string::npos);
  }
}
