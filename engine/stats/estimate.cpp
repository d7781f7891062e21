#include "engine/stats/estimate.h"

#include "engine/base/contract.h"
#include "engine/stats/binomial_interval.h"
#include "engine/stats/sampling_error.h"

#include <cmath>
#include <vector>

namespace mergerisk::stats {

namespace {

struct Tally {
    std::uint64_t members = 0;
    std::uint64_t hits = 0;

    [[nodiscard]] double share() const { return static_cast<double>(hits) / static_cast<double>(members); }
};

Tally tally(std::span<std::uint8_t const> indicator, Population population) {
    EXPECTS(population.covers(indicator.size()));
    Tally result;
    for (std::size_t trial = 0; trial < indicator.size(); ++trial) {
        if (!population.contains(trial)) continue;
        ++result.members;
        result.hits += indicator[trial] != 0 ? 1U : 0U;
    }
    return result;
}

std::optional<Estimate> symmetric(double value, double standard_error, double critical) {
    double const half_width = critical * standard_error;
    Estimate const estimate{value, standard_error, value - half_width, value + half_width};
    if (!std::isfinite(estimate.low) || !std::isfinite(estimate.high)) return std::nullopt;
    return estimate;
}

// Members with equal values have no deviation, and the mean of equal values is exact, so their error is
// exactly 0.
std::optional<Estimate> mean_of_scores(Column const& scores, double value, double scale) {
    std::optional<double> const score = average(scores);
    if (!score) return std::nullopt;
    std::optional<SamplingError> const error = error_of_mean(scores, *score);
    if (!error) return std::nullopt;
    return symmetric(value, error->standard_error / scale, error->critical);
}

}  // namespace

std::optional<Estimate> mean(Column const& column) {
    std::optional<double> const value = average(column);
    if (!value) return std::nullopt;
    std::optional<SamplingError> const error = error_of_mean(column, *value);
    if (!error) return std::nullopt;
    return symmetric(*value, error->standard_error, error->critical);
}

std::optional<double> share(std::span<std::uint8_t const> indicator, Population population) {
    Tally const found = tally(indicator, population);
    if (found.members == 0) return std::nullopt;
    return found.share();
}

std::optional<Estimate> probability(std::span<std::uint8_t const> indicator, Structure structure,
                                    Population population) {
    Tally const found = tally(indicator, population);
    if (found.members == 0) return std::nullopt;
    double const p = found.share();
    std::optional<SamplingError> const error = error_of_share(indicator, structure, population);
    if (!error || error->standard_error == 0.0) {
        Interval const exact = clopper_pearson(found.hits, found.members);
        // Without an error between replicates, that of independent trials is the best that can be said.
        double const binomial = std::sqrt(p * (1.0 - p) / static_cast<double>(found.members));
        return Estimate{p, error ? 0.0 : binomial, exact.low, exact.high};
    }
    double const s = error->standard_error;
    double const effective =
        structure.replicates == 0 ? static_cast<double>(found.members) : p * (1.0 - p) / (s * s);
    Interval const interval = wilson(p, effective, error->critical);
    return Estimate{p, s, interval.low, interval.high};
}

std::optional<double> ratio(std::span<double const> numerator, std::span<double const> denominator,
                            Population population) {
    EXPECTS(numerator.size() == denominator.size());
    std::optional<double> const top = average({numerator, kPlain, population});
    std::optional<double> const bottom = average({denominator, kPlain, population});
    if (!top || !bottom || *bottom == 0.0) return std::nullopt;
    double const value = *top / *bottom;
    if (!std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<Estimate> ratio_of_means(std::span<double const> numerator, std::span<double const> denominator,
                                       Structure structure, Population population) {
    std::optional<double> const value = ratio(numerator, denominator, population);
    if (!value) return std::nullopt;
    std::vector<double> scores(numerator.size(), 0.0);
    for (std::size_t trial = 0; trial < scores.size(); ++trial) {
        if (population.contains(trial)) scores[trial] = numerator[trial] - *value * denominator[trial];
    }
    double const scale = std::fabs(*average({denominator, structure, population}));
    return mean_of_scores({scores, structure, population}, *value, scale);
}

std::optional<Estimate> paired_difference(std::span<double const> left, std::span<double const> right,
                                          Structure structure, Population population) {
    EXPECTS(left.size() == right.size() && population.covers(left.size()));
    std::vector<double> differences(left.size(), 0.0);
    for (std::size_t trial = 0; trial < differences.size(); ++trial) {
        if (!population.contains(trial)) continue;
        if (!std::isfinite(left[trial]) || !std::isfinite(right[trial])) return std::nullopt;
        differences[trial] = left[trial] - right[trial];
    }
    return mean({differences, structure, population});
}

}  // namespace mergerisk::stats
