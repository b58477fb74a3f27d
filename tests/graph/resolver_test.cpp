#include "graph/resolver.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/graph/support.hpp"

using namespace accord;
using namespace accord::test;

namespace {

Entity with_alias(Entity e, const std::string& alias) {
  e.aliases.push_back(alias);
  return e;
}
Entity office(const std::string& name) { return entity("Position", name); }
Entity place(const std::string& name) { return entity("Place", name); }
Entity meeting(const std::string& name) { return entity("Meeting", name); }
Entity company(const std::string& name) {
  Entity e = body(name);
  e.subtype = "Company";
  return e;
}
Entity bureau(const std::string& name) {
  Entity e = body(name);
  e.subtype = "GovernmentBody";
  return e;
}

Statement in(Statement s, const std::string& document, const std::string& date = "") {
  s.evidence[0].document = document;
  s.evidence[0].source.date = date;
  return s;
}

/// The nodes of a type that bear a name, as "shown name@of", sorted, with blanks between them.
std::string nodes(const KnowledgeGraph& graph, std::string_view type, std::string_view name) {
  std::vector<std::string> found;
  for (const EntityIndex i : graph.named(name)) {
    const EntityView e = graph.entity(i);
    if (e.type != type) continue;
    std::string shown(e.name);
    for (const AttributeView& a : e.attributes) {
      if (a.name == "of") shown.append("@").append(a.value);
    }
    found.push_back(shown);
  }
  std::ranges::sort(found);
  std::string text;
  for (const std::string& one : found) text += (text.empty() ? "" : " ") + one;
  return text;
}

std::string grounds(const KnowledgeGraph& graph, std::string_view name) {
  std::string text;
  for (const EntityIndex i : graph.named(name)) {
    for (const GroundView& g : graph.entity(i).grounds)
      text.append(g.ground).append(" ").append(g.name).append("=").append(g.other).append(";");
  }
  return text;
}

Ledger ledger(const std::string& lines) {
  const TemporaryFile file("decisions.tsv", lines);
  return Ledger::read(file.path());
}

KnowledgeGraph build(const std::vector<Statement>& statements, const Ledger& decisions = {}) {
  GraphBuilder builder;
  builder.set_ledger(decisions);
  for (const Statement& s : statements) builder.add(s);
  return std::move(builder).finish();
}

}  // namespace

