#pragma once
// Where the values of trials lie.

#include "engine/results/run.h"

#include <span>
#include <vector>

namespace mergerisk::results {

/// Edges of 20 to 60 bins of equal width that cover [low, high], at multiples of a width of 1, 2 or 5 times a
/// power of ten. Precondition: finite, low <= high.
[[nodiscard]] std::vector<double> nice_edges(double low, double high);

/// Bin i holds [edges[i], edges[i + 1]); `below` what is less than the first edge, `above` what is at least
/// the last, infinite values too. Precondition: two or more ascending edges of about equal distance, a value.
[[nodiscard]] Histogram histogram_of(std::span<double const> values, std::vector<double> edges);

}  // namespace mergerisk::results
