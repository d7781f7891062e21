// Dated streams of money: costs, benefits, support; their windows, ramps and payers.

#include "engine/input/language.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

namespace mergerisk::input {
namespace {

using base::Dimension;
using model::AmountForm;
using model::LineKind;

// ---- Windows ----

constexpr std::string_view kEnd = "end";
constexpr Row kWindowRows[] = {
    row<&model::Window::from>(
        "from", kAnchor, {.presence = Presence::required, .doc = "When it begins.", .example = "completion"}),
    row<&model::Window::to>("to", kAnchor,
                            {.presence = Presence::required,
                             .doc = "When it ends.",
                             .one_of = kEnd,
                             .example = "completion + 24 months"}),
    row<&model::Window::length>("for", kQuantity,
                                {.presence = Presence::required,
                                 .doc = "How long it lasts.",
                                 .dimension = Dimension::duration,
                                 .one_of = kEnd,
                                 .example = "36 months"}),
};
constexpr Record kWindowRecord{
    .name = "window",
    .doc =
        "When something runs: from a moment to a moment or for a time; or review, a track, or track.stage.",
    .rows = kWindowRows,
    .example = "{from: completion, for: 36 months}"};

bool is_window_name(std::string_view text) {
    if (text == "review") return true;
    std::size_t const dot = text.find('.');
    auto const usable = [](std::string_view name) { return is_name(name) && !is_reserved(name); };
    return usable(text.substr(0, dot)) && (dot == std::string_view::npos || usable(text.substr(dot + 1)));
}

void read_window(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& window = *static_cast<model::Window*>(field);
    window.path = spot.path;
    if (!node.is_scalar()) {
        reader.read_record(kWindowRecord, node, spot, &window);
        return;
    }
    auto const text = reader.scalar(node, spot, "a window");
    if (!text) return;
    if (!is_window_name(*text)) {
        reader.problem(
            spot, fmt::format("\"{}\" is not a window", *text),
            "Write review, a track, a stage as track.stage, or {from: completion, for: 24 months}");
        return;
    }
    window.named = *text;
}

std::string print_window(void const* field, Dimension, MoneyUnit const& money) {
    auto const& window = *static_cast<model::Window const*>(field);
    if (!window.named.empty()) return window.named;
    std::string const from = "from " + print_anchor(window.from);
    if (window.to) return from + " to " + print_anchor(*window.to);
    return window.length ? from + " for " + kQuantity.print(&*window.length, Dimension::duration, money)
                         : from;
}

// ---- Who pays, who receives ----

void read_party_shares(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& shares = *static_cast<std::vector<model::PartyShare>*>(field);
    if (node.is_scalar()) {
        model::PartyShare one;
        kName.read(reader, node, spot, &one.who);
        if (!one.who.empty()) shares.push_back(std::move(one));
        return;
    }
    if (!reader.is_map(node, spot, "a name, or a map from names to shares")) return;
    std::size_t const problems = reader.problem_count();
    double total = 0;
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, child.key, Dimension::share);
        if (!is_name(child.key)) {
            reader.problem_at_key(at, at.path, fmt::format("\"{}\" is not a name", child.key),
                                  "Name a party, parties, funder, regulator, patients or others");
            continue;
        }
        if (auto const share = reader.number(*child.node, at)) {
            shares.push_back({child.key, *share});
            total += *share;
        }
    }
    if (reader.problem_count() == problems && std::fabs(total - 1) > 1e-9)
        reader.problem(spot,
                       fmt::format("the shares add up to {}, not to 100 %",
                                   print_number(total, Dimension::share, reader.money())),
                       "Change them so that they add up to 100 %");
}

std::string print_party_shares(void const* field, Dimension, MoneyUnit const& money) {
    std::string text;
    for (auto const& share : *static_cast<std::vector<model::PartyShare> const*>(field))
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", share.who,
                            print_number(share.share, Dimension::share, money));
    return text;
}

// ---- Words ----

constexpr Choice kShapeWords[] = {
    {"linear", static_cast<int>(model::Shape::linear), "evenly"},
    {"s_curve", static_cast<int>(model::Shape::s_curve), "slow, fast, slow: 3 y^2 - 2 y^3"},
    {"logistic", static_cast<int>(model::Shape::logistic), "slow, fast, slow: logistic of slope 10"}};
constinit Typed<model::Shape> const kShape =
    choice_type<model::Shape, kShapeWords>("shape", "how it builds up");

constexpr Choice kLineKindWords[] = {
    {"one_off", static_cast<int>(LineKind::one_off), "counts towards the one-off cost"},
    {"recurring", static_cast<int>(LineKind::recurring), "a running cost"}};
constinit Typed<LineKind> const kLineKind =
    choice_type<LineKind, kLineKindWords>("line_kind", "one_off or recurring");

