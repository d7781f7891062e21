#include "engine/math/monotone_cubic.h"

#include "engine/base/contract.h"

#include <algorithm>
#include <cmath>

namespace mergerisk::math {

std::vector<double> monotone_slopes(std::span<double const> x, std::span<double const> y) {
    EXPECTS(x.size() == y.size() && x.size() >= 2);
    std::size_t const intervals = x.size() - 1;
    std::vector<double> secant(intervals);
    for (std::size_t i = 0; i < intervals; ++i) {
        EXPECTS(x[i] < x[i + 1]);
        secant[i] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
    }
    std::vector<double> slope(x.size());
    slope.front() = secant.front();
    slope.back() = secant.back();
    for (std::size_t i = 1; i < intervals; ++i) {
        double const s0 = secant[i - 1];
        double const s1 = secant[i];
        if (s0 * s1 <= 0) continue;  // an extremum or a flat stretch: 0
        double const h0 = x[i] - x[i - 1];
        double const h1 = x[i + 1] - x[i];
        double const parabola = (s0 * h1 + s1 * h0) / (h0 + h1);
        double const size = std::min({std::abs(s0), std::abs(s1), std::abs(parabola) / 2});
        slope[i] = std::copysign(2 * size, s0);
    }
    return slope;
}

double HermiteInterval::value(double x) const {
    double const h = x1 - x0;
    double const t = (x - x0) / h;
    double const rise = y1 - y0;
    return y0 + t * (h * s0 + t * ((3 * rise - h * (2 * s0 + s1)) + t * (h * (s0 + s1) - 2 * rise)));
}

double HermiteInterval::slope(double x) const {
    double const h = x1 - x0;
    double const t = (x - x0) / h;
    double const rise = (y1 - y0) / h;
    return s0 + t * (2 * (3 * rise - 2 * s0 - s1) + t * 3 * (s0 + s1 - 2 * rise));
}

}  // namespace mergerisk::math
