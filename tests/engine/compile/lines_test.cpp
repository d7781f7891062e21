#include "engine/compile/lines.h"

#include "engine/compile/compile.h"
#include "tests/engine/model/scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace mergerisk::compile {
namespace {

using test::Dimension;
using ::testing::DoubleNear;
using ::testing::ElementsAre;

Result compiled(model::Scenario const& scenario) {
    Result result = compile(scenario);
    for (base::Problem const& problem : result.problems) ADD_FAILURE() << base::describe(problem);
    return result;
}

model::Option& merger(model::Scenario& scenario) {
    return scenario.options[1];
}
plan::Option merger(Result const& result) {
    return result.plan.options.at(1);
}

std::vector<::testing::Matcher<double>> near(std::vector<double> const& values) {
    std::vector<::testing::Matcher<double>> matchers;
    for (double const value : values) matchers.emplace_back(DoubleNear(value, 1e-12));
    return matchers;
}

// Parties by name: north, south; claimed incomes 1000 and 440.
std::vector<double> const kByIncome{1000.0 / 1440, 440.0 / 1440};

TEST(Payers, of_a_cost_are_by_default_the_parties_by_claimed_income) {
    Result const result = compiled(test::small_merger());
    plan::CostLine const line = merger(result).costs[0];
    EXPECT_THAT(line.paid_by.party, ::testing::ElementsAreArray(near(kByIncome)));
    EXPECT_EQ(line.paid_by.funder, 0);
    EXPECT_THAT(result.notes.defaults,
                ::testing::Contains(
                    ::testing::Field(&DefaultTaken::path, "options.merger.costs.it_integration.paid_by")));
}

TEST(Payers, are_only_parties_of_the_option) {
    model::Scenario scenario = test::small_merger();
    merger(scenario).parties = {"south"};
    EXPECT_THAT(merger(compiled(scenario)).costs[0].paid_by.party, ElementsAre(0, 1));
}

TEST(Payers, are_others_where_there_are_no_parties) {
    model::Scenario scenario = test::small_merger();
    scenario.parties.clear();
    plan::Payers const payers = merger(compiled(scenario)).costs[0].paid_by;
    EXPECT_TRUE(payers.party.empty());
    EXPECT_EQ(payers.funder, 0);
}

TEST(Payers, of_a_societal_benefit_are_others_by_default) {
    model::Scenario scenario = test::small_merger();
    merger(scenario).benefits[0].kind = model::BenefitKind::societal;
    EXPECT_THAT(merger(compiled(scenario)).benefits[0].paid_to.party, ElementsAre(0, 0));
}

TEST(Payers, are_who_is_named) {
    model::Scenario scenario = test::small_merger();
    merger(scenario).costs[0].paid_by = {
        {"parties", 0.5}, {"south", 0.1}, {"funder", 0.3}, {"regulator", 0.1}};
    plan::Option const option = merger(compiled(scenario));
    plan::CostLine const& restructuring = option.costs[1];
    EXPECT_THAT(restructuring.paid_by.party,
                ::testing::ElementsAreArray(near({0.5 * 1000 / 1440, 0.5 * 440 / 1440 + 0.1})));
    EXPECT_NEAR(restructuring.paid_by.funder, 0.3, 1e-12);
}

TEST(Payers, share_equally_where_no_party_has_income) {
    model::Scenario scenario = test::small_merger();
    for (model::Party& party : scenario.parties) party.income.value = math::Constant{0};
    EXPECT_THAT(merger(compiled(scenario)).costs[0].paid_by.party, ElementsAre(0.5, 0.5));
}

TEST(Payers, who_must_not_pay_leave_their_part_to_the_other_parties) {
    // South's 30.6 % of the restructuring go to north; the funder's half stays.
    model::Scenario scenario = test::small_merger();
    merger(scenario).cost_neutral_for = {"south"};
    merger(scenario).costs[0].paid_by = {{"parties", 0.5}, {"funder", 0.5}};
    plan::Option const option = merger(compiled(scenario));
    EXPECT_THAT(option.costs[1].paid_by.party, ::testing::ElementsAreArray(near({0.5, 0})));
    EXPECT_EQ(option.costs[1].paid_by.funder, 0.5);
    EXPECT_THAT(option.risks[0].paid_by.party, ::testing::ElementsAreArray(near({1, 0})));
    // What it gains stays its own.
    EXPECT_THAT(option.benefits[0].paid_to.party, ::testing::ElementsAreArray(near(kByIncome)));
}

TEST(Payers, who_must_not_pay_leave_their_part_to_the_funder_when_there_are_no_others) {
    model::Scenario scenario = test::small_merger();
    merger(scenario).cost_neutral_for = {"north", "south"};
    plan::Payers const payers = merger(compiled(scenario)).costs[0].paid_by;
    EXPECT_THAT(payers.party, ElementsAre(0, 0));
    EXPECT_NEAR(payers.funder, 1, 1e-12);
}

// ---------------------------------------------------------------------------------------------------------------

TEST(Contract, ends_the_option_after_its_term_or_when_support_has_passed_the_limit) {
    model::Scenario scenario = test::small_merger();
    model::Option& option = merger(scenario);
    option.contract.emplace();
    option.contract->path = option.path + ".contract";
    option.contract->term = test::certain(84, Dimension::duration, option.contract->path + ".term");
    option.contract->support_limit =
        test::certain(5, Dimension::money, option.contract->path + ".support_limit");
    model::SupportLine support;
    support.name = "deficits";
    support.path = option.path + ".support.deficits";
    support.form = model::AmountForm::annual;
    support.amount = test::certain(1, Dimension::money_a_year, support.path + ".annual");
    support.window.from.base = model::Anchor::Base::completion;
    support.window.to = model::Anchor{model::Anchor::Base::end, {}, 0};
    option.support = {support};
    option.costs[0].only_if = model::OnlyIf::unwound;
    option.costs[0].window.from = model::Anchor{model::Anchor::Base::exit, {}, 3};
    Result const result = compiled(scenario);
    plan::Option const made = merger(result);
    ASSERT_TRUE(made.exit.term && made.exit.support_limit);
    EXPECT_EQ(result.plan.quantities[made.exit.term->index()].a, 84);
    EXPECT_EQ(result.plan.quantities[made.exit.support_limit->index()].a, 5);
    EXPECT_EQ(made.costs[1].only_if, plan::OnlyIf::unwound);
    EXPECT_EQ(made.costs[1].window.from.base, plan::Anchor::Base::exit);
    EXPECT_EQ(made.costs[1].window.from.offset, 3);
}

TEST(Lines, stand_in_the_order_of_their_names) {
    Result const result = compiled(test::small_merger());
    EXPECT_EQ(merger(result).costs[0].name, "it_integration");
    EXPECT_EQ(merger(result).costs[1].name, "restructuring");
}

TEST(Lines, carry_what_was_written) {
    model::Scenario scenario = test::small_merger();
    model::CostLine& line = merger(scenario).costs[0];
    line.form = model::AmountForm::monthly;
    line.kind = model::LineKind::recurring;
    line.shape = model::Shape::s_curve;
    line.only_if = model::OnlyIf::failed;
    line.committed = true;
    line.label = "Restructuring";
    plan::CostLine const made = merger(compiled(scenario)).costs[1];
    EXPECT_EQ(made.form, plan::CostLine::Form::monthly);
    EXPECT_FALSE(made.one_off);
    EXPECT_EQ(made.shape, plan::Shape::s_curve);
    EXPECT_EQ(made.only_if, plan::OnlyIf::failed);
    EXPECT_TRUE(made.committed);
    EXPECT_EQ(made.label, "Restructuring");
}

TEST(Lines, with_an_uplift_for_optimism_bias_overrun_by_it_for_certain) {
    // 51 % less 40 % of the way to 4 %: 0.51 - 0.4 0.47 = 0.322.
    model::Scenario scenario = test::small_merger();
    model::OptimismBias bias;
    bias.name = "buildings";
    bias.path = "optimism_bias.buildings";
    bias.capital = model::OptimismBias::Bounds{0.04, 0.51};
    bias.operating = model::OptimismBias::Bounds{0, 0.41};
    scenario.optimism_bias = {bias};
    merger(scenario).risks.clear();
    model::CostLine& line = merger(scenario).costs[0];
    line.uplift = model::Uplift{"buildings", 0.4, false, "", line.path + ".optimism_bias"};
    Result const capital = compiled(scenario);
    plan::CostLine const made = merger(capital).costs[1];
    ASSERT_EQ(made.name, "restructuring");
    plan::Quantity const& excess = capital.plan.quantities[made.overrun->index()];
    EXPECT_EQ(excess.kind, plan::Quantity::Kind::constant);
    EXPECT_NEAR(excess.a, 0.322, 1e-15);
    EXPECT_EQ(excess.path, "options.merger.costs.restructuring.optimism_bias");
    // A recurring line has the uplift of operating cost: 41 % less 40 % of 41 %.
    line.kind = model::LineKind::recurring;
    Result const operating = compiled(scenario);
    EXPECT_NEAR(operating.plan.quantities[merger(operating).costs[1].overrun->index()].a, 0.246, 1e-15);
}

TEST(Lines, grow_with_their_driver) {
    model::Scenario scenario = test::small_merger();
    scenario.drivers = {test::driver("wages", math::Constant{0.02}),
                        test::driver("demand", math::Constant{0.01}),
                        test::driver("general_inflation", math::Constant{0.02})};
    scenario.drivers[0].prices = model::Prices::real;
    merger(scenario).costs[0].grows_with = "wages";
    Result const result = compiled(scenario);
    // Only what is used: general inflation and wages.
    ASSERT_EQ(result.plan.drivers.size(), 2U);
    EXPECT_EQ(result.plan.general_inflation, plan::DriverId{0});
    EXPECT_EQ(result.plan.drivers[1].name, "wages");
    EXPECT_FALSE(result.plan.drivers[1].nominal);
    EXPECT_EQ(merger(result).costs[1].index, plan::DriverId{1});
    EXPECT_EQ(merger(result).costs[0].index, std::nullopt);
}

TEST(Windows, follow_the_moments_that_are_written) {
    model::Scenario scenario = test::small_merger();
    model::Window& window = merger(scenario).costs[0].window;
    window.from = {model::Anchor::Base::date, std::chrono::year{2017} / 1 / 1, 2};
    window.length.reset();
    window.to = model::Anchor{model::Anchor::Base::completion, {}, 24};
    plan::Window const made = merger(compiled(scenario)).costs[1].window;
    EXPECT_EQ(made.kind, plan::Window::Kind::moments);
    EXPECT_EQ(made.from.base, plan::Anchor::Base::fixed);
    EXPECT_NEAR(made.from.offset, 5, 1e-12);
    EXPECT_EQ(made.to->base, plan::Anchor::Base::completion);
    EXPECT_EQ(made.to->offset, 24);
    EXPECT_FALSE(made.length.has_value());
}

TEST(Windows, find_the_review_tracks_and_stages_by_name) {
    model::Scenario scenario = test::small_merger();
    auto const made = [&](char const* name) {
        merger(scenario).costs[0].window.named = name;
        return merger(compiled(scenario)).costs[1].window;
    };
    EXPECT_EQ(made("review").kind, plan::Window::Kind::review);
    EXPECT_EQ(made("assurance").kind, plan::Window::Kind::track);
    EXPECT_EQ(made("assurance").track, plan::TrackId{0});
    EXPECT_EQ(made("assurance.full").kind, plan::Window::Kind::stage);
    EXPECT_EQ(made("assurance.full").stage, plan::StageId{1});
}

TEST(Options, become_one_entity_as_their_form_says_unless_they_say_otherwise) {
    model::Scenario scenario = test::small_merger();
    EXPECT_TRUE(merger(compiled(scenario)).single_entity);
    EXPECT_FALSE(compiled(scenario).plan.options[0].single_entity);
    merger(scenario).legal = model::Legal::separate;
    EXPECT_FALSE(merger(compiled(scenario)).single_entity);
    merger(scenario).legal.reset();
    merger(scenario).form.clear();
    Result const result = compiled(scenario);
    EXPECT_FALSE(merger(result).single_entity);
    EXPECT_THAT(result.notes.defaults,
                ::testing::Contains(::testing::Field(&DefaultTaken::path, "options.merger.legal")));
}

TEST(Effects, are_shares_of_one_party_or_of_all_of_the_option) {
    model::Scenario scenario = test::small_merger();
    model::Dip dip;
    dip.name = "disruption";
    dip.path = "options.merger.productivity.disruption";
    dip.dip = test::uncertain(math::Pert{0, 0.01, 0.02}, Dimension::share, dip.path + ".dip");
    dip.of.party = "south";
    dip.window.named = "review";
    merger(scenario).dips = {dip};
    plan::Option made = merger(compiled(scenario));
    EXPECT_THAT(made.dips[0].of.parties, ElementsAre(plan::PartyId{1}));
    EXPECT_FALSE(made.dips[0].of.income);
    merger(scenario).dips[0].of = {"", model::EffectBase::Of::income};
    made = merger(compiled(scenario));
    EXPECT_THAT(made.dips[0].of.parties, ElementsAre(plan::PartyId{0}, plan::PartyId{1}));
    EXPECT_TRUE(made.dips[0].of.income);
}

model::Scenario with_lasting_gain(double probability) {
    model::Scenario scenario = test::small_merger();
    model::LastingEffect lasting;
    lasting.path = "options.merger.productivity.lasting";
    lasting.gain = {
        test::certain(probability, Dimension::share, lasting.path + ".gain.probability"),
        test::uncertain(math::Pert{0, 0.005, 0.015}, Dimension::share, lasting.path + ".gain.size")};
    merger(scenario).lasting = lasting;
    scenario.readiness_weights = {{"leadership", 0.3}, {"culture_fit", 0.3}};
    return scenario;
}

TEST(Effects, that_last_are_complete_after_three_years_unless_told_otherwise) {
    Result const result = compiled(with_lasting_gain(0.09));
    plan::Lasting const made = *merger(result).lasting;
    EXPECT_EQ(made.ramp.shape, plan::Shape::linear);
    EXPECT_EQ(result.plan.quantities[made.ramp.full_by.index()].a, 36);
    EXPECT_EQ(result.plan.draws[made.which.index()].address, "productivity.lasting");
    EXPECT_FALSE(made.loss_probability.has_value());
    EXPECT_THAT(result.notes.defaults,
                ::testing::Contains(::testing::Field(&DefaultTaken::path,
                                                     "options.merger.productivity.lasting.ramp.full_by")));
}

double readiness_shift(std::map<std::string, double> scores) {
    model::Scenario scenario = with_lasting_gain(0.09);
    merger(scenario).readiness = std::move(scores);
    Result const result = compiled(scenario);
    plan::Quantity const& probability =
        result.plan.quantities[merger(result).lasting->gain_probability->index()];
    return probability.kind == plan::Quantity::Kind::shifted_probability ? probability.a : 0;
}

TEST(Readiness, moves_the_gain_by_weighted_scores_above_or_below_three) {
    EXPECT_NEAR(readiness_shift({{"leadership", 4}, {"culture_fit", 3}}), 0.3, 1e-12);
    EXPECT_NEAR(readiness_shift({{"leadership", 1}, {"culture_fit", 2}}), -0.9, 1e-12);
    EXPECT_EQ(readiness_shift({{"leadership", 3}}), 0);
    EXPECT_EQ(readiness_shift({}), 0);
}

TEST(Readiness, moves_the_log_odds_by_one_at_most) {
    EXPECT_EQ(readiness_shift({{"leadership", 5}, {"culture_fit", 5}}), 1);
    EXPECT_EQ(readiness_shift({{"leadership", 1}, {"culture_fit", 1}}), -1);
}

TEST(Risks, are_drawn_at_their_own_address) {
    Result const result = compiled(test::small_merger());
    plan::Risk const made = merger(result).risks[0];
    EXPECT_EQ(result.plan.draws[made.happens.index()].address, "risks.cutover.happens");
    EXPECT_EQ(made.when.base, plan::Anchor::Base::completion);
    EXPECT_TRUE(made.one_off);
}

// ---------------------------------------------------------------------------------------------------------------

model::Scenario with_specific_share(math::Distribution share) {
    model::Scenario scenario = test::small_merger();
    model::BenefitLine& line = merger(scenario).benefits[0];
    line.merger_specific =
        test::uncertain(std::move(share), Dimension::share, line.path + ".merger_specific");
    line.starts.offset_months = 3;
    return scenario;
}

TEST(BackgroundSavings, are_what_would_have_come_anyway_at_the_planned_start) {
    // Completion is planned at 3 + 5 months.
    Result const result = compiled(with_specific_share(math::Pert{0.6, 0.85, 1}));
    ASSERT_EQ(result.plan.background_savings.size(), 1U);
    plan::BackgroundSaving const& saving = result.plan.background_savings[0];
    plan::BenefitLine const benefit = merger(result).benefits[0];
    EXPECT_EQ(saving.name, "benefits.saving");
    EXPECT_NEAR(saving.start, 11, 1e-12);
    EXPECT_EQ(saving.annual, benefit.annual);
    EXPECT_EQ(saving.realised, benefit.realised);
    EXPECT_EQ(saving.merger_specific, benefit.merger_specific);
    EXPECT_EQ(saving.paid_to.party, benefit.paid_to.party);
}

TEST(BackgroundSavings, do_not_exist_where_everything_is_merger_specific) {
    EXPECT_TRUE(compiled(test::small_merger()).plan.background_savings.empty());
    EXPECT_TRUE(compiled(with_specific_share(math::Constant{1})).plan.background_savings.empty());
}

TEST(BackgroundSavings, are_cash) {
    model::Scenario scenario = with_specific_share(math::Constant{0.8});
    merger(scenario).benefits[0].kind = model::BenefitKind::non_cash_releasing;
    EXPECT_TRUE(compiled(scenario).plan.background_savings.empty());
}

TEST(BackgroundSavings, count_one_benefit_once_however_many_options_have_it) {
    model::Scenario scenario = with_specific_share(math::Constant{0.8});
    model::Option group = test::option("group");
    group.benefits = {test::benefit("group", "saving", math::Constant{20}),
                      test::benefit("group", "estate", math::Constant{2})};
    for (model::BenefitLine& line : group.benefits) {
        line.merger_specific = test::certain(0.5, Dimension::share, line.path + ".merger_specific");
    }
    scenario.options.push_back(group);
    // "group" comes before "merger", whichever the document lists first.
    for (int order = 0; order < 2; ++order) {
        Result const result = compiled(scenario);
        ASSERT_EQ(result.plan.background_savings.size(), 2U);
        EXPECT_EQ(result.plan.background_savings[0].name, "benefits.estate");
        EXPECT_EQ(result.plan.background_savings[0].start, 0);
        EXPECT_EQ(result.plan.background_savings[1].name, "benefits.saving");
        plan::QuantityId const annual = result.plan.background_savings[1].annual;
        EXPECT_EQ(result.plan.quantities.at(annual.index()).a, 20);
        std::reverse(scenario.options.begin(), scenario.options.end());
    }
}

// Completion is planned at 8 months; a term of 24 then ends at 32.
TEST(BackgroundSavings, know_when_integration_and_exit_are_planned) {
    model::Scenario scenario = with_specific_share(math::Constant{0.8});
    merger(scenario).benefits[0].starts = {model::Anchor::Base::integration, {}, 2};
    EXPECT_NEAR(compiled(scenario).plan.background_savings.at(0).start, 10, 1e-12);
    merger(scenario).benefits[0].starts = {model::Anchor::Base::exit, {}, -6};
    std::string const path = merger(scenario).path + ".contract";
    merger(scenario).contract.emplace();
    merger(scenario).contract->term = test::certain(24, Dimension::duration, path + ".term");
    EXPECT_NEAR(compiled(scenario).plan.background_savings.at(0).start, 26, 1e-12);
}

TEST(BackgroundSavings, start_when_the_benefit_is_dated) {
    model::Scenario scenario = with_specific_share(math::Constant{0.8});
    merger(scenario).benefits[0].starts = {model::Anchor::Base::date, std::chrono::year{2018} / 4 / 1, 0};
    EXPECT_NEAR(compiled(scenario).plan.background_savings.at(0).start, 18, 1e-12);
}

// ---------------------------------------------------------------------------------------------------------------

TEST(Failures, stand_in_the_order_of_their_names_with_limits_in_the_units_of_the_plan) {
    model::Scenario scenario = test::small_merger();
    scenario.failures = {{"shortfall",
                          "",
                          model::BenefitsShortfall{0.75, 3, model::BenefitsShortfall::Measure::cumulative},
                          {},
                          "f"},
                         {"late", "", model::Late{std::chrono::year{2018} / 4 / 1}, {}, "f"},
                         {"distress", "", model::Distress{"south", 0.02, 6}, {}, "f"},
                         {"over_budget", "", model::OverBudget{1.2}, {}, "f"}};
    auto const failures = compiled(scenario).plan.failures;
    ASSERT_EQ(failures.size(), 4U);
    EXPECT_EQ(failures[0].kind, plan::Failure::Kind::distress);
    EXPECT_EQ(failures[0].scope, plan::Failure::Scope::party);
    EXPECT_EQ(failures[0].party, plan::PartyId{1});
    EXPECT_EQ(failures[0].consecutive, 6U);
    EXPECT_EQ(failures[1].kind, plan::Failure::Kind::late);
    EXPECT_NEAR(failures[1].limit, 18, 1e-12);
    EXPECT_EQ(failures[2].kind, plan::Failure::Kind::over_budget);
    EXPECT_EQ(failures[2].limit, 1.2);
    EXPECT_EQ(failures[3].kind, plan::Failure::Kind::benefits_shortfall);
    EXPECT_EQ(failures[3].by_months, 36);
    EXPECT_TRUE(failures[3].cumulative);
}

}  // namespace
}  // namespace mergerisk::compile
