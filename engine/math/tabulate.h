#pragma once
// Quantile functions as tables: what the simulation evaluates instead of root searches.

#include "engine/math/distribution.h"
#include "engine/math/quantile_function.h"
#include "engine/portable/quantile_table.h"

#include <cstdint>

namespace mergerisk::math {

/// A table covers normal scores from -8.3 to 8.3: uniform numbers of 52 bits reach no further, Phi(-8.3) =
/// 5e-17.
inline constexpr double kTableEnd = 8.3;

/// Limits on the making of a table.
struct TableLimits {
    /// Cells are doubled until |table - exact|, measured half-way between nodes, where it is largest, is
    /// below `tolerance` times the larger of |exact| and the distribution's scale (a quarter of the distance
    /// between its values at z = -2 and 2: the standard deviation, were it normal), or
    double tolerance = 1e-11;
    /// until a segment has this many. A power of 2.
    std::uint32_t most_cells = 8192;
};

/// Cubic Hermite interpolation of x(z) and dx/dz. Segments end at every jump and kink of the distribution
/// (lumps of probability, modes of triangles, percentiles, thresholds, caps), so no cell crosses one. Where
/// the tail of another distribution is squeezed against a lump (zero-inflated and pooled classes), segments
/// narrow towards it; the last sliver, of a probability below 1e-10, is a straight line. `maximum_error` is
/// the largest error measured outside such slivers.
///
/// Cost: a beta or gamma distribution of 4096 cells a few milliseconds. Precondition: no flaw.
[[nodiscard]] portable::QuantileTable tabulate(Distribution const& distribution, TableLimits limits = {});
[[nodiscard]] portable::QuantileTable tabulate(QuantileFunction const& quantile, TableLimits limits = {});

}  // namespace mergerisk::math