constexpr Choice kBenefitKindWords[] = {
    {"cash_releasing", static_cast<int>(model::BenefitKind::cash_releasing), "lowers what is paid out"},
    {"non_cash_releasing", static_cast<int>(model::BenefitKind::non_cash_releasing),
     "frees staff or space that stays paid for"},
    {"societal", static_cast<int>(model::BenefitKind::societal), "to patients or the public"}};
constinit Typed<model::BenefitKind> const kBenefitKind =
    choice_type<model::BenefitKind, kBenefitKindWords>("benefit_kind", "what kind of benefit it is");

constexpr Choice kOnlyIfWords[] = {
    {"always", static_cast<int>(model::OnlyIf::always), "whatever happens"},
    {"completed", static_cast<int>(model::OnlyIf::completed), "the option completes"},
    {"failed", static_cast<int>(model::OnlyIf::failed), "it fails for whatever reason"},
    {"prohibited", static_cast<int>(model::OnlyIf::prohibited), "it is prohibited"},
    {"abandoned", static_cast<int>(model::OnlyIf::abandoned), "a track ends as abandoned"},
    {"walked_away", static_cast<int>(model::OnlyIf::walked_away), "the parties walk away"},
    {"unwound", static_cast<int>(model::OnlyIf::unwound),
     "it is given up or undone after completion: support passes its limit, or a review after completion ends "
     "abandoned or prohibited"}};
constinit Typed<model::OnlyIf> const kOnlyIf =
    choice_type<model::OnlyIf, kOnlyIfWords>("only_if", "the outcome that it needs");

// ---- Amounts: total, monthly or annual ----

/// The amount of a line under the key of one form.
template <class Line, AmountForm Form>
constexpr Field amount_field() {
    return {[](void* record) -> void* {
                auto& line = *static_cast<Line*>(record);
                line.form = Form;
                return &line.amount;
            },
            [](void const* record) -> void const* {
                auto const& line = *static_cast<Line const*>(record);
                return line.form == Form ? &line.amount : nullptr;
            }};
}

constexpr std::string_view kAmount = "amount";

template <class Line>
constexpr Row total_row() {
    return custom_row("total", kQuantity, amount_field<Line, AmountForm::total>(),
                      {.presence = Presence::required,
                       .doc = "The whole amount, spread over the window.",
                       .dimension = Dimension::money,
                       .one_of = kAmount,
                       .example = "24"});
}
template <class Line>
constexpr Row monthly_row() {
    return custom_row("monthly", kQuantity, amount_field<Line, AmountForm::monthly>(),
                      {.presence = Presence::required,
                       .doc = "The amount a month while the window is open.",
                       .dimension = Dimension::money_a_month,
                       .one_of = kAmount,
                       .example = "0.45"});
}
template <class Line>
constexpr Row annual_row() {
    return custom_row("annual", kQuantity, amount_field<Line, AmountForm::annual>(),
                      {.presence = Presence::required,
                       .doc = "The amount a year while the window is open.",
                       .dimension = Dimension::money_a_year,
                       .one_of = kAmount,
                       .example = "3.2m"});
}

// ---- Costs ----

using model::CostLine;
constexpr Row kCostRows[] = {
    row<&CostLine::label>("label", kText, {.doc = "What reports call it."}),
    total_row<CostLine>(),
    monthly_row<CostLine>(),
    annual_row<CostLine>(),
    row<&CostLine::overrun>("overrun", kQuantity,
                            {.presence = Presence::implied,
                             .default_text = "0%",
                             .doc = "Excess over the claimed amount; 20% means 1.2 times.",
                             .dimension = Dimension::excess,
                             .example = "{evidence: it_overrun}"}),
    row<&CostLine::uplift>(
        "optimism_bias", kUplift,
        {.doc =
             "Uplift for optimism bias, in place of an overrun: a fixed excess over the claimed amount. Of "
             "one-off cost the capital uplift of the class, else that of operating cost.",
         .example = "{class: non_standard_buildings, mitigated: 40%}"}),
    row<&CostLine::window>("window", kWindow,
                           {.presence = Presence::required,
                            .doc = "When it is paid.",
                            .example = "{from: completion, for: 36 months}"}),
    row<&CostLine::shape>("shape", kShape,
                          {.presence = Presence::defaulted,
                           .default_text = "linear",
                           .doc = "How a total builds up over its window.",
                           .example = "s_curve"}),
    row<&CostLine::kind>("kind", kLineKind,
                         {.doc = "Absent: a total is one_off, a monthly or annual amount is recurring.",
                          .example = "one_off"}),
    row<&CostLine::only_if>("only_if", kOnlyIf,
                            {.presence = Presence::defaulted,
                             .default_text = "always",
                             .doc = "The outcome that it needs.",
                             .example = "prohibited"}),
    row<&CostLine::committed>("committed", kYesNo,
                              {.presence = Presence::defaulted,
                               .default_text = "no",
                               .doc = "Whether the rest falls due when the option fails.",
                               .example = "no"}),
    row<&CostLine::grows_with>("grows_with", kName,
                               {.presence = Presence::implied,
                                .default_text = "general inflation only",
                                .doc = "The driver that the amount grows with.",
                                .example = "pay_inflation"}),
    row<&CostLine::paid_by>(
        "paid_by", kPartyShares,
        {.presence = Presence::implied,
         .default_text = "the option's parties in proportion to income",
         .doc = "Who pays: a party, parties, funder, regulator, patients, others, or shares.",
         .example = "{south: 40%, funder: 60%}"}),
};

