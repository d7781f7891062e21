#pragma once
// Statutory clocks on working-day calendars.

#include "engine/plan/plan.h"
#include "engine/reference/draws.h"

#include <cstdint>

namespace mergerisk::reference {

/// How a clock ran. Days count from the valuation date.
struct ClockReading {
    std::int64_t first_day = 0;  ///< first counted day
    std::int64_t units = 0;      ///< working days, days or weeks that were counted
    bool extended = false;
    std::int64_t stopped_units = 0;  ///< in the unit of the stop
    std::int64_t last_day = 0;       ///< the clock ends at its end
    double end = 0;                  ///< that moment, months
};

/// The rules stand at plan::Clock. `start` in months.
[[nodiscard]] ClockReading drawn_clock(plan::Plan const& plan, plan::Clock const& clock, double start,
                                       Values const& values);

/// The planned number of units, not extended, not stopped.
[[nodiscard]] ClockReading claimed_clock(plan::Plan const& plan, plan::Clock const& clock, double start);

}  // namespace mergerisk::reference
