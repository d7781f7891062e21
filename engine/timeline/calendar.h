#pragma once
// Which days are working days.

#include "engine/base/problem.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

namespace mergerisk::timeline {

/// A calendar of working days: a published base and the days on which one's own calendar differs from it.
///
/// `closed` days are not worked whatever the base says, `open` days are; a day in both is open. Days outside
/// the dates asked for have no effect.
struct CalendarDefinition {
    enum class Base {
        none,            ///< every day is a working day, weekends too
        weekends_only,   ///< Monday to Friday
        united_kingdom,  ///< England and Wales: Monday to Friday without bank holidays, one-off ones included
        target,          ///< the euro payment system (TARGET): closed on six days a year and at weekends
        united_states,   ///< Monday to Friday without federal holidays
    };

    Base base = Base::weekends_only;
    std::vector<std::chrono::sys_days> closed;
    std::vector<std::chrono::sys_days> open;

    friend bool operator==(CalendarDefinition const&, CalendarDefinition const&) = default;
};

/// The published calendars reach from kFirstCalendarDay to kLastCalendarDay (the range of QuantLib's dates).
inline constexpr std::chrono::sys_days kFirstCalendarDay = std::chrono::year{1901} / std::chrono::January / 1;
inline constexpr std::chrono::sys_days kLastCalendarDay =
    std::chrono::year{2199} / std::chrono::December / 31;

/// One number per day from `first` on: 1 on a working day, else 0. [days]
using OpenDays = std::vector<std::uint8_t>;

/// The working days of `days` days from `first` on, or the problem that some of them lie outside the range of
/// the published calendars (the problem's path is empty; the caller knows it).
///
/// Bank holidays of years to come are those that the rules of today give.
[[nodiscard]] std::variant<OpenDays, base::Problem> open_days(CalendarDefinition const& definition,
                                                              std::chrono::sys_days first, std::size_t days);

}  // namespace mergerisk::timeline
