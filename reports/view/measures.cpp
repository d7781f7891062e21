// Options side by side by the same measures, in pairs, and every measure with its percentiles.

#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace mergerisk::view {

namespace {

struct MetricWords {
    std::string_view name;
    std::string_view title;
    std::string_view meaning;
};

constexpr std::array<MetricWords, results::kMetricOrder.size()> kMetricWords{{
    {"npv", "NPV", "discounted benefits less discounted costs, compared with the counterfactual"},
    {"npv_own", "NPV of the option by itself", "the same, with nothing subtracted"},
    {"npv_parties", "NPV to the parties", "what the parties receive less what they pay, support included"},
    {"npv_funder", "NPV to the funder", "what the funder receives less what it pays, support included"},
    {"npv_given_completion", "NPV if it completes", "over the futures that complete"},
    {"npv_given_failure", "NPV if it fails",
     "over the futures that are prohibited, abandoned or walked away from"},
    {"costs_pv", "Discounted costs", "everything that is not a benefit, compared with the counterfactual"},
    {"benefits_pv", "Discounted benefits",
     "benefit lines and lasting gains, compared with the counterfactual"},
    {"benefit_cost_ratio", "Benefit-cost ratio", "mean discounted benefits over mean discounted costs"},
    {"one_off_cost", "One-off cost", "undiscounted, in the prices of the claim"},
    {"completion_months", "Completion",
     "percentiles are over all futures, the mean over those that complete"},
    {"decision_months", "Decision", "completed or failed; percentiles are over all futures"},
    {"benefits_realised", "Benefits realised", "share of the claimed benefits of a completed option"},
    {"payback_months", "Payback", "from when on the cumulative value stays above zero"},
    {"peak_funding", "Peak funding", "largest cumulative cash need, nominal, before support"},
    {"minimum_margin", "Lowest EBITDA margin", "lowest trailing twelve months of any organisation"},
    {"support", "Support", "payments from the funder, nominal"},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < kMetricWords.size(); ++i) {
        if (kMetricWords[i].name != results::kMetricOrder[i]) return false;
    }
    return true;
}
static_assert(in_order());

Kind kind_of(std::string_view metric_name, results::MetricSummary const& summary) {
    if (summary.unit == "share") return Kind::share;
    if (summary.unit == "ratio") return Kind::ratio;
    if (summary.unit != "months") return Kind::money;
    return metric_name.empty() ? Kind::months : Kind::moment;
}

Cell completion_cell(Context const& context, results::OptionSummary const& option) {
    std::optional<Number> const average = mean(option, "completion_months");
    if (!average) return "not within " + horizon_in_words(context.run);
    if (average->value == 0 && !option.planned_completion_months) return std::string("at once");
    return *average;
}

std::vector<Column> side_by_side_columns(Units const& units, bool against_other) {
    std::string const& money = units.money_label;
    constexpr Interval kShown = Interval::shown;
    return {
        {"Option", "", Kind::text, Interval::left_out, Place::cell, ""},
        {"Benefits materially outweigh costs", "", Kind::probability, kShown, Place::cell,
         "probability over all futures"},
        against_other ? Column{"Worth more than the counterfactual", "", Kind::probability, kShown,
                               Place::cell, "NPV above zero"}
                      : Column{"NPV above zero", "", Kind::probability, kShown, Place::cell, ""},
        {"Completes", "", Kind::probability, kShown, Place::cell, "within the horizon"},
        {"Fails in some way", "", Kind::probability, kShown, Place::cell, "any of the failures listed below"},
        {"Expected NPV", money, Kind::money, kShown, Place::cell, "mean over all futures"},
        {"NPV, 10 in 100 are below", money, Kind::money, Interval::left_out, Place::cell, "P10"},
        {"NPV, 10 in 100 are above", money, Kind::money, Interval::left_out, Place::cell, "P90"},
        {"NPV as claimed", money, Kind::money, Interval::left_out, Place::cell,
         "no delay, overrun or failure"},
        {"Benefit-cost ratio", "", Kind::ratio, kShown, Place::cell, "of the means"},
        {"Expected one-off cost", money, Kind::money, kShown, Place::cell, "undiscounted"},
        {"Expected peak funding", money, Kind::money, kShown, Place::cell, "nominal, before support"},
        {"Completion, on average", "", Kind::moment, Interval::left_out, Place::cell,
         "mean of the futures that complete"},
    };
}

std::vector<Cell> side_by_side_row(Context const& context, results::OptionSummary const& option) {
    Cell const claimed = option.counterfactual ? Cell() : Cell(claimed_npv(option));
    bool const alone = option.counterfactual;
    auto const unless_alone = [&](Cell cell) { return alone ? Cell() : std::move(cell); };
    constexpr std::size_t kLongestLabel = 80;
    std::string const label =
        clean_short(label_of(option), kLongestLabel) + (alone ? " (counterfactual)" : "");
    return {
        label,
        cell_of(probability(option, "materially_outweigh")),
        cell_of(probability(
            option, counterfactual(context.run) != nullptr ? "better_than_counterfactual" : "npv_positive")),
        unless_alone(cell_of(probability(option, "completes"))),
        cell_of(probability(option, "any_failure")),
        unless_alone(cell_of(mean(option, "npv"))),
        unless_alone(cell_of(percentile(option, "npv", "p10"))),
        unless_alone(cell_of(percentile(option, "npv", "p90"))),
        claimed,
        unless_alone(cell_of(mean(option, "benefit_cost_ratio"))),
        cell_of(mean(option, "one_off_cost")),
        cell_of(mean(option, "peak_funding")),
        unless_alone(completion_cell(context, option)),
    };
}

double best_or_zero(std::optional<double> const& value, double otherwise) {
    return value.value_or(otherwise);
}

/// What the comparison of the options shows, only as far as the intervals lie apart.
std::string side_by_side_title(Context const& context) {
    std::vector<results::OptionSummary const*> const options = appraised(context.run);
    std::vector<std::pair<std::string, Number>> chances;
    for (results::OptionSummary const* const option : options) {
        if (auto const chance = probability(*option, "materially_outweigh"))
            chances.emplace_back(in_quotes(label_of(*option)), *chance);
    }
    if (chances.empty()) return "There is no option to appraise against the counterfactual";
    std::size_t best = 0;
    bool apart = true;
    for (std::size_t i = 1; i < chances.size(); ++i) {
        if (chances[i].second.value > chances[best].second.value) best = i;
    }
    Number const& top = chances[best].second;
    for (std::size_t i = 0; i < chances.size(); ++i) {
        Number const& other = chances[i].second;
        if (i != best && best_or_zero(top.low, top.value) <= best_or_zero(other.high, other.value))
            apart = false;
    }
    if (top.value == 0) return "No option’s benefits materially outweigh its costs in any simulated future";
    std::string const of_best = fmt::format("{} of 100 futures", of_100(top.value));
    if (chances.size() == 1)
        return fmt::format("The benefits of {} materially outweigh its costs in {}", chances[0].first,
                           of_best);
    if (!apart)
        return "No option is clearly the likeliest to bring benefits that materially outweigh its costs";
    return fmt::format("{} is the likeliest to bring benefits that materially outweigh its costs: {}",
                       chances[best].first, of_best);
}

Column text_column(std::string title) {
    return {std::move(title), "", Kind::text, Interval::left_out, Place::cell, ""};
}

Column number_column(std::string title, std::string unit, Kind kind, Interval interval = Interval::left_out) {
    return {std::move(title), std::move(unit), kind, interval, Place::cell, ""};
}

double distance(results::Comparison const& pair) {
    return std::max(pair.first_is_better->value, pair.second_is_better->value);
}

/// Of the pairs of appraised options, where there are any: how the counterfactual does is said elsewhere.
std::string comparison_title(Context const& context) {
    auto const appraised_pair = [&](results::Comparison const& pair) {
        return context.run.counterfactual != pair.first && context.run.counterfactual != pair.second;
    };
    results::Comparison const* clearest = nullptr;
    for (results::Comparison const& pair : context.run.comparison) {
        if (!pair.first_is_better || !pair.second_is_better) continue;
        bool const rather = clearest == nullptr || (appraised_pair(pair) && !appraised_pair(*clearest));
        bool const alike = clearest != nullptr && appraised_pair(pair) == appraised_pair(*clearest);
        if (rather || (alike && distance(pair) > distance(*clearest))) clearest = &pair;
    }
    if (clearest == nullptr) return "Options in pairs";
    bool const first = clearest->first_is_better->value >= clearest->second_is_better->value;
    double const chance = first ? clearest->first_is_better->value : clearest->second_is_better->value;
    return fmt::format("{} has a higher NPV than {} in {} of 100 futures",
                       in_quotes(label_of(context.run, first ? clearest->first : clearest->second)),
                       in_quotes(label_of(context.run, first ? clearest->second : clearest->first)),
                       of_100(chance));
}

bool is_always_zero(results::MetricSummary const& summary) {
    return summary.mean->value == 0 && summary.standard_deviation == 0.0;
}

std::vector<Cell> measure_row(MetricWords const& words, results::MetricSummary const& summary) {
    Kind const kind = kind_of(words.name, summary);
    // A spread of moments is a duration, not a date.
    Kind const spread = kind == Kind::moment ? Kind::months : kind;
    std::string const title(words.title);
    std::vector<Cell> row{kind == Kind::money ? title + ", " + summary.unit : title, exactly(summary.defined),
                          cell_of(summary.mean, kind), cell_of(summary.standard_deviation, spread)};
    for (std::optional<results::Estimate> const& percentile : summary.percentile)
        row.push_back(cell_of(percentile, kind));
    row.push_back(cell_of(summary.cvar5, kind));
    row.emplace_back(std::string(words.meaning));
    return row;
}

}  // namespace

