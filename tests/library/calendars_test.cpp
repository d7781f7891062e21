// The calendars of the library against published lists and the rules behind them.

#include "engine/timeline/calendar.h"
#include "tests/library/shipped.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace mergerisk::library {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

std::string text(sys_days day) {
    year_month_day const date{day};
    return std::to_string(static_cast<int>(date.year())) + "-" +
           std::to_string(static_cast<unsigned>(date.month())) + "-" +
           std::to_string(static_cast<unsigned>(date.day()));
}

bool is_weekend(sys_days day) {
    return std::chrono::weekday{day}.iso_encoding() >= 6;
}

timeline::CalendarDefinition::Base base_of(model::Calendar const& calendar) {
    using Base = timeline::CalendarDefinition::Base;
    switch (calendar.base) {
        case model::Calendar::Base::none:
            return Base::none;
        case model::Calendar::Base::weekends_only:
            return Base::weekends_only;
        case model::Calendar::Base::united_kingdom:
            return Base::united_kingdom;
        case model::Calendar::Base::target:
            return Base::target;
        case model::Calendar::Base::united_states:
            return Base::united_states;
    }
    throw std::out_of_range("unknown base");
}

/// The weekdays of these years on which the calendar is closed.
std::set<sys_days> closed_weekdays(std::string const& name, year first, year last) {
    model::Calendar const& shipped = calendar(name);
    sys_days const from = first / 1 / 1;
    sys_days const to = last / 12 / 31;
    auto const open = std::get<timeline::OpenDays>(
        timeline::open_days({base_of(shipped), shipped.closed, shipped.open}, from,
                            static_cast<std::size_t>((to - from).count()) + 1));
    std::set<sys_days> closed;
    for (std::size_t i = 0; i < open.size(); ++i) {
        sys_days const day = from + days{static_cast<int>(i)};
        EXPECT_FALSE(is_weekend(day) && open[i] != 0) << name << " is open on " << text(day);
        if (!is_weekend(day) && open[i] == 0) closed.insert(day);
    }
    return closed;
}

void expect_same(std::set<sys_days> const& closed, std::set<sys_days> const& expected) {
    for (sys_days const day : expected) EXPECT_TRUE(closed.contains(day)) << text(day) << " should be closed";
    for (sys_days const day : closed) EXPECT_TRUE(expected.contains(day)) << text(day) << " should be open";
}

/// Easter Sunday: Meeus, Astronomical Algorithms, chapter 8 (Gregorian calendar).
sys_days easter(year of) {
    int const y = static_cast<int>(of);
    int const a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
    int const g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int const l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return of / std::chrono::month(static_cast<unsigned>(n / 31)) / (n % 31 + 1);
}

sys_days on_a_weekday(sys_days day, int step) {
    while (is_weekend(day)) day += days{step};
    return day;
}

// Holidays by the Banking and Financial Dealings Act 1971, substitute days included, and by the proclamations
// that gov.uk/bank-holidays and its archive list.
std::set<sys_days> bank_holidays(year y) {
    using std::chrono::May;
    using std::chrono::Monday;
    std::set<sys_days> closed{on_a_weekday(y / 1 / 1, 1), easter(y) - days{2}, easter(y) + days{1},
                              sys_days{y / 8 / Monday[std::chrono::last]}};
    closed.insert(y == 2020y ? sys_days{2020y / 5 / 8} : sys_days{y / May / Monday[1]});
    if (y == 2002y) {
        closed.insert({2002y / 6 / 3, 2002y / 6 / 4});
    } else if (y == 2012y) {
        closed.insert({2012y / 6 / 4, 2012y / 6 / 5});
    } else if (y == 2022y) {
        closed.insert({2022y / 6 / 2, 2022y / 6 / 3, 2022y / 9 / 19});
    } else {
        closed.insert(sys_days{y / May / Monday[std::chrono::last]});
    }
    if (y == 2011y) closed.insert(2011y / 4 / 29);
    if (y == 2023y) closed.insert(2023y / 5 / 8);
    // Christmas Day and Boxing Day; what falls on a weekend moves to the next days that are free.
    for (sys_days const holiday : {sys_days{y / 12 / 25}, sys_days{y / 12 / 26}}) {
        if (!is_weekend(holiday)) closed.insert(holiday);
    }
    for (sys_days const holiday : {sys_days{y / 12 / 25}, sys_days{y / 12 / 26}}) {
        sys_days day = holiday;
        while (is_weekend(holiday) && (is_weekend(day) || closed.contains(day))) day += days{1};
        closed.insert(day);
    }
    return closed;
}

TEST(England, is_closed_on_every_bank_holiday_since_the_enterprise_act_and_open_on_other_weekdays) {
    std::set<sys_days> expected;
    for (year y = 2002y; y <= 2035y; ++y) expected.merge(bank_holidays(y));
    expect_same(closed_weekdays("england", 2002y, 2035y), expected);
}

