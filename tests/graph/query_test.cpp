#include "graph/query.hpp"

#include <doctest/doctest.h>

#include "tests/graph/support.hpp"

using namespace accord;
using namespace accord::test;

namespace {

Statement dated(Statement s, const char* date) {
  set_attribute(s.qualifiers, "date", date);
  return s;
}

KnowledgeGraph sample() {
  Entity company = body("Harbour Works");
  company.subtype = "Company";
  Entity chan = person("陳大文");
  chan.aliases = {"Chan Tai-man"};
  Entity meeting = entity("Meeting", "山海會議第二次會議");
  set_attribute(meeting.attributes, "date", "2023-03-21");
  Statement planned = statement(company, "signed", agreement("丙協議"), evidence("c", 1));
  set_attribute(planned.qualifiers, "status", "planned");
  Statement acting = statement(chan, "attends", meeting, evidence("a", 9));
  set_attribute(acting.qualifiers, "role", "署理局長");
  return graph_of(std::vector<Statement>{
      dated(statement(chan, "signed", agreement("甲協議"), evidence("a", 1)), "2017-08"),
      dated(statement(chan, "signed", agreement("甲協議"), evidence("b", 1)), "2023-03-21"),
      dated(statement(company, "signed", agreement("乙協議"), evidence("a", 3)), "2020"),
      planned,
      acting,
      statement(agreement("甲協議"), "covers", entity("Sector", "金融服務"), evidence("a", 4)),
      statement(agreement("乙協議"), "covers", entity("Sector", "創新及科技"), evidence("a", 5)),
      statement(agreement("甲協議"), "signedAt", meeting, evidence("a", 6)),
      statement(chan, "meetsWith", person("林小雨"), evidence("a", 7)),
      statement(person("何三"), "meetsWith", chan, evidence("a", 8)),
  });
}

/// Columns, then a row a line; cells with "|" between them.
std::string table(const KnowledgeGraph& graph, const std::string& question) {
  const QueryResult result = run_query(graph, parse_query(question));
  std::string text;
  const auto line = [&](auto begin, auto end, auto show) {
    for (auto it = begin; it != end; ++it) text.append(it == begin ? "" : "|").append(show(*it));
    text += '\n';
  };
  line(result.columns.begin(), result.columns.end(), [](const std::string& s) { return s; });
  for (const QueryRow& row : result.rows) {
    line(row.cells.begin(), row.cells.end(),
         [&](const QueryCell& cell) { return std::string(cell_text(graph, cell)); });
  }
  return text;
}

std::string usage_error(const std::string& question) {
  static const KnowledgeGraph graph = sample();
  try {
    run_query(graph, parse_query(question));
  } catch (const UsageError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("questions and their answers") {
  const KnowledgeGraph graph = sample();
  struct Case {
    const char *question, *want;
  };
  const Case cases[] = {
      {"?who signed ?what", "who|what\nHarbour Works|乙協議\n陳大文|甲協議\n"},
      {"?who signed ?what . ?what covers 金融服務", "who|what\n陳大文|甲協議\n"},
      {"?who signed ?what . ?what covers 金融服务", "who|what\n陳大文|甲協議\n"},
      {"?what covers 金融服務 . ?who signed ?what", "what|who\n甲協議|陳大文\n"},
      {"\"harbour  works\" signed ?what", "what\n乙協議\n"},
      {"「Harbour Works」 signed ?what", "what\n乙協議\n"},
      {"\"chan taiman\" signed ?what", "what\n甲協議\n"},
      {"?who:Company signed ?what", "who|what\nHarbour Works|乙協議\n"},
      {"?who:Person signed ?what", "who|what\n陳大文|甲協議\n"},
      {"?who signed ?what [2017..2019]", "who|what\n陳大文|甲協議\n"},
      {"?who signed ?what [2018..2022-12]", "who|what\nHarbour Works|乙協議\n"},
      {"?who signed ?what [2020-05-01..]", "who|what\nHarbour Works|乙協議\n陳大文|甲協議\n"},
      {"?who signed ?what [..2017-07]", "who|what\n"},
      {"?who signed ?what [2023]", "who|what\n陳大文|甲協議\n"},
      {"?who signed ?what [?when]",
       "who|what|when\nHarbour Works|乙協議|2020\n陳大文|甲協議|2017-08\n陳大文|甲協議|2023-03-21\n"},
      {"?who signed ?what [?when] . optional ?what signedAt ?where [?when]",
       "who|what|when|where\nHarbour Works|乙協議|2020|\n陳大文|甲協議|2017-08|\n"
       "陳大文|甲協議|2023-03-21|山海會議第二次會議\n"},
      {"?what covers ?sector [?when] . ?what signedAt ?where [?when]",
       "what|sector|when|where\n甲協議|金融服務|2023-03-21|山海會議第二次會議\n"},
      {"?who attends ?where [2023-03]", "who|where\n陳大文|山海會議第二次會議\n"},
      {"?who attends ?where [role=署理局长]", "who|where\n陳大文|山海會議第二次會議\n"},
      {"?who attends ?where [role=局長]", "who|where\n"},
      {"?who signed ?what [status=planned]", "who|what\nHarbour Works|丙協議\n"},
      {"陳大文 meetsWith ?whom", "whom\n何三\n林小雨\n"},
      {"?whom meetsWith 陈大文", "whom\n何三\n林小雨\n"},
      {"林小雨 meetsWith 陳大文", "\n\n"},
      {"林小雨 meetsWith 何三", "\n"},
      {"?a meetsWith ?b", "a|b\n何三|陳大文\n林小雨|陳大文\n陳大文|何三\n陳大文|林小雨\n"},
      {"陳大文 signed|attends ?x", "x\n山海會議第二次會議\n甲協議\n"},
      {"陳大文 * ?x", "x\n何三\n山海會議第二次會議\n林小雨\n甲協議\n"},
      {"?who signed ?what . optional ?what signedAt ?where",
       "who|what|where\nHarbour Works|乙協議|\n陳大文|甲協議|山海會議第二次會議\n"},
      {"optional ?what signedAt ?where . ?who signed ?what",
       "what|where|who\n乙協議||Harbour Works\n甲協議|山海會議第二次會議|陳大文\n"},
      {"?x:Sector", "x\n創新及科技\n金融服務\n"},
      {"?who signed ?what . ?who:Company", "who|what\nHarbour Works|乙協議\n"},
      {"?x signed ?x", "x\n"},
      {"?who signed ?what | order ?what desc", "who|what\n陳大文|甲協議\nHarbour Works|乙協議\n"},
      {"?who signed ?what | order ?what desc | limit 1", "who|what\n陳大文|甲協議\n"},
      {"?who signed ?what | count", "count\n2\n"},
      {"?a meetsWith ?b | count ?a", "a|count\n陳大文|2\n何三|1\n林小雨|1\n"},
      {"?who signed ?what | select ?what", "what\n乙協議\n甲協議\n"},
      {"無此人 signed ?what", "what\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.question);
    CHECK(table(graph, c.question) == c.want);
  }
}

TEST_CASE("a row holds every statement that says so") {
  const KnowledgeGraph graph = sample();
  const QueryResult result = run_query(graph, parse_query("陳大文 signed ?what . ?what covers ?sector"));
  REQUIRE(result.rows.size() == 1);
  CHECK(result.rows[0].statements.size() == 3);
  const QueryResult none = run_query(graph, parse_query("無此人 signed ?what"));
  CHECK(none.notes == std::vector<std::string>{"no entity is named 無此人"});
}

TEST_CASE("faults in a question are named with their column") {
  struct Case {
    const char *question, *want;
  };
  const Case cases[] = {
      {"", "query:1:1: expected a variable or a name"},
      {"?who sign ?what", "query:1:6: unknown relation \"sign\"; near ones: signed, signedAt"},
      {"?誰 sign ?what", "query:1:4: unknown relation"},
      {"?who:Compnay signed ?what", "query:1:1: unknown type \"Compnay\"; near ones: Company"},
      {"?who", "query:1:5: expected a relation"},
      {"?who signed", "query:1:12: expected a variable or a name after the relation"},
      {"? signed ?what", "query:1:1: a variable needs a name"},
      {"?who: signed ?what", "query:1:1: expected a type"},
      {"?who signed ?what extra", "query:1:19: expected \" . \""},
      {"Harbour Works signed ?what", "query:1:22: expected \" . \""},
      {"?who signed \"甲", "query:1:13: this quotation has no end"},
      {"?who signed ?what [2017", "query:1:19: this bracket has no end"},
      {"?who signed ?what [17..20]", "query:1:19: expected dates"},
      {"?who signed ?what [..]", "query:1:19: expected dates"},
      {"?who signed ?what [role=]", "query:1:19: expected [name=value]"},
      {"?who signed ?what . ", "query:1:21: expected a variable or a name"},
      {"?who ?how ?what", "query:1:6: expected a relation"},
      {"?who signed| ?what", "query:1:6: expected a relation on both sides"},
      {"optional ?who signed ?what", "query:1:1: at least one pattern"},
      {"?who signed ?what | order ?when", "query:1:27: no pattern has the variable ?when"},
      {"?who signed ?what | limit 0", "query:1:27: expected a number"},
      {"?who signed ?what | limit 99999999999999999999999", "query:1:27: expected a number"},
      {"?who signed ?what | sort ?who", "query:1:21: expected select, count, order or limit"},
      {"?who signed ?what | select ?who | count ?what", "?what is counted but not selected"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.question);
    const std::string message = usage_error(c.question);
    CAPTURE(message);
    CHECK(message.find(c.want) != std::string::npos);
  }
}

TEST_CASE("a relation of the pack that the graph does not have is no mistake") {
  QueryOptions options;
  options.known_relations = {"witnessed"};
  options.known_types = {"Facility"};
  CHECK(run_query(sample(), parse_query("?who:Facility witnessed ?what"), options).rows.empty());
}

TEST_CASE("hostile questions are bounded") {
  std::string many = "?a signed ?b";
  for (int i = 0; i != 40; ++i) many += " . ?a signed ?b";
  CHECK(usage_error(many).find("more than 32 patterns") != std::string::npos);
  CHECK(usage_error(std::string(70000, 'a')).find("longer than 64 KiB") != std::string::npos);
  CHECK(usage_error("?a signed \xff").find("not valid UTF-8") != std::string::npos);

  std::vector<Statement> all;
  for (std::uint32_t i = 0; i != 100; ++i)
    all.push_back(statement(person("p" + std::to_string(i)), "visits", body("b"), evidence("d", i)));
  const KnowledgeGraph graph = graph_of(all);
  QueryOptions options;
  options.max_rows = 1000;
  CHECK(error_of([&] {
          run_query(graph, parse_query("?a visits b . ?c visits b"), options);
        }).find("more than 1000 answers") != std::string::npos);
  options.max_rows = 100000000;
  options.max_steps = 1000;
  CHECK(error_of([&] {
          run_query(graph, parse_query("?a visits b . ?c visits b . ?d visits b"), options);
        }).find("too many statements") != std::string::npos);
}
