#pragma once
// When the failures of a scenario happen in a trial. Months; infinity: never. The rules stand at
// plan::Failure.

#include "engine/plan/plan.h"
#include "engine/reference/accounts.h"
#include "engine/reference/route.h"

#include <span>

namespace mergerisk::reference {

[[nodiscard]] double late(plan::Failure const& failure, Timing const& timing);

/// `spend` [month] one-off, prices of the claim; `claim` the claimed sum of it.
[[nodiscard]] double over_budget(plan::Failure const& failure, std::span<double const> spend, double claim);

/// `delivered` and `claimed` [month] before additionality, prices of the claim, the claim moved to C.
[[nodiscard]] double benefits_shortfall(plan::Failure const& failure, Timing const& timing,
                                        std::span<double const> delivered, std::span<double const> claimed);

/// Whether or not the counterfactual has it too.
[[nodiscard]] double distress(plan::Failure const& failure, plan::Option const& option,
                              Margins const& margins);

}  // namespace mergerisk::reference
