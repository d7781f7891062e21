#include "engine/reference/shapes.h"

#include "tests/support/plan_builder.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace mergerisk::reference {
namespace {

constexpr std::array kShapes{plan::Shape::linear, plan::Shape::s_curve, plan::Shape::logistic};

TEST(Profile, goes_from_nothing_to_everything_through_the_middle) {
    for (plan::Shape const shape : kShapes) {
        EXPECT_EQ(profile(shape, -0.1), 0);
        EXPECT_EQ(profile(shape, 0), 0);
        EXPECT_NEAR(profile(shape, 1e-12), 0, 1e-11);
        EXPECT_NEAR(profile(shape, 0.5), 0.5, 1e-15);
        EXPECT_NEAR(profile(shape, 1 - 1e-12), 1, 1e-11);
        EXPECT_EQ(profile(shape, 1), 1);
        EXPECT_EQ(profile(shape, 1.1), 1);
    }
    EXPECT_DOUBLE_EQ(profile(plan::Shape::s_curve, 0.25), 3.0 / 16 - 2.0 / 64);
}

// The integral against Simpson's rule on 2,000 intervals over the ramp, whose error is below (1/2000)^4 of a
// fourth derivative that reaches about 10^4 for the logistic shape: 1e-9.
TEST(Ramp, integral_is_that_of_its_profile) {
    for (plan::Shape const shape : kShapes) {
        for (auto const& [half, full] :
             {std::pair{12.0, 24.0}, std::pair{5.0, 24.0}, std::pair{18.0, 24.0}}) {
            plan::Ramp ramp{shape, plan::QuantityId{0}, plan::QuantityId{1}, false};
            std::array const values{half, full};
            RampPath const path{ramp, Values{values, {}}};
            auto const share = [&](double x) {
                return profile(shape, x <= half ? x / (2 * half) : 0.5 + (x - half) / (2 * (full - half)));
            };
            auto const simpson = [&](double from, double to) {
                constexpr int kIntervals = 2000;
                double const step = (to - from) / kIntervals;
                double sum = share(from) + share(to);
                for (int i = 1; i < kIntervals; ++i) sum += share(from + i * step) * (i % 2 == 1 ? 4 : 2);
                return sum * step / 3;
            };
            double const to_half = simpson(0, half);
            EXPECT_NEAR(path.integral(half), to_half, 1e-8);
            EXPECT_NEAR(path.integral(20), to_half + simpson(half, 20), 1e-8);
            EXPECT_NEAR(path.integral(full + 7), to_half + simpson(half, full) + 7, 1e-8);
            EXPECT_EQ(path.integral(-3), 0);
        }
    }
}

// Simpson's rule again, on the square of the profile; the fourth derivative is at most some times larger.
TEST(Ramp, of_connections_integrates_the_square_of_its_profile) {
    for (plan::Shape const shape : kShapes) {
        constexpr double kHalf = 7;
        constexpr double kFull = 24;
        std::array const values{kHalf, kFull};
        RampPath const path{plan::Ramp{shape, plan::QuantityId{0}, plan::QuantityId{1}, true},
                            Values{values, {}}};
        auto const square = [&](double x) {
            double const y = x <= kHalf ? x / (2 * kHalf) : 0.5 + (x - kHalf) / (2 * (kFull - kHalf));
            return profile(shape, y) * profile(shape, y);
        };
        auto const simpson = [&](double from, double to) {
            constexpr int kIntervals = 2000;
            double const step = (to - from) / kIntervals;
            double sum = square(from) + square(to);
            for (int i = 1; i < kIntervals; ++i) sum += square(from + i * step) * (i % 2 == 1 ? 4 : 2);
            return sum * step / 3;
        };
        EXPECT_NEAR(path.integral(3), simpson(0, 3), 1e-8);
        EXPECT_NEAR(path.integral(20), simpson(0, kHalf) + simpson(kHalf, 20), 1e-8);
        EXPECT_NEAR(path.integral(kFull + 5), simpson(0, kHalf) + simpson(kHalf, kFull) + 5, 1e-8);
    }
}

TEST(Ramp, of_no_length_is_a_step) {
    std::array const values{0.0};
    RampPath const path{plan::Ramp{plan::Shape::logistic, {}, plan::QuantityId{0}, false},
                        Values{values, {}}};
    EXPECT_NEAR(path.integral(1), 1, 1e-8);
}

// Half only when full: from then on 1.
TEST(Ramp, whose_half_comes_with_its_end_jumps) {
    std::array const values{30.0, 10.0};
    RampPath const path{plan::Ramp{plan::Shape::linear, plan::QuantityId{0}, plan::QuantityId{1}, false},
                        Values{values, {}}};
    EXPECT_DOUBLE_EQ(path.half_by(), 10);
    EXPECT_NEAR(path.integral(10), 2.5, 1e-12);
    EXPECT_NEAR(path.integral(14), 6.5, 1e-12);
}

// 1 a month over months 6 to 8, fading 20 % a year, as at month 7: 2 * 0.8^(7/12).
TEST(Delivered, fades_as_at_the_middle) {
    std::array const values{0.2};
    EXPECT_DOUBLE_EQ(delivered({}, plan::QuantityId{0}, 6, 8, Values{values, {}}),
                     2 * std::pow(0.8, 7.0 / 12));
}

}  // namespace
}  // namespace mergerisk::reference
