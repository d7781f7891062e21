#pragma once
// Lines, effects and risks of an option, and what parties would have saved anyway.

#include "engine/compile/assembly.h"

#include <vector>

namespace mergerisk::compile {

/// The option with everything in the order of names; the route first, because windows refer to it.
[[nodiscard]] plan::Option make_option(Assembly& assembly, model::Option const& option);

/// For each cash-releasing benefit address with a merger-specific share below 100 %: what the first option by
/// name that has it says, at its planned start. `options` are those of the scenario, in its order.
[[nodiscard]] std::vector<plan::BackgroundSaving> make_background_savings(
    Assembly& assembly, std::vector<plan::Option> const& options);

[[nodiscard]] std::vector<plan::Failure> make_failures(Assembly const& assembly);

}  // namespace mergerisk::compile
