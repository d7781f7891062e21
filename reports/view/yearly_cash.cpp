// Net cash of each year.

#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace mergerisk::view {

namespace {

constexpr double kMonthsInYear = 12;

/// "year to Oct 2018"
std::string year_ending(double years, Units const& units) {
    std::chrono::sys_days const end = date_at(years * kMonthsInYear, units);
    return write_month(end - std::chrono::days(1));
}

/// The standard error of the 5 % and 95 % quantiles of independent trials, were they normal: sqrt(p (1 - p) /
/// n) over the density there. It is larger than that of the mean and of the median.
double error_of(double range_of_90_in_100, std::uint64_t trials) {
    constexpr double kScores = 2 * 1.6449;        // from the 5 % to the 95 % quantile
    constexpr double kError = 0.21794 / 0.10314;  // sqrt(0.05 * 0.95) over the normal density at -1.6449
    return trials == 0 ? 0 : range_of_90_in_100 / kScores * kError / std::sqrt(static_cast<double>(trials));
}

double largest(results::YearlySeries const& series) {
    double size = 0;
    for (auto const* const values : {&series.p5, &series.p95, &series.mean}) {
        for (double const value : *values) size = std::max(size, std::fabs(value));
    }
    return size;
}

bool has_cash(results::YearlySeries const& series) {
    auto const is_there = [](double value) { return value != 0; };
    return std::any_of(series.p5.begin(), series.p5.end(), is_there) ||
           std::any_of(series.p95.begin(), series.p95.end(), is_there);
}

std::string title(Context const& context, results::OptionSummary const& option) {
    std::vector<double> const& median = option.net_cash_flow.p50;
    std::string const name = in_quotes(label_of(option));
    auto const negative = std::find_if(median.begin(), median.end(), [](double value) { return value < 0; });
    if (negative == median.end())
        return fmt::format("{} needs no net cash in any year of the middle future", name);
    auto const last_negative =
        std::find_if(median.rbegin(), median.rend(), [](double value) { return value < 0; });
    auto const year = static_cast<std::size_t>(median.rend() - last_negative);
    if (year == median.size())
        return fmt::format(
            "{} costs more cash than it brings up to the last year, in the middle of the futures", name);
    return fmt::format("{} costs more cash than it brings until the year to {}, in the middle of the futures",
                       name, year_ending(option.net_cash_flow.times[year - 1], context.units));
}

Table by_year(Context const& context, results::OptionSummary const& option) {
    Table table;
    table.caption =
        fmt::format("{}: net cash by year, {}", clean(label_of(option)), context.units.money_label);
    table.columns = {{"Year to", "", Kind::text, Interval::left_out, Place::cell, ""}};
    for (char const* const name : {"Mean", "P5", "P25", "P50", "P75", "P95"}) {
        table.columns.push_back(
            {name, context.units.money_label, Kind::money, Interval::left_out, Place::cell, ""});
    }
    results::YearlySeries const& series = option.net_cash_flow;
    int const place = place_of(largest(series), 3);
    for (std::size_t year = 0; year < series.times.size(); ++year) {
        double const error = error_of(series.p95[year] - series.p5[year], context.run.provenance.trials);
        std::vector<Cell> row{year_ending(series.times[year], context.units)};
        for (auto const* const values :
             {&series.mean, &series.p5, &series.p25, &series.p50, &series.p75, &series.p95})
            row.emplace_back(Number{(*values)[year], error, std::nullopt, std::nullopt, std::nullopt, place});
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace

Exhibit make_yearly_cash(Context const& context) {
    Exhibit exhibit;
    exhibit.id = "cash";
    exhibit.title = "No option moves any cash";
    exhibit.subtitle =
        fmt::format("Net cash of each year: cash-releasing benefits less costs, {}, nominal, before support",
                    context.units.money_label);
    exhibit.source = simulated_source(context.run);
    for (results::OptionSummary const& option : context.run.options) {
        if (option.net_cash_flow.times.empty() || !has_cash(option.net_cash_flow)) continue;
        if (exhibit.options.empty()) exhibit.title = title(context, option);
        exhibit.options.push_back(option.name);
        exhibit.tables.push_back(by_year(context, option));
        for (double const time : option.net_cash_flow.times) {
            exhibit.marks.push_back(
                {option.name, "year", "Year to", exactly(time), year_ending(time, context.units)});
        }
    }
    if (exhibit.options.empty()) return exhibit;
    exhibit.plot = Plot::yearly_cash;
    exhibit.description =
        "Fans: for each year the range that holds 90 of 100 futures, within it the range that holds 50, the "
        "median "
        "and the mean.";
    exhibit.error_note = error_sentence(context.run);
    exhibit.how_to_read =
        "In each year 90 of 100 futures lie in the light band (P5 to P95) and 50 in the dark one (P25 to "
        "P75); the line is the median, the dots are the mean. Below zero the option needs cash in that year.";
    return exhibit;
}

}  // namespace mergerisk::view
