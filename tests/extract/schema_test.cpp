#include "extract/schema.hpp"

#include <doctest/doctest.h>

#include <string>

#include "extract/error.hpp"

namespace accord {
namespace {

Schema read(const std::string& text) {
  Schema schema;
  for_each_line({"schema.txt", text}, [&](const Cursor& line, std::size_t) { schema.read_line(line); });
  return schema;
}

std::string fault(const std::string& text) {
  try {
    read(text);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

TEST_CASE("types, subtypes and relations") {
  const Schema schema = read(
      "# comment\ntype Body\ntype Firm : Body\ntype Person\nhelper Date\nrelation serves : Person -> Body\n"
      "relation leads : Person -> Body | Person implies serves acts\nrelation knows : Person -> Person symmetric\n"
      "coerce Person -> Body by office\n");
  const TypeId body = schema.find_type("Body").value(), firm = schema.find_type("Firm").value(), person = schema.find_type("Person").value();
  CHECK(schema.top(firm) == body);
  CHECK(schema.mask(body) == ((TypeMask{1} << body) | (TypeMask{1} << firm)));
  CHECK(schema.mask(firm) == TypeMask{1} << firm);
  CHECK(schema.type(schema.find_type("Date").value()).helper);
  const Schema::Relation* leads = schema.find_relation("leads");
  REQUIRE(leads != nullptr);
  CHECK(leads->implies == "serves");
  CHECK(leads->acts);
  CHECK(leads->range == (schema.mask(body) | schema.mask(person)));
  CHECK(schema.find_relation("knows")->symmetric);
  CHECK(schema.coercions().at(0).by == "office");
  CHECK_FALSE(schema.find_type("Nobody"));
  CHECK(schema.find_relation("nothing") == nullptr);
}

TEST_CASE("each fault names its place and what was expected") {
  std::string many;
  for (int i = 0; i != 65; ++i) many += "type T" + std::to_string(i) + '\n';
  struct Case {
    std::string text, want;
  };
  for (const Case& c : {Case{"types Person", "schema.txt:1:7: expected 'type', 'helper', 'relation' or 'coerce'"},
                        Case{"type person", "schema.txt:1:12: a type's name begins with a capital letter"},
                        Case{"\ntype A\ntype A", "schema.txt:3:7: type A stands twice"},
                        Case{"type A : B", "schema.txt:1:10: unknown type 'B'"},
                        Case{"type A\nrelation r A -> A", "schema.txt:2:12: expected ':'"},
                        Case{"type A\nrelation r : A => A", "schema.txt:2:16: expected '->' or '|'"},
                        Case{"type A\nrelation r : A -> A\nrelation r : A -> A", "schema.txt:3:11: relation r stands twice"},
                        Case{"type A\nrelation r : A -> A implies s", "schema.txt:2:30: unknown relation s"},
                        Case{"type A\nrelation r : A -> A sometimes", "schema.txt:2:30: expected 'symmetric', 'specific', 'acts', 'dates subject|object' or 'implies RELATION'"},
                        Case{"type A\ncoerce A -> A with x", "schema.txt:2:19: expected 'by ATTRIBUTE'"},
                        Case{many, "schema.txt:65:9: a pack can have 64 types at most"}}) {
    CHECK(fault(c.text) == c.want);
  }
}

}  // namespace
}  // namespace accord
