#include "engine/timeline/discount.h"

#include "engine/base/contract.h"

#include <cmath>

namespace mergerisk::timeline {

namespace {

void check(std::span<DiscountStep const> schedule) {
    EXPECTS(!schedule.empty() && schedule.front().from_year == 0.0);
    for (std::size_t step = 0; step < schedule.size(); ++step) {
        EXPECTS(schedule[step].annual_rate > -1.0 && std::isfinite(schedule[step].annual_rate));
        EXPECTS(step == 0 || schedule[step].from_year > schedule[step - 1].from_year);
    }
}

double discount_factor(std::span<DiscountStep const> schedule, double time) {
    double factor = 1.0;
    for (std::size_t step = 0; step < schedule.size() && schedule[step].from_year <= time; ++step) {
        bool const goes_on = step + 1 == schedule.size() || time < schedule[step + 1].from_year;
        double const until = goes_on ? time : schedule[step + 1].from_year;
        factor *= std::pow(1.0 + schedule[step].annual_rate, schedule[step].from_year - until);
    }
    return factor;
}

}  // namespace

std::vector<double> discount_factors(std::span<DiscountStep const> schedule,
                                     std::span<double const> times_in_years) {
    check(schedule);
    std::vector<double> factors;
    factors.reserve(times_in_years.size());
    for (double const time : times_in_years) {
        EXPECTS(time >= 0.0 && std::isfinite(time));
        factors.push_back(discount_factor(schedule, time));
    }
    return factors;
}

}  // namespace mergerisk::timeline
