#include "engine/timeline/calendar.h"

#include "engine/base/contract.h"

#include <ql/time/calendar.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/calendars/target.hpp>
#include <ql/time/calendars/unitedkingdom.hpp>
#include <ql/time/calendars/unitedstates.hpp>
#include <ql/time/calendars/weekendsonly.hpp>
#include <ql/time/date.hpp>

namespace mergerisk::timeline {

namespace {

using std::chrono::sys_days;

QuantLib::Calendar published(CalendarDefinition::Base base) {
    switch (base) {
        case CalendarDefinition::Base::none:
            return QuantLib::NullCalendar();
        case CalendarDefinition::Base::weekends_only:
            return QuantLib::WeekendsOnly();
        case CalendarDefinition::Base::united_kingdom:
            return QuantLib::UnitedKingdom(QuantLib::UnitedKingdom::Settlement);
        case CalendarDefinition::Base::target:
            return QuantLib::TARGET();
        case CalendarDefinition::Base::united_states:
            return QuantLib::UnitedStates(QuantLib::UnitedStates::Settlement);
    }
    base::contract_violated("precondition", "a known calendar", __FILE__, __LINE__);
}

// QuantLib counts days as spreadsheets do: 1 January 1901 is day 367.
QuantLib::Date quantlib_date(sys_days day) {
    constexpr QuantLib::Date::serial_type kFirstSerial = 367;
    return QuantLib::Date(kFirstSerial +
                          static_cast<QuantLib::Date::serial_type>((day - kFirstCalendarDay).count()));
}

// The extra days are set here and not with QuantLib's addHoliday, which would change the calendar of
// everybody.
void set_days(OpenDays& result, sys_days first, std::vector<sys_days> const& days, std::uint8_t value) {
    for (sys_days const day : days) {
        auto const offset = (day - first).count();
        if (offset >= 0 && static_cast<std::size_t>(offset) < result.size()) {
            result[static_cast<std::size_t>(offset)] = value;
        }
    }
}

}  // namespace

std::variant<OpenDays, base::Problem> open_days(CalendarDefinition const& definition, sys_days first,
                                                std::size_t days) {
    constexpr auto kDaysCovered =
        static_cast<std::size_t>((kLastCalendarDay - kFirstCalendarDay).count()) + 1;
    bool const starts_inside = kFirstCalendarDay <= first && first <= kLastCalendarDay;
    if (!starts_inside ||
        days > kDaysCovered - static_cast<std::size_t>((first - kFirstCalendarDay).count())) {
        return base::Problem{.path = {},
                             .reason =
                                 "the dates reach beyond the calendar, which covers 1 January 1901 to 31 "
                                 "December 2199",
                             .suggestion = "Use dates inside it",
                             .place = {}};
    }
    QuantLib::Calendar const calendar = published(definition.base);
    OpenDays result(days);
    for (std::size_t day = 0; day < days; ++day) {
        sys_days const date = first + std::chrono::days{static_cast<std::int64_t>(day)};
        result[day] = calendar.isBusinessDay(quantlib_date(date)) ? 1 : 0;
    }
    set_days(result, first, definition.closed, 0);
    set_days(result, first, definition.open, 1);
    return result;
}

}  // namespace mergerisk::timeline
