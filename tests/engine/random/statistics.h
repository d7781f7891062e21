#pragma once
// Test statistics for uniform numbers. Seeds are fixed, so a test fails for a reason or never; the bounds say
// how rarely a perfect generator would have failed had the seed been drawn at random.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace mergerisk::random::test {

/// (chi-square - mean) / standard deviation of the counts of equally likely cells. With c cells the mean is c
/// - 1 and the variance 2 (c - 1). With 15 cells or more, a value above 7 comes up less than once in 10^6
/// times (the upper tail of chi-square is longer than the normal one), one below -5 less often still.
inline double standardised_chi_square(std::vector<double> const& counts) {
    double total = 0.0;
    for (double const count : counts) total += count;
    auto const cells = static_cast<double>(counts.size());
    double const expected = total / cells;
    double chi_square = 0.0;
    for (double const count : counts) chi_square += (count - expected) * (count - expected) / expected;
    return (chi_square - (cells - 1.0)) / std::sqrt(2.0 * (cells - 1.0));
}

inline constexpr double kHighestChiSquare = 7.0;
inline constexpr double kLowestChiSquare = -5.0;

/// Kolmogorov-Smirnov distance from the uniform distribution times sqrt(n). Above 2.7 with probability
/// 2 exp(-2 * 2.7^2) = 9e-7.
inline double scaled_distance_from_uniform(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    auto const n = static_cast<double>(values.size());
    double distance = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto const rank = static_cast<double>(i);
        distance = std::max({distance, values[i] - rank / n, (rank + 1.0) / n - values[i]});
    }
    return distance * std::sqrt(n);
}

inline constexpr double kHighestDistance = 2.7;

/// Chi-square of pairs over side x side squares.
inline double standardised_chi_square_of_pairs(std::vector<std::pair<double, double>> const& pairs,
                                               std::size_t side) {
    auto const scale = static_cast<double>(side);
    std::vector<double> counts(side * side);
    for (auto const& [a, b] : pairs)
        counts[static_cast<std::size_t>(a * scale) * side + static_cast<std::size_t>(b * scale)] += 1.0;
    return standardised_chi_square(counts);
}

/// Correlation times sqrt(n): standard normal for independent uniform numbers, so 5 is one in 1.7 million.
inline double scaled_correlation(std::vector<std::pair<double, double>> const& pairs) {
    double sum = 0.0;
    for (auto const& [a, b] : pairs) sum += (a - 0.5) * (b - 0.5);
    return 12.0 * sum / std::sqrt(static_cast<double>(pairs.size()));
}

inline constexpr double kHighestCorrelation = 5.0;

}  // namespace mergerisk::random::test
