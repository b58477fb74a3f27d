#include "extract/work.hpp"

namespace accord {

constinit thread_local std::uint64_t steps_taken = 0;

}  // namespace accord
