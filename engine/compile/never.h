#pragma once
// Parts of a scenario that can never happen.

#include "engine/compile/time_axis.h"
#include "engine/math/distribution.h"
#include "engine/plan/plan.h"

#include <span>
#include <string>
#include <vector>

namespace mergerisk::compile {

/// The earliest moment, in months, at which the option can complete: infinite when some track cannot clear, 0
/// without a route. `marginals` are the distributions of the plan's quantities.
[[nodiscard]] double earliest_completion(plan::Plan const& plan, plan::Option const& option,
                                         std::span<math::Distribution const> marginals, TimeAxis const& axis);

/// For every option a sentence about each line, effect and risk that moves nothing in any trial: its window
/// ends before it starts, before the valuation date, or begins at the horizon or later; or it waits for a
/// failure, an exit or a review that the option does not have. Only what is certain is said.
[[nodiscard]] std::vector<std::string> remarks_on_what_never_happens(
    plan::Plan const& plan, std::span<math::Distribution const> marginals, TimeAxis const& axis);

}  // namespace mergerisk::compile
