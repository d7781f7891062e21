#include "engine/math/gauss_rule.h"

#include "engine/math/policy.h"

#include <boost/math/quadrature/gauss.hpp>

namespace mergerisk::math {

GaussRule const& gauss_rule() {
    static GaussRule const kRule = [] {
        using Boost = boost::math::quadrature::gauss<double, GaussRule::kPoints, MathPolicy>;
        GaussRule result;
        for (std::size_t i = 0; i < GaussRule::kPoints / 2; ++i) {
            double const node = Boost::abscissa()[i];  // on [-1, 1], the positive half, ascending
            double const weight = Boost::weights()[i];
            result.nodes[i] = (1.0 + node) / 2;
            result.nodes[GaussRule::kPoints - 1 - i] = (1.0 - node) / 2;
            result.weights[i] = result.weights[GaussRule::kPoints - 1 - i] = weight / 2;
        }
        return result;
    }();
    return kRule;
}

}  // namespace mergerisk::math
