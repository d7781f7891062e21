#pragma once
// Routes: tracks, stages, clocks, branches, planned completion.

#include "engine/compile/assembly.h"

#include <string>
#include <vector>

namespace mergerisk::compile {

/// The calendars that the clocks of a scenario's options run on, ascending.
[[nodiscard]] std::vector<std::string> calendars_used(model::Scenario const& scenario);

/// The route of an option that has one.
[[nodiscard]] plan::Route make_route(Assembly& assembly, model::Option const& option);

/// The planned completion in months: as the route says, else along the claimed branches with planned lengths,
/// moved to the next allowed date. 0 without a route.
[[nodiscard]] double planned_completion(Assembly const& assembly, plan::Option const& option);

}  // namespace mergerisk::compile
