#pragma once
// Months and days: moments of a trial as dates.

#include "engine/plan/plan.h"

#include <chrono>
#include <cstdint>
#include <limits>

namespace mergerisk::reference {

inline constexpr double kNever = std::numeric_limits<double>::infinity();

/// Beyond the grid of a plan a month has this many days: 400 years of the Gregorian calendar have 146,097.
inline constexpr double kDaysPerMonth = 30.436875;

/// Days after the valuation date at a moment. Precondition: 0 <= months, finite.
[[nodiscard]] double days_at(plan::Timeline const& timeline, double months);

/// The inverse. Precondition: 0 <= days, finite.
[[nodiscard]] double months_at(plan::Timeline const& timeline, double days);

/// The day in which a moment lies: the end of a day is in that day, moment 0 in day 0, and what is up to 1e-6
/// days after the end of a day is taken for that end (rounding).
[[nodiscard]] std::int64_t day_of(plan::Timeline const& timeline, double months);

/// The same as a date: when something that ended then is said to have ended.
[[nodiscard]] std::chrono::sys_days date_of(plan::Timeline const& timeline, double months);

/// The date that begins at a moment, or in which it lies if none does: when something that starts then is
/// said to start.
[[nodiscard]] std::chrono::sys_days date_from(plan::Timeline const& timeline, double months);

}  // namespace mergerisk::reference
