#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "extract/error.hpp"
#include "extract/source_input.hpp"

namespace accord {

/// True if the bytes begin like something that read_archive() unpacks.
bool looks_like_archive(std::string_view head);

/// Called with each file in an archive and its path there, without "..", "." and a leading '/'. The path is empty where
/// there is no archive, only compression.
using EntrySink = std::function<void(ByteInput&, const std::string& path)>;

/// Unpacks zip and tar, and gz, bz2, xz, zst around them or around a
/// single file. Entries come in the order of the archive and are never written to disk. What cannot be unpacked goes to
/// `on_problem`. Throws Error when more than `max_unpacked` bytes come out.
void read_archive(ByteInput& input, std::uint64_t max_unpacked, const EntrySink& sink, const OnProblem& on_problem);

}  // namespace accord
