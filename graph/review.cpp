#include "graph/review.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "graph/json_output.hpp"
#include "graph/resolver_input.hpp"

namespace accord {

namespace {

std::size_t degree(const KnowledgeGraph& graph, EntityIndex e) {
  return graph.outgoing(e).size() + graph.incoming(e).size();
}

}  // namespace

EntityKey key_of(const KnowledgeGraph& graph, EntityIndex entity) {
  const EntityView e = graph.entity(entity);
  const auto of = std::ranges::find(e.attributes, "of", &AttributeView::name);
  return {std::string(e.type), std::string(e.name),
          std::string(of == e.attributes.end() ? std::string_view() : of->value)};
}

std::vector<ReviewPair> undecided(const KnowledgeGraph& graph, const Ledger& ledger) {
  const ResolverInput input = resolver_input(graph);
  std::vector<Candidate> candidates = block(input);
  const std::vector<Candidate> weak = block_abbreviations(input);
  candidates.insert(candidates.end(), weak.begin(), weak.end());
  score(input, candidates);
  candidates.insert(candidates.end(), input.given.begin(), input.given.end());
  // What would be merged now was not when the graph was built: somebody has split it, or the ledger is new.
  for (Candidate& c : candidates) c.score = std::min(c.score, same_from - 0.01);
  const Resolution resolution = decide(input, std::move(candidates), ledger);
  std::vector<ReviewPair> pairs;
  for (const Candidate& c : resolution.undecided) {
    const EntityIndex a{c.a}, b{c.b};
    const auto concerned = static_cast<double>(std::min(degree(graph, a), degree(graph, b)));
    pairs.push_back({a, b, std::string(to_text(c.ground)), std::string(c.with), c.score, c.score * concerned});
  }
  std::ranges::stable_sort(pairs, std::ranges::greater{}, &ReviewPair::value);
  return pairs;
}

std::string to_text(const std::vector<ReviewPair>& pairs, const KnowledgeGraph& graph) {
  std::string text;
  for (const ReviewPair& p : pairs) {
    text += std::to_string(std::lround(p.value * 100)) + "\t" + key_of(graph, p.a).text() + "\t" +
            key_of(graph, p.b).text() + "\t" + p.ground;
    text += (p.with.empty() ? "" : " " + p.with) + "\n";
  }
  return text;
}

std::string to_json(const std::vector<ReviewPair>& pairs, const KnowledgeGraph& graph) {
  JsonOutput json;
  json.array(pairs, [&](const ReviewPair& p) {
    json.object([&] {
      json.member("a", key_of(graph, p.a).text());
      json.member("b", key_of(graph, p.b).text());
      json.member("ground", p.ground);
      json.optional("with", p.with);
      json.key("score").fraction(p.score);
      json.key("value").fraction(p.value);
    });
  });
  return json.take();
}

}  // namespace accord
