#pragma once
// Routes: tracks, stages, clocks, branches, planned completion.

#include "engine/compile/assembly.h"

#include <optional>
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

/// When the businesses are planned to be joined: at the planned completion, or where the claimed paths of the
/// tracks after it end that hold the businesses separate.
[[nodiscard]] double planned_integration(Assembly const& assembly, plan::Option const& option);

/// The end of the claimed term; nullopt without one.
[[nodiscard]] std::optional<double> planned_exit(Assembly const& assembly, plan::Option const& option);

}  // namespace mergerisk::compile
