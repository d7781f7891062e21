#pragma once
// A distribution prepared for many evaluations: its quantile function of the normal score, in smooth pieces.

#include "engine/math/distribution.h"

#include <functional>
#include <span>
#include <vector>

namespace mergerisk::math {

/// A value x(z) and its derivative dx/dz.
struct CurvePoint {
    double value = 0;
    double slope = 0;
};

/// A stretch of a quantile function that is smooth up to and including both its ends.
struct QuantilePiece {
    double z_low = 0;   ///< -infinity in the first piece
    double z_high = 0;  ///< +infinity in the last piece
    /// x and dx/dz at z in [z_low, z_high], |z| <= kLargestScore.
    std::function<CurvePoint(double z)> at;
    /// The same, faster, from a guess of x; empty where `at` is fast already.
    std::function<CurvePoint(double z, double guess)> near;
    bool constant = false;
    /// The whole tail of another distribution is squeezed against this end (what follows a lump of
    /// probability): the slope is unbounded there.
    bool steep_low = false;
    bool steep_high = false;
};

/// x(z) = F^-1(Phi(z)) of one distribution. Solves once what needs solving (the location of a widened
/// reference class, a tail index), then evaluates.
class QuantileFunction {
  public:
    /// Precondition: the distribution has no flaw.
    explicit QuantileFunction(Distribution const& distribution);

    /// Precondition: |z| <= kLargestScore. Where the value jumps, the upper value.
    [[nodiscard]] double operator()(double z) const;

    /// Ascending, contiguous, from -infinity to infinity; a boundary belongs to the upper piece.
    [[nodiscard]] std::span<QuantilePiece const> pieces() const { return pieces_; }

  private:
    std::vector<QuantilePiece> pieces_;
};

}  // namespace mergerisk::math
