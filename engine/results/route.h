#pragma once
// How the route of an option goes: when its stages run, for how long, and where they lead.

#include "engine/model/scenario.h"
#include "engine/plan/plan.h"
#include "engine/results/run.h"
#include "engine/results/trials.h"

#include <cstddef>
#include <vector>

namespace mergerisk::results {

/// The tracks of a route with their stages, as far as the plan itself says what they are: names, clocks, the
/// claimed path. Later visits belong to the stage that is visited first. Empty without a route.
[[nodiscard]] std::vector<TrackSummary> outline_of(plan::Plan const& plan, plan::Option const& option);

/// A stage of `outline_of` with what the trials of its option say. Precondition: trials of this plan.
void summarise_stage(StageSummary& stage, plan::Timeline const& timeline, plan::Route const& route,
                     Trials const& trials);

/// Where the tracks come from, by the names that the option gives them.
void add_sources(std::vector<TrackSummary>& route, model::Scenario const& scenario,
                 model::Option const& option);

}  // namespace mergerisk::results
