#include "engine/timeline/calendar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace mergerisk::timeline {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;
using Base = CalendarDefinition::Base;

OpenDays open(CalendarDefinition const& definition, sys_days first, std::size_t count) {
    return std::get<OpenDays>(open_days(definition, first, count));
}

std::size_t working_days(Base base, sys_days first, sys_days last) {
    OpenDays const result = open({base, {}, {}}, first, static_cast<std::size_t>((last - first).count()) + 1);
    return std::accumulate(result.begin(), result.end(), std::size_t{0});
}

bool is_open(CalendarDefinition const& definition, sys_days day) {
    return open(definition, day, 1).front() == 1;
}

bool is_weekend(sys_days day) {
    return std::chrono::weekday{day}.iso_encoding() >= 6;
}

// Bank holidays in England and Wales, https://www.gov.uk/bank-holidays and its archive.
std::vector<sys_days> bank_holidays_2016_to_2020() {
    return {2016y / 1 / 1,   2016y / 3 / 25,  2016y / 3 / 28,  2016y / 5 / 2,   2016y / 5 / 30,
            2016y / 8 / 29,  2016y / 12 / 26, 2016y / 12 / 27, 2017y / 1 / 2,   2017y / 4 / 14,
            2017y / 4 / 17,  2017y / 5 / 1,   2017y / 5 / 29,  2017y / 8 / 28,  2017y / 12 / 25,
            2017y / 12 / 26, 2018y / 1 / 1,   2018y / 3 / 30,  2018y / 4 / 2,   2018y / 5 / 7,
            2018y / 5 / 28,  2018y / 8 / 27,  2018y / 12 / 25, 2018y / 12 / 26, 2019y / 1 / 1,
            2019y / 4 / 19,  2019y / 4 / 22,  2019y / 5 / 6,   2019y / 5 / 27,  2019y / 8 / 26,
            2019y / 12 / 25, 2019y / 12 / 26, 2020y / 1 / 1,   2020y / 4 / 10,  2020y / 4 / 13,
            2020y / 5 / 8,   2020y / 5 / 25,  2020y / 8 / 31,  2020y / 12 / 25, 2020y / 12 / 28};
}

TEST(Calendar, united_kingdom_is_closed_on_the_bank_holidays_of_england_and_wales_and_at_weekends) {
    sys_days const first = 2016y / 1 / 1;
    sys_days const last = 2020y / 12 / 31;
    OpenDays const result =
        open({Base::united_kingdom, {}, {}}, first, static_cast<std::size_t>((last - first).count()) + 1);
    std::vector<sys_days> const holidays = bank_holidays_2016_to_2020();
    for (std::size_t offset = 0; offset < result.size(); ++offset) {
        sys_days const day = first + days{static_cast<int>(offset)};
        bool const holiday = std::find(holidays.begin(), holidays.end(), day) != holidays.end();
        EXPECT_EQ(result[offset] == 0, holiday || is_weekend(day)) << day.time_since_epoch().count();
    }
}

TEST(Calendar, united_kingdom_has_as_many_working_days_a_year_as_counted_by_hand) {
    // 2016: 366 days from a Friday = 52 weeks + Friday, Saturday: 261 weekdays, 8 bank holidays on weekdays.
    EXPECT_EQ(working_days(Base::united_kingdom, 2016y / 1 / 1, 2016y / 12 / 31), 253u);
    // 2017: 52 weeks + one Sunday: 260 - 8.
    EXPECT_EQ(working_days(Base::united_kingdom, 2017y / 1 / 1, 2017y / 12 / 31), 252u);
    // 2018: 52 weeks + one Monday: 261 - 8.
    EXPECT_EQ(working_days(Base::united_kingdom, 2018y / 1 / 1, 2018y / 12 / 31), 253u);
    // 2019: 52 weeks + one Tuesday: 261 - 8.
    EXPECT_EQ(working_days(Base::united_kingdom, 2019y / 1 / 1, 2019y / 12 / 31), 253u);
    // 2020: 52 weeks + Wednesday, Thursday: 262 - 8.
    EXPECT_EQ(working_days(Base::united_kingdom, 2020y / 1 / 1, 2020y / 12 / 31), 254u);
}

TEST(Calendar, christmas_2016_and_easter_2017_are_counted_by_hand) {
    // Fri 23 Dec | Sat Sun | Mon 26, Tue 27 (for the 25th) closed | Wed 28, Thu 29, Fri 30 | Sat Sun |
    // Mon 2 Jan closed (for the 1st) | Tue 3.
    EXPECT_EQ(open({Base::united_kingdom, {}, {}}, 2016y / 12 / 23, 12),
              (OpenDays{1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1}));
    // Thu 13 April | Good Friday, Sat, Sun, Easter Monday closed | Tue 18.
    EXPECT_EQ(open({Base::united_kingdom, {}, {}}, 2017y / 4 / 13, 6), (OpenDays{1, 0, 0, 0, 0, 1}));
}

