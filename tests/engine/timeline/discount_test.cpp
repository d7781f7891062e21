#include "engine/timeline/discount.h"

#include "engine/base/contract.h"

#include <gtest/gtest.h>

#include <cmath>

namespace mergerisk::timeline {
namespace {

std::vector<DiscountStep> green_book() {
    return {{0.0, 0.035}, {30.0, 0.03}, {75.0, 0.025}};
}

TEST(DiscountFactors, of_a_flat_rate_are_powers) {
    std::vector<DiscountStep> const flat = {{0.0, 0.035}};
    std::vector<double> const times = {0.0, 1.0, 0.5, 10.0};
    std::vector<double> const factors = discount_factors(flat, times);
    EXPECT_EQ(factors[0], 1.0);
    EXPECT_DOUBLE_EQ(factors[1], 1.0 / 1.035);
    EXPECT_DOUBLE_EQ(factors[2], 1.0 / std::sqrt(1.035));
    EXPECT_NEAR(factors[3], 0.7089, 0.00005);  // year 10 of the Green Book's table
}

TEST(DiscountFactors, decline_as_the_green_book_says) {
    // On paper: 1.035^-30 = 0.35628; / 1.03 = 0.34590; 1.035^-30 x 1.03^-45 = 0.35628 x 0.26444 = 0.09421;
    // / 1.025 = 0.09192; 0.09421 x 1.025^-50 = 0.09421 x 0.29094 = 0.02741.
    std::vector<double> const times = {30.0, 31.0, 75.0, 76.0, 125.0};
    std::vector<double> const factors = discount_factors(green_book(), times);
    EXPECT_NEAR(factors[0], 0.3563, 0.00005);
    EXPECT_NEAR(factors[1], 0.3459, 0.00005);
    EXPECT_NEAR(factors[2], 0.0942, 0.00005);
    EXPECT_NEAR(factors[3], 0.0919, 0.00005);
    EXPECT_NEAR(factors[4], 0.0274, 0.00005);
}

TEST(DiscountFactors, are_continuous_where_the_rate_steps) {
    double const next_to_30 = std::nextafter(30.0, 0.0);
    std::vector<double> const times = {next_to_30, 30.0, std::nextafter(30.0, 31.0)};
    std::vector<double> const factors = discount_factors(green_book(), times);
    EXPECT_NEAR(factors[0], factors[1], 1e-15);
    EXPECT_NEAR(factors[1], factors[2], 1e-15);
}

TEST(DiscountFactors, of_no_rate_are_one_and_of_a_negative_rate_grow) {
    std::vector<double> const times = {20.0};
    EXPECT_EQ(discount_factors(std::vector<DiscountStep>{{0.0, 0.0}}, times).front(), 1.0);
    EXPECT_GT(discount_factors(std::vector<DiscountStep>{{0.0, -0.01}}, times).front(), 1.0);
}

TEST(DiscountFactors, refuse_schedules_without_an_order) {
    std::vector<double> const times = {1.0};
    EXPECT_THROW(static_cast<void>(discount_factors({}, times)), base::ContractViolation);
    EXPECT_THROW(static_cast<void>(discount_factors(std::vector<DiscountStep>{{1.0, 0.03}}, times)),
                 base::ContractViolation);
    EXPECT_THROW(
        static_cast<void>(discount_factors(std::vector<DiscountStep>{{0.0, 0.03}, {0.0, 0.02}}, times)),
        base::ContractViolation);
}

}  // namespace
}  // namespace mergerisk::timeline
