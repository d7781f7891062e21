#pragma once
// Options against each other, trial by trial.

#include "engine/plan/plan.h"
#include "engine/results/run.h"
#include "engine/stats/column.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace mergerisk::results {

/// Every two options once, by index; the counterfactual is the second of its pairs. Ordered by the first,
/// then by the second.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> pairs_of(plan::Plan const& plan);

[[nodiscard]] Comparison compare(plan::Plan const& plan, plan::Outcomes const& outcomes,
                                 std::pair<std::size_t, std::size_t> pair, stats::Structure structure);

}  // namespace mergerisk::results
