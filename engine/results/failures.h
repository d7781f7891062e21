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

/// `months`: the horizon.
[[nodiscard]] Failures summarise_failures(std::vector<plan::Failure> const& failures, std::size_t months,
                                          Trials const& trials);

}  // namespace mergerisk::results
