#include "engine/results/histogram.h"

#include <gtest/gtest.h>

#include <limits>

namespace mergerisk::results {
namespace {

TEST(NiceEdges, are_decimal_numbers_that_cover_the_range) {
    // 7 / 58 = 0.12...: the next of 1, 2, 5 is a width of 0.2.
    std::vector<double> const edges = nice_edges(-2.95, 4.05);
    EXPECT_EQ(edges.front(), -3);
    EXPECT_EQ(edges.back(), 4.2);
    EXPECT_EQ(edges.size(), 37U);
    for (std::size_t i = 0; i < edges.size(); ++i)
        EXPECT_EQ(edges[i], (static_cast<double>(i) * 2 - 30) / 10);
}

TEST(NiceEdges, are_20_to_60_bins_whatever_the_size) {
    for (double const scale : {1e-9, 1e-3, 0.7, 1.0, 3.3, 1e4, 1e12}) {
        for (double const high : {0.2, 1.0, 1.9, 5.7, 11.5, 58.0}) {
            std::vector<double> const edges = nice_edges(-0.1 * scale, high * scale);
            EXPECT_GE(edges.size(), 21U) << scale << ' ' << high;
            EXPECT_LE(edges.size(), 61U) << scale << ' ' << high;
            EXPECT_LE(edges.front(), -0.1 * scale);
            EXPECT_GT(edges.back(), high * scale);
        }
    }
}

TEST(NiceEdges, surround_a_single_value) {
    for (double const value : {0.0, 42.6, -3e6}) {
        std::vector<double> const edges = nice_edges(value, value);
        EXPECT_LE(edges.front(), value);
        EXPECT_GT(edges.back(), value);
    }
}

TEST(Histogram, puts_a_value_on_an_edge_into_the_bin_above) {
    double const never = std::numeric_limits<double>::infinity();
    std::vector<double> const values{-1, 0, 0.1, 0.2, 0.3, 0.29999, 0.4, never};
    Histogram const histogram = histogram_of(values, {0, 0.1, 0.2, 0.3, 0.4});
    EXPECT_EQ(histogram.shares, (std::vector<double>{1.0 / 8, 1.0 / 8, 2.0 / 8, 1.0 / 8}));
    EXPECT_EQ(histogram.below, 1.0 / 8);
    EXPECT_EQ(histogram.above, 2.0 / 8);
}

}  // namespace
}  // namespace mergerisk::results
