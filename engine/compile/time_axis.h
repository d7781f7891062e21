#pragma once
// Dates as moments, and calendars as arrays.

#include "engine/base/problem.h"
#include "engine/model/scenario.h"
#include "engine/plan/plan.h"
#include "engine/timeline/month_grid.h"

#include <chrono>
#include <string>
#include <vector>

namespace mergerisk::compile {

/// Months from the valuation date, with room beyond the horizon for routes that outlast it.
class TimeAxis {
  public:
    explicit TimeAxis(model::Transaction const& transaction);

    [[nodiscard]] plan::Timeline const& timeline() const { return timeline_; }
    [[nodiscard]] std::size_t days() const;  ///< of the whole grid

    /// The start of that day, in months from the valuation date.
    [[nodiscard]] double months_of(std::chrono::sys_days date) const;

    /// The moments, in months, at which a deal may complete, from the valuation date to the end of the grid.
    /// Empty: any.
    [[nodiscard]] std::vector<double> allowed_completion(model::CompletesOn rule) const;

    /// The end of a clock that starts at the moment `start` [months] and runs for `units`, without stops.
    [[nodiscard]] double end_of(plan::Clock const& clock, plan::Calendar const& calendar, double start,
                                double units) const;

  private:
    std::chrono::sys_days valuation_date_;
    timeline::MonthGrid grid_;
    plan::Timeline timeline_;
};

/// A calendar on which every day counts, for clocks without one.
inline constexpr char const* kEveryDay = "every_day";

/// The calendars of these names, in their order. Problems: days beyond the published calendars.
[[nodiscard]] std::vector<plan::Calendar> expand_calendars(model::Scenario const& scenario,
                                                           std::vector<std::string> const& names,
                                                           TimeAxis const& axis, base::Problems& problems);

}  // namespace mergerisk::compile
