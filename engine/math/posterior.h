#pragma once
// What counts of past cases say about a probability.

#include "engine/math/distribution.h"

#include <optional>
#include <span>
#include <vector>

namespace mergerisk::math {

/// What to assume of a proportion before any case is seen: Beta(weight mean, weight (1 - mean)).
struct ProportionPrior {
    double mean = 0.5;  ///< in (0, 1)
    double weight = 1;  ///< in cases, above 0
};

/// The same for shares of several outcomes: Dirichlet(weight means).
struct SharesPrior {
    std::vector<double> means;  ///< one for each outcome, each above 0, summing to 1; empty: all equal
    double weight = 1;          ///< in cases, above 0
};

/// Below this many cases, after discounting, evidence needs a stated prior: it is too weak to speak for
/// itself.
inline constexpr double kCasesThatSpeak = 10;

/// The power prior of Ibrahim and Chen (2000), "Power prior distributions for regression models", Statistical
/// Science 15(1): each of `trials` cases counts as `transferability` cases of the transaction at hand:
///     Beta(s p0 + w k, s (1 - p0) + w (n - k)).
/// Without a prior, Jeffreys' (p0 = 1/2, s = 1) if w n >= 10; below that there is no answer without one, so
/// that weak evidence never makes a deal look better. Flaws: k or n not counts, k > n, w outside [0, 1], a
/// bad prior.
[[nodiscard]] Fitted<Beta> proportion_posterior(double successes, double trials, double transferability,
                                                std::optional<ProportionPrior> const& prior = std::nullopt);

/// What to assume of a rate a year before any event is seen: Gamma with this mean, worth so many years.
struct RatePrior {
    double mean = 0;    ///< a year, above 0
    double weight = 0;  ///< in years of exposure, above 0
};

/// The same for the rate a year of a Poisson process with `events` in `years` of exposure:
///     Gamma of shape s m + w k and scale 1 / (s + w T).
/// Without a prior Jeffreys', shape 1/2 + w k and scale 1 / (w T), if w k >= 10. Flaws: k not a count, T not
/// above 0, w outside [0, 1], a bad prior.
[[nodiscard]] Fitted<Gamma> rate_posterior(double events, double years, double transferability,
                                           std::optional<RatePrior> const& prior = std::nullopt);

/// Parameters s p0_i + w n_i of the Dirichlet distribution of the shares of two or more outcomes. Without a
/// prior Jeffreys' (1/2 each), under the same condition on the sum of the counts.
[[nodiscard]] Fitted<std::vector<double>> dirichlet_parameters(
    std::span<double const> counts, double transferability,
    std::optional<SharesPrior> const& prior = std::nullopt);

/// Stick-breaking: the shares of a Dirichlet distribution are p_1 = b_1, p_2 = (1 - b_1) b_2, ..., and the
/// last one what is left, with independent b_i ~ Beta(a_i, a_(i+1) + ... + a_n). Gives b_1 to b_(n-1). Connor
/// and Mosimann (1969), Journal of the American Statistical Association 64. Precondition: two or more
/// parameters above 0.
[[nodiscard]] std::vector<Beta> dirichlet_sticks(std::span<double const> parameters);

}  // namespace mergerisk::math