void finish_cost(Reader& reader, Node const& node, Spot const& spot, void* record) {
    if (node.find("kind") != nullptr) return;
    auto& line = *static_cast<CostLine*>(record);
    line.kind = line.form == AmountForm::total ? LineKind::one_off : LineKind::recurring;
    reader.note_default(join(spot.path, "kind"), line.kind == LineKind::one_off ? "one_off" : "recurring",
                        "A total is one_off, a monthly or annual amount is recurring.");
}

constexpr Part kCostParts[] = {{&kProvenance, field<&CostLine::provenance>()}};
constexpr Record kCostRecord{.name = "cost",
                             .doc = "A dated stream of money that is spent.",
                             .rows = kCostRows,
                             .parts = kCostParts,
                             .example =
                                 "{total: 24, overrun: {evidence: reorganisation_overrun}, window: "
                                 "{from: completion, for: 36 months}}",
                             .finish = finish_cost};
constinit Typed<CostLine> const kCost = droppable(record_type<CostLine, kCostRecord>());

// ---- Benefits ----

constexpr Choice kRampOfWords[] = {
    {"members", 0, "the value grows with the share of members who have joined"},
    {"connections", 1,
     "it lies in connections between pairs of them and grows with the square of that share"}};
constinit Typed<bool> const kRampOf = choice_type<bool, kRampOfWords>("ramp_of", "what the value grows with");

constexpr Row kRampRows[] = {
    row<&model::Ramp::shape>("shape", kShape,
                             {.presence = Presence::defaulted,
                              .default_text = "linear",
                              .doc = "How it grows.",
                              .example = "logistic"}),
    row<&model::Ramp::connections>("of", kRampOf,
                                   {.presence = Presence::defaulted,
                                    .default_text = "members",
                                    .doc = "Whether it grows with its members or with their connections.",
                                    .example = "connections"}),
    row<&model::Ramp::half_by>("half_by", kQuantity,
                               {.presence = Presence::implied,
                                .default_text = "half of full_by",
                                .doc = "When half is reached, counted from the start.",
                                .dimension = Dimension::duration,
                                .example = "18 months"}),
    row<&model::Ramp::full_by>("full_by", kQuantity,
                               {.presence = Presence::required,
                                .doc = "When all is reached, counted from the start.",
                                .dimension = Dimension::duration,
                                .example = "48 months"}),
};
constexpr Record kRampRecord{.name = "ramp",
                             .doc = "How something grows to its full size.",
                             .rows = kRampRows,
                             .shorthand = "full_by",
                             .example = "{shape: logistic, half_by: 18 months, full_by: 48 months}"};

