#include "engine/app/commands.h"
#include "engine/app/open_case.h"

#include <fmt/format.h>

namespace mergerisk::app {

ExitCode replay(ReplayArguments const& arguments) {
    std::optional<Case> const opened = open_case(arguments.scenario, "nothing was replayed");
    if (!opened) return ExitCode::scenario_has_problems;
    fmt::print("{}", mergerisk::replay(*opened, arguments.trial));
    return ExitCode::done;
}

}  // namespace mergerisk::app
