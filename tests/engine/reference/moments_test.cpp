#include "engine/reference/moments.h"

#include "tests/support/plan_builder.h"

#include <gtest/gtest.h>

#include <chrono>

namespace mergerisk::reference {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

plan::Timeline timeline() {
    return test_support::PlanBuilder{2016y / 10 / 1, 24}.build().timeline;
}

// October has 31 days, November 30.
TEST(Moments, are_linear_in_days_within_a_month) {
    plan::Timeline const time = timeline();
    EXPECT_DOUBLE_EQ(days_at(time, 0.5), 15.5);
    EXPECT_DOUBLE_EQ(days_at(time, 1), 31);
    EXPECT_DOUBLE_EQ(days_at(time, 1.2), 37);
    EXPECT_DOUBLE_EQ(months_at(time, 37), 1.2);
}

TEST(Moments, return_from_days_to_months) {
    plan::Timeline const time = timeline();
    for (int day = 0; day < 9000; day += 13) EXPECT_NEAR(days_at(time, months_at(time, day)), day, 1e-9);
}

TEST(Moments, beyond_the_grid_have_months_of_mean_length) {
    plan::Timeline const time = timeline();
    double const last = static_cast<double>(time.month_start_day.size() - 1);
    EXPECT_NEAR(days_at(time, last + 2) - days_at(time, last), 2 * kDaysPerMonth, 1e-9);
}

TEST(Moments, at_the_end_of_a_day_lie_in_it) {
    plan::Timeline const time = timeline();
    EXPECT_EQ(date_of(time, 1), sys_days{2016y / 10 / 31});
    EXPECT_EQ(date_from(time, 1), sys_days{2016y / 11 / 1});
    EXPECT_EQ(date_of(time, 0.5), sys_days{2016y / 10 / 16});
    EXPECT_EQ(date_from(time, 0.5), sys_days{2016y / 10 / 16});
}

TEST(Moments, at_the_start_of_the_route_lie_in_the_valuation_date) {
    EXPECT_EQ(date_of(timeline(), 0), sys_days{2016y / 10 / 1});
}

// 13 days after 5 days in months of other lengths come back with a rounding error, and stay in their day.
TEST(Moments, keep_their_day_through_rounding) {
    plan::Timeline const time = timeline();
    for (int day = 1; day < 700; ++day) {
        double const moment = months_at(time, day);
        EXPECT_EQ(day_of(time, moment * (1 + 1e-15)), day - 1);
        EXPECT_EQ(day_of(time, moment * (1 - 1e-15)), day - 1);
    }
}

}  // namespace
}  // namespace mergerisk::reference
