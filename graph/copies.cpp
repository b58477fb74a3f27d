#include "graph/copies.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <map>
#include <tuple>

#include "extract/unicode.hpp"
#include "graph/sorted.hpp"
#include "graph/string_pool.hpp"

namespace accord {

namespace {

constexpr std::size_t run_length = 12, window = 16, shortest = 60;
constexpr std::uint32_t least_percent = 60;
/// A run that more texts than this have is a turn of phrase, not a story.
constexpr std::size_t bucket_cap = 200;

/// Hashes of the kept runs, each once.
std::vector<std::uint64_t> kept_runs(std::string_view text) {
  const std::u32string folded = to_utf32(fold_name(text));
  std::vector<std::uint64_t> kept;
  if (folded.size() < shortest) return kept;
  std::vector<std::uint64_t> hashes;
  for (std::size_t i = 0; i + run_length <= folded.size(); ++i) {
    hashes.push_back(content_hash({reinterpret_cast<const char*>(folded.data() + i), run_length * sizeof(char32_t)}));
  }
  for (std::size_t i = 0; i + window <= hashes.size(); ++i) {
    kept.push_back(*std::min_element(hashes.begin() + static_cast<std::ptrdiff_t>(i),
                                     hashes.begin() + static_cast<std::ptrdiff_t>(i + window)));
  }
  sort_unique(kept);
  return kept;
}

}  // namespace

void CopyFinder::add(std::string document, std::string date, std::string_view text) {
  const std::vector<std::uint64_t> kept = kept_runs(text);
  const auto number = static_cast<std::uint32_t>(texts_.size());
  for (const std::uint64_t hash : kept) runs_.emplace_back(hash, number);
  texts_.push_back({std::move(document), std::move(date), static_cast<std::uint32_t>(kept.size())});
}

std::vector<std::pair<std::string, std::string>> CopyFinder::copies() const {
  auto runs = runs_;
  std::ranges::sort(runs);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> common;
  for (auto first = runs.begin(); first != runs.end();) {
    auto last = first;
    while (last != runs.end() && last->first == first->first) ++last;
    if (static_cast<std::size_t>(last - first) <= bucket_cap) {
      for (auto a = first; a != last; ++a) {
        for (auto b = std::next(a); b != last; ++b) ++common[{a->second, b->second}];
      }
    }
    first = last;
  }
  boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> graph(texts_.size());
  for (const auto& [pair, count] : common) {
    const std::uint32_t shorter = std::min(texts_[pair.first].runs, texts_[pair.second].runs);
    if (std::uint64_t{count} * 100 >= std::uint64_t{shorter} * least_percent) add_edge(pair.first, pair.second, graph);
  }
  std::vector<std::uint32_t> cluster(texts_.size());
  connected_components(graph, boost::make_iterator_property_map(cluster.begin(), get(boost::vertex_index, graph)));

  const auto earlier = [&](std::uint32_t a, std::uint32_t b) {
    const Text &x = texts_[a], &y = texts_[b];
    if (x.date.empty() != y.date.empty()) return y.date.empty();
    return std::tie(x.date, x.document) < std::tie(y.date, y.document);
  };
  std::map<std::uint32_t, std::uint32_t> original;
  for (std::uint32_t t = 0; t != texts_.size(); ++t) {
    const auto [it, added] = original.try_emplace(cluster[t], t);
    if (!added && earlier(t, it->second)) it->second = t;
  }
  std::vector<std::pair<std::string, std::string>> found;
  for (std::uint32_t t = 0; t != texts_.size(); ++t) {
    const std::uint32_t first = original.at(cluster[t]);
    if (first != t && texts_[t].document != texts_[first].document)
      found.emplace_back(texts_[t].document, texts_[first].document);
  }
  sort_unique(found);
  return found;
}

}  // namespace accord
