#pragma once
// The one Boost.Math policy of this project. Included by .cpp files of engine/math and engine/analysis only.

#include <boost/math/policies/policy.hpp>

namespace mergerisk::math {

/// Every call of Boost.Math uses this policy: plain double everywhere. Promotion to long double would make a
/// beta quantile six times slower and would take another path on aarch64. Precision policies (digits10) are
/// not used: they make some quantiles wrong. Domain errors throw: parameters were checked by flaw(), so a
/// throw is a bug of ours.
using MathPolicy = boost::math::policies::policy<boost::math::policies::promote_float<false>,
                                                 boost::math::policies::promote_double<false>>;

}  // namespace mergerisk::math