TEST_CASE("names are one thing on these grounds only") {
  struct Case {
    const char* what;
    std::vector<Statement> statements;
    const char *type, *name, *want, *ground;
  };
  const std::vector<Case> cases = {
      {"variant of script",
       {statement(person("陳大文"), "visits", place("東山")),
        in(statement(person("陈大文"), "visits", place("東山")), "b")},
       "Person",
       "陳大文",
       "陈大文",
       "variant 陳大文=陈大文;"},
      {"listed alias",
       {statement(with_alias(bureau("財經事務局"), "財局"), "signed", agreement("甲")),
        in(statement(bureau("財局"), "signed", agreement("乙")), "b")},
       "Organization",
       "財局",
       "財經事務局",
       "alias 財局=財經事務局;"},
      {"title before the name",
       {statement(person("特首李家明"), "signed", agreement("甲")),
        in(statement(person("李家明"), "signed", agreement("乙")), "b"),
        in(statement(person("李家明"), "signed", agreement("丙")), "c")},
       "Person",
       "李家明",
       "李家明",
       "title 李家明=特首李家明;"},
      {"honorific in letters",
       {statement(person("Mr Ken Wong"), "signed", agreement("甲")),
        in(statement(person("Ken Wong"), "signed", agreement("乙")), "b")},
       "Person",
       "Ken Wong",
       "Ken Wong",
       "title Ken Wong=Mr Ken Wong;"},
      {"place before the name",
       {statement(bureau("東山財政局"), "locatedIn", place("東山")),
        in(statement(bureau("財政局"), "signed", agreement("乙")), "b")},
       "Organization",
       "財政局",
       "東山財政局",
       "place before 東山財政局=財政局;"},
      {"place with its rank",
       {statement(person("甲乙"), "visits", place("東山市")),
        in(statement(person("丙丁"), "visits", place("東山")), "b")},
       "Place",
       "東山",
       "東山市",
       "place ending 東山=東山市;"},
      {"one office at one time, in two scripts",
       {in(statement(person("陳明"), "holdsPosition", office("東山財政司司長")), "a", "2023-01-01"),
        in(statement(person("Ming Chan"), "holdsPosition", office("東山財政司司長")), "b", "2023-05-01")},
       "Person",
       "陳明",
       "Ming Chan",
       "same office Ming Chan=陳明;"},
      {"an alias in letters, met in the same company",
       {statement(with_alias(person("王意"), "Wang Yi"), "attends", meeting("山海會議")),
        in(statement(person("Wang Yi"), "attends", meeting("山海會議")), "b"),
        in(statement(with_alias(person("王意"), "Wang Yi"), "signed", agreement("甲")), "a"),
        in(statement(person("Wang Yi"), "signed", agreement("甲")), "b")},
       "Person",
       "王意",
       "Wang Yi",
       "alias Wang Yi=王意;"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const KnowledgeGraph graph = build(c.statements);
    CHECK(nodes(graph, c.type, c.name) == c.want);
    CHECK(grounds(graph, c.name) == c.ground);
  }
}

TEST_CASE("what stays apart") {
  struct Case {
    const char* what;
    std::vector<Statement> statements;
    const char *type, *name, *want;
  };
  const std::vector<Case> cases = {
      {"one name of two companies",
       {in(statement(person("李偉"), "worksFor", company("甲山公司")), "a"),
        in(statement(person("李偉"), "worksFor", company("乙海公司")), "b")},
       "Person",
       "李偉",
       "李偉@乙海公司 李偉@甲山公司"},
      {"one name of bureaus of two cities",
       {in(statement(person("李偉"), "worksFor", bureau("東山市工商局")), "a"),
        in(statement(person("李偉"), "worksFor", bureau("西海市工商局")), "b"),
        statement(person("丙丁"), "visits", place("東山市")), statement(person("丙丁"), "visits", place("西海市"))},
       "Person",
       "李偉",
       "李偉@東山市工商局 李偉@西海市工商局"},
      {"a bureau of two cities",
       {in(statement(bureau("工商局"), "locatedIn", place("東山市")), "a"),
        in(statement(bureau("工商局"), "locatedIn", place("西海市")), "b")},
       "Organization",
       "工商局",
       "工商局@東山市 工商局@西海市"},
      {"the head of two bureaus",
       {in(statement(person("甲乙"), "holdsPosition", office("局長")), "a"),
        in(statement(person("甲乙"), "worksFor", bureau("財政局")), "a"),
        in(statement(person("丙丁"), "holdsPosition", office("局長")), "b"),
        in(statement(person("丙丁"), "worksFor", bureau("發展局")), "b")},
       "Position",
       "局長",
       "局長@發展局 局長@財政局"},
      {"names that sound alike",
       {statement(with_alias(person("王毅"), "Wang Yi"), "signed", agreement("甲")),
        in(statement(with_alias(person("王義"), "Wang Yi"), "signed", agreement("甲")), "b")},
       "Person",
       "Wang Yi",
       "王毅 王義"},
      {"provinces that sound alike",
       {statement(person("甲乙"), "visits", with_alias(place("山西"), "Shanxi")),
        statement(person("甲乙"), "visits", with_alias(place("陝西"), "Shanxi"))},
       "Place",
       "Shanxi",
       "山西 陝西"},
      {"letters only",
       {statement(with_alias(person("王義"), "Wang Yi"), "signed", agreement("甲")),
        in(statement(person("Wang Yi"), "signed", agreement("乙")), "b")},
       "Person",
       "Wang Yi",
       "Wang Yi 王義"},
      {"a bureau without its city, where two cities have one",
       {statement(bureau("東山財政局"), "locatedIn", place("東山")),
        statement(bureau("西海財政局"), "locatedIn", place("西海")),
        in(statement(bureau("財政局"), "signed", agreement("乙")), "b")},
       "Organization",
       "財政局",
       "財政局"},
      {"members of one committee",
       {in(statement(person("陳明"), "holdsPosition", office("東山委員會委員")), "a", "2023"),
        in(statement(person("Ming Chan"), "holdsPosition", office("東山委員會委員")), "b", "2023")},
       "Person",
       "陳明",
       "陳明"},
      {"successors in one office",
       {in(statement(person("陳明"), "holdsPosition", office("東山財政司司長")), "a", "2019"),
        in(statement(person("Ming Chan"), "holdsPosition", office("東山財政司司長")), "b", "2023")},
       "Person",
       "陳明",
       "陳明"},
      {"two editions of a series",
       {statement(person("甲乙"), "attends", meeting("山海會議第二次會議")),
        statement(person("甲乙"), "attends", meeting("山海會議第三次會議"))},
       "Meeting",
       "山海會議第二次會議",
       "山海會議第二次會議"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(nodes(build(c.statements), c.type, c.name) == c.want);
  }
}

TEST_CASE("one who changes offices in one government, or meets the same people, stays one") {
  const std::vector<Statement> government = {in(statement(person("李偉"), "worksFor", bureau("保安局")), "a"),
                                             in(statement(person("李偉"), "worksFor", bureau("發展局")), "b")};
  CHECK(nodes(build(government), "Person", "李偉") == "李偉");
  const std::vector<Statement> company_kept = {in(statement(person("李偉"), "worksFor", company("甲山公司")), "a"),
                                               in(statement(person("李偉"), "attends", meeting("山海會議")), "a"),
                                               in(statement(person("李偉"), "worksFor", company("乙海公司")), "b"),
                                               in(statement(person("李偉"), "attends", meeting("山海會議")), "b")};
  CHECK(nodes(build(company_kept), "Person", "李偉") == "李偉");
}

TEST_CASE("a person's decision comes before the scores, and can be taken back") {
  const std::vector<Statement> two = {in(statement(person("李偉"), "worksFor", company("甲山公司")), "a"),
                                      in(statement(person("李偉"), "worksFor", company("乙海公司")), "b")};
  CHECK(nodes(build(two, ledger("same\tPerson:李偉@甲山公司\tPerson:李伟@乙海公司\tme\t2026-01-01\t同一人\n")),
              "Person", "李偉") == "李偉");
  CHECK(nodes(build(two, ledger("same\tPerson:李偉@甲山公司\tPerson:李偉@乙海公司\ndifferent\tPerson:李偉@"
                                "甲山公司\tPerson:李偉@乙海公司\n")),
              "Person", "李偉") == "李偉@乙海公司 李偉@甲山公司");

  const std::vector<Statement> titled = {statement(person("特首李家明"), "signed", agreement("甲")),
                                         in(statement(person("李家明"), "signed", agreement("乙")), "b")};
  CHECK(nodes(build(titled, ledger("different\tPerson:特首李家明\tPerson:李家明\n")), "Person", "李家明") == "李家明");
  const KnowledgeGraph merged = build({statement(person("甲乙"), "signed", agreement("甲")),
                                       in(statement(person("Jack Yip"), "signed", agreement("乙")), "b")},
                                      ledger("same\tPerson:甲乙\tPerson:Jack Yip\n"));
  CHECK(nodes(merged, "Person", "甲乙") == "Jack Yip");
  CHECK(grounds(merged, "甲乙") == "decision Jack Yip=甲乙;");

  // One document can be told from the others.
  const std::vector<Statement> one = {in(statement(person("李偉"), "signed", agreement("甲")), "a.txt"),
                                      in(statement(person("李偉"), "signed", agreement("乙")), "b.txt")};
  CHECK(nodes(build(one), "Person", "李偉") == "李偉");
  CHECK(nodes(build(one, ledger("different\tPerson:李偉@a.txt\tPerson:李偉@b.txt\n")), "Person", "李偉") ==
        "李偉@a.txt 李偉@b.txt");
}

TEST_CASE("a decision undoes chained merges") {
  const std::vector<Statement> chain = {
      statement(with_alias(bureau("甲甲局"), "乙乙局"), "signed", agreement("一")),
      in(statement(with_alias(bureau("乙乙局"), "丙丙局"), "signed", agreement("二")), "b"),
      in(statement(bureau("丙丙局"), "signed", agreement("三")), "c")};
  CHECK(build(chain).named("甲甲局") == build(chain).named("丙丙局"));
  const KnowledgeGraph apart = build(chain, ledger("different\tOrganization:甲甲局\tOrganization:丙丙局\n"));
  CHECK(apart.entity_count() == build(chain).entity_count() + 1);
}

TEST_CASE("the order of input changes no byte of what was resolved") {
  std::vector<Statement> all = {in(statement(person("李偉"), "worksFor", company("甲山公司")), "a"),
                                in(statement(person("李偉"), "worksFor", company("乙海公司")), "b"),
                                in(statement(person("李偉"), "signed", agreement("甲")), "c"),
                                in(statement(person("部長李偉"), "signed", agreement("甲")), "d"),
                                in(statement(with_alias(bureau("財經事務局"), "財局"), "signed", agreement("甲")), "e"),
                                in(statement(bureau("財局"), "signed", agreement("乙")), "f")};
  const std::string want = ndjson(build(all));
  for (int order = 0; order != 50; ++order) {
    std::ranges::next_permutation(all, {}, [](const Statement& s) { return s.evidence[0].document; });
    CHECK(ndjson(build(all)) == want);
  }
  const TemporaryFile file("graph.ndjson", want);
  CHECK(ndjson(read_graph(file.path())) == want);
}

TEST_CASE("a key that very many share gives no pairs") {
  ResolverInput input;
  for (std::uint32_t u = 0; u != 100; ++u) {
    const std::string_view key = input.arena.copy("name" + std::to_string(u));
    input.units.push_back({"Person", key, key, u, {}});
    input.aliases.push_back({u, "common", "common"});
    if (u < 3) input.aliases.push_back({u, "rare", "rare"});
  }
  input.links = [](const std::vector<bool>&) { return std::vector<ResolverInput::Link>{}; };
  CHECK(block(input).size() == 3);
}
