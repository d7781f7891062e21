#include "engine/reference/clock.h"

#include "engine/reference/moments.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace mergerisk::reference {
namespace {

constexpr std::int64_t kDaysOfWeek = 7;

std::int64_t rounded(double units) {
    return static_cast<std::int64_t>(std::floor(units + 0.5));
}

// A calendar without ends: days before day 0 are closed, days beyond it open.
class WorkingDays {
  public:
    explicit WorkingDays(plan::Calendar const& calendar) : calendar_{calendar} {}

    /// Open days before that day.
    [[nodiscard]] std::int64_t before(std::int64_t day) const {
        if (day <= 0) return 0;
        if (day <= covered()) return calendar_.open_before[static_cast<std::size_t>(day)];
        return calendar_.open_before.back() + (day - covered());
    }
    /// The open day with that many open days before it.
    [[nodiscard]] std::int64_t day(std::int64_t index) const {
        auto const known = static_cast<std::int64_t>(calendar_.open_day.size());
        if (index < known) return calendar_.open_day[static_cast<std::size_t>(index)];
        return covered() + (index - known);
    }
    /// That day or the next open one.
    [[nodiscard]] std::int64_t at_or_after(std::int64_t from) const { return day(before(from)); }

  private:
    [[nodiscard]] std::int64_t covered() const {
        return static_cast<std::int64_t>(calendar_.open_before.size()) - 1;
    }
    plan::Calendar const& calendar_;
};

// The day that is `units` after `day`; `day` itself when there are none.
std::int64_t later(std::int64_t day, std::int64_t units, plan::Clock::Unit unit, WorkingDays const& working) {
    if (units <= 0) return day;
    switch (unit) {
        case plan::Clock::Unit::working_day:
            return working.day(working.before(day + 1) + units - 1);
        case plan::Clock::Unit::day:
            return day + units;
        case plan::Clock::Unit::week:
            return day + kDaysOfWeek * units;
    }
    return day;
}

ClockReading first_counted_day(plan::Plan const& plan, plan::Clock const& clock, double start) {
    ClockReading reading;
    reading.first_day = day_of(plan.timeline, start) + (clock.first_day_next ? 1 : 0);
    if (clock.unit == plan::Clock::Unit::working_day)
        reading.first_day =
            WorkingDays{plan.calendars[clock.calendar.index()]}.at_or_after(reading.first_day);
    return reading;
}

// The last counted day lies `units` after the day before the first one.
void count(ClockReading& reading, plan::Clock const& clock, WorkingDays const& working) {
    reading.last_day = later(reading.first_day - 1, reading.units, clock.unit, working);
}

void finish(ClockReading& reading, plan::Plan const& plan, plan::Clock const& clock,
            WorkingDays const& working) {
    if (clock.ends_on_working_day) reading.last_day = working.at_or_after(reading.last_day);
    reading.end = months_at(plan.timeline, static_cast<double>(reading.last_day + 1));
}

}  // namespace

ClockReading drawn_clock(plan::Plan const& plan, plan::Clock const& clock, double start,
                         Values const& values) {
    WorkingDays const working{plan.calendars[clock.calendar.index()]};
    ClockReading reading = first_counted_day(plan, clock, start);
    double const length = std::floor(values.get(clock.length, clock.statutory) + 0.5);
    reading.units = static_cast<std::int64_t>(std::min(std::max(length, clock.earliest), clock.statutory));
    if (auto const& extension = clock.extension;
        extension && values.uniform(extension->happens) < values[extension->probability]) {
        reading.extended = true;
        reading.units = static_cast<std::int64_t>(clock.statutory) + rounded(values[extension->extra]);
    }
    count(reading, clock, working);
    if (auto const& stop = clock.stop; stop && values.uniform(stop->happens) < values[stop->probability]) {
        reading.stopped_units = std::max<std::int64_t>(0, rounded(values[stop->length]));
        reading.last_day = later(reading.last_day, reading.stopped_units, stop->unit, working);
    }
    finish(reading, plan, clock, working);
    return reading;
}

ClockReading claimed_clock(plan::Plan const& plan, plan::Clock const& clock, double start) {
    WorkingDays const working{plan.calendars[clock.calendar.index()]};
    ClockReading reading = first_counted_day(plan, clock, start);
    reading.units = rounded(clock.planned);
    count(reading, clock, working);
    finish(reading, plan, clock, working);
    return reading;
}

}  // namespace mergerisk::reference
