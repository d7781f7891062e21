#pragma once
// The quantile function of a mixture of distributions.

#include "engine/math/quantile_function.h"
#include "engine/math/reference_class.h"

#include <functional>
#include <optional>
#include <vector>

namespace mergerisk::math {

/// A strictly increasing change of variable y = g(x) and its inverse with derivative dx/dy.
struct ChangeOfVariable {
    std::function<double(double x)> of;
    std::function<CurvePoint(double y)> inverse;
};

/// Quantile functions of the parts of a mixture whose percentiles are joined on the scale of `g`. The result
/// is in y = g(x). `percentiles` gives the pieces of such a part, in y. Precondition: no flaw.
[[nodiscard]] std::vector<QuantilePiece> mixture_pieces(
    Mixture const& mixture, ChangeOfVariable const& g,
    std::function<std::vector<QuantilePiece>(Percentiles const&)> const& percentiles);

}  // namespace mergerisk::math
