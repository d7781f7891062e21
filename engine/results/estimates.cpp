#include "engine/results/estimates.h"

#include <cstddef>

namespace mergerisk::results {

namespace {

template <class Value>
std::optional<Estimate> or_value_alone(std::optional<stats::Estimate> const& estimate, Value const& value) {
    if (estimate) return with_error(*estimate);
    std::optional<double> const alone = value();
    if (!alone) return std::nullopt;
    return Estimate{*alone + 0.0, {}, {}, {}};
}

}  // namespace

Estimate with_error(stats::Estimate const& estimate) {
    return {estimate.value + 0.0, estimate.standard_error, estimate.low + 0.0, estimate.high + 0.0};
}

std::optional<Estimate> mean_of(stats::Column const& column) {
    return or_value_alone(stats::mean(column), [&] { return stats::average(column); });
}

std::optional<Estimate> probability_of(Flags const& indicator, stats::Structure structure,
                                       stats::Population population) {
    std::optional<stats::Estimate> const estimate = stats::probability(indicator, structure, population);
    if (!estimate) return std::nullopt;
    return with_error(*estimate);
}

std::optional<Estimate> ratio_of(std::span<double const> numerator, std::span<double const> denominator,
                                 stats::Structure structure) {
    return or_value_alone(stats::ratio_of_means(numerator, denominator, structure),
                          [&] { return stats::ratio(numerator, denominator); });
}

std::optional<Estimate> difference_of(std::span<double const> left, std::span<double const> right,
                                      stats::Structure structure) {
    return or_value_alone(stats::paired_difference(left, right, structure), [&] {
        std::vector<double> differences(left.size());
        for (std::size_t trial = 0; trial < left.size(); ++trial)
            differences[trial] = left[trial] - right[trial];
        return stats::average({differences, structure, {}});
    });
}

std::optional<Estimate> quantile_of(stats::SortedColumn const& column, double p) {
    return or_value_alone(column.quantile_estimate(p), [&] { return column.quantile(p); });
}

std::optional<Estimate> tail_mean_of(stats::SortedColumn const& column, stats::Tail tail, double fraction) {
    return or_value_alone(column.tail_mean_estimate(tail, fraction),
                          [&] { return column.tail_mean(tail, fraction); });
}

}  // namespace mergerisk::results
