#pragma once

#include <string>
#include <string_view>

#include "extract/source.hpp"
#include "extract/source_input.hpp"

namespace accord {

/// True if the bytes begin with a line that is a JSON object with a string "text". `head` may end inside that line.
bool looks_like_ndjson(std::string_view head);

/// Reads one document a line; see read_source(). `name` stands in messages and in the ids of documents without one.
void read_ndjson(ByteInput& input, const std::string& name, const SourceOptions& options, const DocumentSink& sink,
                 const OnProblem& on_problem);

}  // namespace accord
