#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "graph/graph_builder.hpp"
#include "graph/query.hpp"

namespace {

accord::KnowledgeGraph small_graph() {
  accord::GraphBuilder builder;
  const auto say = [&](const char* subject, const char* predicate, const char* object, const char* type, const char* date) {
    accord::Statement statement;
    statement.subject = {"", subject, "Person", "Official", {}, {}};
    statement.predicate = predicate;
    statement.object = {"", object, type, "", {}, {{"date", date}}};
    statement.qualifiers = {{"date", date}};
    statement.evidence = {{"a.txt", {0, 1}, "x", "r", {}}};
    builder.add(statement);
  };
  say("李家超", "attends", "會議", "Meeting", "2023-03-21");
  say("王偉中", "attends", "會議", "Meeting", "2023-03-21");
  say("李家超", "signed", "備忘錄", "Agreement", "2021");
  return std::move(builder).finish();
}

}  // namespace

// A question is answered or refused, whatever it asks.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const accord::KnowledgeGraph graph = small_graph();
  accord::QueryOptions options;
  options.max_rows = 1000;
  options.max_steps = 10000;
  try {
    const accord::Query query = accord::parse_query({reinterpret_cast<const char*>(data), size});
    accord::run_query(graph, query, options);
  } catch (const accord::UsageError&) {
  } catch (const accord::Error&) {
  }
  return 0;
}
