#pragma once
// Dependence between uncertain numbers: from stated rank correlations to factors that correlate normal
// scores.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mergerisk::math {

/// The correlation of two standard normal variables whose rank (Spearman) correlation is given: 2 sin(pi r /
/// 6). Pearson (1907), "On further methods of determining correlation". Precondition: -1 <= spearman <= 1.
[[nodiscard]] double normal_correlation(double spearman);

/// Its inverse: 6 / pi asin(r / 2).
[[nodiscard]] double rank_correlation(double normal);

/// A stated Spearman correlation between two of the numbers 0, 1, 2, ...
struct RankCorrelation {
    std::size_t first = 0;
    std::size_t second = 0;
    double value = 0;  ///< in (-1, 1)
    friend bool operator==(RankCorrelation const&, RankCorrelation const&) = default;
};

/// Why one stated pair is not a correlation, as a sentence without a full stop.
[[nodiscard]] std::optional<std::string> flaw(RankCorrelation const& pair);

/// The first pair that repeats an earlier one (in either order), as an index into `pairs`.
[[nodiscard]] std::optional<std::size_t> repeated_pair(std::span<RankCorrelation const> pairs);

/// Numbers connected by stated pairs, directly or through others; pairs not stated have correlation 0. If z
/// are independent standard normal, factor z are correlated ones.
struct DependenceGroup {
    std::vector<std::size_t> members;  ///< ascending
    std::vector<double> factor;        ///< lower Cholesky factor, [member x member], row-major
};

/// Correlations that no numbers can have together.
struct CorrelationConflict {
    /// A smallest set of numbers that are in conflict: without any one of them there is none among the rest.
    std::vector<std::size_t> members;       ///< ascending
    std::vector<RankCorrelation> stated;    ///< the stated pairs among these members
    std::vector<RankCorrelation> unstated;  ///< the other pairs among them, which count as 0
    /// Possible correlations of the whole group, as near as can be (Higham 2002), to three digits: every pair
    /// that is not 0, members ascending.
    std::vector<RankCorrelation> suggestion;
};

struct Dependence {
    std::vector<DependenceGroup> groups;         ///< ascending by first member; without those in conflict
    std::vector<CorrelationConflict> conflicts;  ///< at most one for each group
};

/// Precondition: no pair has a flaw, none is repeated.
[[nodiscard]] Dependence connect(std::span<RankCorrelation const> pairs);

/// The nearest correlation matrix, in the Frobenius norm, to a symmetric matrix [size x size], row-major:
/// Higham (2002), "Computing the nearest correlation matrix: a problem from finance", IMA Journal of
/// Numerical Analysis 22(3), algorithm 3.3 (alternating projections with Dykstra's correction). Positive
/// semidefinite.
[[nodiscard]] std::vector<double> nearest_correlation_matrix(std::span<double const> matrix,
                                                             std::size_t size);

}  // namespace mergerisk::math
