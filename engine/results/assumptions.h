#pragma once
// The assumption register: every number that an answer rests on.

#include "engine/compile/compile.h"
#include "engine/model/scenario.h"
#include "engine/results/run.h"

#include <vector>

namespace mergerisk::results {

/// Every number that the scenario states or takes from a route of the library, once, in the order of the
/// document. Mean and percentiles are those of its exact distribution (without simulation error), as it was
/// compiled; absent for numbers that are not simulated. Without a source and basis of its own, a number has
/// those of the evidence that it uses, else of the line, stage, track, party or option that it belongs to.
/// `claimed` is what the claimed view has: no overrun, everything realised and merger specific, clocks as
/// planned; absent for mechanisms that it leaves out (branches, extensions, slip, walk-away, remedies, dips,
/// lasting effects, leavers, risks).
[[nodiscard]] std::vector<Assumption> assumptions_of(model::Scenario const& scenario,
                                                     compile::Result const& compiled);

}  // namespace mergerisk::results
