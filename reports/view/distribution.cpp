// The distribution of NPV.

#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace mergerisk::view {

namespace {

/// P(NPV > 0): against the counterfactual where there is one, else of the option by itself.
std::optional<Number> chance_above_zero(results::OptionSummary const& option) {
    std::optional<Number> const better = probability(option, "better_than_counterfactual");
    return better ? better : probability(option, "npv_positive");
}

std::string title(Context const& context) {
    std::vector<std::string> parts;
    for (results::OptionSummary const* const option : appraised(context.run)) {
        std::optional<Number> const chance = chance_above_zero(*option);
        if (!chance) continue;
        std::string const futures = of_100(chance->value);
        parts.push_back(parts.empty() ? fmt::format("NPV is above zero in {} of 100 futures for {}", futures,
                                                    in_quotes(label_of(*option)))
                                      : fmt::format("{} for {}", futures, in_quotes(label_of(*option))));
    }
    return parts.empty() ? "Net present value" : listed(parts);
}

void add_marks(Context const& context, results::OptionSummary const& option, std::vector<Mark>& marks) {
    constexpr std::array<std::pair<char const*, char const*>, 3> kMarked{
        {{"p10", "P10"}, {"p50", "P50"}, {"p90", "P90"}}};
    for (auto const& [name, label] : kMarked) {
        if (std::optional<Number> const value = percentile(option, "npv", name))
            marks.push_back({option.name, name, label, *value, write(*value, Kind::money, context.units)});
    }
    if (std::optional<Number> const value = mean(option, "npv"))
        marks.push_back({option.name, "mean", "Mean", *value, write(*value, Kind::money, context.units)});
    if (std::optional<Number> const chance = chance_above_zero(option)) {
        marks.push_back({option.name, "above_zero", "above zero", *chance,
                         fmt::format("{} of 100 above zero", of_100(chance->value))});
    }
}

Table percentiles(Context const& context) {
    std::string const& money = context.units.money_label;
    Table table;
    table.caption = "Net present value, " + money;
    auto const column = [&](std::string name, Interval interval = Interval::left_out) {
        return Column{std::move(name), money, Kind::money, interval, Place::cell, ""};
    };
    table.columns = {{"Option", "", Kind::text, Interval::left_out, Place::cell, ""},
                     column("Mean", Interval::shown),
                     column("Standard error of the mean"),
                     column("Standard deviation")};
    for (char const* const name : results::kReportedPercentiles)
        table.columns.push_back(column("P" + std::string(name + 1)));
    table.columns.push_back(column("Mean of the worst 5%"));
    for (results::OptionSummary const* const option : appraised(context.run)) {
        results::MetricSummary const* const npv = metric(*option, "npv");
        if (npv == nullptr || !npv->mean) continue;
        std::vector<Cell> row{clean(label_of(*option)), cell_of(npv->mean), Cell(),
                              cell_of(npv->standard_deviation)};
        // Written with one digit, as an error is: its own size is the place where it ends.
        if (auto const error = npv->mean->standard_error; error && *error > 0)
            row[2] = Number{*error, *error, std::nullopt, std::nullopt, std::nullopt, std::nullopt};
        for (std::optional<results::Estimate> const& percentile : npv->percentile)
            row.push_back(cell_of(percentile));
        row.push_back(cell_of(npv->cvar5));
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table bins(Context const& context) {
    Table table;
    table.caption = "Share of all futures by NPV";
    table.use = Use::plot_data;
    table.columns = {
        {"From", context.units.money_label, Kind::money, Interval::left_out, Place::cell, ""},
        {"to below", context.units.money_label, Kind::money, Interval::left_out, Place::cell, ""}};
    std::vector<results::OptionSummary const*> drawn;
    for (results::OptionSummary const* const option : appraised(context.run)) {
        if (option->npv_histogram.shares.empty()) continue;
        drawn.push_back(option);
        table.columns.push_back(
            {clean(label_of(*option)), "", Kind::share, Interval::left_out, Place::cell, ""});
    }
    if (drawn.empty()) return table;
    std::vector<double> const& edges = drawn.front()->npv_histogram.edges;
    for (std::size_t bin = 0; bin + 1 < edges.size(); ++bin) {
        std::vector<Cell> row{exactly(edges[bin]), exactly(edges[bin + 1])};
        for (results::OptionSummary const* const option : drawn)
            row.emplace_back(share_of_trials(context.run, option->npv_histogram.shares[bin]));
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace

Exhibit make_distribution(Context const& context) {
    Exhibit exhibit;
    exhibit.id = "npv";
    exhibit.plot = Plot::distribution;
    exhibit.title = title(context);
    exhibit.subtitle = fmt::format(
        "Net present value over {}, {}, {} prices, discounted at {} a year", horizon_in_words(context.run),
        context.units.money_label, clean(context.run.transaction.prices),
        write(exactly(context.run.transaction.discount_rate), Kind::share, context.units));
    for (results::OptionSummary const* const option : appraised(context.run)) {
        exhibit.options.push_back(option->name);
        add_marks(context, *option, exhibit.marks);
    }
    exhibit.description =
        "Histograms of net present value, one for each option on the same scale, with the values that 10, 50 "
        "and 90 "
        "of 100 futures stay below.";
    exhibit.tables = {percentiles(context), bins(context)};
    exhibit.source = simulated_source(context.run);
    exhibit.error_note = error_sentence(context.run);
    exhibit.how_to_read =
        "A bar is the share of futures whose NPV falls there; each option has a height scale of its own. "
        "Right of zero an option is worth more than it costs. The line beneath holds 80 of 100 futures, the "
        "dot is the middle one.";
    return exhibit;
}

}  // namespace mergerisk::view
