// How the numbers came about, and where they came from.

#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <utility>

namespace mergerisk::view {

namespace {

Table facts(std::string caption) {
    Table table;
    table.caption = std::move(caption);
    table.columns = {{"What", "", Kind::text, Interval::left_out, Place::cell, ""},
                     {"Value", "", Kind::text, Interval::left_out, Place::cell, ""}};
    return table;
}

std::string sampling_in_words(std::string const& sampling) {
    if (sampling == "sobol") return "Sobol points in 16 independent scramblings (sobol)";
    if (sampling == "plain") return "independent draws (plain)";
    if (sampling == "lhs") return "16 independent Latin hypercubes (lhs)";
    return clean(sampling);
}

/// What counts into the value, and for whom.
std::string say_value(Context const& context) {
    results::TransactionSummary const& transaction = context.run.transaction;
    results::OptionSummary const* const other = counterfactual(context.run);
    std::string text = fmt::format(
        "Net present value (NPV) is discounted benefits less discounted costs at {} a year, in {} prices{}. ",
        write(exactly(transaction.discount_rate), Kind::share, context.units), clean(transaction.prices),
        other != nullptr ? fmt::format(", less that of {}", in_quotes(label_of(*other))) : "");
    if (transaction.perspective == "acquirer")
        return text +
               "It is counted from the perspective of the acquirer: what the organisations of an option "
               "receive and pay, the price paid for a target against what it is worth, its financing and "
               "break fees included; what falls to others is left out.";
    return text +
           "It is counted from the perspective of society: transfers between the parties, support, financing "
           "and depreciation are not in it.";
}

}  // namespace

Section make_method(Context const& context) {
    results::TransactionSummary const& transaction = context.run.transaction;
    Section section;
    section.id = "method";
    section.title = "Method";
    section.paragraphs.push_back(
        fmt::format("Every uncertain number of the scenario is drawn {} times. In each of these futures "
                    "every option goes through its "
                    "approvals on the calendar; what it costs and brings is counted month by month, from {} "
                    "for {}. All options meet "
                    "the same futures.",
                    write_count(context.run.provenance.trials), clean(transaction.valuation_date),
                    horizon_in_words(context.run)));
    section.paragraphs.push_back(say_value(context));
    section.paragraphs.push_back(say_materially(context));
    section.paragraphs.push_back(likelihood_scale());
    section.paragraphs.emplace_back(
        "Figures end at the first digit of their standard error. “None” and “all” are said only of futures "
        "that were "
        "simulated; the interval beside them says how often something may happen that was not seen.");
    return section;
}

Table make_provenance(Context const& context) {
    results::Provenance const& provenance = context.run.provenance;
    Table table = facts("Provenance");
    auto const add = [&](std::string what, std::string value) {
        if (!value.empty()) table.rows.push_back({std::move(what), std::move(value)});
    };
    add("Scenario", clean(provenance.scenario));
    add("Scenario, SHA-256", clean(provenance.scenario_sha256));
    for (auto const& [file, hash] : provenance.library_sha256)
        add("Library " + clean(file) + ", SHA-256", clean(hash));
    add("Plan, SHA-256", clean(provenance.plan_sha256));
    add("Engine", "mergerisk " + clean(provenance.engine));
    add("Seed", std::to_string(provenance.seed));
    add("Trials", write_count(provenance.trials));
    add("Sampling", sampling_in_words(provenance.sampling));
    add("Source of the case", clean(context.run.transaction.source));
    return table;
}

Table make_assurance(Context const& context) {
    Table table = facts("Assurance");
    auto const add = [&](std::string what, std::string value) {
        table.rows.push_back({std::move(what), std::move(value)});
    };
    add("Reproducible",
        "The same plan, seed and number of trials give the same figures, bit for bit, on any number of "
        "threads.");
    add("Simulation error", error_sentence(context.run));
    add("Second implementation",
        "The engine is tested against a separate, simple implementation that plays one future at a time and "
        "can tell any "
        "of them step by step (mergerisk replay).");
    add("Review by people",
        "This file does not record any. It shows what follows from the assumptions, not that they hold.");
    return table;
}

}  // namespace mergerisk::view
