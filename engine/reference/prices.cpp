#include "engine/reference/prices.h"

#include <cmath>
#include <cstddef>

namespace mergerisk::reference {

Prices::Prices(plan::Plan const& plan, Values const& values) : plan_{plan} {
    for (plan::Driver const& driver : plan.drivers) {
        std::vector<double> path;
        for (std::size_t m = 0; m < plan.timeline.months; ++m) {
            double const moment = static_cast<double>(m) + plan.timeline.flow_moment;
            path.push_back(std::pow(1 + values[driver.annual], moment / 12));
        }
        index_.push_back(path);
    }
    general_ = plan.general_inflation ? index_[plan.general_inflation->index()]
                                      : std::vector<double>(plan.timeline.months, 1.0);
}

double Prices::index(std::optional<plan::DriverId> driver, std::size_t month) const {
    if (!driver) return 1;
    double const own = index_[driver->index()][month];
    return plan_.drivers[driver->index()].nominal ? own : own * general_[month];
}

double Prices::nominal(plan::Indexation const& driver, std::size_t month) const {
    return driver ? index(driver, month) : general_[month];
}

double Prices::present_value(std::span<double const> nominal) const {
    double sum = 0;
    for (std::size_t m = 0; m < nominal.size(); ++m) {
        double const flow = plan_.timeline.deflate ? nominal[m] / general_[m] : nominal[m];
        sum += flow * plan_.timeline.discount[m];
    }
    return sum;
}

}  // namespace mergerisk::reference
