#include "engine/math/normal.h"

#include "engine/base/contract.h"
#include "engine/math/gauss_rule.h"
#include "engine/math/policy.h"

#include <boost/math/special_functions/erf.hpp>

#include <cmath>
#include <limits>
#include <numbers>

namespace mergerisk::math {

double normal_density(double z) {
    return std::exp(-z * z / 2) * (std::numbers::inv_sqrtpi / std::numbers::sqrt2);
}

double normal_probability(double z) {
    if (z <= -kLargestScore - 1) return 0;
    if (z >= kLargestScore + 1) return 1;
    return boost::math::erfc(-z / std::numbers::sqrt2, MathPolicy{}) / 2;
}

Tails normal_tails(double z) {
    return {normal_probability(z), normal_probability(-z)};
}

double normal_mass(double from, double to) {
    EXPECTS(from <= to);
    if (to - from < 0.5) return integral(normal_density, from, to);
    if (from > 0) return normal_probability(-from) - normal_probability(-to);
    return normal_probability(to) - normal_probability(from);
}

double normal_score(double u) {
    EXPECTS(u >= 0 && u <= 1);
    if (u == 0) return -std::numeric_limits<double>::infinity();
    if (u == 1) return std::numeric_limits<double>::infinity();
    return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * u, MathPolicy{});
}

double normal_score(Tails tails) {
    return tails.lower <= tails.upper ? normal_score(tails.lower) : -normal_score(tails.upper);
}

}  // namespace mergerisk::math
