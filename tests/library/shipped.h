#pragma once
// The library as it ships, for tests: loaded as a whole, and each of its routes in a small deal.

#include "engine/compile/compile.h"
#include "engine/model/scenario.h"
#include "engine/plan/outcome.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mergerisk::library {

/// The names of the files of a folder of the library, "routes/us_hsr.yaml", in alphabetical order.
[[nodiscard]] std::vector<std::string> files_in(std::string const& folder);

/// Everything that the library's evidence, routes and calendars say. Throws std::runtime_error with the
/// problems when a file has any.
[[nodiscard]] model::Scenario const& whole_library();

/// Throws std::out_of_range when there is no such route or calendar.
[[nodiscard]] model::Track const& route(std::string const& name);
[[nodiscard]] model::Calendar const& calendar(std::string const& name);

/// A deal of two parties whose only approval is the route of that name, valued on that day.
struct Deal {
    std::string route;
    std::chrono::sys_days valuation_date;
    bool hindsight = true;
    bool credentialed = false;
    std::string competition = {};  ///< the option's `competition:` in flow style
    std::optional<std::string> horizon = {};
};

/// The compiled deal; option 1 has the route, as track "approval". Throws std::runtime_error with the
/// problems when there are any.
[[nodiscard]] compile::Result compiled(Deal const& deal);

/// The option with the route in so many trials.
[[nodiscard]] plan::OptionColumns simulated(plan::Plan const& plan, std::uint64_t trials);

/// The stage of the route's track with that name, its first visit. Throws std::out_of_range.
[[nodiscard]] std::size_t stage_index(plan::Plan const& plan, std::string const& stage);

/// The day in whose course or at whose end a moment of the plan lies, days from the valuation date.
[[nodiscard]] std::int64_t day_of(plan::Plan const& plan, double months);

}  // namespace mergerisk::library
