#pragma once
// Direction numbers of the Sobol sequence.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mergerisk::timeline {

/// As many dimensions as the table has; further ones would be random numbers and not a good sequence.
inline constexpr std::size_t kMaximumSobolDimensions = 1900;

/// Direction numbers v of one dimension: coordinate of point n is the XOR of v[b] over the bits b of the Gray
/// code n ^ (n >> 1) (or of n itself, which visits the same points in another order), divided by 2^32.
/// v[b] has bit 31 - b set and no lower bit.
using SobolDirections = std::array<std::uint32_t, 32>;

/// Direction numbers of the first `dimensions` dimensions, D(7) of S. Joe and F. Y. Kuo (2008), "Constructing
/// Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30, 2635-2654, as QuantLib
/// tabulates them. Precondition: at most kMaximumSobolDimensions.
[[nodiscard]] std::vector<SobolDirections> sobol_directions(std::size_t dimensions);

}  // namespace mergerisk::timeline
