#pragma once
// Quantile functions of the closed-form continuous distributions, truncated or not.

#include "engine/math/distribution.h"
#include "engine/math/normal.h"
#include "engine/math/quantile_function.h"

#include <functional>
#include <vector>

namespace mergerisk::math {

/// `of` given that it lies in [low, high]. Precondition: it is a distribution and some of it lies there.
[[nodiscard]] std::vector<QuantilePiece> continuous_pieces(Continuous const& of, double low, double high);

/// P(low <= X <= high).
[[nodiscard]] double probability_between(Continuous const& of, double low, double high);

/// A distribution by the probability up to a value and by its density.
struct DistributionCurve {
    std::function<Tails(double x)> tails;
    std::function<double(double x)> density;  ///< may be infinite at an end
    std::vector<double> breaks;               ///< finite ends, and where the density has a kink
};

/// `of` given that it lies in [low, high]. Precondition: as of continuous_pieces.
[[nodiscard]] DistributionCurve distribution_curve(Continuous const& of, double low, double high);

/// The logit of a variable with the Beta(alpha, beta) distribution on [0, 1], as one piece. Held between the
/// logits of the smallest normal doubles, so that it is always finite.
[[nodiscard]] QuantilePiece beta_logit_piece(double alpha, double beta);

}  // namespace mergerisk::math
