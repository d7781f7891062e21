// What a transaction does to people: productivity, leavers; and the risk register.

#include "engine/input/language.h"

#include <algorithm>

namespace mergerisk::input {
namespace {

using base::Dimension;
using model::Option;

// ---- Dips ----

constexpr Row kDipRows[] = {
    row<&model::Dip::dip>("dip", kQuantity,
                          {.presence = Presence::required,
                           .doc = "Loss while the window is open, as a percentage of the base.",
                           .dimension = Dimension::share,
                           .example = "{pert: [0%, 2%, 5%]}"}),
    row<&model::Dip::of>(
        "of", kEffectBase,
        {.presence = Presence::required,
         .doc = "What the percentage is of: a party's or the combined income or operating cost.",
         .example = "south.operating_cost"}),
    row<&model::Dip::window>("window", kWindow,
                             {.presence = Presence::required,
                              .doc = "When it lasts.",
                              .example = "{from: completion, for: 18 months}"}),
};
constexpr Part kDipParts[] = {{&kProvenance, field<&model::Dip::provenance>()}};
constexpr Record kDipRecord{.name = "dip",
                            .doc = "A temporary loss of productivity.",
                            .rows = kDipRows,
                            .parts = kDipParts,
                            .example = "{dip: 2%, of: combined.operating_cost, window: review}"};
constinit Typed<model::Dip> const kDip = droppable(record_type<model::Dip, kDipRecord>());

/// The dip of a name in the option's list of dips.
template <auto const& Name>
constexpr Field dip_field() {
    return {[](void* record) -> void* {
                auto& dip = static_cast<Option*>(record)->dips.emplace_back();
                dip.name = Name;
                return &dip;
            },
            [](void const* record) -> void const* {
                auto const& dips = static_cast<Option const*>(record)->dips;
                auto const found = std::find_if(dips.begin(), dips.end(),
                                                [](model::Dip const& dip) { return dip.name == Name; });
                return found == dips.end() ? nullptr : &*found;
            }};
}
constexpr std::string_view kDisruption = "disruption";
constexpr std::string_view kDistraction = "distraction";

// ---- Lasting change ----

constexpr Row kSideRows[] = {
    row<&model::LastingEffect::Side::probability>(
        "probability", kQuantity,
        {.presence = Presence::required,
         .doc = "How likely the change is; what is left is no change.",
         .dimension = Dimension::share,
         .example = "10%"}),
    row<&model::LastingEffect::Side::size>("size", kQuantity,
                                           {.presence = Presence::required,
                                            .doc = "How large it is, as a percentage of the base.",
                                            .dimension = Dimension::share,
                                            .example = "{pert: [0%, 1%, 2%]}"}),
};
constexpr Record kSideRecord{.name = "lasting_side",
                             .doc = "A lasting gain or loss and its probability.",
                             .rows = kSideRows,
                             .example = "{probability: 10%, size: {pert: [0%, 1%, 2%]}}"};
constinit Typed<model::LastingEffect::Side> const kSide =
    record_type<model::LastingEffect::Side, kSideRecord>();

constexpr Choice kScopeWords[] = {{"beyond_benefits", 0, "on top of the benefit lines"}};
constinit Typed<model::LastingEffect> const kScope =
    fixed_word_type<model::LastingEffect, kScopeWords>("scope", "what the change is on top of");

constexpr Row kLastingRows[] = {
    custom_row("scope", kScope, kSelf,
               {.presence = Presence::defaulted,
                .default_text = "beyond_benefits",
                .doc = "What the change is on top of.",
                .example = "beyond_benefits"}),
    row<&model::LastingEffect::gain>("gain", kSide, {.doc = "A lasting gain of productivity."}),
    row<&model::LastingEffect::loss>("loss", kSide, {.doc = "A lasting loss of productivity."}),
    row<&model::LastingEffect::of>("of", kEffectBase,
                                   {.presence = Presence::required,
                                    .doc = "What the percentages are of.",
                                    .example = "combined.operating_cost"}),
    row<&model::LastingEffect::ramp>("ramp", kRamp,
                                     {.presence = Presence::implied,
                                      .default_text = "linear, full by 36 months",
                                      .doc = "How the change builds up after completion.",
                                      .example = "{full_by: 36 months}"}),
};
constexpr Part kLastingParts[] = {{&kProvenance, field<&model::LastingEffect::provenance>()}};

void finish_lasting(Reader& reader, Node const&, Spot const& spot, void* record) {
    auto const& lasting = *static_cast<model::LastingEffect const*>(record);
    if (!lasting.gain && !lasting.loss)
        reader.problem_at_key(spot, spot.path, "a lasting change needs a gain, a loss or both", "Add one");
}

constexpr Record kLastingRecord{
    .name = "lasting",
    .doc = "A permanent change of productivity: a loss, no change, or a gain.",
    .rows = kLastingRows,
    .parts = kLastingParts,
    .example = "{gain: {probability: 10%, size: 1%}, of: combined.operating_cost}",
    .finish = finish_lasting};
constinit Typed<model::LastingEffect> const kLasting =
    droppable(record_type<model::LastingEffect, kLastingRecord>());

constexpr Row kProductivityRows[] = {
    custom_row(
        "disruption", kDip, dip_field<kDisruption>(),
        {.doc = "Loss of productivity after completion.",
         .example = "{dip: 2%, of: south.operating_cost, window: {from: completion, for: 18 months}}"}),
    custom_row("distraction", kDip, dip_field<kDistraction>(),
               {.doc = "Loss of productivity while the option is under review.",
                .example = "{dip: 0.5%, of: combined.operating_cost, window: review}"}),
    row<&Option::lasting>("lasting", kLasting, {.doc = "A permanent change beyond the benefit lines."}),
};
constexpr Record kProductivityRecord{.name = "productivity",
                                     .doc = "What the option does to the productivity of its parties.",
                                     .rows = kProductivityRows};

// ---- Workforce ----

using model::Workforce;
constexpr Row kAfterCompletionRows[] = {
    row<&Workforce::after_completion>("extra", kQuantity,
                                      {.presence = Presence::required,
                                       .doc = "Rate a year of additional leavers.",
                                       .dimension = Dimension::rate,
                                       .example = "2% a year"}),
    row<&Workforce::after_completion_months>("for", kNumber,
                                             {.presence = Presence::required,
                                              .doc = "How long after completion.",
                                              .dimension = Dimension::duration,
                                              .example = "24 months"}),
};
constexpr Record kAfterCompletionRecord{.name = "leavers_after_completion",
                                        .doc = "Additional leavers after completion.",
                                        .rows = kAfterCompletionRows,
                                        .example = "{extra: 2% a year, for: 24 months}"};
constinit Typed<Workforce> const kAfterCompletion = shared_record_type<Workforce, kAfterCompletionRecord>();

constexpr Row kLeaversRows[] = {
    row<&Workforce::baseline>("baseline", kQuantity,
                              {.doc = "Rate a year at which staff leave anyway; it costs the option nothing.",
                               .dimension = Dimension::rate,
                               .example = "9% a year"}),
    row<&Workforce::while_in_review>("while_in_review", kQuantity,
                                     {.doc = "Additional rate a year while the option is under review.",
                                      .dimension = Dimension::rate,
                                      .example = "+4% a year"}),
    custom_row(
        "after_completion", kAfterCompletion, kSelf,
        {.doc = "Additional leavers after completion.", .example = "{extra: 2% a year, for: 24 months}"}),
};
constexpr Record kLeaversRecord{.name = "leavers",
                                .doc = "How fast key staff leave.",
                                .rows = kLeaversRows,
                                .example = "{baseline: 9% a year, while_in_review: +4% a year}"};
constinit Typed<Workforce> const kLeavers = shared_record_type<Workforce, kLeaversRecord>();

constexpr Row kWorkforceRows[] = {
    row<&Workforce::key_staff>("key_staff", kQuantity,
                               {.presence = Presence::required,
                                .doc = "Number of staff that the benefits depend on.",
                                .dimension = Dimension::count,
                                .example = "400"}),
    custom_row("leavers", kLeavers, kSelf,
               {.presence = Presence::required,
                .doc = "How fast they leave.",
                .example = "{while_in_review: +4% a year}"}),
    row<&Workforce::cost_per_leaver>("cost_per_leaver", kQuantity,
                                     {.presence = Presence::implied,
                                      .default_text = "0",
                                      .doc = "Cost of replacing one of them.",
                                      .dimension = Dimension::money,
                                      .example = "85k"}),
    row<&Workforce::benefit_lost_per_leaver_share>("benefit_lost_per_leaver_share", kQuantity,
                                                   {.presence = Presence::implied,
                                                    .default_text = "0",
                                                    .doc = "Share of the benefits lost for each share of key "
                                                           "staff lost; 0.5: 10 % of staff, 5 % of benefits.",
                                                    .dimension = Dimension::ratio,
                                                    .example = "0.5"}),
    row<&Workforce::replacement_time>("replacement_time", kQuantity,
                                      {.presence = Presence::defaulted,
                                       .default_text = "12 months",
                                       .doc = "Mean time until a leaver is replaced.",
                                       .dimension = Dimension::duration,
                                       .example = "12 months"}),
    row<&Workforce::knowledge_not_restored>(
        "knowledge_not_restored", kQuantity,
        {.presence = Presence::defaulted,
         .default_text = "50%",
         .doc = "Share of what the leavers of the review knew that replacement does not restore (judgement).",
         .dimension = Dimension::share,
         .example = "50%"}),
};
constexpr Part kWorkforceParts[] = {{&kProvenance, field<&Workforce::provenance>()}};
constexpr Record kWorkforceRecord{.name = "workforce",
                                  .doc = "Key staff who leave because of the transaction.",
                                  .rows = kWorkforceRows,
                                  .parts = kWorkforceParts};

// ---- Risks ----

constexpr Choice kRiskKindWords[] = {
    {"one_off", static_cast<int>(model::LineKind::one_off), "counts towards the one-off cost"},
    {"recurring", static_cast<int>(model::LineKind::recurring), "does not"}};
constinit Typed<model::LineKind> const kRiskKind =
    choice_type<model::LineKind, kRiskKindWords>("risk_kind", "one_off or recurring");

constexpr Row kRiskRows[] = {
    row<&model::Risk::label>("label", kText, {.doc = "What reports call it."}),
    row<&model::Risk::probability>("probability", kQuantity,
                                   {.presence = Presence::required,
                                    .doc = "Probability that it happens, drawn and not averaged.",
                                    .dimension = Dimension::share,
                                    .example = "10%"}),
    row<&model::Risk::when>("when", kAnchor,
                            {.presence = Presence::defaulted,
                             .default_text = "completion",
                             .doc = "When its cost falls due.",
                             .example = "completion + 12 months"}),
    row<&model::Risk::costs>("costs", kQuantity,
                             {.presence = Presence::required,
                              .doc = "What it costs when it happens.",
                              .dimension = Dimension::money,
                              .example = "{pert: [4, 9, 25]}"}),
    row<&model::Risk::kind>("kind", kRiskKind,
                            {.presence = Presence::defaulted,
                             .default_text = "one_off",
                             .doc = "Whether its cost counts towards the one-off cost.",
                             .example = "one_off"}),
    row<&model::Risk::mitigation>("mitigation", kText,
                                  {.doc = "What is done about it.", .example = "parallel running"}),
    row<&model::Risk::paid_by>("paid_by", kPartyShares,
                               {.presence = Presence::implied,
                                .default_text = "the option's parties in proportion to income",
                                .doc = "Who pays.",
                                .example = "funder"}),
};
constexpr Part kRiskParts[] = {{&kProvenance, field<&model::Risk::provenance>()}};
constexpr Record kRiskRecord{
    .name = "risk",
    .doc = "An event of the risk register.",
    .rows = kRiskRows,
    .parts = kRiskParts,
    .example = "{probability: 10%, when: completion + 12 months, costs: 9, owner: CIO}"};
constinit Typed<model::Risk> const kRisk = droppable(record_type<model::Risk, kRiskRecord>());

}  // namespace

constinit Typed<Option> const kProductivity = shared_record_type<Option, kProductivityRecord>();
constinit Typed<Workforce> const kWorkforce = droppable(record_type<Workforce, kWorkforceRecord>());
constinit Typed<std::vector<model::Risk>> const kRisks =
    records_type<model::Risk, kRisk>("risks", "events of the risk register");

}  // namespace mergerisk::input
