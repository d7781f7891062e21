#pragma once
// What kind of thing a number is, and the unit that the engine holds it in.

#include <string_view>

namespace mergerisk::base {

/// The dimension of a number, known from its key.
enum class Dimension {
    money,          ///< the scenario's money unit, for example GBP million
    money_a_month,  ///< money unit a month
    money_a_year,   ///< money unit a year
    duration,       ///< calendar months
    rate,           ///< a year, as a fraction: 3.5% is 0.035
    share,          ///< fraction in [0, 1]: 40% is 0.4
    excess,         ///< relative excess over a claim, at least -1: 20% over budget is 0.2
    ratio,          ///< a number without unit, at least 0
    score,          ///< a readiness score, 1 to 5
    count,          ///< a number of things, at least 0
};

/// The words for a dimension in messages and in the reference: "money a year", "duration", ...
[[nodiscard]] std::string_view name_of(Dimension dimension);

/// Smallest and largest value that a number of this dimension may take (infinite where there is no limit).
/// An uncertain number is truncated to this range, never clamped.
struct Range {
    double low;
    double high;
};
[[nodiscard]] Range range_of(Dimension dimension);

}  // namespace mergerisk::base
