#include "engine/reference/moments.h"

#include "engine/base/contract.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace mergerisk::reference {
namespace {
constexpr double kRoundingDays = 1e-6;
}

double days_at(plan::Timeline const& timeline, double months) {
    EXPECTS(months >= 0 && std::isfinite(months));
    auto const& start = timeline.month_start_day;
    auto const last = static_cast<double>(start.size() - 1);
    if (months >= last) return start.back() + (months - last) * kDaysPerMonth;
    auto const m = static_cast<std::size_t>(months);
    return start[m] + (months - static_cast<double>(m)) * (start[m + 1] - start[m]);
}

double months_at(plan::Timeline const& timeline, double days) {
    EXPECTS(days >= 0 && std::isfinite(days));
    auto const& start = timeline.month_start_day;
    if (days >= start.back())
        return static_cast<double>(start.size() - 1) + (days - start.back()) / kDaysPerMonth;
    auto const next = std::upper_bound(start.begin(), start.end(), days);
    auto const m = static_cast<double>(std::distance(start.begin(), next) - 1);
    return m + (days - *(next - 1)) / (*next - *(next - 1));
}

std::int64_t day_of(plan::Timeline const& timeline, double months) {
    double const day = std::ceil(days_at(timeline, months) - kRoundingDays) - 1;
    return std::max<std::int64_t>(0, static_cast<std::int64_t>(day));
}

std::chrono::sys_days date_of(plan::Timeline const& timeline, double months) {
    return timeline.valuation_date + std::chrono::days{day_of(timeline, months)};
}

std::chrono::sys_days date_from(plan::Timeline const& timeline, double months) {
    double const day = std::floor(days_at(timeline, months) + kRoundingDays);
    return timeline.valuation_date + std::chrono::days{static_cast<std::int64_t>(day)};
}

}  // namespace mergerisk::reference
