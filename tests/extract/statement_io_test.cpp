#include "extract/statement_io.hpp"

#include <doctest/doctest.h>

#include <string>

#include "extract/error.hpp"

namespace accord {
namespace {

Statement example() {
  Statement statement;
  statement.subject = {"e_1", "李家超", "Person", "Official", {"John Lee"}, {}};
  statement.predicate = "chairs";
  statement.object = {"e_2", "粵港合作聯席會議第二十三次會議", "Meeting", "", {}, {{"date", "2023-03-21"}}};
  statement.qualifiers = {{"date", "2023-03-21"}};
  statement.evidence = {{"a.txt", {3, 9}, "\"主持\"\n\t\\", "chairs/1", {"2023-03-22", "http://x/", "題", "報"}}};
  statement.confidence = 0.9;
  return statement;
}

constexpr const char* example_line =
    R"({"subject":{"id":"e_1","name":"李家超","type":"Person","subtype":"Official","aliases":["John Lee"]},)"
    R"("predicate":"chairs","object":{"id":"e_2","name":"粵港合作聯席會議第二十三次會議","type":"Meeting","aliases":[],)"
    R"("attributes":{"date":"2023-03-21"}},"qualifiers":{"date":"2023-03-21"},"evidence":[{"document":"a.txt",)"
    R"("begin":3,"end":9,"quote":"\"主持\"\n\t\\","rule":"chairs/1","source":{"date":"2023-03-22","url":"http://x/",)"
    R"("title":"題","publisher":"報"}}],"confidence":0.9})";

TEST_CASE("a statement is one line of JSON, and reads back the same") {
  std::string line;
  append_statement(line, example());
  CHECK(line == example_line);
  std::string again;
  append_statement(again, parse_statement(line, {}));
  CHECK(again == line);

  Statement on_page = example();
  on_page.evidence[0].place = {3, 72, 100, 500, 65535};
  std::string placed;
  append_statement(placed, on_page);
  CHECK(placed.find(R"("rule":"chairs/1","page":3,"box":[72,100,500,65535],"source")") != placed.npos);
  CHECK(parse_statement(placed, {}).evidence[0].place == on_page.evidence[0].place);
}

TEST_CASE("what others write is read: members in any order, unknown ones, the least there can be") {
  const Statement least = parse_statement(
      R"({"x":[1,{"y":null}],"object":{"type":"Place","name":"香港"},"predicate":"heldIn","subject":{"name":"M","type":"Meeting"}})",
      {});
  CHECK(least.subject.id == entity_id("Meeting", "M"));
  CHECK(least.evidence.empty());
  CHECK(least.confidence == 1.0);
  const Statement flag = parse_statement(
      R"({"subject":{"name":"M","type":"T"},"predicate":"p","object":{"name":"N","type":"T"},"qualifiers":{"negated":true}})",
      {});
  CHECK(attribute(flag.qualifiers, "negated") == "true");
}

TEST_CASE("a line that is no statement is refused with its place") {
  const std::string ends = R"("subject":{"name":"M","type":"T"},"object":{"name":"N","type":"T"})";
  const std::string whole = ends + R"(,"predicate":"p")";
  struct Case {
    std::string input, want;
  };
  for (const Case& c : {
           Case{"", "s.ndjson:7:1: not JSON: The document is empty."},
           Case{"{\"會\" 1}", "s.ndjson:7:6: not JSON: Missing a colon after a name of object member."},
           Case{"[]", "s.ndjson:7: a statement must be a JSON object"},
           Case{"{}", "s.ndjson:7: expected an object \"subject\""},
           Case{"{" + ends + "}", "s.ndjson:7: expected a string \"predicate\""},
           Case{"{" + ends + R"(,"predicate":""})", "s.ndjson:7: a statement needs a predicate"},
           Case{"{" + whole + R"(,"confidence":1.5})", "s.ndjson:7: \"confidence\" must be from 0 to 1"},
           Case{"{" + whole + R"(,"confidence":"x"})", "s.ndjson:7: \"confidence\" must be a number"},
           Case{"{" + whole + R"(,"qualifiers":{"a":1}})", "s.ndjson:7: values of \"qualifiers\" must be strings"},
           Case{"{" + whole + R"(,"evidence":[3]})", "s.ndjson:7: evidence must be an array of objects"},
           Case{"{" + whole + R"(,"evidence":[{"document":"d","begin":-1,"end":2}]})",
                "s.ndjson:7: \"begin\" must be a number from 0 to 4294967295"},
           Case{"{" + whole + R"(,"evidence":[{"document":"d","begin":1,"end":2,"page":1}]})",
                "s.ndjson:7: \"page\" counts from 1, and \"box\" must be four numbers from 0 to 65535"},
           Case{"{" + whole + R"(,"evidence":[{"document":"d","begin":1,"end":2,"page":1,"box":[1,2,3,65536]}]})",
                "s.ndjson:7: \"page\" counts from 1, and \"box\" must be four numbers from 0 to 65535"},
           Case{"{" + whole + R"(,"evidence":[{"document":"d","begin":1,"end":2,"page":0,"box":[1,2,3,4]}]})",
                "s.ndjson:7: \"page\" counts from 1, and \"box\" must be four numbers from 0 to 65535"},
           Case{"{" + whole + R"(,"evidence":[{"document":"d","begin":3,"end":2}]})",
                "s.ndjson:7: evidence ends before it begins"},
       }) {
    CAPTURE(c.input);
    CHECK_THROWS_WITH_AS(parse_statement(c.input, {"s.ndjson", 7, 0}), c.want.c_str(), Error);
  }
}

TEST_CASE("depth cannot exhaust the stack") {
  const std::string deep(1000000, '[');
  CHECK_THROWS_AS(parse_statement(deep, {}), Error);
  const std::string closed = R"({"x":)" + std::string(100000, '[') + std::string(100000, ']') + "}";
  CHECK_THROWS_AS(parse_statement(closed, {}), Error);
}

}  // namespace
}  // namespace accord
