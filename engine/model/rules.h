#pragma once
// What must hold between the parts of a scenario.

#include "engine/base/problem.h"
#include "engine/model/scenario.h"

namespace mergerisk::model {

/// Every problem of the scenario, in order, none twice; empty when it can be simulated. Paths are those of
/// the document; problems of places without a path of their own name the nearest place that has one.
[[nodiscard]] base::Problems check(Scenario const& scenario);

}  // namespace mergerisk::model
