#include "engine/plan/canonical.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>

namespace mergerisk::plan {
namespace {

/// One of everything.
Plan sample() {
    Plan plan;
    plan.timeline = {std::chrono::year{2016} / 10 / 1, 2, {0, 31, 61}, {1.0, 0.99}, 0.5, true};
    plan.calendars = {{"england", {0, 1, 2}, {0, 1}}};
    plan.sampling = {Sampling::Kind::sobol, 7, {{1U, 2U, 3U}}};
    plan.draws = {{"costs.it.total", 42, 0}, {"lasting", 43, std::nullopt}};
    plan.groups = {{{DrawId{0}, DrawId{1}}, {1, 0, 0.5, 0.8}}};
    plan.tables = {{{{-8.0, 8.0, 1.0, 0, 16}}, {{1, 2, 3, 4}}, 1e-12}};
    Quantity quantity;
    quantity.kind = Quantity::Kind::table;
    quantity.draw = DrawId{0};
    quantity.table = TableId{0};
    quantity.thresholds = {0.5};
    quantity.values = {1, 2};
    quantity.inputs = {QuantityId{0}};
    quantity.path = "options.merger.costs.it.total";
    plan.quantities = {quantity};
    plan.drivers = {{"pay", QuantityId{0}, true}};
    plan.general_inflation = DriverId{0};
    Party party;
    party.name = "north";
    party.savings_plan = Party::SavingsPlan{QuantityId{0}, 5, QuantityId{0}, std::nullopt};
    plan.parties = {party};
    BackgroundSaving saving;
    saving.name = "benefits.saving";
    saving.ramp = Ramp{};
    saving.paid_to.party = {1.0};
    plan.background_savings = {saving};
    Failure failure;
    failure.name = "late";
    plan.failures = {failure};

    Option option;
    option.name = "merger";
    option.parties = {PartyId{0}};
    Route route;
    route.tracks = {{"assurance", "", StageId{0}, {StageId{0}}}};
    Stage stage;
    stage.name = "assurance.case";
    stage.clock = Clock{};
    stage.clock->extension = Clock::Extension{};
    stage.clock->stop = Clock::Stop{};
    Branch branch;
    branch.keeps = {{BenefitId{0}, QuantityId{0}}};
    stage.next = {branch};
    route.stages = {stage};
    route.planned_completion = 12;
    route.allowed_completion = {0, 1};
    route.walk_away = Route::WalkAway{};
    option.route = route;
    option.costs = {CostLine{}};
    option.benefits = {BenefitLine{}};
    option.support = {SupportLine{}};
    option.dips = {Dip{}};
    option.lasting = Lasting{};
    option.workforce = Workforce{};
    option.risks = {Risk{}};
    plan.options = {option};
    plan.counterfactual = 0;
    plan.materiality = 0.2;
    return plan;
}

struct Change {
    char const* what;
    std::function<void(Plan&)> apply;
};

Option& option(Plan& plan) {
    return plan.options[0];
}
Stage& stage(Plan& plan) {
    return option(plan).route->stages[0];
}

class EveryField : public ::testing::TestWithParam<Change> {};

TEST_P(EveryField, matters) {
    Plan changed = sample();
    GetParam().apply(changed);
    EXPECT_NE(canonical_bytes(changed), canonical_bytes(sample()));
}

INSTANTIATE_TEST_SUITE_P(
    CanonicalBytes, EveryField,
    ::testing::Values(
        Change{"valuation_date", [](Plan& p) { p.timeline.valuation_date += std::chrono::days{1}; }},
        Change{"month_start_day", [](Plan& p) { p.timeline.month_start_day[1] = 30; }},
        Change{"discount", [](Plan& p) { p.timeline.discount[1] = 0.98; }},
        Change{"deflate", [](Plan& p) { p.timeline.deflate = false; }},
        Change{"calendar_name", [](Plan& p) { p.calendars[0].name = "wales"; }},
        Change{"open_day", [](Plan& p) { p.calendars[0].open_day.pop_back(); }},
        Change{"seed", [](Plan& p) { p.sampling.seed = 8; }},
        Change{"directions", [](Plan& p) { p.sampling.directions[0][31] = 1; }},
        Change{"draw_name", [](Plan& p) { p.draws[0].name = 41; }},
        Change{"draw_index", [](Plan& p) { p.draws[0].index = 1; }},
        Change{"no_dimension", [](Plan& p) { p.draws[0].sobol_dimension.reset(); }},
        Change{"group_member", [](Plan& p) { p.groups[0].members[1] = DrawId{0}; }},
        Change{"group_factor", [](Plan& p) { p.groups[0].factor[2] = 0.4; }},
        Change{"table_end", [](Plan& p) { p.tables[0].segments[0].z_high = 7; }},
        Change{"table_coefficient", [](Plan& p) { p.tables[0].coefficients[0][3] = 5; }},
        Change{"quantity_kind", [](Plan& p) { p.quantities[0].kind = Quantity::Kind::normal; }},
        Change{"quantity_draw", [](Plan& p) { p.quantities[0].draw.reset(); }},
        Change{"quantity_b", [](Plan& p) { p.quantities[0].b = 1; }},
        Change{"quantity_values", [](Plan& p) { p.quantities[0].values[1] = 3; }},
        Change{"quantity_shift", [](Plan& p) { p.quantities[0].score_shift = 0.1; }},
        Change{"quantity_path", [](Plan& p) { p.quantities[0].path += "s"; }},
        Change{"driver_nominal", [](Plan& p) { p.drivers[0].nominal = false; }},
        Change{"general_inflation", [](Plan& p) { p.general_inflation.reset(); }},
        Change{"party_label", [](Plan& p) { p.parties[0].label = "North"; }},
        Change{"savings_years", [](Plan& p) { p.parties[0].savings_plan->years = 4; }},
        Change{"savings_recurrent", [](Plan& p) { p.parties[0].savings_plan->recurrent = QuantityId{0}; }},
        Change{"background_start", [](Plan& p) { p.background_savings[0].start = 3; }},
        Change{"background_payee", [](Plan& p) { p.background_savings[0].paid_to.party[0] = 0.5; }},
        Change{"track_start", [](Plan& p) { option(p).route->tracks[0].start = StageId{1}; }},
        Change{"track_after_completion",
               [](Plan& p) { option(p).route->tracks[0].after_completion = true; }},
        Change{"track_holds_separate", [](Plan& p) { option(p).route->tracks[0].holds_separate = true; }},
        Change{"stage_visit", [](Plan& p) { stage(p).visit = 1; }},
        Change{"stage_later_visits", [](Plan& p) { stage(p).later_visits = {StageId{1}}; }},
        Change{"stage_duration", [](Plan& p) { stage(p).duration = QuantityId{0}; }},
        Change{"claimed_branch", [](Plan& p) { stage(p).claimed_branch = 1; }},
        Change{"next_when_extended", [](Plan& p) { stage(p).next_when_extended = {Branch{}}; }},
        Change{"clock_statutory", [](Plan& p) { stage(p).clock->statutory = 40; }},
        Change{"clock_unit", [](Plan& p) { stage(p).clock->unit = Clock::Unit::week; }},
        Change{"extension_draw", [](Plan& p) { stage(p).clock->extension->happens = DrawId{1}; }},
        Change{"stop_unit", [](Plan& p) { stage(p).clock->stop->unit = Clock::Unit::week; }},
        Change{"branch_end", [](Plan& p) { stage(p).next[0].end = End::prohibited; }},
        Change{"branch_probability", [](Plan& p) { stage(p).next[0].probability = QuantityId{0}; }},
        Change{"branch_keeps", [](Plan& p) { stage(p).next[0].keeps[0].share = QuantityId{1}; }},
        Change{"planned_completion", [](Plan& p) { option(p).route->planned_completion = 13; }},
        Change{"allowed_completion", [](Plan& p) { option(p).route->allowed_completion.clear(); }},
        Change{"walk_away", [](Plan& p) { option(p).route->walk_away->draw = DrawId{1}; }},
        Change{"no_route", [](Plan& p) { option(p).route.reset(); }},
        Change{"counterfactual_option", [](Plan& p) { option(p).counterfactual = true; }},
        Change{"single_entity", [](Plan& p) { option(p).single_entity = true; }},
        Change{"exit_term", [](Plan& p) { option(p).exit.term = QuantityId{0}; }},
        Change{"exit_support_limit", [](Plan& p) { option(p).exit.support_limit = QuantityId{0}; }},
        Change{"cost_capital", [](Plan& p) { option(p).costs[0].capital = true; }},
        Change{"cost_nominal", [](Plan& p) { option(p).costs[0].nominal = true; }},
        Change{"cost_overrun", [](Plan& p) { option(p).costs[0].overrun = QuantityId{0}; }},
        Change{"cost_committed", [](Plan& p) { option(p).costs[0].committed = true; }},
        Change{"cost_window_offset", [](Plan& p) { option(p).costs[0].window.from.offset = 1; }},
        Change{"cost_window_track", [](Plan& p) { option(p).costs[0].window.track = TrackId{0}; }},
        Change{"benefit_kind", [](Plan& p) { option(p).benefits[0].kind = BenefitKind::societal; }},
        Change{"benefit_ramp_shape",
               [](Plan& p) {
                   option(p).benefits[0].ramp = Ramp{};
                   option(p).benefits[0].ramp->shape = Shape::logistic;
               }},
        Change{"benefit_ramp_connections",
               [](Plan& p) { p.background_savings[0].ramp->connections = true; }},
        Change{"benefit_fades", [](Plan& p) { option(p).benefits[0].fades = QuantityId{0}; }},
        Change{"support_funder", [](Plan& p) { option(p).support[0].paid_to.funder = 1; }},
        Change{"dip_base", [](Plan& p) { option(p).dips[0].of.income = true; }},
        Change{"lasting_loss", [](Plan& p) { option(p).lasting->loss_size = QuantityId{0}; }},
        Change{"workforce_months", [](Plan& p) { option(p).workforce->after_completion_months = 24; }},
        Change{"risk_when", [](Plan& p) { option(p).risks[0].when.base = Anchor::Base::completion; }},
        Change{"failure_limit", [](Plan& p) { p.failures[0].limit = 18; }},
        Change{"failure_party", [](Plan& p) { p.failures[0].party = PartyId{0}; }},
        Change{"counterfactual", [](Plan& p) { p.counterfactual.reset(); }},
        Change{"materiality", [](Plan& p) { p.materiality = 0.1; }}),
    [](auto const& tested) { return std::string{tested.param.what}; });

TEST(CanonicalBytes, are_equal_for_equal_plans) {
    EXPECT_EQ(canonical_bytes(sample()), canonical_bytes(sample()));
}

TEST(CanonicalBytes, tell_where_one_list_ends_and_the_next_begins) {
    Plan first;
    first.timeline.discount = {1.0};
    Plan second;
    second.timeline.month_start_day = {0, 0};
    EXPECT_NE(canonical_bytes(first), canonical_bytes(second));
    Plan name;
    name.calendars = {{"a", {}, {}}, {"", {}, {}}};
    Plan other_name;
    other_name.calendars = {{"", {}, {}}, {"a", {}, {}}};
    EXPECT_NE(canonical_bytes(name), canonical_bytes(other_name));
}

TEST(CanonicalBytes, begin_with_their_kind_and_version_in_little_endian) {
    std::vector<std::byte> const bytes = canonical_bytes({});
    std::string_view const kind = "mergerisk plan";
    std::string start;
    for (std::size_t i = 0; i < kind.size(); ++i) start += static_cast<char>(bytes[i]);
    EXPECT_EQ(start, kind);
    EXPECT_EQ(bytes[kind.size()], std::byte{kCanonicalVersion});
    for (std::size_t i = 1; i < 4; ++i) EXPECT_EQ(bytes[kind.size() + i], std::byte{0});
}

TEST(CanonicalBytes, write_numbers_in_little_endian) {
    // After kind and version the valuation date: days since 1970-01-01 as 64 bits. 2016-10-01 is day 17075 =
    // 0x42b3. Then 32 bits of months.
    Plan plan;
    plan.timeline.valuation_date = std::chrono::year{2016} / 10 / 1;
    plan.timeline.months = 0x01020304;
    std::vector<std::byte> const bytes = canonical_bytes(plan);
    std::size_t const at = std::string_view{"mergerisk plan"}.size() + 4;
    std::vector<int> found;
    for (std::size_t i = at; i < at + 12; ++i) found.push_back(std::to_integer<int>(bytes[i]));
    EXPECT_THAT(found, ::testing::ElementsAre(0xb3, 0x42, 0, 0, 0, 0, 0, 0, 4, 3, 2, 1));
}

}  // namespace
}  // namespace mergerisk::plan
