#pragma once
// The time axis: calendar months from the valuation date, and the days in them.
//
// A moment is a number of days after the start of the valuation date, with a fraction: it lies in day d
// (counted from 0) when d < moment <= d + 1, so the end of day d is the moment d + 1. A date that a person
// writes means the start of that day.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mergerisk::timeline {

/// Mean length of a month of the Gregorian calendar [days]: 146,097 days in 400 years of 12 months.
inline constexpr double kDaysPerMonth = 30.436875;

/// The days on which the months begin, counted from the valuation date. [months + 1], strictly increasing,
/// the first is 0; the last is where the grid ends.
///
/// Months begin on the monthly anniversaries of the valuation date; where a month is too short, on its last
/// day: from 31 January 2017 on 28 February, 31 March, 30 April. An anniversary is always counted from the
/// valuation date, so a short month does not shift the later ones.
struct MonthGrid {
    std::vector<std::int32_t> month_start_day;

    [[nodiscard]] std::size_t months() const { return month_start_day.size() - 1; }
    friend bool operator==(MonthGrid const&, MonthGrid const&) = default;
};

/// The grid of `months` months from `valuation_date` on. `months` may be 0; at most 12,000 (a thousand
/// years).
[[nodiscard]] MonthGrid month_grid(std::chrono::sys_days valuation_date, std::size_t months);

/// The moment `day` [days] in months. Inside the grid, time is linear in days within each month; before and
/// after it a month has kDaysPerMonth days. Strictly increasing and continuous; infinity stays infinity.
[[nodiscard]] double months_at(MonthGrid const& grid, double day);

/// The inverse of months_at, up to rounding.
[[nodiscard]] double days_at(MonthGrid const& grid, double months);

/// The moment at which `date` begins: whole days after the valuation date, negative before it.
[[nodiscard]] double moment_of(std::chrono::sys_days valuation_date, std::chrono::sys_days date);

/// Converting a moment into months and back moves it by rounding, never by as much as this. [days]
inline constexpr double kRoundingDays = 1e-6;

/// The day, counted from 0, in which `moment` lies: the moments 2.5 and 3 lie in day 2, moment 0 in day 0. A
/// moment up to kRoundingDays after the end of a day still lies in that day. Precondition: finite, and the
/// day fits in 32 bits.
[[nodiscard]] std::int32_t day_of(double moment);

}  // namespace mergerisk::timeline
