// What a buyer offers for a target: consideration, financing, fees when the deal fails.

#include "engine/input/language_deal.h"

#include "engine/input/language.h"

namespace mergerisk::input {
namespace {

using base::Dimension;
using model::Deal;

constexpr double kMonthsOfYear = 12;

/// A time that the model keeps in years.
void read_years(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (auto const months = reader.number(node, spot)) *static_cast<double*>(field) = *months / kMonthsOfYear;
}

std::string print_years(void const* field, Dimension dimension, MoneyUnit const& money) {
    return print_number(*static_cast<double const*>(field) * kMonthsOfYear, dimension, money);
}

constinit Typed<double> const kYears{Type{
    .name = "years", .doc = "a duration", .read = read_years, .print = print_years, .has_dimension = true}};

// ---- Financing ----

constexpr Row kFinancingRows[] = {
    row<&Deal::Financing::share>("share", kQuantity,
                                 {.presence = Presence::required,
                                  .doc = "Share of the consideration that is borrowed.",
                                  .dimension = Dimension::share,
                                  .example = "60%"}),
    row<&Deal::Financing::interest>("interest", kQuantity,
                                    {.presence = Presence::required,
                                     .doc = "Interest on the loan, paid in equal parts each month.",
                                     .dimension = Dimension::rate,
                                     .example = "6% a year"}),
    row<&Deal::Financing::years>(
        "for", kYears,
        {.presence = Presence::defaulted,
         .default_text = "5 years",
         .doc = "When the loan is repaid in one sum, counted from completion; at the "
                "horizon if that comes first.",
         .dimension = Dimension::duration,
         .example = "5 years"}),
    row<&Deal::Financing::fee>("fee", kQuantity,
                               {.presence = Presence::implied,
                                .default_text = "0%",
                                .doc = "Arrangement fee at completion, as a share of the loan.",
                                .dimension = Dimension::share,
                                .example = "2%"}),
};
constexpr Record kFinancingRecord{
    .name = "financing",
    .doc =
        "A loan that the acquirer takes at completion. Where the discount rate is a weighted average cost "
        "of capital it contains the cost of debt already: leave financing out.",
    .rows = kFinancingRows,
    .example = "{share: 60%, interest: 6% a year, for: 5 years, fee: 2%}"};
constinit Typed<Deal::Financing> const kFinancing = record_type<Deal::Financing, kFinancingRecord>();

// ---- Fees ----

constexpr Row kFeeRows[] = {
    row<&Deal::Fee::share>("share", kQuantity,
                           {.presence = Presence::required,
                            .doc = "The fee as a share of the consideration.",
                            .dimension = Dimension::share,
                            .example = "1%"}),
    row<&Deal::Fee::probability>(
        "probability", kQuantity,
        {.presence = Presence::implied,
         .default_text = "100%",
         .doc = "Probability that it falls due when the deal fails in that way; drawn, by its mean where it "
                "is uncertain itself.",
         .dimension = Dimension::share,
         .example = "50%"}),
};
constexpr Record kFeeRecord{.name = "fee",
                            .doc = "What one side pays to the other when the deal fails, at the failure.",
                            .rows = kFeeRows,
                            .shorthand = "share",
                            .example = "{share: 1%, probability: 50%}"};
constinit Typed<Deal::Fee> const kFee = record_type<Deal::Fee, kFeeRecord>();

// ---- The deal ----

constexpr std::string_view kConsideration = "consideration";
constexpr Row kDealRows[] = {
    row<&Deal::acquirer>("acquirer", kName,
                         {.presence = Presence::implied,
                          .default_text = "the party in the role acquirer of the form",
                          .doc = "The party that buys.",
                          .example = "alpha"}),
    row<&Deal::target>("target", kName,
                       {.presence = Presence::implied,
                        .default_text = "the party in the role target of the form",
                        .doc = "The party that is bought.",
                        .example = "beta"}),
    row<&Deal::worth>(
        "worth", kQuantity,
        {.presence = Presence::required,
         .doc = "What the target is worth on its own at completion, nominal: drawn in each future, because "
                "due diligence may miss something; its claim is the value on which the premium is agreed.",
         .dimension = Dimension::money,
         .example = "{pert: [520, 600, 650]}"}),
    row<&Deal::premium>("premium", kQuantity,
                        {.presence = Presence::required,
                         .doc = "The consideration is the claimed worth and this share of it on top.",
                         .dimension = Dimension::excess,
                         .one_of = kConsideration,
                         .example = "30%"}),
    row<&Deal::price>("price", kQuantity,
                      {.presence = Presence::required,
                       .doc = "The consideration itself, nominal, in cash.",
                       .dimension = Dimension::money,
                       .one_of = kConsideration,
                       .example = "780"}),
    row<&Deal::financing>("financing", kFinancing,
                          {.doc = "The part of the consideration that is borrowed; absent: none.",
                           .example = "{share: 60%, interest: 6% a year, for: 5 years, fee: 2%}"}),
    row<&Deal::break_fee>("break_fee", kFee,
                          {.doc = "What the target pays to the acquirer when the deal is abandoned or a side "
                                  "walks away.",
                           .example = "{share: 1%, probability: 50%}"}),
    row<&Deal::reverse_break_fee>(
        "reverse_break_fee", kFee,
        {.doc = "What the acquirer pays to the target when the deal is prohibited.", .example = "4%"}),
};
constexpr Part kDealParts[] = {{&kProvenance, field<&Deal::provenance>()}};
constexpr Record kDealRecord{
    .name = "deal",
    .doc =
        "What a buyer offers for a target. It counts when the perspective is that of the acquirer: at "
        "completion the consideration is paid and the target's own worth is received; the loan is drawn, "
        "costs interest and is repaid; a break fee is received or paid when the deal fails. All of it is "
        "nominal and neither a one-off cost nor part of EBITDA; peak funding and yearly cash count the "
        "worth like money, so they say what the deal costs beyond it. When the deal is unwound, the "
        "target is taken to be sold for what it is worth, and a loan that is not yet repaid is paid down "
        "evenly until it would have been; what a forced sale costs is a cost line with only_if: unwound. "
        "For society all these are transfers: they are listed and move nothing. Consideration in the "
        "acquirer's own shares, which shares gains and losses with the target's owners, is not modelled.",
    .rows = kDealRows,
    .parts = kDealParts,
    .example = "{acquirer: alpha, target: beta, worth: {pert: [520, 600, 650]}, premium: 30%}"};

}  // namespace

constinit Typed<Deal> const kDeal = record_type<Deal, kDealRecord>();

}  // namespace mergerisk::input
