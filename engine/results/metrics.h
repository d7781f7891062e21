#pragma once
// What the trials of an option say of each metric.

#include "engine/results/run.h"
#include "engine/results/trials.h"

#include <string>
#include <string_view>

namespace mergerisk::results {

/// The metric of that name, one of kMetricOrder.
[[nodiscard]] MetricSummary summarise_metric(std::string_view name, Trials const& trials,
                                             std::string const& money_label);

}  // namespace mergerisk::results
