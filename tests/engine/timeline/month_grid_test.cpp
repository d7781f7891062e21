#include "engine/timeline/month_grid.h"

#include "engine/base/contract.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace mergerisk::timeline {
namespace {

using namespace std::chrono_literals;

TEST(MonthGrid, begins_months_on_the_anniversaries) {
    // 1 Jan 2017, no leap year: 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31.
    EXPECT_EQ(month_grid(2017y / 1 / 1, 12).month_start_day,
              (std::vector<std::int32_t>{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365}));
    EXPECT_EQ(month_grid(2016y / 1 / 1, 12).month_start_day.back(), 366);
}

TEST(MonthGrid, clamps_to_the_end_of_a_short_month_and_returns_to_the_day) {
    // 31 Jan, 28 Feb, 31 Mar, 30 Apr, 31 May 2017.
    EXPECT_EQ(month_grid(2017y / 1 / 31, 4).month_start_day, (std::vector<std::int32_t>{0, 28, 59, 89, 120}));
    // 31 Jan, 29 Feb, 31 Mar 2016.
    EXPECT_EQ(month_grid(2016y / 1 / 31, 2).month_start_day, (std::vector<std::int32_t>{0, 29, 60}));
    // 29 Feb 2016, twelve months later 28 Feb 2017, 48 months later 29 Feb 2020.
    MonthGrid const leap = month_grid(2016y / 2 / 29, 48);
    EXPECT_EQ(leap.month_start_day[12], 365);
    EXPECT_EQ(leap.month_start_day[48], 1461);
}

TEST(MonthGrid, converts_whole_months_and_days_without_rounding) {
    MonthGrid const grid = month_grid(2017y / 1 / 31, 120);
    for (std::size_t month = 0; month <= 120; ++month) {
        EXPECT_EQ(days_at(grid, static_cast<double>(month)), grid.month_start_day[month]);
        EXPECT_EQ(months_at(grid, grid.month_start_day[month]), static_cast<double>(month));
    }
}

TEST(MonthGrid, is_linear_in_days_within_a_month) {
    MonthGrid const grid = month_grid(2017y / 1 / 1, 12);
    EXPECT_DOUBLE_EQ(months_at(grid, 31.0 + 7.0), 1.25);  // a quarter of February
    EXPECT_DOUBLE_EQ(days_at(grid, 1.25), 38.0);
    EXPECT_DOUBLE_EQ(months_at(grid, 0.5), 0.5 / 31.0);
}

TEST(MonthGrid, conversions_are_inverses_inside_and_beyond) {
    MonthGrid const grid = month_grid(2016y / 8 / 31, 60);
    // Each way rounds a handful of times at a magnitude of at most 3,000 days: 1e-12 is some four units
    // there.
    for (double day = -700.0; day < 3'000.0; day += 0.37) {
        EXPECT_NEAR(days_at(grid, months_at(grid, day)), day, 2e-12);
    }
    for (double month = -20.0; month < 100.0; month += 0.011) {
        EXPECT_NEAR(months_at(grid, days_at(grid, month)), month, 1e-13);
    }
}

TEST(MonthGrid, goes_on_with_mean_months_beyond_both_ends) {
    MonthGrid const grid = month_grid(2017y / 1 / 1, 12);
    EXPECT_DOUBLE_EQ(months_at(grid, 365.0 + 30.436875), 13.0);
    EXPECT_DOUBLE_EQ(days_at(grid, 14.0), 365.0 + 60.87375);
    EXPECT_DOUBLE_EQ(months_at(grid, -30.436875), -1.0);
    EXPECT_DOUBLE_EQ(days_at(grid, -2.0), -60.87375);
    // A grid without months is the mean calendar.
    EXPECT_DOUBLE_EQ(months_at(month_grid(2017y / 1 / 1, 0), 365.2425), 12.0);
}

TEST(MonthGrid, keeps_never_as_never) {
    MonthGrid const grid = month_grid(2017y / 1 / 1, 12);
    double const never = std::numeric_limits<double>::infinity();
    EXPECT_EQ(months_at(grid, never), never);
    EXPECT_EQ(days_at(grid, never), never);
    EXPECT_THROW(static_cast<void>(months_at(grid, std::nan(""))), base::ContractViolation);
}

TEST(MonthGrid, written_dates_are_the_start_of_their_day) {
    EXPECT_EQ(moment_of(2017y / 1 / 1, 2017y / 2 / 1), 31.0);
    EXPECT_EQ(moment_of(2017y / 1 / 1, 2016y / 12 / 31), -1.0);
}

TEST(MonthGrid, twenty_four_weeks_counting_27_february_2017_end_with_13_august) {
    // 168 days, the first of them 27 February: the last is 13 August, which ends where the 14th begins.
    double const end = moment_of(2017y / 1 / 1, 2017y / 2 / 27) + 24.0 * 7.0;
    EXPECT_EQ(day_of(end), static_cast<std::int32_t>(moment_of(2017y / 1 / 1, 2017y / 8 / 13)));
}

TEST(MonthGrid, day_of_a_moment_ends_with_the_day) {
    EXPECT_EQ(day_of(3.0), 2);
    EXPECT_EQ(day_of(2.5), 2);
    EXPECT_EQ(day_of(2.0 + 2e-6), 2);
    EXPECT_EQ(day_of(2.0 + 5e-7), 1);
    EXPECT_EQ(day_of(2.0), 1);
    EXPECT_EQ(day_of(1.0), 0);
    EXPECT_EQ(day_of(0.0), 0);
    EXPECT_EQ(day_of(-5e-7), 0);
    EXPECT_EQ(day_of(-0.5), -1);
    EXPECT_EQ(day_of(-1.0), -2);
}

TEST(MonthGrid, day_of_a_day_end_survives_the_conversion_into_months) {
    MonthGrid const grid = month_grid(2016y / 8 / 31, 240);
    for (std::int32_t day = 0; day < 9'000; ++day) {
        EXPECT_EQ(day_of(days_at(grid, months_at(grid, day + 1.0))), day);
    }
}

}  // namespace
}  // namespace mergerisk::timeline
