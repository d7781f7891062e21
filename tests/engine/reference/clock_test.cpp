#include "engine/reference/clock.h"

#include "engine/reference/moments.h"
#include "tests/support/plan_builder.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>

namespace mergerisk::reference {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using test_support::PlanBuilder;

class ClockTest : public testing::Test {
  protected:
    // Saturday 1 April 2017. Good Friday is 14 April, Easter Monday 17 April.
    static constexpr std::array kClosed{sys_days{2017y / 4 / 14}, sys_days{2017y / 4 / 17}};
    PlanBuilder builder_{2017y / 4 / 1, 12};

    plan::Clock working_days(double units) {
        plan::Clock clock;
        clock.calendar = builder_.calendar("easter", kClosed);
        clock.statutory = clock.planned = units;
        return clock;
    }
    sys_days last_day(plan::Clock const& clock, double start) {
        plan::Plan const plan = builder_.build();
        ClockReading const reading = claimed_clock(plan, clock, start);
        EXPECT_DOUBLE_EQ(reading.end, months_at(plan.timeline, static_cast<double>(reading.last_day + 1)));
        return plan.timeline.valuation_date + std::chrono::days{reading.last_day};
    }
};

// From Thursday 13 April, first day the next: Tuesday 18 April is the first working day.
TEST_F(ClockTest, moves_a_closed_first_day_to_the_next_open_one) {
    double const thursday_evening = builder_.months_at(2017y / 4 / 14);
    EXPECT_EQ(last_day(working_days(1), thursday_evening), sys_days{2017y / 4 / 18});
    EXPECT_EQ(last_day(working_days(4), thursday_evening), sys_days{2017y / 4 / 21});
}

// At noon of a day the clock lies in that day, whether or not it counts itself.
TEST_F(ClockTest, that_starts_within_a_day_knows_that_day) {
    plan::Clock clock = working_days(1);
    double const monday_noon = builder_.months_at(2017y / 4 / 10) + 0.5 / 30;
    EXPECT_EQ(last_day(clock, monday_noon), sys_days{2017y / 4 / 11});
    clock.first_day_next = false;
    EXPECT_EQ(last_day(clock, monday_noon), sys_days{2017y / 4 / 10});
}

// Calendar days run through weekends and holidays; a clock that must end on a working day then moves.
TEST_F(ClockTest, of_calendar_days_may_end_on_a_holiday_unless_told_otherwise) {
    plan::Clock clock = working_days(7);
    clock.unit = plan::Clock::Unit::day;
    double const friday_evening = builder_.months_at(2017y / 4 / 8);
    EXPECT_EQ(last_day(clock, friday_evening), sys_days{2017y / 4 / 14});
    clock.ends_on_working_day = true;
    EXPECT_EQ(last_day(clock, friday_evening), sys_days{2017y / 4 / 18});
}

// Beyond its calendar every day is open: 10 working days from there are 10 days.
TEST_F(ClockTest, runs_on_beyond_its_calendar) {
    plan::Clock const clock = working_days(10);
    plan::Plan const plan = builder_.build();
    double const beyond = static_cast<double>(plan.timeline.month_start_day.size()) + 3;
    ClockReading const reading = claimed_clock(plan, clock, beyond);
    EXPECT_EQ(reading.last_day, day_of(plan.timeline, beyond) + 10);
}

// A stop of two weeks after 3 working days: Wednesday 5 April + 14 days. Of two working days: Friday 7 April.
TEST_F(ClockTest, is_stopped_in_the_unit_of_the_stop) {
    plan::Clock clock = working_days(3);
    clock.stop = plan::Clock::Stop{builder_.constant(1), builder_.draw("stop"), builder_.constant(2),
                                   plan::Clock::Unit::week};
    plan::Plan const plan = builder_.build();
    std::array const values{1.0, 2.0};
    std::array const uniforms{0.5};
    auto const last = [&] { return drawn_clock(plan, clock, 0, Values{values, uniforms}).last_day; };
    EXPECT_EQ(plan.timeline.valuation_date + std::chrono::days{last()}, sys_days{2017y / 4 / 19});
    clock.stop->unit = plan::Clock::Unit::working_day;
    EXPECT_EQ(plan.timeline.valuation_date + std::chrono::days{last()}, sys_days{2017y / 4 / 7});
}

}  // namespace
}  // namespace mergerisk::reference