Exhibit make_side_by_side(Context const& context) {
    Exhibit exhibit;
    exhibit.id = "options";
    exhibit.title = side_by_side_title(context);
    exhibit.subtitle =
        fmt::format("Options side by side by the same measures; money in {}", context.units.money_label);
    Table table;
    table.caption = "Options side by side";
    table.columns = side_by_side_columns(context.units, counterfactual(context.run) != nullptr);
    table.direction = Direction::side_by_side;
    for (results::OptionSummary const* const option : appraised(context.run))
        table.rows.push_back(side_by_side_row(context, *option));
    if (results::OptionSummary const* const other = counterfactual(context.run))
        table.rows.push_back(side_by_side_row(context, *other));
    exhibit.tables.push_back(std::move(table));
    exhibit.source = simulated_source(context.run);
    exhibit.error_note = error_sentence(context.run);
    exhibit.how_to_read =
        "All options meet the same futures, so their differences are not luck. Beneath a figure stands its "
        "95% "
        "interval. P10 is the value that 10 of 100 futures stay below, P90 the one that 10 exceed.";
    return exhibit;
}

Exhibit make_comparison(Context const& context) {
    Exhibit exhibit;
    exhibit.id = "pairs";
    exhibit.title = comparison_title(context);
    exhibit.subtitle = fmt::format("Difference of NPV in the same futures, {}", context.units.money_label);
    Table table;
    table.caption = "Options in pairs";
    table.columns = {
        text_column("Option"), text_column("compared with"),
        number_column("Expected difference of NPV", context.units.money_label, Kind::money, Interval::shown),
        number_column("First is worth more", "", Kind::probability, Interval::shown),
        number_column("Second is worth more", "", Kind::probability, Interval::shown)};
    for (results::Comparison const& pair : context.run.comparison) {
        table.rows.push_back({clean(label_of(context.run, pair.first)),
                              clean(label_of(context.run, pair.second)), cell_of(pair.npv_difference),
                              cell_of(pair.first_is_better), cell_of(pair.second_is_better)});
    }
    exhibit.tables.push_back(std::move(table));
    exhibit.source = simulated_source(context.run);
    exhibit.error_note = error_sentence(context.run);
    exhibit.how_to_read =
        "Each future is played for both options. What is missing to 100% are futures in which both are worth "
        "the "
        "same.";
    return exhibit;
}

