#include "engine/input/scalars.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace mergerisk::input {
namespace {

using base::Dimension;

/// Beyond these a number is a slip of the pen, and arithmetic on it would lose its meaning.
constexpr double kLargestNumber = 1e15;
constexpr double kLongestMonths = 1200;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_space(char c) {
    return c == ' ' || c == '\t';
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

/// Text for a message: quoted, and cut when it is long.
std::string quoted(std::string_view text) {
    constexpr std::size_t kLongest = 60;
    if (text.size() <= kLongest) return fmt::format("\"{}\"", text);
    std::size_t end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return fmt::format("\"{}...\"", text.substr(0, end));
}

template <class T>
Scanned<T> found(T value) {
    return {std::move(value), {}, {}};
}

template <class T>
Scanned<T> refused(std::string reason, std::string suggestion = {}) {
    return {std::nullopt, std::move(reason), std::move(suggestion)};
}

/// Takes a decimal number off the front of `rest`. A number is digits with at most one point, and an
/// exponent.
std::optional<double> take_number(std::string_view& rest) {
    std::string_view text = rest;
    bool const negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || !(is_digit(text[0]) || (text[0] == '.' && text.size() > 1 && is_digit(text[1]))))
        return std::nullopt;
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range)
        value = kLargestNumber * 10;
    else if (error != std::errc())
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    rest = text;
    return negative ? -value : value;
}

/// Takes `word` off the front, if it stands there as a whole word.
bool take_word(std::string_view& rest, std::string_view word) {
    if (!rest.starts_with(word)) return false;
    auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (rest.size() > word.size() && is_letter(word.back()) && is_letter(rest[word.size()])) return false;
    rest.remove_prefix(word.size());
    rest = trim(rest);
    return true;
}

enum class Period { none, month, year };

Period take_period(std::string_view& rest) {
    for (std::string_view const words : {"a year", "per year", "p.a.", "/year"})
        if (take_word(rest, words)) return Period::year;
    for (std::string_view const words : {"a month", "per month", "/month"})
        if (take_word(rest, words)) return Period::month;
    return Period::none;
}

std::string_view article(Dimension dimension) {
    switch (dimension) {
        case Dimension::money:
        case Dimension::money_a_month:
        case Dimension::money_a_year:
            return "";
        case Dimension::excess:
            return "an ";
        default:
            return "a ";
    }
}

std::string expected(Dimension dimension) {
    return fmt::format("expected {}{}", article(dimension), base::name_of(dimension));
}

std::string for_example(Dimension dimension) {
    return fmt::format("Write for example {}", example_of(dimension));
}

Scanned<double> not_a_number(std::string_view text, Dimension dimension) {
    std::string digits(text);
    std::erase_if(digits, [](char c) { return c == ',' || c == '_' || c == '\''; });
    std::string_view rest = digits;
    if (digits.size() < text.size() && take_number(rest) && text.find_first_of("0123456789") <= 1)
        return refused<double>(fmt::format("{}, {} is not a number", expected(dimension), quoted(text)),
                               fmt::format("Write {} without separators", digits));
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    for (std::string_view const word : {"nan", ".nan", "inf", ".inf", "-inf", "-.inf", "+.inf", "infinity"})
        if (lower == word)
            return refused<double>(fmt::format("{} is not a number that can be used here", quoted(text)),
                                   for_example(dimension));
    return refused<double>(fmt::format("{}, {} is none", expected(dimension), quoted(text)),
                           for_example(dimension));
}

/// Takes a currency (a code of three capital letters, or a sign) off the front.
std::string_view take_currency(std::string_view& rest) {
    struct Sign {
        std::string_view sign;
        std::string_view code;
    };
    for (Sign const& s : {Sign{"\xC2\xA3", "GBP"}, Sign{"$", "USD"}, Sign{"\xE2\x82\xAC", "EUR"}})
        if (rest.starts_with(s.sign)) {
            rest = trim(rest.substr(s.sign.size()));
            return s.code;
        }
    if (rest.size() < 3 ||
        !std::all_of(rest.begin(), rest.begin() + 3, [](char c) { return c >= 'A' && c <= 'Z'; }))
        return {};
    std::string_view const code = rest.substr(0, 3);
    rest = trim(rest.substr(3));
    return code;
}

