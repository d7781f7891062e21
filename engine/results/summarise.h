#pragma once
// From trials to what a run found.

#include "engine/compile/compile.h"
#include "engine/model/scenario.h"
#include "engine/plan/outcome.h"
#include "engine/plan/plan.h"
#include "engine/results/run.h"

#include <cstddef>
#include <span>
#include <string>

namespace mergerisk::results {

/// Options, comparisons and counterfactual of a run; the rest of it stays as it is by default.
///
/// Trials sampled by Sobol points are 16 replicates, trial k of replicate k mod 16. Sums are taken in the
/// order of the trials and tasks share nothing, so the numbers do not depend on `threads`.
/// Precondition: outcomes and claims are those of the plan, one or more trials, no value is NaN, present
/// values are finite.
[[nodiscard]] Run summarise(plan::Plan const& plan, plan::Outcomes const& outcomes,
                            std::span<plan::ClaimedOutcome const> claimed, std::string const& money_label,
                            std::size_t threads = 1);

/// Everything of a run but provenance and system.
/// Precondition: as above, of the compiled plan of the scenario, which had no problems.
[[nodiscard]] Run summarise(model::Scenario const& scenario, compile::Result const& compiled,
                            plan::Outcomes const& outcomes, std::span<plan::ClaimedOutcome const> claimed,
                            std::size_t threads = 1);

}  // namespace mergerisk::results
