#include "engine/timeline/sobol_directions.h"

#include "engine/base/contract.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

namespace mergerisk::timeline {
namespace {

std::uint32_t coordinate(SobolDirections const& directions, std::uint32_t point) {
    std::uint32_t value = 0;
    for (std::uint32_t bit = 0; bit < 32; ++bit) {
        if ((point >> bit) & 1u) value ^= directions[bit];
    }
    return value;
}

// m[b] of the published tables: v[b] = m[b] / 2^(b + 1).
std::uint32_t odd_number(SobolDirections const& directions, std::uint32_t bit) {
    return directions[bit] >> (31 - bit);
}

TEST(SobolDirections, start_with_the_published_numbers) {
    std::vector<SobolDirections> const all = sobol_directions(8);
    // Joe and Kuo's table "d s a m_i" (dimensions 2 to 8, in which D(6) and D(7) agree).
    std::vector<std::vector<std::uint32_t>> const table = {
        {1}, {1, 3}, {1, 3, 1}, {1, 1, 1}, {1, 1, 3, 3}, {1, 3, 5, 13}, {1, 1, 5, 5, 17}};
    for (std::size_t row = 0; row < table.size(); ++row) {
        for (std::uint32_t bit = 0; bit < table[row].size(); ++bit) {
            EXPECT_EQ(odd_number(all[row + 1], bit), table[row][bit]) << "dimension " << row + 2;
        }
    }
}

TEST(SobolDirections, go_on_by_the_recurrence_of_their_polynomial) {
    std::vector<SobolDirections> const all = sobol_directions(4);
    for (std::uint32_t bit = 0; bit < 32; ++bit) {
        EXPECT_EQ(all[0][bit], std::uint32_t{1} << (31 - bit));  // van der Corput
        auto const v = [&](std::size_t dimension, std::uint32_t back) { return all[dimension][bit - back]; };
        // x + 1, x^2 + x + 1 and x^3 + x + 1 (Bratley and Fox 1988, equation for v_i).
        if (bit < 3) continue;
        EXPECT_EQ(v(1, 0), v(1, 1) ^ (v(1, 1) >> 1));
        EXPECT_EQ(v(2, 0), v(2, 1) ^ v(2, 2) ^ (v(2, 2) >> 2));
        EXPECT_EQ(v(3, 0), v(3, 2) ^ v(3, 3) ^ (v(3, 3) >> 3));
    }
}

TEST(SobolDirections, give_the_known_first_points) {
    // In Gray code order, dimensions 1 to 3: the origin, then 1/2 1/2 1/2; 3/4 1/4 1/4; 1/4 3/4 3/4;
    // 3/8 3/8 5/8; 7/8 7/8 1/8; 5/8 1/8 7/8; 1/8 5/8 3/8 (the example of Joe and Kuo's notes). In eighths:
    std::uint32_t const eighths[8][3] = {{0, 0, 0}, {4, 4, 4}, {6, 2, 2}, {2, 6, 6},
                                         {3, 3, 5}, {7, 7, 1}, {5, 1, 7}, {1, 5, 3}};
    std::vector<SobolDirections> const all = sobol_directions(3);
    for (std::uint32_t point = 0; point < 8; ++point) {
        for (std::size_t dimension = 0; dimension < 3; ++dimension) {
            EXPECT_EQ(coordinate(all[dimension], point ^ (point >> 1)) >> 29, eighths[point][dimension]);
            EXPECT_EQ(coordinate(all[dimension], point) << 3, 0u);
        }
    }
}

TEST(SobolDirections, are_a_net_in_every_dimension) {
    // The first 2^m points fall one into each interval of length 2^-m, for every m up to 32, if and only if
    // v[b] has bit 31 - b set and none below.
    for (SobolDirections const& directions : sobol_directions(kMaximumSobolDimensions)) {
        for (int bit = 0; bit < 32; ++bit) {
            ASSERT_EQ(std::countr_zero(directions[static_cast<std::size_t>(bit)]), 31 - bit);
        }
    }
}

TEST(SobolDirections, put_1024_points_into_1024_intervals) {
    for (SobolDirections const& directions : sobol_directions(64)) {
        std::vector<int> hits(1024, 0);
        for (std::uint32_t point = 0; point < 1024; ++point) ++hits[coordinate(directions, point) >> 22];
        for (int const hit : hits) ASSERT_EQ(hit, 1);
    }
}

TEST(SobolDirections, differ_between_all_dimensions) {
    std::vector<SobolDirections> all = sobol_directions(kMaximumSobolDimensions);
    std::sort(all.begin(), all.end());
    EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
}

TEST(SobolDirections, do_not_depend_on_how_many_are_asked_for) {
    std::vector<SobolDirections> const many = sobol_directions(kMaximumSobolDimensions);
    std::vector<SobolDirections> const few = sobol_directions(5);
    EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
    EXPECT_TRUE(sobol_directions(0).empty());
    EXPECT_THROW(static_cast<void>(sobol_directions(kMaximumSobolDimensions + 1)), base::ContractViolation);
}

}  // namespace
}  // namespace mergerisk::timeline