std::optional<double> take_scale(std::string_view& rest) {
    struct Scale {
        std::string_view word;
        double factor;
    };
    for (Scale const& s : {Scale{"thousand", 1e3}, Scale{"million", 1e6}, Scale{"billion", 1e9},
                           Scale{"bn", 1e9}, Scale{"k", 1e3}, Scale{"m", 1e6}})
        if (take_word(rest, s.word)) return s.factor;
    return std::nullopt;
}

Scanned<double> scan_money(std::string_view text, Dimension dimension, MoneyUnit const& money) {
    std::string_view rest = text;
    bool const negative = rest.starts_with('-');
    if (negative) rest = trim(rest.substr(1));
    std::string_view currency = take_currency(rest);
    auto const number = take_number(rest);
    if (!number || (negative && *number < 0)) return not_a_number(text, dimension);
    rest = trim(rest);
    auto const scale = take_scale(rest);
    if (currency.empty()) currency = take_currency(rest);
    Period const period = take_period(rest);
    if (rest.starts_with('%'))
        return refused<double>(fmt::format("{}, {} is a percentage", expected(dimension), quoted(text)),
                               for_example(dimension));
    if (!rest.empty()) return not_a_number(text, dimension);
    if (!currency.empty() && currency != money.currency)
        return refused<double>(
            fmt::format("{} is not in {}, the currency of the scenario", quoted(text), money.currency),
            fmt::format("Convert it to {} and say at which rate in a note", money.currency));
    bool const wrong_period = (period == Period::year && dimension != Dimension::money_a_year) ||
                              (period == Period::month && dimension != Dimension::money_a_month);
    if (wrong_period)
        return refused<double>(fmt::format("{}, {} is money {}", expected(dimension), quoted(text),
                                           period == Period::year ? "a year" : "a month"),
                               "Use total, monthly or annual to say what the amount is");
    bool const in_currency_units = scale || !currency.empty();
    if (!in_currency_units && !money.plain_numbers && *number != 0)
        return refused<double>(
            fmt::format("{} has no unit, and this file does not know the money unit of a scenario",
                        quoted(text)),
            fmt::format("Write the amount in full, for example {}m", rest.empty() ? text : "4.5"));
    double const value = (negative ? -*number : *number) * scale.value_or(1.0);
    return found(in_currency_units ? value / money.amount : value);
}

std::optional<double> take_months(std::string_view& rest) {
    struct Unit {
        std::string_view word;
        double months;
    };
    for (Unit const& u : {Unit{"months", 1}, Unit{"month", 1}, Unit{"years", 12}, Unit{"year", 12},
                          Unit{"quarters", 3}, Unit{"quarter", 3}, Unit{"weeks", 7 * kMonthsADay},
                          Unit{"week", 7 * kMonthsADay}, Unit{"days", kMonthsADay}, Unit{"day", kMonthsADay}})
        if (take_word(rest, u.word)) return u.months;
    return std::nullopt;
}

Scanned<double> scan_duration(std::string_view text) {
    std::string_view rest = text;
    double total = 0;
    bool first = true;
    while (first || !rest.empty()) {
        auto const number = take_number(rest);
        if (!number) return not_a_number(text, Dimension::duration);
        rest = trim(rest);
        if (first && rest.empty()) {
            if (*number == 0) return found(0.0);
            return refused<double>(
                fmt::format("{} has no unit: {}", quoted(text), expected(Dimension::duration)),
                fmt::format("Did you mean {} months?", text));
        }
        auto const months = take_months(rest);
        if (!months) {
            if (rest.starts_with("working"))
                return refused<double>("working days depend on a calendar",
                                       "Use a clock with unit: working_day for a stage");
            return not_a_number(text, Dimension::duration);
        }
        total += *number * *months;
        first = false;
    }
    return found(total);
}

