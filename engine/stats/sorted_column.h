#pragma once
// Quantiles and the mean of the worst trials.

#include "engine/stats/column.h"
#include "engine/stats/estimate.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace mergerisk::stats {

/// The end of a distribution: where its low or its high values are.
enum class Tail { low, high };

/// The members of a column in ascending order. A view of the column besides: its values and population must
/// outlive it. Memory: 8 bytes per member.
///
/// Quantile p is the smallest value that a share of at least p of the members does not exceed: always the
/// value of a trial, never one between two, so it stays meaningful where values are infinite (never) or
/// lumped. -0 counts as 0.
class SortedColumn {
  public:
    explicit SortedColumn(Column const& column);

    /// Number of members.
    [[nodiscard]] std::size_t count() const { return sorted_.size(); }

    /// nullopt if there is no member or the value is infinite. 0 gives the smallest, 1 the largest value.
    /// Precondition: 0 <= p <= 1.
    [[nodiscard]] std::optional<double> quantile(double p) const;

    /// quantile() with its error. With s the standard error of the share of members up to the quantile, and c
    /// its critical value, the interval runs from quantile p - c s to quantile p + c s, and the standard
    /// error is its width / 2c (Woodruff 1952, "Confidence intervals for medians and other position
    /// measures", J. Amer. Statist. Assoc. 47). If s is 0 it is taken as that of independent trials. nullopt
    /// if the interval would reach beyond the smallest or largest value (too few members) or is not finite.
    /// Equal values have no error. Precondition: 0 < p < 1.
    [[nodiscard]] std::optional<Estimate> quantile_estimate(double p) const;

    /// Mean of the most extreme `fraction` of the members: of low values with Tail::low, of high ones with
    /// Tail::high. Where this is no whole number of members the one on the boundary counts in part (Acerbi
    /// and Tasche 2002, "On the coherence of expected shortfall", J. Banking & Finance 26, definition 2.6):
    /// with q the quantile at `fraction`, the mean of q + min(y - q, 0) / fraction; for high values, minus
    /// that of the values -y. nullopt if there is no member or it is not finite. Precondition: 0 < fraction
    /// <= 1.
    [[nodiscard]] std::optional<double> tail_mean(Tail tail, double fraction) const;

    /// tail_mean() with its error, that of the mean of the scores above. nullopt also if the tail holds less
    /// than two members, unless all values are equal.
    [[nodiscard]] std::optional<Estimate> tail_mean_estimate(Tail tail, double fraction) const;

  private:
    [[nodiscard]] std::size_t index_of(double p) const;
    [[nodiscard]] bool all_equal() const { return sorted_.front() == sorted_.back(); }
    [[nodiscard]] std::optional<std::vector<double>> tail_scores(Tail tail, double fraction) const;

    Column column_;
    std::vector<double> sorted_;
};

}  // namespace mergerisk::stats
