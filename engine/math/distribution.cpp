#include "engine/math/distribution.h"

#include "engine/base/contract.h"
#include "engine/math/class_pieces.h"
#include "engine/math/continuous.h"
#include "engine/math/expectation.h"
#include "engine/math/normal.h"
#include "engine/math/quantile_function.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace mergerisk::math {
namespace {

using Reason = std::optional<std::string>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kProbabilitySumTolerance = 1e-9;
constexpr double kLeastTruncatedProbability = 1e-12;

template <class... Numbers>
bool finite(Numbers... numbers) {
    return (std::isfinite(numbers) && ...);
}

Reason not_a_number() {
    return "a parameter is not a finite number";
}

Reason must_be_positive(char const* what, double value) {
    if (value > 0) return std::nullopt;
    return fmt::format("{} must be above 0, but is {:g}", what, value);
}

Reason flaw_of_range(double low, double high) {
    if (!finite(low, high)) return not_a_number();
    if (low > high) return fmt::format("the lowest value ({:g}) is above the highest ({:g})", low, high);
    if (low == high)
        return fmt::format("the lowest and the highest value are the same ({:g}), so it is certain", low);
    return std::nullopt;
}

Reason flaw_of_three_points(double low, double mode, double high) {
    if (!finite(low, mode, high)) return not_a_number();
    if (low > mode)
        return fmt::format("the lowest value ({:g}) is above the most likely one ({:g})", low, mode);
    if (mode > high)
        return fmt::format("the most likely value ({:g}) is above the highest ({:g})", mode, high);
    return flaw_of_range(low, high);
}

/// Beyond this shape (a spread of one in ten thousand) quantile functions lose their digits.
constexpr double kNarrowest = 1e8;

Reason as_good_as_certain() {
    return "it is so narrow that it is as good as certain; write the number itself";
}

struct FindFlaw {
    Reason operator()(Constant const& d) const { return finite(d.value) ? std::nullopt : not_a_number(); }
    Reason operator()(Pert const& d) const { return flaw_of_three_points(d.low, d.mode, d.high); }
    Reason operator()(Triangular const& d) const { return flaw_of_three_points(d.low, d.mode, d.high); }
    Reason operator()(Uniform const& d) const { return flaw_of_range(d.low, d.high); }

    Reason operator()(Normal const& d) const {
        if (!finite(d.mean, d.standard_deviation)) return not_a_number();
        return must_be_positive("the standard deviation", d.standard_deviation);
    }

    Reason operator()(Lognormal const& d) const {
        if (!finite(d.mu, d.sigma)) return not_a_number();
        if (auto reason = must_be_positive("sigma", d.sigma)) return reason;
        if (finite(std::exp(2 * (d.mu + d.sigma * d.sigma)), std::exp(d.mu + kLargestScore * d.sigma))) {
            return std::nullopt;
        }
        return "the spread (sigma) is so wide that the mean cannot be computed";
    }

    Reason operator()(Gamma const& d) const {
        if (!finite(d.shape, d.scale)) return not_a_number();
        if (auto reason = must_be_positive("the shape", d.shape)) return reason;
        if (d.shape > kNarrowest) return as_good_as_certain();
        return must_be_positive("the scale", d.scale);
    }

    Reason operator()(Beta const& d) const {
        if (!finite(d.alpha, d.beta)) return not_a_number();
        if (auto reason = must_be_positive("alpha", d.alpha)) return reason;
        if (auto reason = must_be_positive("beta", d.beta)) return reason;
        if (d.alpha > kNarrowest || d.beta > kNarrowest) return as_good_as_certain();
        return flaw_of_range(d.low, d.high);
    }

    Reason operator()(Discrete const& d) const {
        if (d.values.empty()) return "there is no value to choose from";
        if (d.values.size() != d.probabilities.size()) {
            return fmt::format("there are {} values but {} probabilities", d.values.size(),
                               d.probabilities.size());
        }
        double sum = 0;
        for (std::size_t i = 0; i < d.values.size(); ++i) {
            if (!finite(d.values[i], d.probabilities[i])) return not_a_number();
            if (d.probabilities[i] < 0) {
                return fmt::format("a probability cannot be below 0 %, but one is {:g} %",
                                   100 * d.probabilities[i]);
            }
            sum += d.probabilities[i];
        }
        if (std::abs(sum - 1) <= kProbabilitySumTolerance) return std::nullopt;
        return fmt::format("the probabilities add up to {:.10g} % instead of 100 %", 100 * sum);
    }

