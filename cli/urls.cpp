#include "cli/urls.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/ordered.hpp"

namespace accord::cli {

namespace {

constexpr unsigned most_at_once = 16;  // pages under way, each of a site of its own

struct Outcome {
  std::string url;
  Fetched answer;
  std::optional<Error> error;
};

Outcome fetch_one(Fetcher& fetcher, std::string&& url) {
  Outcome outcome;
  try {
    outcome.answer = fetcher.get(url);
  } catch (const Error& error) {
    outcome.error = error;
  }
  outcome.url = std::move(url);
  return outcome;
}

}  // namespace

std::vector<std::string> read_url_list(const std::string& path) {
  const std::string text = read_file(path, max_table_size);
  std::vector<std::string> urls;
  TextPosition at{path, 0, 0};
  for (std::size_t begin = 0; begin < text.size();) {
    ++at.line;
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    if (!is_url(line)) throw Error(at, "\"" + line + "\" is not a URL");
    urls.push_back(line);
  }
  if (urls.empty()) throw Error(TextPosition{path, 0, 0}, "the file holds no URLs");
  return urls;
}

void read_urls(const std::vector<std::string>& urls, const FetcherOptions& fetching, const SourceOptions& options,
               const DocumentSink& sink, const OnProblem& on_problem) {
  using Pages = Ordered<std::string, Outcome>;
  Fetcher fetcher(fetching);
  const Pages::Produce produce = [&](const Pages::Put& put) {
    for (const std::string& url : urls) put(std::string(url), 1);
  };
  const Pages::Work work = [&](std::string&& url) { return fetch_one(fetcher, std::move(url)); };
  const Pages::Consume consume = [&](Outcome&& outcome) {
    if (outcome.error) {
      on_problem(*outcome.error);
    } else {
      read_fetched(outcome.url, outcome.answer, options, sink, on_problem);
    }
  };
  const auto jobs = static_cast<unsigned>(std::min<std::size_t>(most_at_once, urls.size()));
  Pages::run(InFlight{.jobs = jobs, .max_items = most_at_once, .max_weight = most_at_once}, produce, work, consume);
}

}  // namespace accord::cli
