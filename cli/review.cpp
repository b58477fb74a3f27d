#include "graph/review.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "cli/columns.hpp"
#include "cli/graph_options.hpp"
#include "cli/verb.hpp"

namespace accord::cli {

namespace {

constexpr std::size_t quotes_shown = 2;

struct ReviewOptions {
  GraphOptions graph;
  LedgerOptions ledger;
  bool ask = false;
};

/// Name, and the first words about it.
std::string about(const KnowledgeGraph& graph, EntityIndex e) {
  std::string text = "  " + key_of(graph, e).text() + "\n";
  std::size_t shown = 0;
  for (const auto statements : {graph.outgoing(e), graph.incoming(e)}) {
    for (const StatementIndex i : statements) {
      if (shown++ == quotes_shown) return text;
      const EvidenceView& words = graph.statement(i).evidence[0];
      text += "    「" + printable(words.quote) + "」 " + std::string(words.source->document) + "\n";
    }
  }
  return text;
}

struct Reply {
  std::optional<Judgement> judgement;  ///< nothing: later
  std::string why;
  bool quit = false;
};

/// Nothing if the line is no answer.
std::optional<Reply> parse_reply(const std::string& line) {
  const std::size_t end = line.find(' ');
  const std::string word = line.substr(0, end);
  const std::string why = end == line.npos ? std::string() : line.substr(end + 1);
  if (word.empty()) return Reply{};
  for (const Judgement judgement : {Judgement::same, Judgement::different, Judgement::unsure}) {
    if (word == to_text(judgement) || word == to_text(judgement).substr(0, 1)) return Reply{judgement, why, false};
  }
  if (word == "q" || word == "quit") return Reply{{}, {}, true};
  return std::nullopt;
}

Reply ask(const std::string& question) {
  for (std::string line;;) {
    print_text(question + "same, different, unsure, Enter for later, or quit [s/d/u/q], and why: ");
    if (!std::getline(std::cin, line)) return Reply{{}, {}, true};
    if (const auto reply = parse_reply(line)) return *reply;
  }
}

void ask_all(const ReviewOptions& options, const KnowledgeGraph& graph, const std::vector<ReviewPair>& pairs) {
  const std::string path = ledger_path(options.graph, options.ledger);
  std::size_t number = 0, written = 0;
  for (const ReviewPair& pair : pairs) {
    std::string question = "\n" + std::to_string(++number) + " of " + std::to_string(pairs.size()) + ": " + pair.ground;
    question += (pair.with.empty() ? "" : " " + pair.with) + "\n" + about(graph, pair.a) + about(graph, pair.b);
    const Reply reply = ask(question);
    if (reply.quit) break;
    if (!reply.judgement) continue;
    append_decision(path, {*reply.judgement,
                           key_of(graph, pair.a),
                           key_of(graph, pair.b),
                           options.ledger.who,
                           options.ledger.when,
                           reply.why.empty() ? options.ledger.why : reply.why,
                           0,
                           {}});
    ++written;
  }
  print("\n");
  std::cerr << "accord: decisions written to " << path << ": " << written;
  std::cerr << (written == 0 ? "\n" : "; the next build applies them\n");
  for (const Contradiction& contradiction : Ledger::read(path).contradictions())
    std::cerr << "accord: warning: decisions contradict:\n" << to_text(contradiction);
}

int review(const ReviewOptions& options) {
  const KnowledgeGraph graph = open_graph(options.graph.graph);
  const auto pairs = undecided(graph, Ledger::read(ledger_path(options.graph, options.ledger)));
  if (options.graph.json()) {
    print(to_json(pairs, graph));
  } else if (options.ask && !pairs.empty()) {
    ask_all(options, graph, pairs);
  } else {
    print_text(to_text(pairs, graph));
  }
  return exit_done;
}

}  // namespace

Action set_up_review(CLI::App& app) {
  const auto options = std::make_shared<ReviewOptions>();
  add_graph(app, options->graph);
  add_ledger(app, options->ledger);
  add_deciding(app, options->ledger);
  add_format(app, options->graph);
  options->ask = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1;
  app.add_flag("--ask,!--list", options->ask, "Ask about each pair, or only list them; otherwise ask on a terminal");
  return [options] { return review(*options); };
}

}  // namespace accord::cli