using model::BenefitLine;
constexpr Row kBenefitRows[] = {
    row<&BenefitLine::label>("label", kText, {.doc = "What reports call it."}),
    row<&BenefitLine::annual>("annual", kQuantity,
                              {.presence = Presence::required,
                               .doc = "The claimed benefit a year once it is complete.",
                               .dimension = Dimension::money_a_year,
                               .example = "42.6"}),
    row<&BenefitLine::kind>("kind", kBenefitKind,
                            {.presence = Presence::defaulted,
                             .default_text = "cash_releasing",
                             .doc = "What kind of benefit it is.",
                             .example = "cash_releasing"}),
    row<&BenefitLine::realised>("realised", kQuantity,
                                {.presence = Presence::implied,
                                 .default_text = "100%",
                                 .doc = "Share of the claim that is delivered once the ramp is complete.",
                                 .dimension = Dimension::share,
                                 .example = "{evidence: nhs_merger_saving_realised}"}),
    row<&BenefitLine::merger_specific>("merger_specific", kQuantity,
                                       {.presence = Presence::implied,
                                        .default_text = "100%",
                                        .doc = "Share that would not have happened anyway.",
                                        .dimension = Dimension::share,
                                        .example = "80%"}),
    row<&BenefitLine::starts>("starts", kAnchor,
                              {.presence = Presence::defaulted,
                               .default_text = "completion",
                               .doc = "When it begins.",
                               .example = "completion + 3 months"}),
    row<&BenefitLine::ramp>("ramp", kRamp,
                            {.presence = Presence::implied,
                             .default_text = "none",
                             .doc = "How it grows; without one it is complete from its start.",
                             .example = "{shape: logistic, half_by: 18 months, full_by: 48 months}"}),
    row<&BenefitLine::lasts>("lasts", kQuantity,
                             {.presence = Presence::implied,
                              .default_text = "to the horizon",
                              .doc = "How long it lasts, counted from its start.",
                              .dimension = Dimension::duration,
                              .example = "5 years"}),
    row<&BenefitLine::fades>("fades", kQuantity,
                             {.presence = Presence::implied,
                              .default_text = "0% a year",
                              .doc = "Rate a year at which it is lost, compounding from its start.",
                              .dimension = Dimension::rate,
                              .example = "3% a year"}),
    row<&BenefitLine::only_if>("only_if", kOnlyIf,
                               {.presence = Presence::defaulted,
                                .default_text = "always",
                                .doc = "The outcome that it needs.",
                                .example = "completed"}),
    row<&BenefitLine::grows_with>("grows_with", kName,
                                  {.presence = Presence::implied,
                                   .default_text = "general inflation only",
                                   .doc = "The driver that the amount grows with.",
                                   .example = "pay_inflation"}),
    row<&BenefitLine::paid_to>(
        "paid_to", kPartyShares,
        {.presence = Presence::implied,
         .default_text = "the option's parties in proportion to income",
         .doc = "Who gains: a party, parties, funder, regulator, patients, others, or shares.",
         .example = "parties"}),
};
constexpr Part kBenefitParts[] = {{&kProvenance, field<&BenefitLine::provenance>()}};
constexpr Record kBenefitRecord{
    .name = "benefit",
    .doc = "A yearly gain as the deal team claims it, and what evidence says becomes of such claims.",
    .rows = kBenefitRows,
    .parts = kBenefitParts,
    .example =
        "{annual: 42.6, realised: {evidence: nhs_merger_saving_realised}, ramp: {full_by: 48 months}}"};
constinit Typed<BenefitLine> const kBenefit = droppable(record_type<BenefitLine, kBenefitRecord>());

// ---- Support ----

using model::SupportLine;
constexpr Row kSupportRows[] = {
    row<&SupportLine::label>("label", kText, {.doc = "What reports call it."}),
    total_row<SupportLine>(),
    monthly_row<SupportLine>(),
    annual_row<SupportLine>(),
    row<&SupportLine::window>("window", kWindow,
                              {.presence = Presence::required,
                               .doc = "When it is paid.",
                               .example = "{from: completion, for: 24 months}"}),
    row<&SupportLine::only_if>("only_if", kOnlyIf,
                               {.presence = Presence::defaulted,
                                .default_text = "always",
                                .doc = "The outcome that it needs.",
                                .example = "completed"}),
    row<&SupportLine::paid_to>("paid_to", kPartyShares,
                               {.presence = Presence::implied,
                                .default_text = "the option's parties in proportion to income",
                                .doc = "Who receives it: a party, parties, or shares.",
                                .example = "south"}),
};
constexpr Part kSupportParts[] = {{&kProvenance, field<&SupportLine::provenance>()}};
constexpr Record kSupportRecord{
    .name = "support",
    .doc = "Money from the funder to parties; a transfer, which never counts for society.",
    .rows = kSupportRows,
    .parts = kSupportParts,
    .example = "{total: 10, window: {from: completion, for: 24 months}, paid_to: south}"};
constinit Typed<SupportLine> const kSupportLine = droppable(record_type<SupportLine, kSupportRecord>());

}  // namespace

constinit Typed<model::Window> const kWindow{
    Type{.name = "window",
         .doc = "review, a track, track.stage, or a map with from and to or for",
         .read = read_window,
         .print = print_window,
         .pattern = "^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?$",
         .record = &kWindowRecord}};
constinit Typed<std::vector<model::PartyShare>> const kPartyShares{
    Type{.name = "party_shares",
         .doc = "a name, or a map from names to shares",
         .read = read_party_shares,
         .print = print_party_shares,
         .pattern = "^[a-z][a-z0-9_]*$",
         .values = &kNumber}};
constinit Typed<model::Ramp> const kRamp = record_type<model::Ramp, kRampRecord>();
constinit Typed<std::vector<CostLine>> const kCosts =
    records_type<CostLine, kCost>("costs", "streams of money that are spent");
constinit Typed<std::vector<BenefitLine>> const kBenefits =
    records_type<BenefitLine, kBenefit>("benefits", "yearly gains");
constinit Typed<std::vector<SupportLine>> const kSupport =
    records_type<SupportLine, kSupportLine>("support_lines", "money from the funder");

}  // namespace mergerisk::input
