#include "engine/compile/time_axis.h"

#include "tests/engine/model/scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace mergerisk::compile {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

model::Transaction from(sys_days valuation_date, double months = 24) {
    model::Transaction transaction;
    transaction.valuation_date = valuation_date;
    transaction.horizon_months = months;
    transaction.discount_rate = {{0, 0.035}};
    return transaction;
}

plan::Calendar england(TimeAxis const& axis, sys_days valuation_date) {
    model::Scenario scenario = test::small_merger();
    scenario.transaction.valuation_date = valuation_date;
    base::Problems problems;
    auto calendars = expand_calendars(scenario, {"england"}, axis, problems);
    EXPECT_TRUE(problems.empty());
    return calendars[0];
}

TEST(TimeAxis, discounts_in_the_middle_of_the_month_in_real_terms) {
    TimeAxis const axis{from(year{2016} / 10 / 1)};
    plan::Timeline const& timeline = axis.timeline();
    EXPECT_EQ(timeline.months, 24U);
    ASSERT_EQ(timeline.discount.size(), 24U);
    EXPECT_NEAR(timeline.discount[12], std::pow(1.035, -12.5 / 12), 1e-12);
    EXPECT_TRUE(timeline.deflate);
    EXPECT_GE(timeline.month_start_day.size(), 24U + 240U);
    EXPECT_EQ(timeline.month_start_day[1], 31);
}

TEST(TimeAxis, discounts_at_the_end_of_the_month_when_asked_to) {
    model::Transaction transaction = from(year{2016} / 10 / 1);
    transaction.discounting = model::Discounting::end_of_period;
    transaction.prices = model::Prices::nominal;
    TimeAxis const axis{transaction};
    EXPECT_EQ(axis.timeline().flow_moment, 1);
    EXPECT_NEAR(axis.timeline().discount[11], 1 / 1.035, 1e-12);
    EXPECT_FALSE(axis.timeline().deflate);
}

TEST(TimeAxis, counts_whole_months_between_first_days) {
    TimeAxis const axis{from(year{2016} / 10 / 1)};
    EXPECT_EQ(axis.months_of(year{2016} / 10 / 1), 0);
    EXPECT_EQ(axis.months_of(year{2017} / 10 / 1), 12);
    // 15 of the 31 days of October.
    EXPECT_NEAR(axis.months_of(year{2016} / 10 / 16), 15.0 / 31, 1e-12);
}

TEST(TimeAxis, lists_the_days_on_which_a_deal_may_complete) {
    TimeAxis const from_the_first{from(year{2016} / 10 / 1)};
    EXPECT_TRUE(from_the_first.allowed_completion(model::CompletesOn::any_moment).empty());
    auto const months = from_the_first.allowed_completion(model::CompletesOn::first_of_month);
    EXPECT_EQ(months.size(), 24U + 240U + 1U);
    EXPECT_THAT(std::vector(months.begin(), months.begin() + 3), ::testing::ElementsAre(0, 1, 2));
    auto const quarters = from_the_first.allowed_completion(model::CompletesOn::first_of_quarter);
    EXPECT_THAT(std::vector(quarters.begin(), quarters.begin() + 3), ::testing::ElementsAre(0, 3, 6));
    auto const aprils = from_the_first.allowed_completion(model::CompletesOn::first_of_april);
    EXPECT_THAT(std::vector(aprils.begin(), aprils.begin() + 2), ::testing::ElementsAre(6, 18));
    // From 15 November on: 1 December is 16 of the 30 days to 15 December.
    TimeAxis const from_the_middle{from(year{2016} / 11 / 15)};
    auto const later = from_the_middle.allowed_completion(model::CompletesOn::first_of_month);
    EXPECT_NEAR(later.front(), 16.0 / 30, 1e-12);
    EXPECT_NEAR(from_the_middle.allowed_completion(model::CompletesOn::first_of_quarter).front(),
                from_the_middle.months_of(year{2017} / 1 / 1), 1e-12);
}

