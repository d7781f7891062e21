#include "engine/math/monotone_cubic.h"

#include "engine/base/contract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace mergerisk::math {
namespace {

using testing::ElementsAre;

TEST(MonotoneSlopes, follow_steffen) {
    // Secants 1 and 3, parabola (1 x 1 + 3 x 1) / 2 = 2: 2 min(1, 3, 2/2) = 2. Ends: the secants.
    std::vector<double> const x{0, 1, 2};
    std::vector<double> const y{0, 1, 4};
    EXPECT_THAT(monotone_slopes(x, y), ElementsAre(1, 2, 3));
}

TEST(MonotoneSlopes, are_limited_beside_a_nearly_flat_stretch) {
    // Secants 0.1 and 5, parabola 2.55: 2 min(0.1, 5, 1.275) = 0.2.
    std::vector<double> const x{0, 1, 2};
    std::vector<double> const y{0, 0.1, 5.1};
    EXPECT_DOUBLE_EQ(monotone_slopes(x, y)[1], 0.2);
}

TEST(MonotoneSlopes, of_a_straight_line_are_its_slope) {
    std::vector<double> const x{-1, 0, 3, 3.5};
    std::vector<double> const y{-2, 0, 6, 7};
    EXPECT_THAT(monotone_slopes(x, y), ElementsAre(2, 2, 2, 2));
}

TEST(MonotoneSlopes, keep_a_flat_stretch_flat) {
    std::vector<double> const x{0, 1, 2, 3};
    std::vector<double> const y{0, 1, 1, 2};
    std::vector<double> const slope = monotone_slopes(x, y);
    HermiteInterval const flat{x[1], x[2], y[1], y[2], slope[1], slope[2]};
    for (double at = 1; at <= 2; at += 0.125) EXPECT_EQ(flat.value(at), 1);
}

TEST(MonotoneSlopes, give_an_interpolant_that_never_falls) {
    std::vector<double> const x{-1.3, -0.7, 0, 0.84, 1.64};
    std::vector<double> const y{-5, -4.99, 0.3, 0.4, 9};
    std::vector<double> const slope = monotone_slopes(x, y);
    for (std::size_t i = 0; i + 1 < x.size(); ++i) {
        HermiteInterval const interval{x[i], x[i + 1], y[i], y[i + 1], slope[i], slope[i + 1]};
        for (int k = 0; k <= 100; ++k) {
            EXPECT_GE(interval.slope(x[i] + (x[i + 1] - x[i]) * k / 100), -1e-12) << i << " " << k;
        }
        EXPECT_DOUBLE_EQ(interval.value(x[i]), y[i]);
        EXPECT_NEAR(interval.value(x[i + 1]), y[i + 1], 1e-14);
    }
}

TEST(HermiteInterval, reproduces_a_cubic_and_its_derivative) {
    // y = x^3 on [1, 3]: y' = 3 x^2.
    HermiteInterval const cubic{1, 3, 1, 27, 3, 27};
    EXPECT_NEAR(cubic.value(2.2), 2.2 * 2.2 * 2.2, 1e-13);
    EXPECT_NEAR(cubic.slope(2.2), 3 * 2.2 * 2.2, 1e-13);
}

TEST(MonotoneSlopes, need_ascending_knots) {
    std::vector<double> const x{0, 0};
    std::vector<double> const y{0, 1};
    EXPECT_THROW((void)monotone_slopes(x, y), base::ContractViolation);
}

}  // namespace
}  // namespace mergerisk::math
