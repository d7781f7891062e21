#include "engine/portable/quantile_table.h"

#include "engine/base/contract.h"
#include "tests/engine/portable/accuracy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace mergerisk::portable {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Below 0 the cubic z^3 in four cells of width 1/2 from -2; from 0 to 3 the line 10 + z in two cells of
/// width 3/2. The jump at 0 shows to which segment a boundary belongs. With cell start a and width h, (a + h
/// f)^3 = a^3 + 3 a^2 h f + 3 a h^2 f^2 + h^3 f^3.
QuantileTable cube_then_line() {
    QuantileTable table;
    table.segments = {{-2.0, 0.0, 2.0, 0, 4}, {0.0, 3.0, 2.0 / 3.0, 4, 2}};
    double const h = 0.5;
    for (double const a : {-2.0, -1.5, -1.0, -0.5})
        table.coefficients.push_back({a * a * a, 3.0 * a * a * h, 3.0 * a * h * h, h * h * h});
    table.coefficients.push_back({10.0, 1.5, 0.0, 0.0});
    table.coefficients.push_back({11.5, 1.5, 0.0, 0.0});
    return table;
}

TEST(QuantileTable, is_the_cubic_of_its_cell) {
    QuantileTable const table = cube_then_line();
    // All numbers here are short in binary, so the cubic is exact.
    EXPECT_EQ(value_at(table, -2.0), -8.0);
    EXPECT_EQ(value_at(table, -1.75), -5.359375);
    EXPECT_EQ(value_at(table, -1.5), -3.375);
    EXPECT_EQ(value_at(table, -0.25), -0.015625);
    EXPECT_DOUBLE_EQ(value_at(table, 0.75), 10.75);
    EXPECT_DOUBLE_EQ(value_at(table, 2.9), 12.9);
}

TEST(QuantileTable, gives_a_boundary_to_the_upper_segment) {
    QuantileTable const table = cube_then_line();
    EXPECT_EQ(value_at(table, 0.0), 10.0);
    EXPECT_EQ(value_at(table, -0.0), 10.0);
    EXPECT_NEAR(value_at(table, std::nextafter(0.0, -1.0)), 0.0, 1e-15);
}

TEST(QuantileTable, moves_scores_outside_to_the_nearer_end) {
    QuantileTable const table = cube_then_line();
    EXPECT_EQ(value_at(table, -9.0), -8.0);
    EXPECT_EQ(value_at(table, -kInfinity), -8.0);
    EXPECT_EQ(value_at(table, 3.0), 13.0);
    EXPECT_EQ(value_at(table, 9.0), 13.0);
    EXPECT_EQ(value_at(table, kInfinity), 13.0);
}

TEST(QuantileTable, passes_nan_on) {
    EXPECT_TRUE(std::isnan(value_at(cube_then_line(), kNan)));
}

TEST(QuantileTable, gives_a_block_the_same_bits_as_single_values) {
    QuantileTable const table = cube_then_line();
    test::Arguments arguments{9};
    for (std::size_t const size : {0U, 1U, 63U, 64U, 65U, 777U}) {
        std::vector<double> z(size);
        for (double& score : z) score = arguments.between(-2.5, 3.5);
        if (size > 60) z[17] = 0.0;
        std::vector<double> out(size);
        values_at(table, z, out);
        for (std::size_t i = 0; i < size; ++i) EXPECT_EQ(out[i], value_at(table, z[i])) << z[i];
        values_at(table, z, z);
        EXPECT_EQ(z, out);
    }
}

TEST(QuantileTable, refuses_spans_of_different_size_and_an_empty_table) {
    std::vector<double> const z(3);
    std::vector<double> out(2);
    EXPECT_THROW(values_at(cube_then_line(), z, out), base::ContractViolation);
    EXPECT_THROW(static_cast<void>(value_at(QuantileTable{}, 0.0)), base::ContractViolation);
}

TEST(WellFormedTable, has_segments_that_ascend_and_touch) {
    EXPECT_TRUE(is_well_formed(cube_then_line()));
    EXPECT_FALSE(is_well_formed(QuantileTable{}));

    QuantileTable gap = cube_then_line();
    gap.segments[1] = {0.5, 3.5, 2.0 / 3.0, 4, 2};
    EXPECT_FALSE(is_well_formed(gap));

    QuantileTable falling = cube_then_line();
    falling.segments[0] = {0.0, -2.0, 2.0, 0, 4};
    EXPECT_FALSE(is_well_formed(falling));

    QuantileTable unbounded = cube_then_line();
    unbounded.segments[1].z_high = kInfinity;
    EXPECT_FALSE(is_well_formed(unbounded));
}

TEST(WellFormedTable, has_cells_that_exist_and_fill_their_segment) {
    QuantileTable missing = cube_then_line();
    missing.coefficients.pop_back();
    EXPECT_FALSE(is_well_formed(missing));

    QuantileTable none = cube_then_line();
    none.segments[0].cells = 0;
    EXPECT_FALSE(is_well_formed(none));

    QuantileTable too_narrow = cube_then_line();
    too_narrow.segments[0].cells_per_unit = 2.001;
    EXPECT_FALSE(is_well_formed(too_narrow));
}

TEST(WellFormedTable, has_finite_numbers) {
    QuantileTable broken = cube_then_line();
    broken.coefficients[3][2] = kNan;
    EXPECT_FALSE(is_well_formed(broken));

    QuantileTable unknown_error = cube_then_line();
    unknown_error.maximum_error = kNan;
    EXPECT_FALSE(is_well_formed(unknown_error));
}

}  // namespace
}  // namespace mergerisk::portable
