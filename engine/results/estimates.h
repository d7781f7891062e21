#pragma once
// Estimates that keep their value where only the error is wanting.

#include "engine/results/run.h"
#include "engine/stats/column.h"
#include "engine/stats/estimate.h"
#include "engine/stats/sorted_column.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace mergerisk::results {

using Flags = std::vector<std::uint8_t>;  ///< [trial] not 0: yes

/// The same; -0 becomes 0, as in all estimates here.
[[nodiscard]] Estimate with_error(stats::Estimate const& estimate);

// Each is nullopt when there is no such number at all: no trial in the population, an infinite value, a
// denominator of 0.

[[nodiscard]] std::optional<Estimate> mean_of(stats::Column const& column);
[[nodiscard]] std::optional<Estimate> probability_of(Flags const& indicator, stats::Structure structure,
                                                     stats::Population population = {});
[[nodiscard]] std::optional<Estimate> ratio_of(std::span<double const> numerator,
                                               std::span<double const> denominator,
                                               stats::Structure structure);
/// Mean of left - right, trial by trial.
[[nodiscard]] std::optional<Estimate> difference_of(std::span<double const> left,
                                                    std::span<double const> right,
                                                    stats::Structure structure);
[[nodiscard]] std::optional<Estimate> quantile_of(stats::SortedColumn const& column, double p);
[[nodiscard]] std::optional<Estimate> tail_mean_of(stats::SortedColumn const& column, stats::Tail tail,
                                                   double fraction);

}  // namespace mergerisk::results
