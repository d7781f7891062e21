#pragma once
// Claims on top of the evidence: place by place, and in units that deals of any size share.

#include "engine/compile/compile.h"
#include "engine/model/scenario.h"
#include "engine/plan/outcome.h"
#include "engine/results/run.h"

#include <span>
#include <vector>

namespace mergerisk::results {

/// Every number that rests on evidence, in the order of the register, each path once. Labels and units are
/// those of the register.
[[nodiscard]] std::vector<EvidenceUse> evidence_uses_of(model::Scenario const& scenario,
                                                        compile::Result const& compiled,
                                                        std::span<Assumption const> assumptions);

/// For each option but the counterfactual and each entry that says what it measures (`normalised`): the claim
/// of the option beside the class as published, without the scenario's own case.
///   saving_to_turnover: claimed cash-releasing benefits a year at their full rate, over the claimed income a
///     year of the option's parties at the valuation date
///   one_off_cost_to_saving: claimed one-off cost over that saving
///   months_to_complete: claimed completion, months from the valuation date; of options with a route
/// Left out where there is no such claim: no saving, no income, no route. An alarm says that fewer than 10 %
/// of the class are at least as optimistic: as high a saving, as low a cost, as short a time.
[[nodiscard]] std::vector<NormalisedClaim> normalised_claims_of(
    model::Scenario const& scenario, compile::Result const& compiled,
    std::span<plan::ClaimedOutcome const> claimed);

}  // namespace mergerisk::results
