#pragma once
// Months, days and statutory clocks. Moments, days and clocks: see plan::Clock and plan::Timeline.

#include "engine/kernel/program.h"
#include "engine/portable/elementary.h"
#include "engine/portable/inline.h"

#include <cmath>
#include <cstdint>

namespace mergerisk::kernel {

/// Beyond the grid of months: a 400-year cycle of the Gregorian calendar has 146,097 days and 4,800 months.
inline constexpr double kDaysAMonth = 30.436875;
/// A moment so shortly after the end of a day is that end: months and days were converted into each other.
inline constexpr double kDayTolerance = 1e-6;
inline constexpr double kMonthTolerance = 1e-9;
/// Days fit into integers up to here, and nothing of interest is later.
inline constexpr double kLastDay = 1e12;

MERGERISK_ALWAYS_INLINE double days_from_months(MonthGrid grid, double months) {
    auto const last = static_cast<double>(grid.size - 1);
    if (!(months < last)) return grid.start_day[grid.size - 1] + (months - last) * kDaysAMonth;
    auto const month = static_cast<std::size_t>(months);
    double const start = grid.start_day[month];
    return start + (months - static_cast<double>(month)) * (grid.start_day[month + 1] - start);
}

MERGERISK_ALWAYS_INLINE double months_from_days(MonthGrid grid, double days) {
    std::size_t const last = grid.size - 1;
    if (!(days < grid.start_day[last]))
        return static_cast<double>(last) + (days - grid.start_day[last]) / kDaysAMonth;
    auto month = static_cast<std::size_t>(portable::maximum(0.0, days / kDaysAMonth));
    if (month >= last) month = last - 1;
    while (month > 0 && days < grid.start_day[month]) --month;
    while (!(days < grid.start_day[month + 1])) ++month;
    double const start = grid.start_day[month];
    return static_cast<double>(month) + (days - start) / (grid.start_day[month + 1] - start);
}

/// Open days before `day`.
MERGERISK_ALWAYS_INLINE std::int64_t open_before(CalendarView const& calendar, std::int64_t day) {
    auto const days = static_cast<std::int64_t>(calendar.open_before.size) - 1;
    if (day <= 0) return 0;
    if (day <= days) return calendar.open_before[static_cast<std::size_t>(day)];
    return calendar.open_before[static_cast<std::size_t>(days)] + (day - days);
}

/// The k-th open day, from 0.
MERGERISK_ALWAYS_INLINE std::int64_t open_day(CalendarView const& calendar, std::int64_t k) {
    auto const known = static_cast<std::int64_t>(calendar.open_day.size);
    if (k < known) return calendar.open_day[static_cast<std::size_t>(k < 0 ? 0 : k)];
    return static_cast<std::int64_t>(calendar.open_before.size) - 1 + (k - known);
}

/// The last of `count` counted days when `first` is the first day that may count.
MERGERISK_ALWAYS_INLINE std::int64_t last_counted_day(CalendarView const& calendar, plan::Clock::Unit unit,
                                                      std::int64_t first, std::int64_t count) {
    if (count <= 0) return first - 1;
    if (unit == plan::Clock::Unit::working_day)
        return open_day(calendar, open_before(calendar, first) + count - 1);
    return first + (unit == plan::Clock::Unit::week ? 7 * count : count) - 1;
}

MERGERISK_ALWAYS_INLINE std::int64_t rounded(double value) {
    return static_cast<std::int64_t>(std::floor(portable::clamp(value, -1e15, 1e15) + 0.5));
}

/// The end in months of a clock that starts at `start` months and counts `length` units, then `stop` units.
MERGERISK_ALWAYS_INLINE double clock_end(ClockStep const& clock, CalendarView const& calendar, MonthGrid grid,
                                         double start, std::int64_t length, std::int64_t stop) {
    double const moment = days_from_months(grid, start);
    double const lies_in = portable::clamp(std::ceil(moment - kDayTolerance) - 1.0, 0.0, kLastDay);
    auto const day = static_cast<std::int64_t>(lies_in);
    std::int64_t last = last_counted_day(calendar, clock.unit, clock.first_day_next ? day + 1 : day, length);
    if (stop > 0) last = last_counted_day(calendar, clock.stop_unit, last + 1, stop);
    if (clock.ends_on_working_day && open_before(calendar, last + 1) == open_before(calendar, last))
        last = open_day(calendar, open_before(calendar, last));
    return months_from_days(grid, static_cast<double>(last + 1));
}

/// The first allowed moment that is not before `moment`.
MERGERISK_ALWAYS_INLINE double next_allowed(Array<double> allowed, double moment) {
    for (double const candidate : allowed) {
        if (candidate >= moment - kMonthTolerance) return candidate;
    }
    return moment;
}

}  // namespace mergerisk::kernel
