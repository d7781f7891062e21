#pragma once
// The distributions that an uncertain number may have.
//
// All are plain values; a set of parameters that is not a distribution can be written down, and flaw() says
// why it is not one. Every other function here has the precondition that flaw() found nothing.

#include "engine/math/reference_class.h"

#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mergerisk::math {

/// `values` in any order; `probabilities` of the same length, summing to 1. Equal values add up.
struct Discrete {
    std::vector<double> values;
    std::vector<double> probabilities;
    friend bool operator==(Discrete const&, Discrete const&) = default;
};

/// `value` with the probability, else 0.
struct Bernoulli {
    double probability = 0;
    double value = 1;
    friend bool operator==(Bernoulli const&, Bernoulli const&) = default;
};

using Distribution = std::variant<Constant, Pert, Triangular, Uniform, Normal, Lognormal, Gamma, Beta,
                                  Discrete, Bernoulli, Truncated, ReferenceClass>;

/// Smallest and largest value possible; infinite where there is none.
struct Support {
    double low = 0;
    double high = 0;
    friend bool operator==(Support const&, Support const&) = default;
};

/// Why the parameters are not a distribution, as a sentence without a full stop; nullopt when they are one.
[[nodiscard]] std::optional<std::string> flaw(Distribution const& distribution);

/// x with P(X <= x) = Phi(z); at a jump the upper value. |z| <= 25. Non-decreasing in z. A distribution that
/// is asked many times is better prepared once as a QuantileFunction.
[[nodiscard]] double quantile(Distribution const& distribution, double z);

[[nodiscard]] double mean(Distribution const& distribution);

/// nullopt where it is infinite (or beyond the range of a double).
[[nodiscard]] std::optional<double> standard_deviation(Distribution const& distribution);

/// The quantile at z = 0.
[[nodiscard]] double median(Distribution const& distribution);

/// Probability of less than a value, and of it or less.
struct UpTo {
    double below = 0;
    double including = 0;
};
[[nodiscard]] UpTo probability_up_to(Distribution const& distribution, double value);

/// The single most likely value; nullopt where there is none: uniform, ties, a density that is unbounded, a
/// reference class.
[[nodiscard]] std::optional<double> mode(Distribution const& distribution);

/// What a claim says that gives a range only: the mode, else the median.
[[nodiscard]] double claimed_value(Distribution const& distribution);

[[nodiscard]] Support support(Distribution const& distribution);

/// A distribution, or why there is none.
struct Flaw {
    std::string reason;  ///< a sentence without a full stop
};
template <class T>
using Fitted = std::variant<T, Flaw>;

/// Mean and standard deviation of the number itself, both > 0.
[[nodiscard]] Fitted<Lognormal> lognormal_from_mean(double mean, double standard_deviation);
[[nodiscard]] Fitted<Lognormal> lognormal_from_median(double median, double sigma);
/// Through two percentiles of the number.
[[nodiscard]] Fitted<Lognormal> lognormal_from_percentiles(Percentile first, Percentile second);
[[nodiscard]] Fitted<Gamma> gamma_from_mean(double mean, double standard_deviation);
/// Impossible unless sd^2 < (mean - low) (high - mean).
[[nodiscard]] Fitted<Beta> beta_from_mean(double mean, double standard_deviation, double low = 0,
                                          double high = 1);

}  // namespace mergerisk::math