Scanned<double> scan_rate(std::string_view text) {
    std::string_view rest = text;
    auto const number = take_number(rest);
    if (!number) return not_a_number(text, Dimension::rate);
    rest = trim(rest);
    bool const percent = take_word(rest, "%");
    rest = trim(rest);
    Period const period = take_period(rest);
    if (!rest.empty()) return not_a_number(text, Dimension::rate);
    if (period == Period::month)
        return refused<double>(
            fmt::format("{}, {} is a rate a month", expected(Dimension::rate), quoted(text)),
            "Convert it to a rate a year");
    if (percent) return found(*number / 100);
    if (period == Period::year || *number == 0) return found(*number);
    double const as_fraction = *number * 100;
    bool const looks_like_percent = std::fabs(*number) >= 1;
    return refused<double>(fmt::format("{} would be {:.6g} % a year", text, as_fraction),
                           fmt::format("Did you mean {:.6g}%?", looks_like_percent ? *number : as_fraction));
}

Scanned<double> scan_fraction(std::string_view text, Dimension dimension) {
    std::string_view rest = text;
    auto const number = take_number(rest);
    if (!number) return not_a_number(text, dimension);
    rest = trim(rest);
    bool const percent = take_word(rest, "%");
    if (!rest.empty()) return not_a_number(text, dimension);
    if (percent) return found(*number / 100);
    if (dimension == Dimension::share && std::fabs(*number) > 1)
        return refused<double>(fmt::format("{} would be {:.6g} %", text, *number * 100),
                               fmt::format("Did you mean {:.6g}%?", *number));
    if (dimension == Dimension::excess && *number != 0) {
        std::string const as_excess = fmt::format("{:.6g}%", *number * 100);
        return refused<double>(
            fmt::format("{} has no percent sign, and could be an excess or a ratio", quoted(text)),
            *number < 1 ? fmt::format("Write {} for {} more than claimed", as_excess, as_excess)
                        : fmt::format("Write {:.6g}% for {} times the claim, or {} for {} more than claimed",
                                      *number * 100 - 100, text, as_excess, as_excess));
    }
    return found(*number);
}