    Reason operator()(Bernoulli const& d) const {
        if (!finite(d.value)) return not_a_number();
        if (d.probability >= 0 && d.probability <= 1) return std::nullopt;
        return fmt::format("a probability must lie between 0 % and 100 %, but is {:g} %",
                           100 * d.probability);
    }

    Reason operator()(Truncated const& d) const {
        if (auto reason = std::visit(*this, d.of)) return reason;
        if (std::isnan(d.low) || std::isnan(d.high)) return "a bound is not a number";
        if (!(d.low < d.high)) {
            return fmt::format("the lower bound ({:g}) is not below the upper bound ({:g})", d.low, d.high);
        }
        if (probability_between(d.of, d.low, d.high) >= kLeastTruncatedProbability) return std::nullopt;
        return fmt::format("almost nothing of the distribution lies between its bounds ({:g} and {:g})",
                           d.low, d.high);
    }

    Reason operator()(ReferenceClass const& d) const { return flaw_of(d); }
};

double mean_of(QuantileFunction const& q) {
    return expectation(q.pieces(), [](double x) { return x; });
}

/// Mean and variance; closed forms where there are any.
struct Moments {
    double mean = 0;
    double variance = 0;
};

struct FindMoments {
    Moments operator()(Constant const& d) const { return {d.value, 0}; }

    Moments operator()(Pert const& d) const {
        double const m = (d.low + 4 * d.mode + d.high) / 6;
        return {m, (m - d.low) * (d.high - m) / 7};
    }
    Moments operator()(Triangular const& d) const {
        double const rise = d.mode - d.low;
        double const fall = d.high - d.mode;
        return {(d.low + d.mode + d.high) / 3, (rise * rise + rise * fall + fall * fall) / 18};
    }
    Moments operator()(Uniform const& d) const {
        double const width = d.high - d.low;
        return {d.low + width / 2, width * width / 12};
    }
    Moments operator()(Normal const& d) const {
        return {d.mean, d.standard_deviation * d.standard_deviation};
    }
    Moments operator()(Lognormal const& d) const {
        double const square = d.sigma * d.sigma;
        double const m = std::exp(d.mu + square / 2);
        return {m, m * m * std::expm1(square)};
    }
    Moments operator()(Gamma const& d) const { return {d.shape * d.scale, d.shape * d.scale * d.scale}; }
    Moments operator()(Beta const& d) const {
        double const sum = d.alpha + d.beta;
        double const width = d.high - d.low;
        double const unit = d.alpha / sum;
        return {d.low + width * unit, width * width * unit * (d.beta / sum) / (sum + 1)};
    }
    Moments operator()(Bernoulli const& d) const {
        return {d.probability * d.value, d.probability * (1 - d.probability) * d.value * d.value};
    }
    Moments operator()(Discrete const& d) const { return integrated(d); }
    Moments operator()(Truncated const& d) const { return integrated(d); }
    Moments operator()(ReferenceClass const& d) const { return integrated(d); }

