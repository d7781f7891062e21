#pragma once
// Numbers from trials, each with how far it may be off.
//
// An estimate is nullopt where the value or its error cannot be told (no member, a mean that is not finite, a
// single replicate); nothing is ever NaN. Where only the error is wanting, the value alone is still to be
// had: average(), share(), ratio(), SortedColumn::quantile() and SortedColumn::tail_mean().

#include "engine/stats/column.h"

#include <cstdint>
#include <optional>
#include <span>

namespace mergerisk::stats {

/// A value, its standard error in the same unit, and the 95 % interval [low, high].
struct Estimate {
    double value = 0.0;
    double standard_error = 0.0;
    double low = 0.0;
    double high = 0.0;

    friend bool operator==(Estimate const&, Estimate const&) = default;
};

/// Mean over the members: average() +- critical standard errors (error_of_mean). Over a sub-population this
/// is the ratio estimator: the number of members is itself a result of the sampling. Equal values have no
/// error.
[[nodiscard]] std::optional<Estimate> mean(Column const& column);

/// Share of members whose `indicator` is not 0; nullopt if there is no member.
[[nodiscard]] std::optional<double> share(std::span<std::uint8_t const> indicator,
                                          Population population = {});

/// Probability that the `indicator` [trial] is not 0, among the members.
///
/// The interval is Wilson's, with as many effective trials as would give the standard error found, n = p (1 -
/// p) / s^2 (plain samples: the number of members). Where s is 0 or cannot be told (all members alike, or
/// every replicate has the same share) it is the exact interval of Clopper and Pearson on the number of
/// members.
[[nodiscard]] std::optional<Estimate> probability(std::span<std::uint8_t const> indicator,
                                                  Structure structure, Population population = {});

/// Mean of `numerator` over mean of `denominator`, both over the members; nullopt if the latter is 0.
[[nodiscard]] std::optional<double> ratio(std::span<double const> numerator,
                                          std::span<double const> denominator, Population population = {});

/// ratio() with the error of the ratio estimator: that of the mean of the scores
/// (numerator - ratio * denominator) / mean(denominator) (Cochran 1977, "Sampling Techniques", chapter 6).
[[nodiscard]] std::optional<Estimate> ratio_of_means(std::span<double const> numerator,
                                                     std::span<double const> denominator, Structure structure,
                                                     Population population = {});

/// Mean of left - right, trial by trial: what both share (the same draws) drops out of the error.
[[nodiscard]] std::optional<Estimate> paired_difference(std::span<double const> left,
                                                        std::span<double const> right, Structure structure,
                                                        Population population = {});

}  // namespace mergerisk::stats
