// Drivers, parties and dependence.

#include "engine/input/language.h"

#include <fmt/format.h>

namespace mergerisk::input {
namespace {

using base::Dimension;

// ---- Drivers ----

constexpr Choice kDriverPricesWords[] = {
    {"nominal", static_cast<int>(model::Prices::nominal), "includes general inflation"},
    {"real", static_cast<int>(model::Prices::real), "on top of general inflation"}};
constinit Typed<model::Prices> const kDriverPrices =
    choice_type<model::Prices, kDriverPricesWords>("driver_prices", "nominal or real");

constexpr Row kDriverRows[] = {
    row<&model::Driver::label>("label", kText, {.doc = "What reports call it."}),
    row<&model::Driver::annual>("annual", kQuantity,
                                {.presence = Presence::required,
                                 .doc = "Annual rate of growth, the same through time.",
                                 .dimension = Dimension::rate,
                                 .example = "{normal: {mean: 2.2%, sd: 0.8%}}"}),
    row<&model::Driver::prices>("prices", kDriverPrices,
                                {.presence = Presence::defaulted,
                                 .default_text = "nominal",
                                 .doc = "Whether the rate includes general inflation.",
                                 .example = "nominal"}),
};
constexpr Part kDriverParts[] = {{&kProvenance, provenance_of<&model::Driver::annual>()}};
constexpr Record kDriverRecord{.name = "driver",
                               .doc = "An annual rate of growth that parties and lines share.",
                               .rows = kDriverRows,
                               .parts = kDriverParts,
                               .shorthand = "annual",
                               .example = "{annual: {normal: {mean: 2.2%, sd: 0.8%}}, prices: nominal}"};
constinit Typed<model::Driver> const kDriver = record_type<model::Driver, kDriverRecord>();

// ---- Parties ----

constexpr Row kSavingsPlanRows[] = {
    row<&model::SavingsPlan::annual>("annual", kQuantity,
                                     {.presence = Presence::required,
                                      .doc = "Share of the previous year's operating cost saved each year.",
                                      .dimension = Dimension::share,
                                      .example = "3.5%"}),
    row<&model::SavingsPlan::years>("years", kPlainNumber,
                                    {.presence = Presence::required,
                                     .doc = "For how many years from the valuation date.",
                                     .example = "5",
                                     .range = base::Range{0, 100}}),
    row<&model::SavingsPlan::realised>("realised", kQuantity,
                                       {.presence = Presence::implied,
                                        .default_text = "100%",
                                        .doc = "Share of the plan that is delivered.",
                                        .dimension = Dimension::share,
                                        .example = "{evidence: trust_savings_delivery}"}),
    row<&model::SavingsPlan::recurrent>("recurrent", kQuantity,
                                        {.presence = Presence::implied,
                                         .default_text = "100%",
                                         .doc = "Share of what is delivered that lasts beyond its year.",
                                         .dimension = Dimension::share,
                                         .example = "88%"}),
};
constexpr Part kSavingsPlanParts[] = {{&kProvenance, provenance_of<&model::SavingsPlan::annual>()}};
constexpr Record kSavingsPlanRecord{.name = "savings_plan",
                                    .doc = "What a party plans to save on its own, alike in every option.",
                                    .rows = kSavingsPlanRows,
                                    .parts = kSavingsPlanParts,
                                    .example = "{annual: 3.5%, years: 5}"};
constinit Typed<model::SavingsPlan> const kSavingsPlan =
    record_type<model::SavingsPlan, kSavingsPlanRecord>();

constexpr Row kIncomeRows[] = {
    row<&model::Party::income>("annual", kQuantity,
                               {.presence = Presence::required,
                                .doc = "Income a year at the valuation date, nominal.",
                                .dimension = Dimension::money_a_year,
                                .example = "440"}),
    row<&model::Party::income_grows_with>("grows_with", kName,
                                          {.presence = Presence::implied,
                                           .default_text = "constant",
                                           .doc = "The driver that income grows with.",
                                           .example = "tariff_uplift"}),
};
constexpr Part kIncomeParts[] = {{&kProvenance, provenance_of<&model::Party::income>()}};
constexpr Record kIncomeRecord{.name = "income",
                               .doc = "A party's income.",
                               .rows = kIncomeRows,
                               .parts = kIncomeParts,
                               .shorthand = "annual",
                               .example = "{annual: 440, grows_with: tariff_uplift}"};
constinit Typed<model::Party> const kIncome = shared_record_type<model::Party, kIncomeRecord>();

constexpr Row kOperatingCostRows[] = {
    row<&model::Party::operating_cost>(
        "annual", kQuantity,
        {.presence = Presence::required,
         .doc = "Operating cost a year at the valuation date, before depreciation and interest, nominal.",
         .dimension = Dimension::money_a_year,
         .example = "423"}),
    row<&model::Party::pay_share>("pay_share", kQuantity,
                                  {.presence = Presence::implied,
                                   .default_text = "0%",
                                   .doc = "Share of operating cost that is pay.",
                                   .dimension = Dimension::share,
                                   .example = "65%"}),
    row<&model::Party::pay_grows_with>("pay_grows_with", kName,
                                       {.presence = Presence::implied,
                                        .default_text = "constant",
                                        .doc = "The driver that pay grows with.",
                                        .example = "pay_inflation"}),
    row<&model::Party::other_grows_with>("other_grows_with", kName,
                                         {.presence = Presence::implied,
                                          .default_text = "constant",
                                          .doc = "The driver that all other operating cost grows with.",
                                          .example = "general_inflation"}),
};
constexpr Part kOperatingCostParts[] = {{&kProvenance, provenance_of<&model::Party::operating_cost>()}};
constexpr Record kOperatingCostRecord{
    .name = "operating_cost",
    .doc = "A party's operating cost.",
    .rows = kOperatingCostRows,
    .parts = kOperatingCostParts,
    .shorthand = "annual",
    .example = "{annual: 423, pay_share: 65%, pay_grows_with: pay_inflation}"};
constinit Typed<model::Party> const kOperatingCost = shared_record_type<model::Party, kOperatingCostRecord>();

constexpr Row kPartyRows[] = {
    row<&model::Party::label>("label", kText, {.doc = "What reports call it."}),
    custom_row("income", kIncome, kSelf,
               {.presence = Presence::required,
                .doc = "Income before the transaction.",
                .example = "{annual: 440, grows_with: tariff_uplift}"}),
    custom_row("operating_cost", kOperatingCost, kSelf,
               {.presence = Presence::required,
                .doc = "Operating cost before the transaction.",
                .example = "{annual: 423, pay_share: 65%}"}),
    row<&model::Party::savings_plan>(
        "savings_plan", kSavingsPlan,
        {.doc = "What the party plans to save on its own.", .example = "{annual: 3.5%, years: 5}"}),
    row<&model::Party::cash>("cash", kQuantity,
                             {.presence = Presence::implied,
                              .default_text = "0",
                              .doc = "Cash at the valuation date.",
                              .dimension = Dimension::money,
                              .example = "12"}),
};
constexpr Part kPartyParts[] = {{&kProvenance, field<&model::Party::provenance>()}};
constexpr Record kPartyRecord{.name = "party",
                              .doc = "An organisation with finances before the transaction.",
                              .rows = kPartyRows,
                              .parts = kPartyParts};
constinit Typed<model::Party> const kParty = record_type<model::Party, kPartyRecord>();

// ---- Dependence ----

constexpr Choice kFamilyWords[] = {
    {"gaussian", static_cast<int>(model::Dependence::Family::gaussian), "no dependence in the far tails"}};
constinit Typed<model::Dependence::Family> const kFamily =
    choice_type<model::Dependence::Family, kFamilyWords>("dependence_family", "family of the copula");

void read_correlation(Reader& reader, Node const& node, Spot const& spot, void* field) {
    static constexpr std::string_view kWhat = "a list [first, second, correlation]";
    auto& correlation = *static_cast<model::Correlation*>(field);
    correlation.path = spot.path;
    if (!reader.is_list(node, spot, kWhat)) return;
    if (node.children.size() != 3) {
        reader.problem(spot, fmt::format("expected {}, found {} values", kWhat, node.children.size()),
                       "Write for example [pay_inflation, tariff_uplift, 0.5]");
        return;
    }
    for (std::size_t i = 0; i < 2; ++i) {
        Spot const at = reader.enter(spot, node.children[i], std::to_string(i + 1));
        auto const text = reader.scalar(*node.children[i].node, at, "the path of a number");
        if (text) (i == 0 ? correlation.first : correlation.second) = *text;
    }
    Spot const at = reader.enter(spot, node.children[2], "3");
    auto const text = reader.scalar(*node.children[2].node, at, "a correlation");
    if (!text) return;
    auto const value = reader.take(scan_plain(*text), at);
    if (!value) return;
    if (*value < -1 || *value > 1) {
        reader.problem(at, fmt::format("{} is not a correlation", *value),
                       "Correlations lie between -1 and 1");
        return;
    }
    correlation.rank_correlation = *value;
}

constinit Typed<model::Correlation> const kCorrelation{Type{.name = "correlation",
                                                            .doc = "a list [first, second, correlation]",
                                                            .read = read_correlation,
                                                            .takes_number = true,
                                                            .takes_any_text = true}};
/// What stands in a correlation, for the schema: two paths and a number.
constinit Type const kCorrelationItem{
    .name = "correlation_item", .doc = "a path or a number", .takes_number = true, .takes_any_text = true};
constinit Type const kCorrelationList{.name = "correlation",
                                      .doc = "a list [first, second, correlation]",
                                      .items = &kCorrelationItem,
                                      .least_items = 3,
                                      .most_items = 3};

constexpr std::size_t kMostCorrelations = 10'000;

void read_correlations(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_list(node, spot, "a list of [first, second, correlation]")) return;
    if (node.children.size() > kMostCorrelations) {
        reader.problem(spot, fmt::format("more than {} correlations", kMostCorrelations));
        return;
    }
    auto& list = *static_cast<std::vector<model::Correlation>*>(field);
    std::size_t position = 0;
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, std::to_string(++position));
        kCorrelation.read(reader, *child.node, at, &list.emplace_back());
    }
}

