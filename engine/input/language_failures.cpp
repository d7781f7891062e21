// Conditions that count as failing.

#include "engine/input/language.h"

#include <fmt/format.h>

namespace mergerisk::input {
namespace {

using base::Dimension;

enum class Measured { one_off_cost, benefits_realised };
constexpr Choice kMetricWords[] = {
    {"one_off_cost", static_cast<int>(Measured::one_off_cost), "cumulative one-off cost, with exceeds"},
    {"benefits_realised", static_cast<int>(Measured::benefits_realised),
     "share of the claimed benefits, with below and by"}};
constinit Typed<Measured> const kMetric =
    choice_type<Measured, kMetricWords>("failure_metric", "what is compared with its claim");

using Measure = model::BenefitsShortfall::Measure;
constexpr Choice kMeasureWords[] = {
    {"run_rate", static_cast<int>(Measure::run_rate), "the rate a year at that time"},
    {"cumulative", static_cast<int>(Measure::cumulative), "everything until then"}};
constinit Typed<Measure> const kMeasure =
    choice_type<Measure, kMeasureWords>("failure_measure", "run_rate or cumulative");

/// "75% of claim" for benefits, "2%" for a margin.
struct Limit {
    double value = 0;
    bool of_claim = false;
};

void read_limit(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& limit = *static_cast<Limit*>(field);
    auto const text = reader.scalar(node, spot, "a percentage");
    if (!text) return;
    limit.of_claim = text->find("claim") != std::string_view::npos;
    auto const value = limit.of_claim
                           ? reader.take(scan_share_of_claim(*text), spot)
                           : reader.take(scan_number(*text, Dimension::excess, reader.money()), spot);
    if (value) limit.value = *value;
}

constinit Typed<Limit> const kLimit{Type{.name = "failure_limit",
                                         .doc = "a percentage of the claim (75% of claim), or a margin (2%)",
                                         .read = read_limit,
                                         .pattern = "^-?[0-9.]+ ?%( of (the )?claim)?$"}};

struct FailureForm {
    std::string label;
    std::optional<std::chrono::sys_days> completion_after;
    std::optional<Measured> metric;
    std::optional<std::string> ebitda_margin;
    std::optional<double> exceeds;
    std::optional<Limit> below;
    std::optional<double> by;
    std::optional<Measure> measure;
    std::optional<double> months;
    model::Provenance provenance;
};

void read_margin_scope(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto const text = reader.scalar(node, spot, "any, combined or a party");
    if (!text) return;
    if (is_name(*text))
        *static_cast<std::string*>(field) = *text;
    else
        reader.problem(spot, fmt::format("\"{}\" is not a name", *text), "Write any, combined or a party");
}
constinit Typed<std::string> const kMarginScope{Type{.name = "margin_scope",
                                                     .doc = "any, combined or a party",
                                                     .read = read_margin_scope,
                                                     .pattern = "^[a-z][a-z0-9_]*$"}};

constexpr std::string_view kCondition = "condition";
constexpr Row kFailureRows[] = {
    row<&FailureForm::label>("label", kText, {.doc = "What reports call it."}),
    row<&FailureForm::completion_after>("completion_after", kDate,
                                        {.presence = Presence::required,
                                         .doc = "Late: not completed by this date.",
                                         .one_of = kCondition,
                                         .example = "2018-04-01"}),
    row<&FailureForm::metric>("metric", kMetric,
                              {.presence = Presence::required,
                               .doc = "Over budget (one_off_cost) or short of benefits (benefits_realised).",
                               .one_of = kCondition,
                               .example = "one_off_cost"}),
    row<&FailureForm::ebitda_margin>("ebitda_margin", kMarginScope,
                                     {.presence = Presence::required,
                                      .doc = "Distress: whose trailing twelve-month margin is watched.",
                                      .one_of = kCondition,
                                      .example = "any"}),
    row<&FailureForm::exceeds>("exceeds", kShareOfClaim,
                               {.doc = "With one_off_cost: the limit.", .example = "120% of claim"}),
    row<&FailureForm::below>(
        "below", kLimit,
        {.doc = "With benefits_realised: 75% of claim; with ebitda_margin: 2%.", .example = "75% of claim"}),
    row<&FailureForm::by>("by", kYear,
                          {.doc = "With benefits_realised: years after completion.", .example = "year 5"}),
    row<&FailureForm::measure>(
        "measure", kMeasure,
        {.doc = "With benefits_realised: the rate at that time, or everything until then; absent: run_rate.",
         .example = "run_rate"}),
    row<&FailureForm::months>("for", kWholeMonths,
                              {.doc = "With ebitda_margin: this many month ends in a row.",
                               .dimension = Dimension::duration,
                               .example = "12 months",
                               .range = base::Range{1, 1200}}),
};
constexpr Part kFailureParts[] = {{&kProvenance, field<&FailureForm::provenance>()}};
constexpr Record kFailureRecord{.name = "failure",
                                .doc = "A condition that counts as failing, with a date at which it is met.",
                                .rows = kFailureRows,
                                .parts = kFailureParts,
                                .example = "{metric: one_off_cost, exceeds: 120% of claim}"};

/// Which of the further keys a condition takes.
void check_keys(Reader& reader, Node const& node, Spot const& spot, std::string_view condition,
                std::initializer_list<std::string_view> needed,
                std::initializer_list<std::string_view> allowed) {
    for (std::string_view const key : needed)
        if (node.find(key) == nullptr)
            reader.problem_at_key(spot, join(spot.path, key), "this key is missing",
                                  fmt::format("{} needs it", condition));
    for (std::string_view const key : {"exceeds", "below", "by", "measure", "for"}) {
        bool known = false;
        for (std::string_view const k : needed) known |= k == key;
        for (std::string_view const k : allowed) known |= k == key;
        Child const* child = node.find(key);
        if (known || child == nullptr) continue;
        Spot at = spot;
        at.key = child->key_position;
        reader.problem_at_key(at, join(spot.path, key), fmt::format("{} does not take this key", condition),
                              "Remove it");
    }
}

void check_limit(Reader& reader, Node const& node, Spot const& spot, Limit const& limit, bool of_claim) {
    Child const* child = node.find("below");
    if (child == nullptr || limit.of_claim == of_claim) return;
    Spot at = spot;
    at.path = join(spot.path, "below");
    at.value = child->alias.value_or(child->node->position);
    if (of_claim)
        reader.problem(at, "expected a percentage of the claim", "Write for example 75% of claim");
    else
        reader.problem(at, "expected a margin", "Write for example 2%");
}

void settle(Reader& reader, Node const& node, Spot const& spot, FailureForm const& form,
            model::Failure& failure) {
    if (form.completion_after) {
        check_keys(reader, node, spot, "completion_after", {}, {});
        failure.condition = model::Late{*form.completion_after};
    } else if (form.metric == Measured::one_off_cost) {
        check_keys(reader, node, spot, "metric: one_off_cost", {"exceeds"}, {});
        failure.condition = model::OverBudget{form.exceeds.value_or(1.0)};
    } else if (form.metric == Measured::benefits_realised) {
        check_keys(reader, node, spot, "metric: benefits_realised", {"below", "by"}, {"measure"});
        check_limit(reader, node, spot, form.below.value_or(Limit{0, true}), true);
        if (!form.measure)
            reader.note_default(join(spot.path, "measure"), "run_rate",
                                "The rate of benefits a year at that time.");
        failure.condition =
            model::BenefitsShortfall{form.below.value_or(Limit{}).value, form.by.value_or(0.0),
                                     form.measure.value_or(Measure::run_rate)};
    } else if (form.ebitda_margin) {
        check_keys(reader, node, spot, "ebitda_margin", {"below", "for"}, {});
        check_limit(reader, node, spot, form.below.value_or(Limit{}), false);
        failure.condition = model::Distress{*form.ebitda_margin, form.below.value_or(Limit{}).value,
                                            form.months.value_or(12.0)};
    }
}

void read_failure(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& failure = *static_cast<model::Failure*>(field);
    failure.path = spot.path;
    FailureForm form;
    reader.read_record(kFailureRecord, node, spot, &form);
    failure.label = std::move(form.label);
    failure.provenance = std::move(form.provenance);
    int const conditions =
        (form.completion_after ? 1 : 0) + (form.metric ? 1 : 0) + (form.ebitda_margin ? 1 : 0);
    if (conditions == 1) settle(reader, node, spot, form, failure);
}

std::string print_failure(void const* field, Dimension, MoneyUnit const& money) {
    struct {
        MoneyUnit const& money;
        std::string percent(double value) const { return print_number(value, Dimension::share, money); }
        std::string operator()(model::Late const& c) const {
            return "completion after " + print_date(c.completion_after);
        }
        std::string operator()(model::OverBudget const& c) const {
            return fmt::format("one-off cost exceeds {} of claim", percent(c.exceeds));
        }
        std::string operator()(model::BenefitsShortfall const& c) const {
            return fmt::format("benefits ({}) below {} of claim by year {}",
                               c.measure == Measure::run_rate ? "run rate" : "cumulative", percent(c.below),
                               c.by_year);
        }
        std::string operator()(model::Distress const& c) const {
            return fmt::format("EBITDA margin ({}) below {} for {}", c.scope, percent(c.margin_below),
                               print_number(c.months, Dimension::duration, money));
        }
    } const printer{money};
    return std::visit(printer, static_cast<model::Failure const*>(field)->condition);
}

constinit Typed<model::Failure> const kFailure{Type{.name = "failure",
                                                    .doc = "a condition that counts as failing",
                                                    .read = read_failure,
                                                    .print = print_failure,
                                                    .record = &kFailureRecord}};

}  // namespace

constinit Typed<std::vector<model::Failure>> const kFailures =
    records_type<model::Failure, kFailure>("failures", "conditions that count as failing");

}  // namespace mergerisk::input
