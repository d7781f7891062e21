// From the claimed to the expected NPV, one mechanism after the other.

#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace mergerisk::view {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kStepWords{{
    {"claimed", "As claimed"},
    {"input_ranges", "Input ranges and drivers"},
    {"delay", "Delay"},
    {"remedies", "Remedies"},
    {"additionality", "Would have happened anyway"},
    {"overrun", "Cost overrun"},
    {"realisation", "Unrealised benefits"},
    {"productivity", "Disruption and lasting productivity"},
    {"attrition", "Leavers"},
    {"risks", "Risks"},
    {"failure", "Failure to complete"},
    {"postponed", "benefits that start later"},
    {"lost_beyond_horizon_and_running_costs", "benefits lost beyond the horizon, and the cost of waiting"},
}};

std::string words_for(std::string_view step) {
    for (auto const& [name, words] : kStepWords) {
        if (name == step) return std::string(words);
    }
    return humanised(step);
}

/// All numbers of a bridge end alike, so that the reader can add them up.
int place_in(results::OptionSummary const& option) {
    constexpr int kDigits = 4;
    double largest = 0;
    for (results::BridgeStep const& step : option.bridge) largest = std::max(largest, std::fabs(step.npv));
    return place_of(largest, kDigits);
}

Number change_of(results::OptionSummary const& option, results::Estimate const& change) {
    Number number = number_of(change);
    if (change.value != 0) number.place = place_in(option);
    return number;
}

/// The two ends are written as everywhere else.
Number npv_after(results::OptionSummary const& option, std::size_t step) {
    std::optional<Number> const expected = mean(option, "npv");
    if (step == 0) return claimed_npv(option);
    if (step + 1 == option.bridge.size() && expected) return *expected;
    Number number = exactly(option.bridge[step].npv);
    number.place = place_in(option);
    // The mean after a step is known about as well as the last one.
    if (expected) number.standard_error = expected->standard_error;
    return number;
}

std::string title(Context const& context, results::OptionSummary const& option) {
    results::BridgeStep const* largest = nullptr;
    for (results::BridgeStep const& step : option.bridge) {
        if (step.change && (largest == nullptr || step.change->value < largest->change->value))
            largest = &step;
    }
    Number const claimed = npv_after(option, 0);
    Number const expected = npv_after(option, option.bridge.size() - 1);
    std::string text = fmt::format("{}: {} claimed, {} expected", in_quotes(label_of(option)),
                                   context.money(claimed), write(expected, Kind::money, context.units));
    if (largest != nullptr && largest->change->value < 0) {
        std::string step = words_for(largest->step);
        text += fmt::format("; the largest loss is “{}” ({})", step,
                            write(change_of(option, *largest->change), Kind::money, context.units));
    }
    return text;
}

Table steps(Context const& context, results::OptionSummary const& option) {
    std::string const& money = context.units.money_label;
    Table table;
    table.caption = fmt::format("{}: from the claimed to the expected NPV", clean(label_of(option)));
    table.columns = {
        {"Step", "", Kind::text, Interval::left_out, Place::cell, ""},
        {"Change", money, Kind::money, Interval::shown, Place::cell, "paired, over the same futures"},
        {"NPV after it", money, Kind::money, Interval::left_out, Place::cell, "mean"}};
    for (std::size_t i = 0; i < option.bridge.size(); ++i) {
        results::BridgeStep const& step = option.bridge[i];
        table.rows.push_back({words_for(step.step),
                              step.change ? Cell(change_of(option, *step.change)) : Cell(),
                              npv_after(option, i)});
        for (auto const& [part, change] : step.parts) {
            Number number = exactly(change);
            number.place = place_in(option);
            if (step.change) number.standard_error = step.change->standard_error;
            table.rows.push_back({"of which " + words_for(part), number, Cell()});
        }
    }
    return table;
}

}  // namespace

Exhibit make_bridge(Context const& context, results::OptionSummary const& option) {
    Exhibit exhibit;
    exhibit.id = id_of("bridge", option.name);
    exhibit.plot = Plot::bridge;
    exhibit.title = title(context, option);
    exhibit.subtitle = fmt::format("Mean NPV after each step from the claim to what is expected, {}",
                                   context.units.money_label);
    exhibit.options = {option.name};
    for (std::size_t i = 0; i < option.bridge.size(); ++i) {
        results::BridgeStep const& step = option.bridge[i];
        Number const number = step.change ? change_of(option, *step.change) : npv_after(option, i);
        exhibit.marks.push_back({option.name, step.step, words_for(step.step), number,
                                 write(number, Kind::money, context.units)});
    }
    Number const expected = npv_after(option, option.bridge.size() - 1);
    exhibit.marks.push_back(
        {option.name, "expected", "Expected", expected, write(expected, Kind::money, context.units)});
    exhibit.description =
        "Waterfall from the claimed to the expected net present value, one bar for each step.";
    exhibit.tables = {steps(context, option)};
    exhibit.source = simulated_source(context.run);
    exhibit.error_note = error_sentence(context.run) + " Each change is a difference over the same futures.";
    exhibit.how_to_read =
        "Each bar starts where the one before it ended. The size of a step depends on the order of the "
        "steps; the two ends do not. Failure to complete is prohibition, abandonment and walk-away.";
    return exhibit;
}

}  // namespace mergerisk::view