bool is_leap(int year) {
    return std::chrono::year(year).is_leap();
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (char const c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// Shortest decimal that reads back as the same number.
std::string shortest(double value) {
    return fmt::format("{}", value == 0 ? 0.0 : value);
}

std::string percent(double value) {
    // 0.07 * 100 is 7.000000000000001: print the percentage to the digits that a double holds for certain.
    return fmt::format("{:.15g} %", value * 100);
}

}  // namespace

Scanned<double> scan_number(std::string_view text, Dimension dimension, MoneyUnit const& money) {
    text = trim(text);
    Scanned<double> result;
    switch (dimension) {
        case Dimension::money:
        case Dimension::money_a_month:
        case Dimension::money_a_year:
            result = scan_money(text, dimension, money);
            break;
        case Dimension::duration:
            result = scan_duration(text);
            break;
        case Dimension::rate:
            result = scan_rate(text);
            break;
        case Dimension::share:
        case Dimension::excess:
        case Dimension::ratio:
            result = scan_fraction(text, dimension);
            break;
        case Dimension::score:
        case Dimension::count: {
            std::string_view rest = text;
            auto const number = take_number(rest);
            result = number && rest.empty() ? found(*number) : not_a_number(text, dimension);
            break;
        }
    }
    double const limit = dimension == Dimension::duration ? kLongestMonths : kLargestNumber;
    if (result.value && !(std::fabs(*result.value) <= limit))
        return refused<double>(fmt::format("{} is too large", quoted(text)),
                               dimension == Dimension::duration ? "The longest duration is 100 years"
                                                                : "The largest number is 1e15");
    return result;
}

std::optional<std::string> out_of_range(double value, Dimension dimension, MoneyUnit const& money) {
    base::Range const range = base::range_of(dimension);
    if (value >= range.low && value <= range.high) return std::nullopt;
    bool const below = value < range.low;
    if (below && range.low == 0 && dimension != Dimension::share)
        return fmt::format("{} is negative: {} cannot go below zero", print_number(value, dimension, money),
                           base::name_of(dimension));
    return fmt::format("{} is {} {}, the {} {}", print_number(value, dimension, money),
                       below ? "below" : "above",
                       print_number(below ? range.low : range.high, dimension, money),
                       below ? "smallest" : "largest", base::name_of(dimension));
}

Scanned<double> scan_plain(std::string_view text) {
    text = trim(text);
    std::string_view rest = text;
    auto const number = take_number(rest);
    if (!number || !rest.empty())
        return refused<double>(fmt::format("expected a number without a unit, {} is none", quoted(text)),
                               rest == "%" && number ? fmt::format("Write {:.6g}", *number / 100) : "");
    if (!(std::fabs(*number) <= kLargestNumber))
        return refused<double>(fmt::format("{} is too large", quoted(text)));
    return found(*number);
}

Scanned<std::uint64_t> scan_whole(std::string_view text) {
    text = trim(text);
    std::uint64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    constexpr std::uint64_t kLargest = std::uint64_t{1} << 53;
    bool const complete = end == text.data() + text.size() && !text.empty();
    if (error == std::errc::result_out_of_range || (error == std::errc() && complete && value > kLargest))
        return refused<std::uint64_t>(fmt::format("{} is too large", quoted(text)));
    if (error != std::errc() || !complete)
        return refused<std::uint64_t>(fmt::format("expected a whole number, {} is none", quoted(text)),
                                      "Write digits only, without sign, point or separator");
    return found(value);
}

Scanned<std::chrono::sys_days> scan_date(std::string_view text) {
    using namespace std::chrono;
    text = trim(text);
    bool const shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
    auto const y = shaped ? digits(text.substr(0, 4)) : std::nullopt;
    auto const m = shaped ? digits(text.substr(5, 2)) : std::nullopt;
    auto const d = shaped ? digits(text.substr(8, 2)) : std::nullopt;
    if (!y || !m || !d)
        return refused<sys_days>(fmt::format("expected a date, {} is none", quoted(text)),
                                 "Write year, month and day, for example 2018-04-01");
    if (*y < 1900 || *y > 2199)
        return refused<sys_days>(fmt::format("{} is not a year from 1900 to 2199", *y));
    year_month_day const day{year{*y}, month{static_cast<unsigned>(*m)},
                             std::chrono::day{static_cast<unsigned>(*d)}};
    if (day.ok()) return found(sys_days{day});
    if (*m < 1 || *m > 12)
        return refused<sys_days>(fmt::format("{} is not a day of the calendar", text),
                                 "Write year, month and day in this order, for example 2018-04-01");
    static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int const last = kDays[static_cast<std::size_t>(*m - 1)] + (*m == 2 && is_leap(*y) ? 1 : 0);
    return refused<sys_days>(fmt::format("{} is not a day of the calendar", text),
                             fmt::format("The month {}-{:02} has {} days", *y, *m, last));
}

Scanned<model::Anchor> scan_anchor(std::string_view text) {
    using Base = model::Anchor::Base;
    struct Word {
        std::string_view word;
        Base base;
    };
    static constexpr std::string_view kForms =
        "Write start, completion, integration, exit, failure, decision, end or a date, and if needed an "
        "offset: "
        "completion + 3 months";
    text = trim(text);
    std::string_view rest = text;
    model::Anchor anchor;
    bool known = false;
    for (Word const& w :
         {Word{"start", Base::start}, Word{"completion", Base::completion}, Word{"failure", Base::failure},
          Word{"decision", Base::decision}, Word{"end", Base::end}, Word{"integration", Base::integration},
          Word{"exit", Base::exit}}) {
        known = take_word(rest, w.word);
        anchor.base = w.base;
        if (known) break;
    }
    if (!known && !rest.empty() && is_digit(rest[0])) {
        auto const date = scan_date(rest.substr(0, 10));
        if (!date.value) return refused<model::Anchor>(date.reason, date.suggestion);
        anchor.base = Base::date;
        anchor.date = *date.value;
        rest = trim(rest.substr(std::min<std::size_t>(10, rest.size())));
        known = true;
    }
    if (!known)
        return refused<model::Anchor>(fmt::format("expected a moment, {} is none", quoted(text)),
                                      std::string(kForms));
    if (rest.empty()) return found(anchor);
    bool const minus = rest.starts_with('-');
    if (!minus && !rest.starts_with('+'))
        return refused<model::Anchor>(fmt::format("expected a moment, {} is none", quoted(text)),
                                      std::string(kForms));
    std::string_view const offset = trim(rest.substr(1));
    auto const months = scan_number(offset, Dimension::duration, {});
    if (!months.value) return refused<model::Anchor>(months.reason, months.suggestion);
    if (*months.value < 0)
        return refused<model::Anchor>(fmt::format("{} has two signs", quoted(text)), "Write one + or -");
    anchor.offset_months = minus ? -*months.value : *months.value;
    return found(anchor);
}

Scanned<double> scan_share_of_claim(std::string_view text) {
    text = trim(text);
    std::string_view rest = text;
    auto const number = take_number(rest);
    rest = trim(rest);
    bool const percent_sign = number && take_word(rest, "%");
    rest = trim(rest);
    if (percent_sign && (rest == "of claim" || rest == "of the claim")) {
        if (*number < 0 || *number > 1e6)
            return refused<double>(fmt::format("{} is not a share of a claim", quoted(text)));
        return found(*number / 100);
    }
    return refused<double>(fmt::format("expected a percentage of the claim, {} is none", quoted(text)),
                           percent_sign && rest.empty() ? fmt::format("Did you mean {} of claim?", text)
                                                        : "Write for example 120% of claim");
}

Scanned<double> scan_year(std::string_view text) {
    text = trim(text);
    std::string_view rest = text;
    if (take_word(rest, "year")) {
        auto const number = take_number(rest);
        if (number && rest.empty() && *number >= 0 && *number <= 100) return found(*number);
    }
    return refused<double>(fmt::format("expected a year of the project, {} is none", quoted(text)),
                           "Write for example year 5");
}

Scanned<MoneyUnit> scan_money_unit(std::string_view text) {
    text = trim(text);
    std::string_view rest = text;
    std::string_view const currency = take_currency(rest);
    MoneyUnit unit;
    if (currency.empty() || !(text[0] >= 'A' && text[0] <= 'Z'))
        return refused<MoneyUnit>(
            fmt::format("expected a currency and its unit, {} is none", quoted(text)),
            "Write an ISO 4217 code and thousand, million or billion, for example GBP million");
    unit.currency = currency;
    unit.label = currency;
    unit.amount = 1;
    struct Scale {
        std::string_view word;
        double amount;
    };
    bool known = rest.empty();
    for (Scale const& s : {Scale{"thousand", 1e3}, Scale{"million", 1e6}, Scale{"billion", 1e9}})
        if (rest == s.word) {
            unit.amount = s.amount;
            unit.label += " " + std::string(s.word);
            known = true;
        }
    if (!known)
        return refused<MoneyUnit>(fmt::format("{} is not a unit of money", quoted(rest)),
                                  "Write thousand, million, billion or nothing after the currency");
    return found(std::move(unit));
}

std::optional<double> scan_percentile_key(std::string_view text) {
    if (!text.starts_with('p') || text.size() < 2 || text.size() > 8) return std::nullopt;
    std::string_view rest = text.substr(1);
    if (!is_digit(rest[0]) || rest.find_first_not_of("0123456789.") != std::string_view::npos)
        return std::nullopt;
    auto const number = take_number(rest);
    if (!number || !rest.empty() || !(*number > 0) || !(*number < 100)) return std::nullopt;
    return *number / 100;
}

bool is_name(std::string_view text) {
    if (text.empty() || text.size() > 64 || !(text[0] >= 'a' && text[0] <= 'z')) return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; });
}

