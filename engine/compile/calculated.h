#pragma once
// Means and percentiles of numbers that are calculated from others.

#include "engine/math/distribution.h"
#include "engine/plan/plan.h"

#include <vector>

namespace mergerisk::compile {

/// Gives calculated quantities (linear, product, maximum, and probabilities moved by such) of the plan their
/// expected value and `marginals` [quantity] a distribution of equally likely values, for reports. There is
/// no closed form in general, since factors may be correlated or share a draw: both come from a Latin
/// hypercube of 8,192 points (M. D. McKay, R. J. Beckman and W. J. Conover, 1979, Technometrics 21, 239-245)
/// that depends on the addresses of the draws only. What comes from one draw is exact up to the distance of
/// the points. Precondition: draws, groups, tables and quantities of the plan are complete.
void settle_calculated(plan::Plan& plan, std::vector<math::Distribution>& marginals);

}  // namespace mergerisk::compile
