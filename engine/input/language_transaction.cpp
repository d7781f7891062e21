// The transaction: money, time, discounting.

#include "engine/input/language.h"

#include <fmt/format.h>

#include <algorithm>

namespace mergerisk::input {
namespace {

using base::Dimension;
using model::Transaction;

constexpr Choice kPricesWords[] = {
    {"real", static_cast<int>(model::Prices::real), "prices of the valuation date, as the Green Book asks"},
    {"nominal", static_cast<int>(model::Prices::nominal), "prices of the day"}};
constinit Typed<model::Prices> const kPrices =
    choice_type<model::Prices, kPricesWords>("prices", "real or nominal");

constexpr Choice kDiscountingWords[] = {
    {"mid_period", static_cast<int>(model::Discounting::mid_period), "at the middle of each period"},
    {"end_of_period", static_cast<int>(model::Discounting::end_of_period), "at the end of each period"}};
constinit Typed<model::Discounting> const kDiscounting =
    choice_type<model::Discounting, kDiscountingWords>("discounting", "mid_period or end_of_period");

constexpr Choice kPerspectiveWords[] = {{"society", static_cast<int>(model::Perspective::society),
                                         "the whole of society: transfers do not count"},
                                        {"acquirer", static_cast<int>(model::Perspective::acquirer),
                                         "what an option's parties pay and receive, with the deal; what "
                                         "funder, others and parties outside the option "
                                         "pay or receive does not count"}};
constinit Typed<model::Perspective> const kPerspective =
    choice_type<model::Perspective, kPerspectiveWords>("perspective", "whose gain is measured");

constexpr Choice kStepWords[] = {{"month", 0, "calendar months"}};
constinit Typed<Transaction> const kStep =
    fixed_word_type<Transaction, kStepWords>("step", "length of a period");

// ---- Money ----

void read_money_unit(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto const text = reader.scalar(node, spot, "a currency and its unit");
    if (!text) return;
    auto const unit = reader.take(scan_money_unit(*text), spot);
    if (!unit) return;
    auto& transaction = *static_cast<Transaction*>(field);
    transaction.currency = unit->currency;
    transaction.money_unit = unit->amount;
    transaction.money_label = unit->label;
}

std::string print_money_unit(void const* field, Dimension, MoneyUnit const&) {
    return static_cast<Transaction const*>(field)->money_label;
}

// ---- Discount rate: a rate, a list of steps, or a map of years ----

struct StepForm {
    double from = 0;
    double rate = 0;
};
constexpr Row kDiscountStepRows[] = {
    row<&StepForm::from>("from", kYear,
                         {.presence = Presence::required,
                          .doc = "First year of the step, counted from the valuation date.",
                          .example = "year 30"}),
    row<&StepForm::rate>("rate", kNumber,
                         {.presence = Presence::required,
                          .doc = "Rate from then on.",
                          .dimension = Dimension::rate,
                          .example = "3%"}),
};
constexpr Record kDiscountStepRecord{.name = "discount_step",
                                     .doc = "A rate from a year on.",
                                     .rows = kDiscountStepRows,
                                     .example = "{from: year 30, rate: 3%}"};
constinit Typed<StepForm> const kDiscountStep = record_type<StepForm, kDiscountStepRecord>();

void read_steps(Reader& reader, Node const& node, Spot const& spot, std::vector<model::DiscountStep>& steps) {
    std::size_t position = 0;
    for (Child const& child : node.children) {
        if (node.is_list()) {
            Spot const at = reader.enter(spot, child, std::to_string(++position), Dimension::rate);
            StepForm step;
            reader.read_record(kDiscountStepRecord, *child.node, at, &step);
            steps.push_back({step.from, step.rate});
            continue;
        }
        Spot const at = reader.enter(spot, child, child.key, Dimension::rate);
        Spot key = at;
        key.value = at.key;
        auto const year = reader.take(scan_year(child.key), key);
        auto const rate = reader.number(*child.node, at);
        if (year && rate) steps.push_back({*year, *rate});
    }
}

void read_discount_rate(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& steps = *static_cast<std::vector<model::DiscountStep>*>(field);
    steps.clear();
    if (node.is_scalar()) {
        if (auto const rate = reader.number(node, spot)) steps.push_back({0, *rate});
        return;
    }
    std::size_t const problems = reader.problem_count();
    read_steps(reader, node, spot, steps);
    if (reader.problem_count() != problems) return;
    bool const starts = !steps.empty() && steps.front().from_year == 0;
    bool const rises = std::is_sorted(
        steps.begin(), steps.end(), [](auto const& a, auto const& b) { return a.from_year <= b.from_year; });
    if (!starts) reader.problem(spot, "the first step does not start in year 0", "Add the rate from year 0");
    if (starts && !rises)
        reader.problem(spot, "the years of the steps do not rise", "Put the steps in order");
}

std::string print_discount_rate(void const* field, Dimension, MoneyUnit const& money) {
    std::string text;
    for (model::DiscountStep const& step : *static_cast<std::vector<model::DiscountStep> const*>(field)) {
        if (!text.empty()) text += ", ";
        text += print_number(step.rate, Dimension::rate, money);
        if (step.from_year > 0) text += fmt::format(" from year {}", step.from_year);
    }
    return text;
}

constinit Typed<std::vector<model::DiscountStep>> const kDiscountRate{
    Type{.name = "discount_rate",
         .doc = "a rate a year, a list of {from, rate}, or a map from years to rates",
         .read = read_discount_rate,
         .print = print_discount_rate,
         .has_dimension = true,
         .values = &kNumber,
         .value_keys = "^year [0-9.]+$",
         .items = &kDiscountStep,
         .least_items = 1}};

constexpr Row kTransactionRows[] = {
    row<&Transaction::name>("name", kText,
                            {.presence = Presence::required,
                             .doc = "What the transaction is called.",
                             .example = "Central and South trusts"}),
    row<&Transaction::case_name>(
        "case", kName,
        {.doc = "The public case that the scenario retells; evidence leaves that case out of its counts."}),
    custom_row(
        "money", kMoneyUnit, kSelf,
        {.presence = Presence::required,
         .doc = "What a plain number of money means: a currency (ISO 4217) and thousand, million or billion.",
         .example = "GBP million"}),
    row<&Transaction::prices>("prices", kPrices,
                              {.presence = Presence::defaulted,
                               .default_text = "real",
                               .doc = "Whether present values are in real or nominal prices.",
                               .example = "real"}),
    row<&Transaction::valuation_date>(
        "valuation_date", kDate,
        {.presence = Presence::required,
         .doc = "The date that values are discounted to; month 0 of the simulation.",
         .example = "2016-10-01"}),
    row<&Transaction::horizon_months>("horizon", kWholeMonths,
                                      {.presence = Presence::required,
                                       .doc = "How long is simulated, from the valuation date.",
                                       .dimension = Dimension::duration,
                                       .example = "10 years",
                                       .range = base::Range{1, 1200}}),
    custom_row("step", kStep, kSelf,
               {.presence = Presence::defaulted,
                .default_text = "month",
                .doc = "Length of a period of the simulation.",
                .example = "month"}),
    row<&Transaction::discount_rate>(
        "discount_rate", kDiscountRate,
        {.presence = Presence::required,
         .doc = "Annual discount rate, in the terms of prices; steps may change it.",
         .dimension = Dimension::rate,
         .example = "3.5%"}),
    row<&Transaction::discounting>("discounting", kDiscounting,
                                   {.presence = Presence::defaulted,
                                    .default_text = "mid_period",
                                    .doc = "Where in its period a flow is discounted.",
                                    .example = "mid_period"}),
    row<&Transaction::calendar>(
        "calendar", kName,
        {.doc = "Calendar of working days for statutory clocks, from the library.", .example = "england"}),
    row<&Transaction::materiality>(
        "materiality", kNumber,
        {.presence = Presence::defaulted,
         .default_text = "0%",
         .doc = "By how much benefits must exceed costs to materially outweigh them.",
         .dimension = Dimension::excess,
         .example = "20%",
         .range = base::Range{0, 10}}),
    row<&Transaction::perspective>("perspective", kPerspective,
                                   {.presence = Presence::defaulted,
                                    .default_text = "society",
                                    .doc = "Whose gain the net present value measures.",
                                    .example = "society"}),
    row<&Transaction::hindsight>(
        "hindsight", kYesNo,
        {.presence = Presence::defaulted,
         .default_text = "no",
         .doc = "Whether evidence that was not yet known on the valuation date may be used.",
         .example = "no"}),
};
constexpr Part kTransactionParts[] = {{&kProvenance, field<&Transaction::provenance>()}};
constexpr Record kTransactionRecord{.name = "transaction",
                                    .doc = "What is appraised, in which money and over which time.",
                                    .rows = kTransactionRows,
                                    .parts = kTransactionParts};

}  // namespace

constinit Typed<Transaction> const kMoneyUnit{Type{.name = "money_unit",
                                                   .doc = "a currency and thousand, million or billion",
                                                   .read = read_money_unit,
                                                   .print = print_money_unit,
                                                   .pattern = "^[A-Z]{3}( (thousand|million|billion))?$"}};
constinit Typed<Transaction> const kTransaction = record_type<Transaction, kTransactionRecord>();

}  // namespace mergerisk::input