bool is_reserved(std::string_view text) {
    static constexpr std::string_view kWords[] = {
        "abandoned", "all",       "and",        "any",       "cleared", "cleared_with_remedies",
        "combined",  "completed", "completion", "decision",  "else",    "end",
        "failure",   "false",     "funder",     "if",        "no",      "none",
        "not",       "null",      "off",        "on",        "or",      "others",
        "parties",   "patients",  "prohibited", "regulator", "rest",    "review",
        "start",     "then",      "true",       "undecided", "unwound", "walked_away",
        "yes"};
    return std::find(std::begin(kWords), std::end(kWords), text) != std::end(kWords);
}

std::string print_number(double value, Dimension dimension, MoneyUnit const& money) {
    switch (dimension) {
        case Dimension::money:
            return shortest(value) + " " + money.label;
        case Dimension::money_a_month:
            return shortest(value) + " " + money.label + " a month";
        case Dimension::money_a_year:
            return shortest(value) + " " + money.label + " a year";
        case Dimension::duration:
            return fmt::format("{:.15g} {}", value, value == 1 ? "month" : "months");
        case Dimension::rate:
            return percent(value) + " a year";
        case Dimension::share:
        case Dimension::excess:
            return percent(value);
        case Dimension::ratio:
        case Dimension::score:
        case Dimension::count:
            return shortest(value);
    }
    return shortest(value);
}