// 5 U.S.C. 6103: what falls on a Saturday is observed on the Friday before, on a Sunday on the Monday after.
std::set<sys_days> federal_holidays(year y) {
    using std::chrono::Monday;
    using std::chrono::Thursday;
    auto const observed = [](sys_days day) {
        return std::chrono::weekday{day} == std::chrono::Saturday ? day - days{1} : on_a_weekday(day, 1);
    };
    std::set<sys_days> closed{observed(y / 1 / 1),
                              sys_days{y / 1 / Monday[3]},
                              sys_days{y / 2 / Monday[3]},
                              sys_days{y / 5 / Monday[std::chrono::last]},
                              observed(y / 7 / 4),
                              sys_days{y / 9 / Monday[1]},
                              sys_days{y / 10 / Monday[2]},
                              observed(y / 11 / 11),
                              sys_days{y / 11 / Thursday[4]},
                              observed(y / 12 / 25),
                              observed((y + std::chrono::years{1}) / 1 / 1)};
    if (y >= 2021y) closed.insert(observed(y / 6 / 19));
    return closed;
}

TEST(UnitedStatesFederal, is_closed_on_every_legal_public_holiday_the_first_juneteenth_included) {
    std::set<sys_days> expected;
    for (year y = 2000y; y <= 2035y; ++y) {
        for (sys_days const day : federal_holidays(y))
            if (year_month_day{day}.year() >= 2000y && year_month_day{day}.year() <= 2035y)
                expected.insert(day);
    }
    expect_same(closed_weekdays("united_states_federal", 2000y, 2035y), expected);
    EXPECT_TRUE(expected.contains(2021y / 6 / 18));
}

// The lists as published: OJ C 39, 12.2.2013, p. 26 (2014), OJ C 201 I, 28.5.2021, p. 2 (2023), and those of
// 2017 and 2020 (en.wikipedia.org, Public holidays in the European Union, as it stood in these years).
TEST(EuropeanCommission, is_closed_on_the_days_that_the_official_journal_lists) {
    std::vector<std::pair<year, std::vector<char const*>>> const lists{
        {2014y,
         {"1-1", "1-2", "4-17", "4-18", "4-21", "5-1", "5-9", "5-29", "5-30", "6-9", "7-21", "8-15", "12-24",
          "12-25", "12-26", "12-29", "12-30", "12-31"}},
        {2017y,
         {"1-2", "4-13", "4-14", "4-17", "5-1", "5-9", "5-25", "5-26", "6-5", "7-21", "8-15", "11-1", "11-2",
          "12-25", "12-26", "12-27", "12-28", "12-29"}},
        {2020y,
         {"1-1", "1-2", "4-9", "4-10", "4-13", "5-1", "5-21", "5-22", "6-1", "7-21", "11-2", "12-24", "12-25",
          "12-28", "12-29", "12-30", "12-31"}},
        {2023y,
         {"1-2", "4-6", "4-7", "4-10", "5-1", "5-9", "5-18", "5-19", "5-29", "7-21", "8-15", "11-1", "11-2",
          "12-25", "12-26", "12-27", "12-28", "12-29"}}};
    for (auto const& [of, list] : lists) {
        std::set<std::string> expected;
        for (char const* day : list) expected.insert(std::to_string(static_cast<int>(of)) + "-" + day);
        std::set<std::string> closed;
        for (sys_days const day : closed_weekdays("european_commission", of, of)) closed.insert(text(day));
        EXPECT_EQ(closed, expected);
    }
}

// The calendar's note: the pattern by which it continues the lists.
TEST(EuropeanCommission, follows_the_pattern_of_these_lists_in_the_years_that_it_covers) {
    std::set<sys_days> expected;
    for (year y = 2004y; y <= 2030y; ++y) {
        sys_days const sunday = easter(y);
        std::vector<sys_days> holidays{
            y / 1 / 1,  y / 1 / 2,  sunday - days{3},  sunday - days{2},  sunday + days{1},
            y / 5 / 1,  y / 5 / 9,  sunday + days{39}, sunday + days{40}, sunday + days{50},
            y / 7 / 21, y / 8 / 15, y / 11 / 1,        y / 11 / 2};
        bool const on_saturday = std::chrono::weekday{sys_days{y / 12 / 24}} == std::chrono::Saturday;
        for (sys_days day = y / 12 / (on_saturday ? 23 : 24); day <= sys_days{y / 12 / 31}; day += days{1})
            holidays.push_back(day);
        for (sys_days const day : holidays)
            if (!is_weekend(day)) expected.insert(day);
    }
    expect_same(closed_weekdays("european_commission", 2004y, 2030y), expected);
}

// TARGET, the payment system, is open on most of the Commission's holidays: its calendar is no substitute.
TEST(EuropeanCommission, is_closed_on_days_on_which_payments_are_made) {
    std::set<sys_days> const closed = closed_weekdays("european_commission", 2023y, 2023y);
    auto const payments = std::get<timeline::OpenDays>(timeline::open_days(
        {timeline::CalendarDefinition::Base::target, {}, {}}, sys_days{2023y / 1 / 1}, 365));
    auto const open_for_payments = std::count_if(closed.begin(), closed.end(), [&](sys_days day) {
        return payments[static_cast<std::size_t>((day - sys_days{2023y / 1 / 1}).count())] != 0;
    });
    // All 18 but Good Friday, Easter Monday, 1 May, 25 and 26 December.
    EXPECT_EQ(open_for_payments, 13);
}

}  // namespace
}  // namespace mergerisk::library
