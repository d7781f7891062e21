// A class from the values that its cases showed.

#include "engine/math/normal.h"
#include "engine/math/reference_class.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace mergerisk::math {
namespace {

struct MeanAndDeviation {
    double mean = 0;
    double deviation = 0;
};

/// With n - 1.
MeanAndDeviation of_values(std::vector<double> const& values) {
    auto const count = static_cast<double>(values.size());
    MeanAndDeviation found;
    for (double const value : values) found.mean += value / count;
    double squares = 0;
    for (double const value : values) squares += (value - found.mean) * (value - found.mean);
    found.deviation = std::sqrt(squares / (count - 1));
    return found;
}

double transformed(double value, Scale scale, double upper) {
    switch (scale) {
        case Scale::excess:
            return std::log1p(value);
        case Scale::share:
            return std::log(value) - std::log(upper - value);
        case Scale::ratio:
            break;
    }
    return std::log(value);
}

std::optional<std::string> out_of_range(double value, Scale scale, double upper) {
    if (!std::isfinite(value)) return "an observed value is not a finite number";
    if (scale == Scale::share && !(value > 0 && value < upper)) {
        return fmt::format(
            "an observed share must lie strictly between 0 and its upper bound {:g}, but one is {:g}", upper,
            value);
    }
    if (scale == Scale::excess && value <= -1) {
        return fmt::format("an overrun cannot be -100 % or less, but an observed one is {:g} %", 100 * value);
    }
    if (scale == Scale::ratio && value < 0) {
        return fmt::format("an observed value cannot be below 0, but one is {:g}", value);
    }
    return std::nullopt;
}

}  // namespace

std::variant<ClassBody, std::string> fit_observed(std::span<double const> values, Scale scale, double upper) {
    for (double const value : values) {
        if (auto reason = out_of_range(value, scale, upper)) return *reason;
    }
    auto const zeros = static_cast<std::size_t>(std::count(values.begin(), values.end(), 0.0));
    bool const negative = std::any_of(values.begin(), values.end(), [](double value) { return value < 0; });
    bool const inflated = zeros > 0 && !negative;
    std::vector<double> g;
    g.reserve(values.size());
    for (double const value : values) {
        if (inflated && value == 0) continue;
        g.push_back(inflated ? std::log(value) : transformed(value, scale, upper));
    }
    std::string_view const what = inflated ? " that are not 0" : "";
    if (g.size() < 2) {
        return fmt::format("a class of observed values needs two or more cases{}, and there are {}", what,
                           g.size());
    }
    auto const [mean, deviation] = of_values(g);
    if (!(deviation > 0)) return fmt::format("all observed values{} are the same", what);
    if (inflated) {
        double const share = static_cast<double>(zeros) / static_cast<double>(values.size());
        return ZeroInflated{share, {mean, deviation}};
    }
    if (scale != Scale::share) return Lognormal{mean, deviation};
    auto const share_at = [&](double y) { return upper / (1 + std::exp(-y)); };
    return Percentiles{{{normal_probability(-1), share_at(mean - deviation)},
                        {normal_probability(1), share_at(mean + deviation)}}};
}

}  // namespace mergerisk::math
