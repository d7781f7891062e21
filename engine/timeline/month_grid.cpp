#include "engine/timeline/month_grid.h"

#include "engine/base/contract.h"

#include <algorithm>
#include <cmath>

namespace mergerisk::timeline {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month;
using std::chrono::year_month_day;

sys_days anniversary(year_month_day from, int months) {
    year_month const month = from.year() / from.month() + std::chrono::months{months};
    std::chrono::day const last = (month / std::chrono::last).day();
    return sys_days{month / (from.day() < last ? from.day() : last)};
}

}  // namespace

MonthGrid month_grid(sys_days valuation_date, std::size_t months) {
    constexpr std::size_t kMostMonths = 12'000;
    EXPECTS(months <= kMostMonths);
    year_month_day const from{valuation_date};
    EXPECTS(from.ok());
    MonthGrid grid;
    grid.month_start_day.reserve(months + 1);
    for (std::size_t month = 0; month <= months; ++month) {
        auto const start = anniversary(from, static_cast<int>(month)) - valuation_date;
        grid.month_start_day.push_back(static_cast<std::int32_t>(start.count()));
    }
    return grid;
}

double months_at(MonthGrid const& grid, double day) {
    EXPECTS(!std::isnan(day) && !grid.month_start_day.empty());
    std::vector<std::int32_t> const& starts = grid.month_start_day;
    if (day < 0.0) return day / kDaysPerMonth;
    if (day >= starts.back()) {
        return static_cast<double>(grid.months()) + (day - starts.back()) / kDaysPerMonth;
    }
    auto const next = std::upper_bound(starts.begin(), starts.end(), day);
    double const start = *(next - 1);
    return static_cast<double>(next - 1 - starts.begin()) + (day - start) / (*next - start);
}

double days_at(MonthGrid const& grid, double months) {
    EXPECTS(!std::isnan(months) && !grid.month_start_day.empty());
    std::vector<std::int32_t> const& starts = grid.month_start_day;
    if (months < 0.0) return months * kDaysPerMonth;
    double const whole_grid = static_cast<double>(grid.months());
    if (months >= whole_grid) return starts.back() + (months - whole_grid) * kDaysPerMonth;
    double const month = std::floor(months);
    auto const index = static_cast<std::size_t>(month);
    return starts[index] + (months - month) * (starts[index + 1] - starts[index]);
}

double moment_of(sys_days valuation_date, sys_days date) {
    return static_cast<double>((date - valuation_date).count());
}

std::int32_t day_of(double moment) {
    constexpr double kFarthest = 2'147'483'647.0;
    EXPECTS(moment > -kFarthest && moment <= kFarthest);
    if (std::fabs(moment) <= kRoundingDays) return 0;
    return static_cast<std::int32_t>(std::ceil(moment - kRoundingDays)) - 1;
}

}  // namespace mergerisk::timeline
