#pragma once
// Spending profiles and benefit ramps.

#include "engine/plan/plan.h"
#include "engine/reference/draws.h"

namespace mergerisk::reference {

/// S(y) of plan::Shape; 0 below y = 0, 1 above y = 1.
[[nodiscard]] double profile(plan::Shape shape, double y);

/// A ramp with its lengths as numbers.
class RampPath {
  public:
    RampPath(plan::Ramp const& ramp, Values const& values);

    /// Integral of R, for connections of R^2, from the start to x months after it; 0 for x <= 0.
    [[nodiscard]] double integral(double x) const;
    [[nodiscard]] double half_by() const { return half_; }
    [[nodiscard]] double full_by() const { return full_; }

  private:
    /// Integral of R over y from 0 to y, of R^2 for connections.
    [[nodiscard]] double area(double y) const;

    plan::Shape shape_;
    bool connections_;
    double half_;
    double full_;
};

/// What a stream of one unit a month delivers from `from` to `to` months after its start: the integral of R,
/// 1 without a ramp, faded as at the middle. Precondition: 0 <= from <= to.
[[nodiscard]] double delivered(std::optional<plan::Ramp> const& ramp, std::optional<plan::QuantityId> fades,
                               double from, double to, Values const& values);

}  // namespace mergerisk::reference