Exhibit make_measures(Context const& context) {
    Exhibit exhibit;
    exhibit.id = "measures";
    exhibit.title = "Every measure with its percentiles";
    exhibit.subtitle =
        fmt::format("Per option; money in {}, times as dates with months from the valuation date",
                    context.units.money_label);
    for (results::OptionSummary const& option : context.run.options) {
        Table table;
        table.caption = clean(label_of(option));
        table.columns = {text_column("Measure"), number_column("Futures that have it", "", Kind::share),
                         number_column("Mean", "", Kind::number, Interval::shown),
                         number_column("Standard deviation", "", Kind::number)};
        for (char const* const name : results::kReportedPercentiles)
            table.columns.push_back(number_column("P" + std::string(name + 1), "", Kind::number));
        table.columns.push_back(number_column("Mean of the worst 5%", "", Kind::number));
        table.columns.push_back({"Meaning", "", Kind::text, Interval::left_out, Place::detail, ""});
        for (MetricWords const& words : kMetricWords) {
            results::MetricSummary const* const summary = metric(option, words.name);
            if (summary != nullptr && summary->mean && !is_always_zero(*summary))
                table.rows.push_back(measure_row(words, *summary));
        }
        exhibit.tables.push_back(std::move(table));
    }
    exhibit.source = simulated_source(context.run);
    exhibit.error_note = error_sentence(context.run);
    exhibit.how_to_read =
        "P10 is the value that 10 of 100 futures stay below. An empty percentile of a time means that it is "
        "not reached within the horizon. Measures that are zero in every future are left out.";
    return exhibit;
}

}  // namespace mergerisk::view
