#pragma once
// How often each failure happens, when, and what fails first.

#include "engine/plan/plan.h"
#include "engine/results/run.h"
#include "engine/results/trials.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mergerisk::results {

struct Failures {
    std::vector<std::pair<std::string, FailureSummary>> by_name;  ///< built-in ones, then those of the plan
    std::optional<Estimate> any;
    std::optional<Estimate> none;
};

/// Of the trials of one option of the plan. That a deal is unwound is listed for all options when one of the
/// plan has a term, a limit of support or a track after completion, and else for none.
[[nodiscard]] Failures summarise_failures(plan::Plan const& plan, Trials const& trials);

}  // namespace mergerisk::results
