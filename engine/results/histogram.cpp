#include "engine/results/histogram.h"

#include "engine/base/contract.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace mergerisk::results {

namespace {

/// step * 10^exponent. Powers of ten up to 10^22 are exact, so an edge is the double nearest to its decimal
/// form.
struct Width {
    double digits = 1;
    int exponent = 0;

    [[nodiscard]] double times(double count) const {
        double power = 1;
        for (int i = 0; i < (exponent < 0 ? -exponent : exponent); ++i) power *= 10;
        return exponent < 0 ? count * digits / power : count * digits * power;
    }
};

/// The smallest of 1, 2, 5, 10, ... that is not below `least`.
Width nice_width(double least) {
    constexpr int kLargestExponent = 22;
    for (int exponent = -kLargestExponent; exponent <= kLargestExponent; ++exponent) {
        for (double const digits : {1.0, 2.0, 5.0}) {
            Width const width{digits, exponent};
            if (width.times(1) >= least) return width;
        }
    }
    return {least, 0};
}

}  // namespace

std::vector<double> nice_edges(double low, double high) {
    constexpr double kMostBins = 58;  // one more may be needed at either end
    EXPECTS(std::isfinite(low) && std::isfinite(high) && low <= high);
    double const size = std::fabs(low) > std::fabs(high) ? std::fabs(low) : std::fabs(high);
    double const range = high - low;
    // Values that do not differ get bins of a few percent of their size.
    bool const apart = range > 1e-9 * size;
    double const least = apart ? range / kMostBins : (size > 0 ? size / kMostBins : 1 / kMostBins);
    Width const width = nice_width(least);
    double first = std::floor(low / width.times(1));
    double last = std::floor(high / width.times(1)) + 1;
    // The quotients are rounded.
    while (width.times(first) > low) first -= 1;
    while (width.times(last) <= high) last += 1;
    std::vector<double> edges;
    for (double k = first; k <= last; k += 1) edges.push_back(width.times(k));
    return edges;
}

Histogram histogram_of(std::span<double const> values, std::vector<double> edges) {
    EXPECTS(edges.size() >= 2 && !values.empty());
    std::size_t const bins = edges.size() - 1;
    double const low = edges.front();
    double const high = edges.back();
    double const bins_per_unit = static_cast<double>(bins) / (high - low);
    std::vector<std::uint64_t> counts(bins, 0);
    std::uint64_t below = 0;
    std::uint64_t above = 0;
    for (double const value : values) {
        if (value < low) {
            ++below;
        } else if (value >= high) {
            ++above;
        } else {
            auto bin = static_cast<std::size_t>((value - low) * bins_per_unit);
            bin = bin < bins ? bin : bins - 1;
            while (value < edges[bin]) --bin;
            while (value >= edges[bin + 1]) ++bin;
            ++counts[bin];
        }
    }
    auto const count = static_cast<double>(values.size());
    Histogram histogram;
    histogram.edges = std::move(edges);
    for (std::uint64_t const in_bin : counts) histogram.shares.push_back(static_cast<double>(in_bin) / count);
    histogram.below = static_cast<double>(below) / count;
    histogram.above = static_cast<double>(above) / count;
    return histogram;
}

}  // namespace mergerisk::results
