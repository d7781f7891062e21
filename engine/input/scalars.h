#pragma once
// Single values as they are written: numbers with units, dates, moments. No locale, no exceptions.

#include "engine/base/dimension.h"
#include "engine/model/scenario.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace mergerisk::input {

/// A value, or why the text is none: a sentence without a full stop, and what to write instead.
template <class T>
struct Scanned {
    std::optional<T> value;
    std::string reason;
    std::string suggestion;
};

/// What amounts of money are measured in.
struct MoneyUnit {
    std::string currency = "GBP";  ///< ISO 4217
    double amount = 1e6;           ///< currency units in one unit of money
    std::string label = "GBP million";
    bool plain_numbers = true;  ///< false in files that do not know the unit of the scenario
};

/// A number in the unit of its dimension (base::Dimension). Whether it lies in the dimension's range is a
/// separate question, out_of_range(): a standard deviation, say, has a dimension but not its range.
///
///   money, money a month, money a year   12.5 (money units), 450k, 3.2m, 1.1bn (currency units); a currency
///   code
///                                        may stand before or after; "a month" and "a year" may follow
///   duration                             10 days, 6 weeks, 3 months, 2 years, 1 year 6 months, 0
///   rate                                 4% a year, 3.5%, +4%, 0.5 a year, 0
///   share                                40%, or a number from 0 to 1
///   excess                               20%, -5%, 0
///   ratio                                1.2 or 120%
///   score, count                         4
///
/// A month has 365.25 / 12 days where days or weeks are converted.
[[nodiscard]] Scanned<double> scan_number(std::string_view text, base::Dimension dimension,
                                          MoneyUnit const& money);

/// Why a number cannot be of this dimension; nullopt when it can.
[[nodiscard]] std::optional<std::string> out_of_range(double value, base::Dimension dimension,
                                                      MoneyUnit const& money);

/// A number without a unit: 0.5, -1e-3.
[[nodiscard]] Scanned<double> scan_plain(std::string_view text);
/// A whole number without sign, at most 2^53.
[[nodiscard]] Scanned<std::uint64_t> scan_whole(std::string_view text);
/// YYYY-MM-DD, a day of the calendar from 1900 to 2199.
[[nodiscard]] Scanned<std::chrono::sys_days> scan_date(std::string_view text);
/// start, completion, integration, exit, failure, decision, end or a date, then nothing or "+ 3 months" or "-
/// 2 weeks".
[[nodiscard]] Scanned<model::Anchor> scan_anchor(std::string_view text);
/// "120% of claim"; a percentage alone is not enough.
[[nodiscard]] Scanned<double> scan_share_of_claim(std::string_view text);
/// "year 5".
[[nodiscard]] Scanned<double> scan_year(std::string_view text);
/// "GBP million", "GBP thousand", "EUR billion", "USD".
[[nodiscard]] Scanned<MoneyUnit> scan_money_unit(std::string_view text);
/// The probability of "p10", "p97.5"; nullopt for any other text.
[[nodiscard]] std::optional<double> scan_percentile_key(std::string_view text);

/// `[a-z][a-z0-9_]*`, at most 64 characters.
[[nodiscard]] bool is_name(std::string_view text);
/// Words of the language that nothing can be named after: moments, ends of a route, parties that are always
/// there.
[[nodiscard]] bool is_reserved(std::string_view text);

/// "3 months", "4 GBP million", "3.5 % a year": a number with its unit, shortest digits that read back the
/// same.
[[nodiscard]] std::string print_number(double value, base::Dimension dimension, MoneyUnit const& money);
[[nodiscard]] std::string print_date(std::chrono::sys_days date);
[[nodiscard]] std::string print_anchor(model::Anchor const& anchor);

/// An ECMA 262 regular expression for the texts that scan_number accepts, and an example of one.
[[nodiscard]] std::string_view pattern_of(base::Dimension dimension);
[[nodiscard]] std::string_view example_of(base::Dimension dimension);
/// The unit that numbers of this dimension are held and printed in.
[[nodiscard]] std::string_view unit_of(base::Dimension dimension);

/// Months in a day: 12 / 365.25.
inline constexpr double kMonthsADay = 12.0 / 365.25;

}  // namespace mergerisk::input
