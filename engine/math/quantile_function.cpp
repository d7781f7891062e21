#include "engine/math/quantile_function.h"

#include "engine/base/contract.h"
#include "engine/math/class_pieces.h"
#include "engine/math/continuous.h"
#include "engine/math/normal.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mergerisk::math {
namespace {

using Pieces = std::vector<QuantilePiece>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct MakePieces {
    Pieces operator()(Constant const& d) const { return {constant_piece(-kInfinity, kInfinity, d.value)}; }

    Pieces operator()(Discrete const& d) const {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < d.values.size(); ++i) {
            if (d.probabilities[i] > 0) order.push_back(i);
        }
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return d.values[a] < d.values[b]; });
        Pieces pieces;
        std::vector<double> upper(order.size() + 1, 0);  // P(at or above the i-th value)
        for (std::size_t i = order.size(); i-- > 0;) upper[i] = upper[i + 1] + d.probabilities[order[i]];
        double const all = upper[0];  // 1 but for rounding
        double lower = 0;
        double z = -kInfinity;
        for (std::size_t i = 0; i < order.size(); ++i) {
            lower += d.probabilities[order[i]];
            bool const repeated = i + 1 < order.size() && d.values[order[i]] == d.values[order[i + 1]];
            if (repeated) continue;
            bool const last = i + 1 == order.size();
            double const z_high = last ? kInfinity : normal_score(Tails{lower / all, upper[i + 1] / all});
            if (z < z_high) pieces.push_back(constant_piece(z, z_high, d.values[order[i]]));
            z = z_high;
        }
        return pieces;
    }

    Pieces operator()(Bernoulli const& d) const {
        return (*this)(Discrete{{0, d.value}, {1 - d.probability, d.probability}});
    }

    Pieces operator()(Truncated const& d) const { return continuous_pieces(d.of, d.low, d.high); }
    Pieces operator()(ReferenceClass const& d) const { return class_pieces(d); }

    template <class Plain>
    Pieces operator()(Plain const& d) const {
        return continuous_pieces(d, -kInfinity, kInfinity);
    }
};

}  // namespace

QuantileFunction::QuantileFunction(Distribution const& distribution) {
    EXPECTS(!flaw(distribution));
    pieces_ = std::visit(MakePieces{}, distribution);
    ENSURES(!pieces_.empty());
}

double QuantileFunction::operator()(double z) const {
    EXPECTS(std::abs(z) <= kLargestScore);
    auto const above =
        std::find_if(pieces_.begin(), pieces_.end(), [z](auto const& p) { return z < p.z_high; });
    return (above == pieces_.end() ? pieces_.back() : *above).at(z).value;
}

}  // namespace mergerisk::math
