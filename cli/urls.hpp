#pragma once

#include <string>
#include <vector>

#include "extract/fetcher.hpp"
#include "extract/source.hpp"

namespace accord::cli {

/// The URLs of a file, one a line; blank lines and lines that begin with # are left out. Throws Error with the line of
/// what is no URL.
std::vector<std::string> read_url_list(const std::string& path);

/// Reads pages in the order of `urls`, several sites at once.
void read_urls(const std::vector<std::string>& urls, const FetcherOptions& fetching, const SourceOptions& options,
               const DocumentSink& sink, const OnProblem& on_problem);

}  // namespace accord::cli
