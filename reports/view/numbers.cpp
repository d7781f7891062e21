#include "reports/view/numbers.h"

#include "engine/base/contract.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace mergerisk::view {

namespace {

constexpr int kDigits = 3;
constexpr int kMostExactDigits = 6;
constexpr std::string_view kMinus = "−";
constexpr std::array<std::string_view, 12> kMonthNames{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool in_percent(Kind kind) {
    return kind == Kind::probability || kind == Kind::share;
}

double scale_of(Kind kind) {
    return in_percent(kind) ? 100.0 : 1.0;
}

/// The power of ten of the first digit. Precondition: value != 0. A hair below a power of ten is that power.
int first_place(double value) {
    return static_cast<int>(std::floor(std::log10(std::fabs(value) * (1 + 1e-12))));
}

/// Whether the value has no more than so many significant digits, up to the rounding of binary numbers.
bool is_written_with(double value, int significant_digits) {
    constexpr double kRounding = 1e-9;
    double const unit = std::pow(10.0, first_place(value) - (significant_digits - 1));
    return std::fabs(std::round(value / unit) * unit - value) <= kRounding * std::fabs(value);
}

/// The power of ten of the last digit that is written. `standard_error`: 0 where there is none.
int last_place(double value, double standard_error) {
    int const first = value == 0 ? 0 : first_place(value);
    if (standard_error <= 0) {
        bool const exact = value == 0 || is_written_with(value, kMostExactDigits);
        return value == 0 ? 0 : first - ((exact ? kMostExactDigits : kDigits) - 1);
    }
    int const of_error = first_place(standard_error);
    return value == 0 ? of_error : std::max(of_error, first - (kDigits - 1));
}

std::string with_thousands(std::string digits) {
    std::size_t const whole = std::min(digits.find('.'), digits.size());
    for (std::size_t i = whole; i > 3; i -= 3) digits.insert(i - 3, ",");
    return digits;
}

/// The value rounded to `place`; a minus sign only before what is not zero.
std::string digits(double value, int place) {
    double const unit = std::pow(10.0, std::max(place, 0));
    double const rounded = place > 0 ? std::round(value / unit) * unit : value;
    std::string text = fmt::format("{:.{}f}", std::fabs(rounded), std::max(-place, 0));
    bool const zero = text.find_first_not_of("0.") == std::string::npos;
    text = with_thousands(std::move(text));
    return value < 0 && !zero ? std::string(kMinus) + text : text;
}

std::string without_closing_zeros(std::string text) {
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

bool is_estimated(Number const& number) {
    return number.standard_error && *number.standard_error > 0;
}

int shared_place(Number const& number, double scale) {
    if (!is_estimated(number)) return *number.place;
    return std::max(*number.place, first_place(*number.standard_error * scale));
}

/// An interval where there is no error comes from a count of none or all: what its width supports.
int interval_place(Number const& number, double scale) {
    if (number.place) return shared_place(number, scale);
    if (is_estimated(number)) return last_place(number.value * scale, *number.standard_error * scale);
    double const width = (*number.high - *number.low) * scale;
    return width > 0 ? first_place(width) - 1 : last_place(number.value * scale, 0);
}

std::string figure(Number const& number, double scale) {
    double const value = number.value * scale;
    if (number.place) return digits(value, shared_place(number, scale));
    double const error = is_estimated(number) ? *number.standard_error * scale : 0;
    std::string const text = digits(value, last_place(value, error));
    return error > 0 ? text : without_closing_zeros(text);
}

std::string bound(double value, int place, Kind kind) {
    bool const certain = kind == Kind::probability && (value == 0 || value == 1);
    std::string const text = digits(value * scale_of(kind), place);
    return certain ? without_closing_zeros(text) : text;
}

std::string moment(Number const& number, Units const& units) {
    std::string const months = figure(number, 1);
    if (number.value < 0) return months + " months";
    return fmt::format("{} ({} months)", write_month(date_at(number.value, units)), months);
}

constexpr double kMostMonths = 12'000;  // a thousand years

/// What ends at midnight has ended on the day before.
std::string month_in_which(Kind kind, double months, Units const& units) {
    constexpr double kDays = 1e-6;
    double const at = kind == Kind::month_of_end ? std::max(months - kDays, 0.0) : months;
    return at < kMostMonths ? write_month(date_at(at, units)) : "after a thousand years";
}

}  // namespace

std::string write(Number const& number, Kind column_kind, Units const& units) {
    Kind const kind = number.kind.value_or(column_kind);
    if (!std::isfinite(number.value)) return "never";
    if (kind == Kind::moment) return moment(number, units);
    if (kind == Kind::month_of_begin || kind == Kind::month_of_end)
        return month_in_which(kind, number.value, units);
    if (kind == Kind::count || kind == Kind::days) return digits(number.value, 0);
    std::string const text = figure(number, scale_of(kind));
    return in_percent(kind) ? text + "%" : text;
}

int place_of(double largest, int digits) {
    return largest == 0 ? 0 : first_place(largest) - (digits - 1);
}

std::string write_with_unit(Number const& number, Kind column_kind, Units const& units) {
    Kind const kind = number.kind.value_or(column_kind);
    std::string const text = write(number, kind, units);
    if (kind == Kind::months) return text + " months";
    if (kind == Kind::days) return text + (text == "1" ? " day" : " days");
    if (kind != Kind::money) return text;
    if (!units.currency.empty() && units.money_label.starts_with(units.currency + " ")) {
        return units.currency + " " + text + units.money_label.substr(units.currency.size());
    }
    return units.money_label.empty() ? text : text + " " + units.money_label;
}

std::optional<std::string> write_interval(Number const& number, Kind column_kind) {
    Kind const kind = number.kind.value_or(column_kind);
    if (!number.low || !number.high || !std::isfinite(*number.low) || !std::isfinite(*number.high))
        return std::nullopt;
    int place = interval_place(number, scale_of(kind));
    auto const same = [&] { return bound(*number.low, place, kind) == bound(*number.high, place, kind); };
    if (same()) --place;
    if (same()) return std::nullopt;
    return fmt::format("{} to {}{}", bound(*number.low, place, kind), bound(*number.high, place, kind),
                       in_percent(kind) ? "%" : (kind == Kind::moment ? " months" : ""));
}

std::string write_error(double standard_error, Kind kind) {
    double const scaled = standard_error * scale_of(kind);
    std::string const text = scaled > 0 ? digits(scaled, first_place(scaled)) : "0";
    return in_percent(kind) ? text + "%" : text;
}

std::string write_count(std::uint64_t count) {
    return with_thousands(fmt::format("{}", count));
}

std::string unit_of(Kind kind, Units const& units) {
    if (kind == Kind::money) return units.money_label;
    if (kind == Kind::days) return "days";
    return kind == Kind::months ? "months" : "";
}

std::chrono::year_month_day date_at(double months, Units const& units) {
    constexpr double kRounding = 1e-9;  // a moment computed as 15.999999999 is the first of the month
    EXPECTS(months >= 0 && months < kMostMonths);
    auto const whole = static_cast<int>(std::floor(months + kRounding));
    auto const day_of = [&](int count) {
        std::chrono::year_month_day const day =
            std::chrono::year_month_day(units.valuation_date) + std::chrono::months(count);
        return std::chrono::sys_days(day.ok() ? day : day.year() / day.month() / std::chrono::last);
    };
    std::chrono::sys_days const start = day_of(whole);
    double const length = static_cast<double>((day_of(whole + 1) - start).count());
    double const part = std::max(months - whole, 0.0);
    return start + std::chrono::days(static_cast<int>(std::floor(part * length + kRounding)));
}

std::string write_date(std::chrono::year_month_day date) {
    return fmt::format("{} {}", static_cast<unsigned>(date.day()), write_month(date));
}

std::string write_month(std::chrono::year_month_day date) {
    return fmt::format("{} {}", kMonthNames[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()));
}

std::optional<std::chrono::sys_days> read_date(std::string const& iso_8601) {
    constexpr std::size_t kLength = 10;
    if (iso_8601.size() != kLength || iso_8601[4] != '-' || iso_8601[7] != '-') return std::nullopt;
    std::array<int, 3> part{};
    std::array<std::pair<std::size_t, std::size_t>, 3> const places{{{0, 4}, {5, 2}, {8, 2}}};
    for (std::size_t i = 0; i < part.size(); ++i) {
        for (char const c : std::string_view(iso_8601).substr(places[i].first, places[i].second)) {
            if (c < '0' || c > '9') return std::nullopt;
            part[i] = part[i] * 10 + (c - '0');
        }
    }
    std::chrono::year_month_day const date{std::chrono::year(part[0]),
                                           std::chrono::month(static_cast<unsigned>(part[1])),
                                           std::chrono::day(static_cast<unsigned>(part[2]))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date);
}

}  // namespace mergerisk::view
