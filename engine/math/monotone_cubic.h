#pragma once
// Monotone cubic interpolation.

#include <cstddef>
#include <span>
#include <vector>

namespace mergerisk::math {

/// Slopes at the knots of the monotone cubic Hermite interpolant of Steffen (1990), "A simple method for
/// monotonic interpolation in one dimension", Astronomy and Astrophysics 239, equations 8 to 11; at both ends
/// the slope of the outermost interval, so that two knots give a straight line and a straight continuation
/// beyond the ends is never flat unless the data are. `x` strictly ascending, `y` of the same length, at
/// least 2.
[[nodiscard]] std::vector<double> monotone_slopes(std::span<double const> x, std::span<double const> y);

/// The cubic through (x0, y0) and (x1, y1) with slopes s0 and s1: value and slope at x.
struct HermiteInterval {
    double x0, x1;
    double y0, y1;
    double s0, s1;

    [[nodiscard]] double value(double x) const;
    [[nodiscard]] double slope(double x) const;
};

}  // namespace mergerisk::math