    static Moments integrated(Distribution const& d) {
        QuantileFunction const q{d};
        double const m = mean_of(q);
        return {m, expectation(q.pieces(), [m](double x) { return (x - m) * (x - m); })};
    }
};

struct FindMode {
    using Result = std::optional<double>;
    Result operator()(Constant const& d) const { return d.value; }
    Result operator()(Pert const& d) const { return d.mode; }
    Result operator()(Triangular const& d) const { return d.mode; }
    Result operator()(Uniform const&) const { return std::nullopt; }
    Result operator()(Normal const& d) const { return d.mean; }
    Result operator()(Lognormal const& d) const { return std::exp(d.mu - d.sigma * d.sigma); }
    Result operator()(Gamma const& d) const {
        if (d.shape < 1) return std::nullopt;
        return (d.shape - 1) * d.scale;
    }
    Result operator()(Beta const& d) const {
        bool const unbounded = d.alpha < 1 || d.beta < 1;
        if (unbounded || (d.alpha == 1 && d.beta == 1)) return std::nullopt;
        return d.low + (d.high - d.low) * ((d.alpha - 1) / (d.alpha + d.beta - 2));
    }
    Result operator()(Discrete const& d) const {
        std::map<double, double> probability;
        for (std::size_t i = 0; i < d.values.size(); ++i) probability[d.values[i]] += d.probabilities[i];
        auto const less = [](auto const& a, auto const& b) { return a.second < b.second; };
        auto const best = std::max_element(probability.begin(), probability.end(), less);
        auto const tied = std::count_if(probability.begin(), probability.end(),
                                        [&](auto const& p) { return p.second == best->second; });
        if (tied > 1) return std::nullopt;
        return best->first;
    }
    Result operator()(Bernoulli const& d) const {
        return (*this)(Discrete{{0, d.value}, {1 - d.probability, d.probability}});
    }
    Result operator()(Truncated const& d) const {
        Result const whole = std::visit(*this, d.of);
        if (!whole) return std::nullopt;
        return std::clamp(*whole, d.low, d.high);  // every density here rises to its mode and falls from it
    }
    Result operator()(ReferenceClass const&) const { return std::nullopt; }
};

struct FindSupport {
    Support operator()(Constant const& d) const { return {d.value, d.value}; }
    Support operator()(Pert const& d) const { return {d.low, d.high}; }
    Support operator()(Triangular const& d) const { return {d.low, d.high}; }
    Support operator()(Uniform const& d) const { return {d.low, d.high}; }
    Support operator()(Normal const&) const { return {-kInfinity, kInfinity}; }
    Support operator()(Lognormal const&) const { return {0, kInfinity}; }
    Support operator()(Gamma const&) const { return {0, kInfinity}; }
    Support operator()(Beta const& d) const { return {d.low, d.high}; }
    Support operator()(Discrete const& d) const {
        Support result{kInfinity, -kInfinity};
        for (std::size_t i = 0; i < d.values.size(); ++i) {
            if (d.probabilities[i] <= 0) continue;
            result.low = std::min(result.low, d.values[i]);
            result.high = std::max(result.high, d.values[i]);
        }
        return result;
    }
    Support operator()(Bernoulli const& d) const {
        return (*this)(Discrete{{0, d.value}, {1 - d.probability, d.probability}});
    }
    Support operator()(Truncated const& d) const {
        Support const whole = std::visit(*this, d.of);
        return {std::max(whole.low, d.low), std::min(whole.high, d.high)};
    }
    Support operator()(ReferenceClass const& d) const {
        Support result{d.scale == Scale::excess ? -1.0 : 0.0, d.scale == Scale::share ? d.upper : kInfinity};
        if (std::holds_alternative<ZeroInflated>(d.body)) result.low = 0;
        if (d.cap) result.high = *d.cap;
        if (d.pool) {
            result.low = std::min(result.low, d.pool->claim);
            result.high = std::max(result.high, d.pool->claim);
        }
        return result;
    }
};

Reason flaw_of_mean_and_spread(double mean, double standard_deviation) {
    if (!finite(mean, standard_deviation)) return not_a_number();
    if (auto reason = must_be_positive("the mean", mean)) return reason;
    return must_be_positive("the standard deviation", standard_deviation);
}

template <class T>
Fitted<T> checked(T const& distribution) {
    if (auto reason = flaw(distribution)) return Flaw{*reason};
    return distribution;
}

}  // namespace

std::optional<std::string> flaw(Distribution const& distribution) {
    return std::visit(FindFlaw{}, distribution);
}

double quantile(Distribution const& distribution, double z) {
    return QuantileFunction{distribution}(z);
}

double mean(Distribution const& distribution) {
    EXPECTS(!flaw(distribution));
    bool const closed = !std::holds_alternative<Truncated>(distribution) &&
                        !std::holds_alternative<ReferenceClass>(distribution);
    return closed ? std::visit(FindMoments{}, distribution).mean : mean_of(QuantileFunction{distribution});
}

std::optional<double> standard_deviation(Distribution const& distribution) {
    EXPECTS(!flaw(distribution));
    double const result = std::sqrt(std::visit(FindMoments{}, distribution).variance);
    if (!std::isfinite(result)) return std::nullopt;
    return result;
}

double median(Distribution const& distribution) {
    return quantile(distribution, 0);
}

