#pragma once
// The value today of one unit paid later.

#include <span>
#include <vector>

namespace mergerisk::timeline {

/// From `from_year` years after the valuation date on, one unit grows by `annual_rate` a year (3.5 % is
/// 0.035).
struct DiscountStep {
    double from_year = 0.0;
    double annual_rate = 0.0;

    friend bool operator==(DiscountStep const&, DiscountStep const&) = default;
};

/// Discount factors at `times_in_years` after the valuation date, in the same order.
///
/// With one step the factor is (1 + r)^-t. With several, each rate applies to the part of the time that lies
/// in its years, so the factor is continuous: the product of (1 + r_i)^-(years of [0, t] under r_i). This is
/// how HM Treasury's Green Book (2022, annex 6) declines its rate: 3.5 % in years 0 to 30, 3.0 % in years 31
/// to 75, 2.5 % in years 76 to 125, that is {{0, 0.035}, {30, 0.03}, {75, 0.025}}.
///
/// Preconditions: the first step starts at 0, later ones each start after the one before; rates exceed -1;
/// times are finite and not negative.
[[nodiscard]] std::vector<double> discount_factors(std::span<DiscountStep const> schedule,
                                                   std::span<double const> times_in_years);

}  // namespace mergerisk::timeline
