#include "engine/reference/shapes.h"

#include <algorithm>
#include <cmath>

namespace mergerisk::reference {
namespace {

constexpr double kSteepness = 10;   // of the logistic shape, per unit of y
constexpr double kShortest = 1e-9;  // months

double logistic(double y) {
    return 1 / (1 + std::exp(-kSteepness * (y - 0.5)));
}

// Integral of the logistic function: ln(1 + e^x) / steepness.
double logistic_integral(double y) {
    return std::log1p(std::exp(kSteepness * (y - 0.5))) / kSteepness;
}

// Integral of the profile from 0 to y, 0 <= y <= 1.
double profile_integral(plan::Shape shape, double y) {
    switch (shape) {
        case plan::Shape::linear:
            return y * y / 2;
        case plan::Shape::s_curve:
            return y * y * y - y * y * y * y / 2;
        case plan::Shape::logistic:
            return (logistic_integral(y) - logistic_integral(0) - logistic(0) * y) /
                   (logistic(1) - logistic(0));
    }
    return 0;
}

// Integral of its square. Linear y^2; s-curve 9 y^4 - 12 y^5 + 4 y^6; logistic from L^2 = L - L', as the
// derivative of L is its steepness times L (1 - L).
double square_integral(plan::Shape shape, double y) {
    switch (shape) {
        case plan::Shape::linear:
            return y * y * y / 3;
        case plan::Shape::s_curve:
            return std::pow(y, 5) * (9.0 / 5 - y * (2 - y * 4 / 7));
        case plan::Shape::logistic: {
            double const floor = logistic(0);
            double const range = logistic(1) - floor;
            double const of_curve = logistic_integral(y) - logistic_integral(0);
            double const of_square = of_curve - (logistic(y) - floor) / kSteepness;
            return (of_square - 2 * floor * of_curve + floor * floor * y) / (range * range);
        }
    }
    return 0;
}

}  // namespace

double profile(plan::Shape shape, double y) {
    if (y <= 0) return 0;
    if (y >= 1) return 1;
    switch (shape) {
        case plan::Shape::linear:
            return y;
        case plan::Shape::s_curve:
            return y * y * (3 - 2 * y);
        case plan::Shape::logistic:
            return (logistic(y) - logistic(0)) / (logistic(1) - logistic(0));
    }
    return 0;
}

RampPath::RampPath(plan::Ramp const& ramp, Values const& values)
    : shape_{ramp.shape}, connections_{ramp.connections}, full_{std::max(kShortest, values[ramp.full_by])} {
    half_ = std::min(full_, std::max(kShortest, values.get(ramp.half_by, full_ / 2)));
}

double RampPath::area(double y) const {
    return connections_ ? square_integral(shape_, y) : profile_integral(shape_, y);
}

double RampPath::integral(double x) const {
    if (x <= 0) return 0;
    // In each half y is linear in x, so the integral over x is the one over y times dx / dy.
    double const first = 2 * half_;
    double const second = 2 * (full_ - half_);
    if (x <= half_) return first * area(x / first);
    double const half_way = area(0.5);
    double result = first * half_way;
    if (second > 0) {
        double const y = std::min(1.0, 0.5 + (x - half_) / second);
        result += second * (area(y) - half_way);
    }
    return result + std::max(0.0, x - full_);
}

double delivered(std::optional<plan::Ramp> const& ramp, std::optional<plan::QuantityId> fades, double from,
                 double to, Values const& values) {
    double full = to - from;
    if (ramp) {
        RampPath const path{*ramp, values};
        full = path.integral(to) - path.integral(from);
    }
    return full * std::pow(1 - values.get(fades, 0), (from + to) / 2 / 12);
}

}  // namespace mergerisk::reference
