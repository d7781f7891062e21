#include "engine/stats/column.h"

#include "engine/base/contract.h"
#include "engine/stats/compensated_sum.h"

#include <cmath>

namespace mergerisk::stats {

std::size_t count(Column const& column) {
    EXPECTS(column.population.covers(column.values.size()));
    std::size_t members = 0;
    for (std::size_t trial = 0; trial < column.values.size(); ++trial) {
        members += column.population.contains(trial) ? 1U : 0U;
    }
    return members;
}

std::optional<double> average(Column const& column) {
    EXPECTS(column.population.covers(column.values.size()));
    CompensatedSum sum;
    double first = 0.0;
    bool all_finite = true;
    bool all_equal = true;
    for (std::size_t trial = 0; trial < column.values.size(); ++trial) {
        if (!column.population.contains(trial)) continue;
        double const value = column.values[trial];
        EXPECTS(!std::isnan(value));
        if (sum.count() == 0) first = value;
        all_equal = all_equal && value == first;
        all_finite = all_finite && std::isfinite(value);
        sum.add(value);
    }
    if (sum.count() == 0 || !all_finite) return std::nullopt;
    if (all_equal) return first;
    double const mean = sum.value() / static_cast<double>(sum.count());
    if (!std::isfinite(mean)) return std::nullopt;
    return mean;
}

std::optional<double> standard_deviation(Column const& column) {
    std::optional<double> const mean = average(column);
    if (!mean) return std::nullopt;
    CompensatedSum squares;
    for (std::size_t trial = 0; trial < column.values.size(); ++trial) {
        if (!column.population.contains(trial)) continue;
        double const deviation = column.values[trial] - *mean;
        squares.add(deviation * deviation);
    }
    if (squares.count() < 2) return std::nullopt;
    double const variance = squares.value() / static_cast<double>(squares.count() - 1);
    if (!std::isfinite(variance)) return std::nullopt;
    return std::sqrt(variance);
}

}  // namespace mergerisk::stats
