#include "engine/stats/sorted_column.h"

#include "engine/base/contract.h"
#include "engine/stats/sampling_error.h"

#include <hwy/contrib/sort/vqsort.h>

#include <cmath>
#include <limits>

namespace mergerisk::stats {

namespace {

// Highway's sort loses infinities (1.0.3 pads short runs with the largest finite number), so they are counted
// and put at the ends here. -0 and 0 compare equal, so their order would depend on the instruction set: -0 +
// 0 is 0.
std::vector<double> ascending(Column const& column) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    std::vector<double> finite;
    finite.reserve(column.values.size());
    std::size_t lowest = 0;
    std::size_t highest = 0;
    for (std::size_t trial = 0; trial < column.values.size(); ++trial) {
        if (!column.population.contains(trial)) continue;
        double const value = column.values[trial];
        EXPECTS(!std::isnan(value));
        if (std::isfinite(value)) {
            finite.push_back(value + 0.0);
        } else {
            ++(value < 0.0 ? lowest : highest);
        }
    }
    hwy::Sorter{}(finite.data(), finite.size(), hwy::SortAscending{});
    finite.insert(finite.begin(), lowest, -kInfinity);
    finite.insert(finite.end(), highest, kInfinity);
    return finite;
}

std::optional<double> if_finite(double value) {
    if (!std::isfinite(value)) return std::nullopt;
    return value;
}

}  // namespace

SortedColumn::SortedColumn(Column const& column) : column_(column) {
    EXPECTS(column.population.covers(column.values.size()));
    sorted_ = ascending(column);
}

std::size_t SortedColumn::index_of(double p) const {
    // 0.55 x 100 is 55.000000000000007 in binary; the 55th of 100 is meant, not the 56th.
    constexpr double kBelow = 1.0 - 1e-12;
    double const rank = std::ceil(static_cast<double>(sorted_.size()) * p * kBelow);
    return rank < 1.0 ? 0 : static_cast<std::size_t>(rank) - 1;
}

std::optional<double> SortedColumn::quantile(double p) const {
    EXPECTS(p >= 0.0 && p <= 1.0);
    if (sorted_.empty()) return std::nullopt;
    return if_finite(sorted_[index_of(p)]);
}

std::optional<Estimate> SortedColumn::quantile_estimate(double p) const {
    EXPECTS(p > 0.0 && p < 1.0);
    std::optional<double> const value = quantile(p);
    if (!value) return std::nullopt;
    std::vector<std::uint8_t> up_to_value(column_.values.size(), 0);
    for (std::size_t trial = 0; trial < up_to_value.size(); ++trial) {
        bool const counts = column_.population.contains(trial) && column_.values[trial] <= *value;
        up_to_value[trial] = counts ? 1 : 0;
    }
    std::optional<SamplingError> const error =
        error_of_share(up_to_value, column_.structure, column_.population);
    if (!error) return std::nullopt;
    if (all_equal()) return Estimate{*value, 0.0, *value, *value};
    double const independent = std::sqrt(p * (1.0 - p) / static_cast<double>(sorted_.size()));
    double const share_error = error->standard_error > 0.0 ? error->standard_error : independent;
    double const half_width = error->critical * share_error;
    if (p - half_width <= 0.0 || p + half_width >= 1.0) return std::nullopt;
    double const low = sorted_[index_of(p - half_width)];
    double const high = sorted_[index_of(p + half_width)];
    if (!std::isfinite(low) || !std::isfinite(high)) return std::nullopt;
    return Estimate{*value, (high - low) / (2.0 * error->critical), low, high};
}

std::optional<std::vector<double>> SortedColumn::tail_scores(Tail tail, double fraction) const {
    EXPECTS(fraction > 0.0 && fraction <= 1.0);
    if (sorted_.empty()) return std::nullopt;
    std::size_t const from_the_end = index_of(fraction);
    std::size_t const index = tail == Tail::low ? from_the_end : sorted_.size() - 1 - from_the_end;
    std::optional<double> const boundary = if_finite(sorted_[index]);
    if (!boundary) return std::nullopt;
    std::vector<double> scores(column_.values.size(), 0.0);
    for (std::size_t trial = 0; trial < scores.size(); ++trial) {
        if (!column_.population.contains(trial)) continue;
        double const beyond = column_.values[trial] - *boundary;
        bool const in_tail = tail == Tail::low ? beyond < 0.0 : beyond > 0.0;
        scores[trial] = in_tail ? *boundary + beyond / fraction : *boundary;
    }
    return scores;
}

std::optional<double> SortedColumn::tail_mean(Tail tail, double fraction) const {
    std::optional<std::vector<double>> const scores = tail_scores(tail, fraction);
    if (!scores) return std::nullopt;
    return average({*scores, column_.structure, column_.population});
}

std::optional<Estimate> SortedColumn::tail_mean_estimate(Tail tail, double fraction) const {
    constexpr double kFewestMembers = 2.0;
    std::optional<std::vector<double>> const scores = tail_scores(tail, fraction);
    if (!scores) return std::nullopt;
    if (static_cast<double>(sorted_.size()) * fraction < kFewestMembers && !all_equal()) return std::nullopt;
    return mean({*scores, column_.structure, column_.population});
}

}  // namespace mergerisk::stats
