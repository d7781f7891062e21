#pragma once
// Work that may be done in any order.

#include <cstddef>
#include <functional>
#include <vector>

namespace mergerisk::results {

/// Runs every task once, on up to `threads` threads. Tasks must not depend on each other or write to the same
/// place, so that nothing depends on how many threads there are. The first exception (in the order of the
/// tasks) is thrown again when all have ended.
void run_all(std::vector<std::function<void()>> const& tasks, std::size_t threads);

}  // namespace mergerisk::results
