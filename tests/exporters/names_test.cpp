#include "exporters/names.hpp"

#include <doctest/doctest.h>

#include "exporters/search_words.hpp"

namespace accord {
namespace {

TEST_CASE("machine names hold what every importer takes") {
  struct Case {
    std::string_view input, want;
  };
  const Case cases[] = {{"signed", "signed"}, {"a:b c", "a_b_c"},          {"2nd", "_2nd"}, {"", "_"}, {"會議", "會議"},
                        {"α，β", "___"},      {"Größe (m²)", "Größe__m__"}};
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(machine_name(c.input) == c.want);
  }
}

TEST_CASE("names of the built-in pack have Chinese labels, others stay") {
  CHECK(relation_label("signed") == "簽署");
  CHECK(relation_label("binds") == "binds");
  CHECK(type_label("Meeting") == "會議");
  CHECK(type_label("Compound") == "Compound");
  CHECK(hex(type_colour("Person")) == "#b5e3a1");
  CHECK(hex(type_colour("Compound")) == hex(type_colour("Compound")));
  CHECK(kind_of_edge("meetsWith", 1) == "meetsWith");
  CHECK(kind_of_edge("meetsWith", 3) == "meetsWith #3");
}

TEST_CASE("runs of Han characters are found by their pieces") {
  const std::string words = " " + search_words("香港政府 ABC") + " ";
  for (const std::string_view piece : {" 香 ", " 香港 ", " 港政 ", " 香港政府 ", " ABC "}) {
    CAPTURE(piece);
    CHECK(words.find(piece) != words.npos);
  }
  CHECK(search_words("協議").find("协议") != std::string::npos);
}

}  // namespace
}  // namespace accord