UpTo probability_up_to(Distribution const& distribution, double value) {
    QuantileFunction const quantile{distribution};
    // The first normal score at which the distribution has reached the value, and has passed it.
    auto const first = [&](auto const& reached) {
        for (QuantilePiece const& piece : quantile.pieces()) {
            double low = std::max(piece.z_low, -kLargestScore);
            double high = std::min(piece.z_high, kLargestScore);
            if (!(low <= high)) continue;
            if (reached(piece.at(low).value)) return piece.z_low;
            if (piece.constant || !reached(piece.at(high).value)) continue;
            for (;;) {
                double const middle = low + (high - low) / 2;
                if (!(low < middle && middle < high)) return high;
                (reached(piece.at(middle).value) ? high : low) = middle;
            }
        }
        return kInfinity;
    };
    double const rounding = 1e-12 * std::abs(value);
    double const below = first([=](double x) { return x >= value - rounding; });
    double const past = first([=](double x) { return x > value + rounding; });
    return {normal_probability(below), normal_probability(past)};
}

std::optional<double> mode(Distribution const& distribution) {
    EXPECTS(!flaw(distribution));
    return std::visit(FindMode{}, distribution);
}

double claimed_value(Distribution const& distribution) {
    auto const most_likely = mode(distribution);
    return most_likely ? *most_likely : median(distribution);
}

Support support(Distribution const& distribution) {
    EXPECTS(!flaw(distribution));
    return std::visit(FindSupport{}, distribution);
}

Fitted<Lognormal> lognormal_from_mean(double mean, double standard_deviation) {
    if (auto reason = flaw_of_mean_and_spread(mean, standard_deviation)) return Flaw{*reason};
    double const variation = standard_deviation / mean;
    double const square = std::log1p(variation * variation);
    return checked(Lognormal{std::log(mean) - square / 2, std::sqrt(square)});
}

Fitted<Lognormal> lognormal_from_median(double median, double sigma) {
    if (!finite(median, sigma)) return Flaw{*not_a_number()};
    if (auto reason = must_be_positive("the median", median)) return Flaw{*reason};
    return checked(Lognormal{std::log(median), sigma});
}

Fitted<Lognormal> lognormal_from_percentiles(Percentile first, Percentile second) {
    if (second.probability < first.probability) std::swap(first, second);
    for (Percentile const& point : {first, second}) {
        if (!(point.probability > 0 && point.probability < 1)) {
            return Flaw{fmt::format("a percentile must lie strictly between 0 % and 100 %, but one is {:g} %",
                                    100 * point.probability)};
        }
        if (!finite(point.value)) return Flaw{*not_a_number()};
        if (auto reason = must_be_positive("a value of a lognormal distribution", point.value))
            return Flaw{*reason};
    }
    if (first.probability == second.probability) return Flaw{"the two percentiles are the same one"};
    if (!(first.value < second.value)) {
        return Flaw{fmt::format("the value at {:g} % ({:g}) must be below the value at {:g} % ({:g})",
                                100 * first.probability, first.value, 100 * second.probability,
                                second.value)};
    }
    double const z1 = normal_score(first.probability);
    double const z2 = normal_score(second.probability);
    double const sigma = std::log(second.value / first.value) / (z2 - z1);
    return checked(Lognormal{std::log(first.value) - sigma * z1, sigma});
}

Fitted<Gamma> gamma_from_mean(double mean, double standard_deviation) {
    if (auto reason = flaw_of_mean_and_spread(mean, standard_deviation)) return Flaw{*reason};
    double const inverse_variation = mean / standard_deviation;
    return checked(
        Gamma{inverse_variation * inverse_variation, standard_deviation * (standard_deviation / mean)});
}

Fitted<Beta> beta_from_mean(double mean, double standard_deviation, double low, double high) {
    if (auto reason = flaw_of_range(low, high)) return Flaw{*reason};
    if (!finite(mean, standard_deviation)) return Flaw{*not_a_number()};
    if (!(low < mean && mean < high)) {
        return Flaw{
            fmt::format("the mean ({:g}) must lie between the lowest ({:g}) and the highest value ({:g})",
                        mean, low, high)};
    }
    if (auto reason = must_be_positive("the standard deviation", standard_deviation)) return Flaw{*reason};
    double const most = std::sqrt((mean - low) * (high - mean));
    if (!(standard_deviation < most)) {
        return Flaw{fmt::format(
            "between {:g} and {:g}, a number with the mean {:g} cannot have a standard deviation of "
            "{:g}: it must be below {:g}",
            low, high, mean, standard_deviation, most)};
    }
    double const ratio = most / standard_deviation;
    double const sum = ratio * ratio - 1;
    return checked(Beta{sum * (mean - low) / (high - low), sum * (high - mean) / (high - low), low, high});
}

}  // namespace mergerisk::math
