#pragma once
// What a competition case says, in numbers.

#include "engine/compile/compile.h"
#include "engine/model/scenario.h"
#include "engine/results/run.h"

#include <optional>

namespace mergerisk::results {

/// nullopt for an option without a competition case. Precondition: `compiled` is of the scenario, which had
/// no problems.
[[nodiscard]] std::optional<Competition> competition_of(model::Scenario const& scenario,
                                                        model::Option const& option,
                                                        compile::Result const& compiled);

}  // namespace mergerisk::results
