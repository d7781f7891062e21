#pragma once
// Expectations over a piecewise smooth quantile function.

#include "engine/math/quantile_function.h"

#include <functional>
#include <span>

namespace mergerisk::math {

/// E[of(X)] for X with the quantile function made of `pieces`: the integral of of(x(z)) phi(z) over the
/// normal score z in [-25, 25]. Adaptive Gauss-Legendre; relative accuracy about 1e-12 where of(x(z)) is
/// smooth within each piece.
[[nodiscard]] double expectation(std::span<QuantilePiece const> pieces,
                                 std::function<double(double)> const& of);

}  // namespace mergerisk::math
