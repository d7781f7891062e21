#pragma once
// How far a mean over trials may lie from what infinitely many trials would give.
//
// With K replicates and scores y of the N members, n_r of them in replicate r,
//     s^2 = K / (K - 1) * sum over r of n_r^2 (mean_r - mean)^2 / N^2,
// the variance of a ratio estimator between independent clusters of unequal size (Cochran 1977, "Sampling
// Techniques", chapter 6); with equal replicates it is the variance of their K means divided by K, and
// Student's interval on it is what serves randomised quasi-Monte Carlo best (L'Ecuyer, Nakayama, Owen and
// Tuffin 2023, "Confidence intervals for randomized quasi-Monte Carlo estimators", Winter Simulation
// Conference). Only replicates that have a member count, so K shrinks where members are few. A plain sample
// is the same with every member its own replicate, which gives the usual sum (y - mean)^2 / (N (N - 1)).

#include "engine/stats/column.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace mergerisk::stats {

/// `critical` standard errors on either side are a 95 % interval.
struct SamplingError {
    double standard_error = 0.0;
    double critical = 0.0;
};

/// Two-sided 95 % point of the normal distribution, for plain samples.
inline constexpr double kNormalCritical = 1.96;

/// Two-sided 95 % point of Student's distribution with `replicates` - 1 degrees of freedom: 2.131 for 16.
/// Precondition: 2 to 16 replicates.
[[nodiscard]] double student_critical(std::size_t replicates);

/// Error of `mean`, the mean over the members of a column of finite values. nullopt where it cannot be told:
/// fewer than two members, or all of them in one replicate, or not finite.
[[nodiscard]] std::optional<SamplingError> error_of_mean(Column const& column, double mean);

/// Error of the share of members whose `indicator` is not 0. In integers, so it is exactly 0 when the share
/// is the same in every replicate. nullopt as for error_of_mean.
[[nodiscard]] std::optional<SamplingError> error_of_share(std::span<std::uint8_t const> indicator,
                                                          Structure structure, Population population = {});

}  // namespace mergerisk::stats
