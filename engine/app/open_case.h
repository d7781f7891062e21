#pragma once
// From the arguments of a command to a case without problems.

#include "engine/app/commands.h"
#include "engine/mergerisk.h"

#include <optional>
#include <string_view>

namespace mergerisk::app {

/// Reads, checks and compiles.
[[nodiscard]] Case read_case(ScenarioArguments const& arguments);

/// Prints all problems to standard error and says how many, and that `consequence` ("nothing was simulated").
void print_problems(base::Problems const& problems, std::string_view consequence);

/// The case, or nullopt after its problems were printed.
[[nodiscard]] std::optional<Case> open_case(ScenarioArguments const& arguments, std::string_view consequence);

}  // namespace mergerisk::app