TEST(TimeAxis, ends_a_clock_of_weeks_as_the_authority_counted) {
    // CMA, Central Manchester and South Manchester: referred on 27 February 2017, which counts; 24 weeks end
    // on 13 August 2017. The referral is a moment of that day, the end of the clock the end of its last day.
    TimeAxis const axis{from(year{2016} / 10 / 1)};
    plan::Calendar const calendar = england(axis, year{2016} / 10 / 1);
    plan::Clock clock;
    clock.unit = plan::Clock::Unit::week;
    clock.first_day_next = false;
    double const referral = axis.months_of(year{2017} / 2 / 28);  // the end of 27 February
    EXPECT_NEAR(axis.end_of(clock, calendar, referral, 24), axis.months_of(year{2017} / 8 / 14), 1e-9);
    // CMA, Ashford and St Peter's with Royal Surrey: 26 February 2015 and 32 weeks end on 7 October 2015.
    TimeAxis const earlier{from(year{2015} / 1 / 1)};
    double const second = earlier.months_of(year{2015} / 2 / 27);
    EXPECT_NEAR(earlier.end_of(clock, england(earlier, year{2015} / 1 / 1), second, 32),
                earlier.months_of(year{2015} / 10 / 8), 1e-9);
}

TEST(TimeAxis, counts_working_days_across_christmas) {
    // From Tuesday 20 December 2016, that day not counted: 21, 22, 23, (24 to 27 closed) 28, 29, 30, (31 to 2
    // January closed) 3 January is the 7th.
    TimeAxis const axis{from(year{2016} / 10 / 1)};
    plan::Calendar const calendar = england(axis, year{2016} / 10 / 1);
    plan::Clock clock;
    double const start = axis.months_of(year{2016} / 12 / 21);  // the end of the 20th
    EXPECT_NEAR(axis.end_of(clock, calendar, start, 7), axis.months_of(year{2017} / 1 / 4), 1e-9);
    // Counting from a closed first day starts on the next open one: from the 24th, itself counted, the 28th
    // is first.
    clock.first_day_next = false;
    double const saturday = axis.months_of(year{2016} / 12 / 25);
    EXPECT_NEAR(axis.end_of(clock, calendar, saturday, 1), axis.months_of(year{2016} / 12 / 29), 1e-9);
}

TEST(TimeAxis, moves_the_end_of_a_clock_to_a_working_day_when_asked_to) {
    // 4 days from the end of 20 December 2016: Saturday the 24th; the next open day is Wednesday the 28th.
    TimeAxis const axis{from(year{2016} / 10 / 1)};
    plan::Calendar const calendar = england(axis, year{2016} / 10 / 1);
    plan::Clock clock;
    clock.unit = plan::Clock::Unit::day;
    double const start = axis.months_of(year{2016} / 12 / 21);
    EXPECT_NEAR(axis.end_of(clock, calendar, start, 4), axis.months_of(year{2016} / 12 / 25), 1e-9);
    clock.ends_on_working_day = true;
    EXPECT_NEAR(axis.end_of(clock, calendar, start, 4), axis.months_of(year{2016} / 12 / 29), 1e-9);
}

TEST(TimeAxis, counts_from_the_valuation_date_at_the_very_start) {
    // Saturday 1 October 2016 lies at moment 0. Next day: Sunday; Monday is the first open day.
    TimeAxis const axis{from(year{2016} / 10 / 1)};
    plan::Calendar const calendar = england(axis, year{2016} / 10 / 1);
    plan::Clock clock;
    EXPECT_NEAR(axis.end_of(clock, calendar, 0, 1), axis.months_of(year{2016} / 10 / 4), 1e-9);
    clock.unit = plan::Clock::Unit::day;
    clock.first_day_next = false;
    EXPECT_NEAR(axis.end_of(clock, calendar, 0, 1), axis.months_of(year{2016} / 10 / 2), 1e-9);
}

TEST(ExpandCalendars, count_open_days) {
    TimeAxis const axis{from(year{2016} / 10 / 1)};
    plan::Calendar const calendar = england(axis, year{2016} / 10 / 1);
    EXPECT_EQ(calendar.open_before.size(), axis.days() + 1);
    // Saturday, Sunday, Monday: day 2 is the first open one.
    EXPECT_THAT(std::vector(calendar.open_before.begin(), calendar.open_before.begin() + 4),
                ::testing::ElementsAre(0, 0, 0, 1));
    EXPECT_EQ(calendar.open_day[0], 2);
    EXPECT_EQ(static_cast<std::size_t>(calendar.open_before.back()), calendar.open_day.size());
}

TEST(ExpandCalendars, report_days_beyond_what_calendars_know) {
    model::Scenario scenario = test::small_merger();
    scenario.transaction.valuation_date = year{2195} / 1 / 1;
    TimeAxis const axis{from(scenario.transaction.valuation_date)};
    base::Problems problems;
    (void)expand_calendars(scenario, {"england"}, axis, problems);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].path, "calendars.england");
}

}  // namespace
}  // namespace mergerisk::compile