TEST(Calendar, one_off_bank_holidays_are_closed) {
    EXPECT_FALSE(is_open({Base::united_kingdom, {}, {}}, 2022y / 6 / 3));   // Platinum Jubilee
    EXPECT_FALSE(is_open({Base::united_kingdom, {}, {}}, 2022y / 9 / 19));  // state funeral
    EXPECT_FALSE(is_open({Base::united_kingdom, {}, {}}, 2023y / 5 / 8));   // coronation
}

TEST(Calendar, target_is_closed_on_six_days_and_at_weekends) {
    // 2019: all six fall on weekdays: 1 Jan, Good Friday, Easter Monday, 1 May, 25 and 26 Dec: 261 - 6.
    EXPECT_EQ(working_days(Base::target, 2019y / 1 / 1, 2019y / 12 / 31), 255u);
    EXPECT_FALSE(is_open({Base::target, {}, {}}, 2019y / 5 / 1));
    EXPECT_TRUE(is_open({Base::target, {}, {}}, 2019y / 8 / 26));
}

TEST(Calendar, united_states_is_closed_on_federal_holidays) {
    EXPECT_FALSE(is_open({Base::united_states, {}, {}}, 2019y / 7 / 4));
    EXPECT_FALSE(is_open({Base::united_states, {}, {}}, 2019y / 11 / 28));  // fourth Thursday of November
    EXPECT_TRUE(is_open({Base::united_states, {}, {}}, 2019y / 12 / 26));
}

TEST(Calendar, weekends_only_works_on_christmas_day_and_none_works_on_sundays) {
    EXPECT_EQ(open({Base::weekends_only, {}, {}}, 2017y / 12 / 22, 5), (OpenDays{1, 0, 0, 1, 1}));
    EXPECT_EQ(open({Base::none, {}, {}}, 2017y / 12 / 22, 5), (OpenDays{1, 1, 1, 1, 1}));
}

TEST(Calendar, twenty_ninth_of_february_is_a_day) {
    // 2016: Sun 28, Mon 29 February, Tue 1 March. 2017: Tue 28 February, Wed 1 March.
    EXPECT_EQ(open({Base::weekends_only, {}, {}}, 2016y / 2 / 28, 3), (OpenDays{0, 1, 1}));
    EXPECT_EQ(open({Base::weekends_only, {}, {}}, 2017y / 2 / 28, 2), (OpenDays{1, 1}));
}

TEST(Calendar, own_days_change_the_base_and_open_wins) {
    CalendarDefinition const own{Base::united_kingdom,
                                 {2017y / 12 / 27, 2017y / 12 / 28, 2000y / 1 / 3},
                                 {2017y / 12 / 28, 2017y / 12 / 30, 2100y / 1 / 2}};
    // Wed 27 closed by us, Thu 28 in both, Fri 29 as the base, Sat 30 opened by us, Sun 31.
    EXPECT_EQ(open(own, 2017y / 12 / 27, 5), (OpenDays{0, 1, 1, 1, 0}));
}

TEST(Calendar, own_days_do_not_leak_into_the_next_calendar) {
    EXPECT_FALSE(is_open({Base::united_kingdom, {2018y / 3 / 1}, {}}, 2018y / 3 / 1));
    EXPECT_TRUE(is_open({Base::united_kingdom, {}, {}}, 2018y / 3 / 1));
}

TEST(Calendar, covers_1901_to_2199_and_gives_a_problem_beyond) {
    CalendarDefinition const definition{Base::united_kingdom, {}, {}};
    EXPECT_EQ(open(definition, 1901y / 1 / 1, 2).size(), 2u);
    EXPECT_EQ(open(definition, 2199y / 12 / 31, 1).size(), 1u);
    std::vector<std::pair<sys_days, std::size_t>> const beyond = {
        {1900y / 12 / 31, 1}, {2199y / 12 / 31, 2}, {2200y / 1 / 1, 0}, {2000y / 1 / 1, ~std::size_t{0}}};
    for (auto const& [first, count] : beyond) {
        auto const result = open_days(definition, first, count);
        ASSERT_TRUE(std::holds_alternative<base::Problem>(result));
        EXPECT_NE(std::get<base::Problem>(result).reason.find("1901"), std::string::npos);
    }
}

TEST(Calendar, days_of_the_week_agree_over_the_whole_range) {
    // The conversion of dates is right if Saturdays and Sundays, and nothing else, are closed in three
    // centuries.
    OpenDays const result = open({Base::weekends_only, {}, {}}, kFirstCalendarDay, 109'207);
    for (std::size_t offset = 0; offset < result.size(); ++offset) {
        ASSERT_EQ(result[offset] == 0, is_weekend(kFirstCalendarDay + days{static_cast<int>(offset)}));
    }
}

}  // namespace
}  // namespace mergerisk::timeline
