#include "engine/compile/time_axis.h"

#include "engine/base/contract.h"
#include "engine/model/lookup.h"
#include "engine/timeline/calendar.h"
#include "engine/timeline/discount.h"

#include <cmath>
#include <cstddef>
#include <utility>

namespace mergerisk::compile {
namespace {

/// The plan asks for at least 240 months beyond the horizon.
constexpr std::size_t kMonthsBeyondHorizon = 240;

plan::Timeline timeline_of(model::Transaction const& transaction, timeline::MonthGrid const& grid) {
    plan::Timeline timeline;
    timeline.valuation_date = transaction.valuation_date;
    timeline.months = static_cast<std::uint32_t>(std::lround(transaction.horizon_months));
    timeline.month_start_day = grid.month_start_day;
    timeline.flow_moment = transaction.discounting == model::Discounting::mid_period ? 0.5 : 1.0;
    timeline.deflate = transaction.prices == model::Prices::real;
    std::vector<timeline::DiscountStep> steps;
    steps.reserve(transaction.discount_rate.size());
    for (model::DiscountStep const& step : transaction.discount_rate)
        steps.push_back({step.from_year, step.rate});
    std::vector<double> years;
    for (std::uint32_t m = 0; m < timeline.months; ++m) {
        years.push_back((static_cast<double>(m) + timeline.flow_moment) / 12.0);
    }
    timeline.discount = timeline::discount_factors(steps, years);
    return timeline;
}

timeline::CalendarDefinition definition_of(model::Calendar const& calendar) {
    using From = model::Calendar::Base;
    using To = timeline::CalendarDefinition::Base;
    timeline::CalendarDefinition definition;
    definition.closed = calendar.closed;
    definition.open = calendar.open;
    switch (calendar.base) {
        case From::none:
            definition.base = To::none;
            break;
        case From::weekends_only:
            definition.base = To::weekends_only;
            break;
        case From::united_kingdom:
            definition.base = To::united_kingdom;
            break;
        case From::target:
            definition.base = To::target;
            break;
        case From::united_states:
            definition.base = To::united_states;
            break;
    }
    return definition;
}

/// The first month start of a rule at or after a date.
std::chrono::sys_days first_allowed(std::chrono::sys_days from, unsigned months_apart, unsigned first_month) {
    std::chrono::year_month_day const date{from};
    std::chrono::year_month month{date.year(), date.month()};
    if (date.day() != std::chrono::day{1}) month += std::chrono::months{1};
    while ((static_cast<unsigned>(month.month()) + 12 - first_month) % months_apart != 0) {
        month += std::chrono::months{1};
    }
    return month / 1;
}

}  // namespace

TimeAxis::TimeAxis(model::Transaction const& transaction)
    : valuation_date_{transaction.valuation_date},
      grid_{timeline::month_grid(
          valuation_date_,
          static_cast<std::size_t>(std::lround(transaction.horizon_months)) + kMonthsBeyondHorizon)},
      timeline_{timeline_of(transaction, grid_)} {}

std::size_t TimeAxis::days() const {
    return static_cast<std::size_t>(grid_.month_start_day.back());
}

double TimeAxis::months_of(std::chrono::sys_days date) const {
    return timeline::months_at(grid_, timeline::moment_of(valuation_date_, date));
}

std::vector<double> TimeAxis::allowed_completion(model::CompletesOn rule) const {
    unsigned months_apart = 1;
    unsigned first_month = 1;
    switch (rule) {
        case model::CompletesOn::any_moment:
            return {};
        case model::CompletesOn::first_of_month:
            break;
        case model::CompletesOn::first_of_quarter:
            months_apart = 3;
            break;
        case model::CompletesOn::first_of_april:
            months_apart = 12;
            first_month = 4;
            break;
    }
    std::vector<double> moments;
    std::chrono::sys_days const end = valuation_date_ + std::chrono::days{days()};
    std::chrono::sys_days date = first_allowed(valuation_date_, months_apart, first_month);
    while (date <= end) {
        moments.push_back(months_of(date));
        std::chrono::year_month_day const current{date};
        date = std::chrono::year_month{current.year(), current.month()} / std::chrono::day{1} +
               std::chrono::months{months_apart};
    }
    return moments;
}

double TimeAxis::end_of(plan::Clock const& clock, plan::Calendar const& calendar, double start,
                        double units) const {
    // Beyond any calendar there is nothing to count.
    constexpr double kFarthestMonth = 1e6;
    if (!(start < kFarthestMonth)) return start;
    // A moment just after the end of a day is that end, rounded; moment 0 lies in day 0.
    constexpr double kRounding = 1e-6;
    std::int32_t in_day = timeline::day_of(timeline::days_at(grid_, start) - kRounding);
    if (in_day < 0) in_day = 0;
    std::int32_t const first = clock.first_day_next ? in_day + 1 : in_day;
    double last = 0;
    if (clock.unit == plan::Clock::Unit::working_day) {
        auto const day = static_cast<std::size_t>(first);
        if (day >= calendar.open_before.size()) return start;
        auto const wanted =
            static_cast<std::size_t>(calendar.open_before[day]) + static_cast<std::size_t>(units) - 1;
        if (wanted >= calendar.open_day.size())
            return timeline::months_at(grid_, static_cast<double>(days()));
        last = calendar.open_day[wanted];
    } else {
        double const days = clock.unit == plan::Clock::Unit::week ? 7 * units : units;
        last = first + days - 1;
    }
    if (clock.ends_on_working_day && last >= 0 && last < static_cast<double>(calendar.open_before.size())) {
        auto const open = static_cast<std::size_t>(calendar.open_before[static_cast<std::size_t>(last)]);
        if (open < calendar.open_day.size()) last = calendar.open_day[open];
    }
    return timeline::months_at(grid_, last + 1);
}

std::vector<plan::Calendar> expand_calendars(model::Scenario const& scenario,
                                             std::vector<std::string> const& names, TimeAxis const& axis,
                                             base::Problems& problems) {
    std::vector<plan::Calendar> calendars;
    for (std::string const& name : names) {
        timeline::CalendarDefinition definition{timeline::CalendarDefinition::Base::none, {}, {}};
        std::string path = "transaction.calendar";
        if (name != kEveryDay) {
            model::Calendar const* calendar = model::find_named(scenario.calendars, name);
            EXPECTS(calendar != nullptr);
            definition = definition_of(*calendar);
            path = calendar->path;
        }
        plan::Calendar expanded;
        expanded.name = name;
        expanded.open_before.push_back(0);
        auto const open = timeline::open_days(definition, scenario.transaction.valuation_date, axis.days());
        if (auto const* problem = std::get_if<base::Problem>(&open)) {
            problems.push_back(*problem);
            problems.back().path = path;
        } else {
            std::int32_t day = 0;
            for (std::uint8_t const is_open : std::get<timeline::OpenDays>(open)) {
                if (is_open != 0) expanded.open_day.push_back(day);
                expanded.open_before.push_back(static_cast<std::int32_t>(expanded.open_day.size()));
                ++day;
            }
        }
        calendars.push_back(std::move(expanded));
    }
    return calendars;
}

}  // namespace mergerisk::compile
