#pragma once
// How numbers are written. Every format of a report writes them here, so the same figure has the same digits
// everywhere.
//
// A number with a standard error ends at the first digit of that error: 12.3 with 0.4, 23 with 1.7 (compare
// JCGM 100:2008, Guide to the expression of uncertainty in measurement, 7.2.6), and has at most three
// significant digits. A number without one is written in full where that takes at most six digits, as numbers
// do that a person wrote, else with three digits.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace mergerisk::view {

enum class Kind : std::uint8_t {
    text,
    money,        ///< in the money unit of the transaction
    probability,  ///< 0 to 1, written in percent
    share,        ///< any size, written in percent
    ratio,
    moment,          ///< months from the valuation date, written as a date with the months
    month_of_begin,  ///< months from the valuation date at which something begins, written as "Feb 2018"
    month_of_end,    ///< the same of what ends: at midnight it has ended on the day before
    days,            ///< a duration, written whole
    months,          ///< a duration
    count,           ///< whole
    number,
};

/// A value with its error, as results::Estimate has it. `kind` where it differs from that of its column.
struct Number {
    double value = 0;
    std::optional<double> standard_error;
    std::optional<double> low, high;  ///< 95 % interval
    std::optional<Kind> kind;
    /// The power of ten of the last digit where numbers that stand together end alike; a larger standard
    /// error still ends the number earlier. In percent for kinds that are written so.
    std::optional<int> place;
};

/// What the numbers of one report have in common.
struct Units {
    std::string money_label;  ///< "GBP million"
    std::string currency;     ///< "GBP"
    std::chrono::sys_days valuation_date{};
};

/// "12.3", "−1,230", "23.4%", "Feb 2018 (16.0 months)". Money without its unit, which stands in the head of
/// the column.
[[nodiscard]] std::string write(Number const& number, Kind kind, Units const& units);

/// The power of ten at which a number of this size has so many digits. 0 for 0.
[[nodiscard]] int place_of(double largest, int digits);

/// "GBP −12.3 million"; other kinds as `write`, durations with "months".
[[nodiscard]] std::string write_with_unit(Number const& number, Kind kind, Units const& units);

/// "11.7 to 12.9" with as many decimals as the value, or one more where its ends would be the same. nullopt
/// without an interval, and where that is so narrow that all digits of the value are certain.
[[nodiscard]] std::optional<std::string> write_interval(Number const& number, Kind kind);

/// A standard error with one significant digit, in the terms of the kind: "0.4", "0.13%".
[[nodiscard]] std::string write_error(double standard_error, Kind kind);

/// "131,072"
[[nodiscard]] std::string write_count(std::uint64_t count);

/// What stands beside numbers of this kind: "GBP million", "months", "%"; empty where the number says it.
[[nodiscard]] std::string unit_of(Kind kind, Units const& units);

/// The date `months` after the valuation date: whole calendar months (the last day of a shorter month), then
/// days. Precondition: 0 <= months < 12,000.
[[nodiscard]] std::chrono::year_month_day date_at(double months, Units const& units);

/// "1 Feb 2018"
[[nodiscard]] std::string write_date(std::chrono::year_month_day date);

/// "Feb 2018"
[[nodiscard]] std::string write_month(std::chrono::year_month_day date);

/// From "2016-10-01"; nullopt for anything else.
[[nodiscard]] std::optional<std::chrono::sys_days> read_date(std::string const& iso_8601);

}  // namespace mergerisk::view
