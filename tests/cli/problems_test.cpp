#include "cli/problems.hpp"

#include <doctest/doctest.h>

#include <iostream>
#include <sstream>
#include <string>

#include "cli/columns.hpp"

namespace accord::cli {
namespace {

/// What `step` writes to standard error.
template <class Step>
std::string said(const Step& step) {
  std::ostringstream text;
  std::streambuf* const before = std::cerr.rdbuf(text.rdbuf());
  step();
  std::cerr.rdbuf(before);
  return text.str();
}

TEST_CASE("a run that fails for one reason says it once") {
  Problems problems;
  CHECK(said([&] { problems.add(Error("a: bad")); }).empty());
  CHECK_THROWS_WITH_AS(problems.finish(), "a: bad", Error);
}

TEST_CASE("problems beside what was read are named, each once") {
  Problems problems;
  CHECK(said([&] {
          problems.add(Error("a: bad"));
          problems.document_read();
          problems.add(Error("c: bad"));
          problems.finish();
        }) == "accord: skipped: a: bad\naccord: skipped: c: bad\n");
  CHECK(problems.count() == 2);
}

TEST_CASE("programs read problems and summary as JSON") {
  Problems problems(Problems::Log::json);
  CHECK(said([&] {
          problems.document_read();
          problems.add(Error("a \"b\"\n"));
          problems.add(Error({"d.txt", 3, 7}, "bad"));
          problems.guessed("b.txt", "Big5-HKSCS", 74);
          problems.summary(3, 4);
        }) ==
        "{\"event\":\"skipped\",\"message\":\"a \\\"b\\\"\\n\"}\n"
        "{\"event\":\"skipped\",\"message\":\"d.txt:3:7: bad\"}\n"
        "{\"event\":\"encoding\",\"document\":\"b.txt\",\"encoding\":\"Big5-HKSCS\",\"confidence\":74}\n"
        "{\"event\":\"done\",\"documents\":3,\"statements\":4,\"skipped\":2}\n");
}

TEST_CASE("people read which encodings were guessed, and how sure that is") {
  for (const bool quiet : {false, true}) {
    Problems problems(Problems::Log::text, quiet);
    const std::string text = said([&] {
      problems.guessed("a", "Big5-HKSCS", 74);
      problems.guessed("b\n", "Big5-HKSCS", 51);
      problems.guessed("c", "GB18030", 100);
      problems.summary(3, 0);
    });
    const std::string want =
        "accord: encoding guessed: Big5-HKSCS for 2 documents, least sure (51 of 100) of " + printable("b\n") +
        "; --encoding tells it\naccord: encoding guessed: GB18030 for 1 document, least sure (100 of 100) of c; --encoding tells it\n";
    CHECK(text == (quiet ? std::string() : want));
  }
}

TEST_CASE("nothing but problems is an error") {
  Problems problems;
  CHECK(said([&] {
          problems.add(Error("a: bad"));
          problems.add(Error("b: bad"));
        }) == "accord: skipped: a: bad\naccord: skipped: b: bad\n");
  CHECK_THROWS_WITH_AS(problems.finish(), "none of the documents could be read", Error);
}

TEST_CASE("no document at all is an error") {
  CHECK_THROWS_WITH_AS(Problems().finish(), "the sources hold no document", Error);
}

}  // namespace
}  // namespace accord::cli
