#pragma once

#include <cstdint>

namespace accord {

/// Steps that the calling thread has taken so far: characters laid out, words considered, instructions of patterns,
/// things looked back over. Tests see by it how costs grow, the same on any machine.
extern constinit thread_local std::uint64_t steps_taken;

}  // namespace accord
