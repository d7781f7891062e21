#pragma once
// From the claimed net present value to the expected one, a mechanism at a time.

#include "engine/results/run.h"
#include "engine/results/trials.h"

#include <vector>

namespace mergerisk::results {

/// `npv`: the mean of the metric; the last step ends at it, bit for bit.
[[nodiscard]] std::vector<BridgeStep> bridge_of(Trials const& trials, double claimed_npv, double npv);

}  // namespace mergerisk::results
