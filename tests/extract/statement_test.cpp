#include "extract/statement.hpp"

#include <doctest/doctest.h>

namespace accord {
namespace {

TEST_CASE("attributes stay sorted and hold a name once") {
  Attributes attributes;
  set_attribute(attributes, "role", "主席");
  set_attribute(attributes, "date", "2023");
  set_attribute(attributes, "date", "2024");
  set_attribute(attributes, "acting", "");
  CHECK(attributes == Attributes{{"date", "2024"}, {"role", "主席"}});
  CHECK(attribute(attributes, "role") == "主席");
  CHECK(attribute(attributes, "meeting").empty());
  set_attribute(attributes, "role", "");
  CHECK(attributes == Attributes{{"date", "2024"}});
}

TEST_CASE("an id follows from type and folded name") {
  const std::string id = entity_id("Person", "李家超");
  CHECK(id.size() == 18);
  CHECK(id.substr(0, 2) == "e_");
  CHECK(id.find_first_not_of("0123456789abcdef", 2) == id.npos);
  CHECK(entity_id("Position", "財政司司長") == entity_id("Position", "财政司 司长"));
  CHECK(entity_id("Person", "香港") != entity_id("Place", "香港"));
  CHECK(entity_id("Person", "陳茂波") != entity_id("Person", "陳國基"));
}

}  // namespace
}  // namespace accord
