#include "engine/math/tabulate.h"

#include "engine/base/contract.h"
#include "engine/math/normal.h"
#include "tests/engine/math/example_distributions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace mergerisk::math {
namespace {

using portable::QuantileTable;
using portable::value_at;

class EveryTable : public testing::TestWithParam<Example> {};
INSTANTIATE_TEST_SUITE_P(Tables, EveryTable, testing::ValuesIn(all_examples()),
                         [](auto const& test) { return test.param.name; });

/// Whether z lies so near the end of a steep piece that a table holds a straight line there: less probability
/// than 1e-9 away (a table's slivers have 1e-10 at most).
bool is_beside_a_steep_end(QuantileFunction const& exact, double z) {
    constexpr double kBeside = 1e-9;
    for (QuantilePiece const& piece : exact.pieces()) {
        if (z < piece.z_low || z >= piece.z_high) continue;
        return (piece.steep_low && normal_mass(piece.z_low, z) < kBeside) ||
               (piece.steep_high && normal_mass(z, piece.z_high) < kBeside);
    }
    return false;
}

TEST_P(EveryTable, agrees_with_the_exact_quantile) {
    QuantileFunction const exact{GetParam().distribution};
    QuantileTable const table = tabulate(exact);
    ASSERT_TRUE(portable::is_well_formed(table));
    double const spread = (exact(2) - exact(-2)) / 4;
    double const scale = spread > 0 ? spread : (exact(kTableEnd) - exact(-kTableEnd)) / 2;
    std::mt19937_64 random{7};
    for (int i = 0; i < 5000; ++i) {
        // Half of them where the probability is, half evenly.
        double const u = (static_cast<double>(random() >> 12) + 0.5) * 0x1p-52;
        double const z = i % 2 == 0 ? normal_score(u) : kTableEnd * (2 * u - 1);
        if (is_beside_a_steep_end(exact, z)) continue;
        double const x = exact(z);
        // The error was measured half-way between nodes, where it is largest in a smooth stretch; elsewhere
        // it may be a little larger, and rounding adds to it.
        double const tolerance = 2e-11 * std::max(scale, std::abs(x)) + 1e-15 * std::abs(x);
        EXPECT_NEAR(value_at(table, z), x, tolerance) << "z = " << z;
        EXPECT_NEAR(value_at(table, z), x, 1.5 * table.maximum_error + 1e-13 * (scale + std::abs(x)))
            << "z = " << z;
    }
}

TEST_P(EveryTable, never_falls_by_more_than_its_error) {
    QuantileTable const table = tabulate(GetParam().distribution);
    double before = value_at(table, -kTableEnd);
    for (int i = 1; i <= 4000; ++i) {
        double const x = value_at(table, kTableEnd * (i / 2000.0 - 1));
        EXPECT_GE(x, before - 2 * table.maximum_error - 1e-14 * std::abs(x));
        before = x;
    }
}

TEST_P(EveryTable, covers_its_range_without_a_gap_and_holds_the_ends_beyond) {
    QuantileTable const table = tabulate(GetParam().distribution);
    EXPECT_EQ(table.segments.front().z_low, -kTableEnd);
    EXPECT_EQ(table.segments.back().z_high, kTableEnd);
    EXPECT_EQ(value_at(table, 100), value_at(table, kTableEnd));
    EXPECT_EQ(value_at(table, -100), value_at(table, -kTableEnd));
}

bool has_boundary(QuantileTable const& table, double z) {
    for (auto const& segment : table.segments) {
        if (std::abs(segment.z_low - z) < 1e-14) return true;
    }
    return false;
}

TEST(Tabulate, breaks_at_the_mode_of_a_triangle) {
    // F(mode) = (2 - 1) / (5 - 1).
    EXPECT_TRUE(has_boundary(tabulate(Triangular{1, 2, 5}), normal_score(0.25)));
}

TEST(Tabulate, breaks_at_percentiles_thresholds_and_caps) {
    ReferenceClass percentiles = overrun_by_percentiles();
    QuantileTable const table = tabulate(percentiles);
    for (double const p : {0.1, 0.25, 0.5, 0.8, 0.95}) EXPECT_TRUE(has_boundary(table, normal_score(p))) << p;

    QuantileTable const overrun = tabulate(it_overrun());
    EXPECT_TRUE(has_boundary(overrun, normal_score(0.82)));
    double const at_cap = 0.18 * std::pow(9 / 0.5, -capped_pareto_index(0.5, 4.47, 9));
    EXPECT_TRUE(has_boundary(overrun, -normal_score(at_cap)));
}

TEST(Tabulate, jumps_between_discrete_values_exactly) {
    QuantileTable const table = tabulate(Discrete{{10, 20}, {0.25, 0.75}});
    EXPECT_EQ(table.coefficients.size(), 2U);
    EXPECT_EQ(table.maximum_error, 0);
    double const z = normal_score(0.25);
    EXPECT_EQ(value_at(table, std::nextafter(z, -1)), 10);
    EXPECT_EQ(value_at(table, std::nextafter(z, 1)), 20);
}

TEST(Tabulate, needs_few_cells_for_what_is_nearly_straight) {
    EXPECT_EQ(tabulate(Normal{3, 2}).coefficients.size(), 16U);
    EXPECT_EQ(tabulate(Constant{3}).coefficients.size(), 1U);
    EXPECT_LE(tabulate(Pert{2, 4, 9}).coefficients.size(), 2048U);
}

TEST(Tabulate, obeys_its_limits) {
    Distribution const pert = Pert{2, 4, 9};
    QuantileTable const fine = tabulate(pert);
    QuantileTable const coarse = tabulate(pert, {1e-6, 8192});
    EXPECT_LT(coarse.coefficients.size(), fine.coefficients.size() / 4);
    EXPECT_LT(coarse.maximum_error, 1e-6 * 9);
    QuantileTable const bounded = tabulate(Beta{0.05, 0.05}, {0, 64});
    for (auto const& segment : bounded.segments) EXPECT_LE(segment.cells, 64U);
    EXPECT_GT(bounded.maximum_error, 0);
}

TEST(Tabulate, scales_with_the_unit_of_the_quantity) {
    QuantileTable const pounds = tabulate(Pert{2e6, 4e6, 9e6});
    QuantileTable const millions = tabulate(Pert{2, 4, 9});
    ASSERT_EQ(pounds.segments, millions.segments);
    for (double z = -8; z <= 8; z += 0.1) {
        EXPECT_NEAR(value_at(pounds, z) / 1e6, value_at(millions, z), 1e-13 * 9);
    }
}

}  // namespace
}  // namespace mergerisk::math
