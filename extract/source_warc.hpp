#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "extract/fetch.hpp"
#include "extract/source_input.hpp"

namespace accord {

/// True if the bytes begin like a web archive (ISO 28500), not compressed.
bool looks_like_warc(std::string_view head);

/// Takes what a server once answered.
using AnswerSink = std::function<void(const Fetched& answer)>;

/// Reads the pages of a web archive: responses with status 200, resources and conversions that are no pictures, sounds,
/// styles or programs. `answer.url` is the target of the record, or empty. Pages larger than `max_page` bytes and
/// records that make no sense go to `on_problem`; where no record can begin any more, reading ends with an Error.
/// libarchive reads such files too, but drops records whose address ends in '/' and keeps the headers of answers.
void read_warc(ByteInput& input, std::size_t max_page, const AnswerSink& sink, const OnProblem& on_problem);

/// The page in an answer of HTTP/1: headers read, chunks put together. Nothing if its status is not 200.
/// Returns false then. Throws Error at `name` when it is no answer.
bool parse_answer(std::string_view bytes, const std::string& name, Fetched& answer);

}  // namespace accord
