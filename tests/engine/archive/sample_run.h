#pragma once
// A run of a made-up merger with every part of the results filled: what tests/data/results-sample.json holds.

#include "engine/results/run.h"

namespace mergerisk::archive {

/// The same bits on every machine.
[[nodiscard]] results::Run sample_run();

}  // namespace mergerisk::archive