std::string print_correlations(void const* field, Dimension, MoneyUnit const&) {
    std::string text;
    for (model::Correlation const& c : *static_cast<std::vector<model::Correlation> const*>(field))
        text +=
            fmt::format("{}{} with {}: {}", text.empty() ? "" : "; ", c.first, c.second, c.rank_correlation);
    return text;
}

constinit Typed<std::vector<model::Correlation>> const kCorrelations{
    Type{.name = "correlations",
         .doc = "a list of [first, second, correlation]",
         .read = read_correlations,
         .print = print_correlations,
         .items = &kCorrelationList}};

constexpr Row kDependenceRows[] = {
    row<&model::Dependence::family>("family", kFamily,
                                    {.presence = Presence::defaulted,
                                     .default_text = "gaussian",
                                     .doc = "Family of the copula that joins the listed numbers.",
                                     .example = "gaussian"}),
    row<&model::Dependence::correlations>(
        "correlations", kCorrelations,
        {.presence = Presence::required,
         .doc = "Spearman's rank correlations between numbers, named by their paths without options.",
         .example = "[[pay_inflation, tariff_uplift, 0.5]]"}),
};
constexpr Record kDependenceRecord{
    .name = "dependence",
    .doc = "Which uncertain numbers move together; all others are independent.",
    .rows = kDependenceRows};

}  // namespace

constinit Typed<std::vector<model::Driver>> const kDrivers =
    records_type<model::Driver, kDriver>("drivers", "annual rates of growth");
constinit Typed<std::vector<model::Party>> const kParties =
    records_type<model::Party, kParty>("parties", "organisations with finances before the transaction");
constinit Typed<model::Dependence> const kDependence = record_type<model::Dependence, kDependenceRecord>();

}  // namespace mergerisk::input
