#include "engine/compile/deal.h"

#include "engine/compile/compile.h"
#include "tests/engine/model/deals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace mergerisk::compile {
namespace {

using test::Dimension;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Result compiled(model::Scenario const& scenario) {
    Result result = compile(scenario);
    for (base::Problem const& problem : result.problems) ADD_FAILURE() << base::describe(problem);
    return result;
}

plan::CostLine line_of(Result const& result, std::string const& name) {
    for (plan::CostLine const& line : result.plan.options.at(1).costs) {
        if (line.name == name) return line;
    }
    ADD_FAILURE() << "no line " << name;
    return {};
}

plan::Quantity amount_of(Result const& result, std::string const& name) {
    return result.plan.quantities.at(line_of(result, name).amount.index());
}

std::vector<std::string> names_of(std::vector<plan::CostLine> const& lines) {
    std::vector<std::string> names;
    names.reserve(lines.size());
    for (plan::CostLine const& line : lines) names.push_back(line.name);
    return names;
}

TEST(Deal, becomes_lines_in_the_order_of_their_names) {
    model::Scenario scenario = test::acquisition();
    test::deal(scenario).financing = test::loan(0.6, 0.06, 5);
    test::deal(scenario).break_fee = test::fee("break_fee", 0.01);
    test::deal(scenario).reverse_break_fee = test::fee("reverse_break_fee", 0.04);
    scenario.options[1].costs = {test::cost("takeover", "advisers", math::Constant{9}),
                                 test::cost("takeover", "integration_cost", math::Constant{50})};
    EXPECT_THAT(
        names_of(compiled(scenario).plan.options[1].costs),
        ElementsAre("advisers", "deal.break_fee.abandoned", "deal.break_fee.walked_away",
                    "deal.consideration", "deal.financing.drawdown", "deal.financing.interest",
                    "deal.financing.outstanding_at_horizon", "deal.financing.outstanding_not_drawn",
                    "deal.financing.repayment", "deal.reverse_break_fee", "deal.worth", "integration_cost"));
}

TEST(Deal, is_capital_as_agreed_and_paid_by_the_acquirer_alone) {
    Result const result = compiled(test::acquisition());
    for (char const* name : {"deal.consideration", "deal.worth"}) {
        plan::CostLine const line = line_of(result, name);
        EXPECT_TRUE(line.capital);
        EXPECT_TRUE(line.nominal);
        EXPECT_FALSE(line.index.has_value());
        EXPECT_FALSE(line.one_off);
        // Parties by name: alpha, beta.
        EXPECT_THAT(line.paid_by.party, ElementsAre(1, 0));
        EXPECT_EQ(line.paid_by.funder, 0);
        EXPECT_EQ(line.window.from.base, plan::Anchor::Base::completion);
    }
}

// 600 is the most likely worth; (1 + 30 %) 600 = 780, however the worth turns out.
TEST(Deal, has_its_premium_on_the_claimed_worth) {
    model::Scenario scenario = test::acquisition();
    test::deal(scenario).worth.value = math::Triangular{400, 600, 650};
    plan::Quantity const consideration = amount_of(compiled(scenario), "deal.consideration");
    EXPECT_DOUBLE_EQ(consideration.expected, 780);
    EXPECT_DOUBLE_EQ(consideration.claimed, 780);
    plan::Quantity const worth = amount_of(compiled(scenario), "deal.worth");
    EXPECT_NEAR(worth.expected, -550, 0.1);  // (400 + 600 + 650) / 3, found by sampling
    EXPECT_DOUBLE_EQ(worth.claimed, -600);
}

TEST(Deal, has_its_premium_on_the_claim_where_one_is_stated) {
    model::Scenario scenario = test::acquisition();
    test::deal(scenario).worth.claim = 700;
    EXPECT_DOUBLE_EQ(amount_of(compiled(scenario), "deal.consideration").expected, 1.3 * 700);
}

TEST(Deal, has_a_price_in_place_of_a_premium) {
    model::Scenario scenario = test::acquisition();
    test::deal(scenario).premium.reset();
    test::deal(scenario).price =
        test::uncertain(math::Uniform{700, 800}, Dimension::money, "options.takeover.deal.price");
    EXPECT_DOUBLE_EQ(amount_of(compiled(scenario), "deal.consideration").expected, 750);
}

TEST(Deal, has_acquirer_and_target_by_the_roles_of_its_form) {
    model::Scenario scenario = test::acquisition();
    test::deal(scenario).acquirer.clear();
    test::deal(scenario).target.clear();
    scenario.options[1].roles = {{"acquirer", "beta"}, {"target", "alpha"}};
    EXPECT_THAT(line_of(compiled(scenario), "deal.consideration").paid_by.party, ElementsAre(0, 1));
}

// 780 * 60 % = 468 is borrowed; interest 6 % of it a year; fee 2 % of it.
TEST(Financing, is_a_bullet_loan_on_a_share_of_the_consideration) {
    model::Scenario scenario = test::acquisition();
    test::deal(scenario).financing = test::loan(0.6, 0.06, 5);
    test::deal(scenario).financing->fee =
        test::certain(0.02, Dimension::share, "options.takeover.deal.financing.fee");
    Result const result = compiled(scenario);
    EXPECT_DOUBLE_EQ(amount_of(result, "deal.financing.drawdown").expected, -468);
    EXPECT_DOUBLE_EQ(amount_of(result, "deal.financing.repayment").expected, 468);
    EXPECT_DOUBLE_EQ(amount_of(result, "deal.financing.interest").expected, 468 * 0.06);
    EXPECT_DOUBLE_EQ(amount_of(result, "deal.financing.fee").expected, 468 * 0.02);
    EXPECT_EQ(line_of(result, "deal.financing.interest").form, plan::CostLine::Form::annual);
    EXPECT_EQ(line_of(result, "deal.financing.interest").window.to->offset, 60);
    EXPECT_EQ(line_of(result, "deal.financing.repayment").window.from.offset, 60);
}

TEST(Financing, is_paid_down_after_unwinding_where_a_deal_can_be_unwound) {
    model::Scenario scenario = test::acquisition();
    test::deal(scenario).financing = test::loan(0.6, 0.06, 5);
    model::Route::UsedTrack used = scenario.options[1].route->tracks[0];
    used.name = used.track.name = "call_in";
    used.path = used.track.path = "options.takeover.route.tracks.call_in";
    used.track.after_completion = true;
    std::string const inquiry = used.path + ".stages.inquiry";
    used.track.start = "inquiry";
    used.track.stages = {
        test::stage("inquiry", used.path, math::Constant{6},
                    {test::leads_to("cleared", inquiry), test::leads_to("prohibited", inquiry, 0.1)})};
    scenario.options[1].route->tracks.push_back(used);
    Result const result = compiled(scenario);
    plan::CostLine const line = line_of(result, "deal.financing.paid_down");
    EXPECT_EQ(line.only_if, plan::OnlyIf::unwound);
    EXPECT_EQ(line.window.from.base, plan::Anchor::Base::exit);
    EXPECT_EQ(line.window.to->offset, 60);
    EXPECT_DOUBLE_EQ(amount_of(result, "deal.financing.paid_down_interest").expected, 0.5 * 0.06 * 468);
}

TEST(BreakFee, has_a_draw_of_its_own_where_it_is_uncertain) {
    model::Scenario scenario = test::acquisition();
    test::deal(scenario).break_fee = test::fee("break_fee", 0.01, 0.5);
    Result const result = compiled(scenario);
    plan::Quantity const paid = amount_of(result, "deal.break_fee.abandoned");
    EXPECT_NEAR(paid.expected, -0.5 * 0.01 * 780, 1e-9);
    EXPECT_THAT(result.plan.draws, Contains(::testing::Field(&plan::Draw::address, "deal.break_fee.due")));
    EXPECT_EQ(line_of(result, "deal.break_fee.abandoned").only_if, plan::OnlyIf::abandoned);
    EXPECT_EQ(line_of(result, "deal.break_fee.walked_away").only_if, plan::OnlyIf::walked_away);
    EXPECT_EQ(line_of(result, "deal.break_fee.walked_away").amount,
              line_of(result, "deal.break_fee.abandoned").amount);
}

TEST(BreakFee, needs_no_draw_when_it_is_certain_or_impossible) {
    for (double const probability : {0.0, 1.0}) {
        model::Scenario scenario = test::acquisition();
        test::deal(scenario).reverse_break_fee = test::fee("reverse_break_fee", 0.04, probability);
        Result const result = compiled(scenario);
        EXPECT_DOUBLE_EQ(amount_of(result, "deal.reverse_break_fee").expected, probability * 0.04 * 780);
        EXPECT_THAT(result.plan.draws,
                    Not(Contains(::testing::Field(&plan::Draw::address, "deal.reverse_break_fee.due"))));
    }
}

TEST(BreakFee, can_be_correlated) {
    model::Scenario scenario = test::acquisition();
    test::deal(scenario).break_fee = test::fee("break_fee", 0.01, 0.5);
    test::deal(scenario).worth.value = math::Triangular{400, 600, 650};
    scenario.dependence.correlations = {
        {"takeover.deal.break_fee.due", "takeover.deal.worth", 0.5, "dependence.correlations.1"}};
    Result const result = compiled(scenario);
    ASSERT_EQ(result.notes.correlations.size(), 1);
    EXPECT_GT(result.notes.correlations[0].normal_score, 0);
    // The rank correlation of a coin with anything is at most sqrt(3) / 2 of that of its normal score.
    EXPECT_LT(*result.notes.correlations[0].achieved, 0.5);
}

TEST(Society, sees_nothing_of_a_deal_but_its_numbers) {
    model::Scenario scenario = test::acquisition();
    scenario.transaction.perspective = model::Perspective::society;
    test::deal(scenario).worth.value = math::Triangular{400, 600, 650};
    Result const result = compiled(scenario);
    EXPECT_TRUE(result.plan.options[1].costs.empty());
    EXPECT_THAT(result.plan.quantities,
                Contains(::testing::Field(&plan::Quantity::path, "options.takeover.deal.worth")));
    EXPECT_THAT(result.notes.remarks, Contains(HasSubstr("counts for an acquirer")));
}

TEST(Acquirer, counts_what_its_parties_pay_of_a_line) {
    model::Scenario scenario = test::acquisition();
    scenario.options[1].costs = {test::cost("takeover", "integration_cost", math::Constant{50})};
    scenario.options[1].costs[0].paid_by = {{"alpha", 0.3}, {"beta", 0.1}, {"funder", 0.5}};
    Result const result = compiled(scenario);
    EXPECT_DOUBLE_EQ(amount_of(result, "integration_cost").expected, 0.4 * 50);
    EXPECT_THAT(line_of(result, "integration_cost").paid_by.party,
                ElementsAre(::testing::DoubleEq(0.75), ::testing::DoubleEq(0.25)));
    EXPECT_EQ(line_of(result, "integration_cost").paid_by.funder, 0);
    scenario.transaction.perspective = model::Perspective::society;
    EXPECT_DOUBLE_EQ(amount_of(compiled(scenario), "integration_cost").expected, 50);
}

TEST(Acquirer, counts_nothing_of_a_line_of_others) {
    model::Scenario scenario = test::acquisition();
    scenario.options[1].benefits = {test::benefit("takeover", "customers", math::Constant{12})};
    scenario.options[1].benefits[0].kind = model::BenefitKind::societal;
    Result const result = compiled(scenario);
    plan::BenefitLine const& line = result.plan.options[1].benefits[0];
    EXPECT_EQ(result.plan.quantities[line.annual.index()].expected, 0);
    EXPECT_THAT(line.paid_to.party, ElementsAre(0, 0));
}

TEST(Acquirer, counts_a_line_of_the_parties_as_it_stands) {
    model::Scenario scenario = test::acquisition();
    scenario.options[1].costs = {test::cost("takeover", "integration_cost", math::Constant{50})};
    EXPECT_EQ(amount_of(compiled(scenario), "integration_cost").path,
              "options.takeover.costs.integration_cost.total");
}

TEST(Acquirer, does_not_count_parties_outside_the_option) {
    model::Scenario scenario = test::acquisition();
    scenario.parties.push_back(test::party("gamma", 100, 90));
    scenario.options[1].costs = {test::cost("takeover", "integration_cost", math::Constant{50})};
    scenario.options[1].costs[0].paid_by = {{"alpha", 0.5}, {"gamma", 0.5}};
    Result const result = compiled(scenario);
    EXPECT_DOUBLE_EQ(amount_of(result, "integration_cost").expected, 25);
    EXPECT_THAT(line_of(result, "integration_cost").paid_by.party, ElementsAre(1, 0, 0));
}

}  // namespace
}  // namespace mergerisk::compile