std::string print_date(std::chrono::sys_days date) {
    std::chrono::year_month_day const day{date};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

namespace {

std::string_view word_of(model::Anchor::Base base) {
    switch (base) {
        case model::Anchor::Base::start:
            return "start";
        case model::Anchor::Base::completion:
            return "completion";
        case model::Anchor::Base::failure:
            return "failure";
        case model::Anchor::Base::decision:
            return "decision";
        case model::Anchor::Base::end:
            return "end";
        case model::Anchor::Base::integration:
            return "integration";
        case model::Anchor::Base::exit:
            return "exit";
        case model::Anchor::Base::date:
            break;
    }
    return "";
}

}  // namespace

std::string print_anchor(model::Anchor const& anchor) {
    std::string text = anchor.base == model::Anchor::Base::date ? print_date(anchor.date)
                                                                : std::string(word_of(anchor.base));
    if (anchor.offset_months != 0)
        text += (anchor.offset_months < 0 ? " - " : " + ") +
                print_number(std::fabs(anchor.offset_months), Dimension::duration, {});
    return text;
}

std::string_view pattern_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::money:
            return "^-?([A-Z]{3} |\\u00a3|\\$|\\u20ac)?[0-9.]+([eE][+-]?[0-9]+)? "
                   "?(k|m|bn|thousand|million|billion)?( "
                   "?[A-Z]{3})?$";
        case Dimension::money_a_month:
            return "^-?([A-Z]{3} |\\u00a3|\\$|\\u20ac)?[0-9.]+([eE][+-]?[0-9]+)? "
                   "?(k|m|bn|thousand|million|billion)?( "
                   "?[A-Z]{3})?( ?(a |per |/)month)?$";
        case Dimension::money_a_year:
            return "^-?([A-Z]{3} |\\u00a3|\\$|\\u20ac)?[0-9.]+([eE][+-]?[0-9]+)? "
                   "?(k|m|bn|thousand|million|billion)?( "
                   "?[A-Z]{3})?( ?((a |per |/)year|p\\.a\\.))?$";
        case Dimension::duration:
            return "^([+-]?[0-9.]+ ?(days?|weeks?|months?|quarters?|years?) ?)+$|^0$";
        case Dimension::rate:
            return "^[+-]?[0-9.]+ ?%?( ?((a |per |/)year|p\\.a\\.))?$";
        case Dimension::share:
        case Dimension::excess:
        case Dimension::ratio:
            return "^[+-]?[0-9.]+([eE][+-]?[0-9]+)? ?%?$";
        case Dimension::score:
        case Dimension::count:
            return "^[0-9.]+$";
    }
    return "";
}

std::string_view example_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::money:
            return "12.5 or 450k";
        case Dimension::money_a_month:
            return "0.45 or 450k";
        case Dimension::money_a_year:
            return "42.6 or 3.2m";
        case Dimension::duration:
            return "3 months";
        case Dimension::rate:
            return "3.5% a year";
        case Dimension::share:
            return "40%";
        case Dimension::excess:
            return "20%";
        case Dimension::ratio:
            return "1.2";
        case Dimension::score:
            return "3";
        case Dimension::count:
            return "400";
    }
    return "";
}

std::string_view unit_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::money:
            return "money unit";
        case Dimension::money_a_month:
            return "money unit a month";
        case Dimension::money_a_year:
            return "money unit a year";
        case Dimension::duration:
            return "months";
        case Dimension::rate:
            return "% a year";
        case Dimension::share:
            return "%";
        case Dimension::excess:
            return "% over the claim";
        case Dimension::ratio:
            return "ratio";
        case Dimension::score:
            return "1 to 5";
        case Dimension::count:
            return "number";
    }
    return "";
}

}  // namespace mergerisk::input
