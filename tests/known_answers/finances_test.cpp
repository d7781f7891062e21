// Parties' finances and their people, solved on paper.

#include "tests/known_answers/answers.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

namespace mergerisk::known_answers {
namespace {

using namespace std::chrono_literals;
using plan::Anchor;
using plan::End;
using plan::Metric;
using test_support::at;
using test_support::from_for;
using test_support::PlanBuilder;
using test_support::RouteBuilder;
using Form = plan::CostLine::Form;

constexpr std::chrono::sys_days kValuation = 2016y / 10 / 1;

plan::Option option_named(std::string name, std::vector<plan::PartyId> parties) {
    plan::Option option;
    option.label = name;
    option.name = std::move(name);
    option.parties = std::move(parties);
    return option;
}

plan::Route single_stage(PlanBuilder& builder, double months, plan::Branch const& branch) {
    RouteBuilder route{builder};
    auto const stage =
        route.stage(route.track("approval"), "only", builder.constant(months), builder.draw("next"));
    route.next(stage, {branch});
    return route.route;
}

plan::Failure distress(double below, std::uint32_t months,
                       plan::Failure::Scope scope = plan::Failure::Scope::any) {
    plan::Failure failure;
    failure.name = "distress";
    failure.kind = plan::Failure::Kind::distress;
    failure.limit = below;
    failure.consecutive = months;
    failure.scope = scope;
    return failure;
}

plan::Dip dip_of_operating_cost(PlanBuilder& builder, plan::PartyId party, double share,
                                plan::Window window) {
    plan::Dip dip;
    dip.name = "disruption";
    dip.dip = builder.constant(share);
    dip.of.parties = {party};
    dip.window = window;
    return dip;
}

// 100 a month of income, 97 of operating cost: EBITDA 3. From month 6 a disruption of 2 % of operating
// cost, 1.94, leaves 1.06. With k disrupted months among the last twelve the margin is (36 - 1.94 k) / 1200,
// below 2 % from k = 7 on, which is at the end of month 13; in the first year (18 + 1.06 (n - 6)) / (100 n)
// stays above 2 %. The third month end in a row is the 15th. From month 18 on all twelve are disrupted: the
// lowest margin is 1.06 %.
TEST(Distress, comes_with_the_last_of_the_month_ends_in_a_row) {
    PlanBuilder builder{kValuation, 36};
    auto const party = builder.party("trust", builder.constant(1200), builder.constant(1164));
    auto option = option_named("merger", {party});
    option.dips.push_back(dip_of_operating_cost(builder, party, 0.02,
                                                from_for(at(Anchor::Base::start, 6), builder.constant(24))));
    builder.add(option);
    builder.add(distress(0.02, 3));
    plan::OptionOutcome const outcome = outcome_of(builder.build());
    EXPECT_DOUBLE_EQ(outcome.distress_month[0], 15);
    EXPECT_DOUBLE_EQ(outcome.failure_month[plan::kBuiltInFailureCount], 15);
    EXPECT_EQ(outcome.distressed_at_start[0], 0);
    EXPECT_NEAR(metric(outcome, Metric::minimum_margin), 0.0106, 1e-12);
}

// A party that is below the limit from its first month on is in distress at the first date possible, in every
// option; so it is not the transaction's doing. A margin that equals the limit is not below it.
TEST(Distress, is_attributed_only_when_the_counterfactual_has_none) {
    for (double const limit : {0.04, 0.03}) {
        PlanBuilder builder{kValuation, 24};
        auto const party = builder.party("trust", builder.constant(1200), builder.constant(1164));
        builder.counterfactual(builder.add(option_named("separate", {party})));
        builder.add(option_named("merger", {party}));
        builder.add(distress(limit, 6));
        plan::Plan const plan = builder.build();
        double const expected = limit > 0.03 ? 6 : kNever;
        for (std::size_t option : {0U, 1U}) {
            plan::OptionOutcome const outcome = outcome_of(plan, option);
            EXPECT_EQ(outcome.distress_month[0], expected);
            EXPECT_EQ(outcome.distressed_at_start[0], limit > 0.03 ? 1 : 0);
            EXPECT_EQ(outcome.failure_month[plan::kBuiltInFailureCount], option == 0 ? expected : kNever);
        }
    }
}

// A small party at 1 % and a large one at 5 %: 100 and 300 a month, together 1 + 15 of 400: 4 %. As one
// entity from month 6 the small one is safe; as two it is below 2 % at every month end.
TEST(SingleEntity, carries_the_weak_party_from_completion) {
    for (bool const single : {true, false}) {
        PlanBuilder builder{kValuation, 24};
        auto const weak = builder.party("weak", builder.constant(1200), builder.constant(1188));
        auto const strong = builder.party("strong", builder.constant(3600), builder.constant(3420));
        auto option = option_named("merger", {weak, strong});
        option.single_entity = single;
        option.route = single_stage(builder, 6, test_support::to(End::cleared));
        builder.add(option);
        builder.add(distress(0.02, 6));
        builder.add(distress(0.02, 6, plan::Failure::Scope::combined));
        plan::OptionOutcome const outcome = outcome_of(builder.build());
        // The month end of completion itself counts as the merged one: five month ends below.
        EXPECT_EQ(outcome.distress_month[0], single ? kNever : 6);
        EXPECT_EQ(outcome.distress_month[1], kNever);
        EXPECT_NEAR(metric(outcome, Metric::minimum_margin), single ? 0.04 : 0.01, 1e-12);
    }
}

// Income 100 a month, operating cost 90. Cash-releasing benefit 1 a month with 60 % for this party, a
// societal one of 5 that is no cash, a recurring cost of 0.5 paid by it alone, a one-off cost of 20: EBITDA
// 10 + 0.6 - 0.5 = 10.1. The saving that would come anyway, 25 % of 2 a month, adds 0.5.
TEST(Ebitda, counts_cash_releasing_benefits_and_recurring_costs) {
    PlanBuilder builder{kValuation, 24};
    auto const party = builder.party("trust", builder.constant(1200), builder.constant(1080));
    auto option = option_named("merger", {party});
    auto saving = test_support::benefit("saving", builder.constant(12), at(Anchor::Base::start));
    saving.paid_to.party = {0.6};
    option.benefits.push_back(saving);
    auto health = test_support::benefit("health", builder.constant(60), at(Anchor::Base::start));
    health.kind = plan::BenefitKind::societal;
    health.paid_to.party = {1};
    option.benefits.push_back(health);
    for (Form const form : {Form::monthly, Form::total}) {
        auto cost = test_support::cost("cost", form, builder.constant(form == Form::monthly ? 0.5 : 20),
                                       from_for(at(Anchor::Base::start), builder.constant(24)));
        cost.paid_by = test_support::party_alone(party);
        option.costs.push_back(cost);
    }
    builder.add(option);
    plan::BackgroundSaving background;
    background.annual = builder.constant(24);
    background.merger_specific = builder.constant(0.75);
    background.paid_to.party = {1};
    builder.background_saving(background);
    plan::OptionOutcome const outcome = outcome_of(builder.build());
    EXPECT_NEAR(metric(outcome, Metric::minimum_margin), 0.106, 1e-12);
    // The background saving is no part of the option's value: 24 * (1 + 5 - 0.5) - 20 = 112.
    EXPECT_NEAR(metric(outcome, Metric::npv), 112, 1e-11);
    // The party has 0.6 * 24 + 5 * 24 - 12 - 20 = 102.4 of it.
    EXPECT_NEAR(metric(outcome, Metric::npv_parties), 102.4, 1e-11);
}

// Operating cost 90 a month grows with pay (60 % of it, 4 % a year) and prices (2 %); a savings plan of 3 % a
// year for one year, half realised, takes 1.5 % in the first year and keeps it. Income 100 does not grow. The
// margin of the second year is 1 - sum of 0.9 (0.6 1.04^y + 0.4 1.02^y) 0.985^min(y, 1) / 12 over y = (m +
// 1/2) / 12.
TEST(Party, operating_cost_follows_its_drivers_and_savings_plan) {
    PlanBuilder builder{kValuation, 24};
    auto const party = builder.party("trust", builder.constant(1200), builder.constant(1080));
    auto const pay = builder.driver("pay", builder.constant(0.04));
    auto const prices = builder.driver("prices", builder.constant(0.02));
    builder.general_inflation(prices);
    builder.party(party).pay_share = builder.constant(0.6);
    builder.party(party).pay_driver = pay;
    builder.party(party).other_driver = prices;
    builder.party(party).savings_plan =
        plan::Party::SavingsPlan{builder.constant(0.03), 1, builder.constant(0.5), std::nullopt};
    builder.add(option_named("separate", {party}));
    double cost = 0;
    for (int m = 12; m < 24; ++m) {
        double const y = (m + 0.5) / 12;
        cost += 0.9 * (0.6 * std::pow(1.04, y) + 0.4 * std::pow(1.02, y)) * 0.985 / 12;
    }
    EXPECT_NEAR(metric(outcome_of(builder.build()), Metric::minimum_margin), 1 - cost, 1e-12);
}

// A dip of 2 % of an operating cost of 90 a month, from mid-month 6.5 for 3 months: 3 * 1.8. During a review
// that ends with a prohibition in month 4: 4 * 1.8.
TEST(Productivity, dips_while_their_window_lasts) {
    PlanBuilder builder{kValuation, 24};
    auto const party = builder.party("trust", builder.constant(1200), builder.constant(1080));
    auto option = option_named("merger", {party});
    option.dips.push_back(dip_of_operating_cost(builder, party, 0.02,
                                                from_for(at(Anchor::Base::start, 6.5), builder.constant(3))));
    builder.add(option);
    auto failed = option_named("failed", {party});
    failed.route = single_stage(builder, 4, test_support::to(End::prohibited));
    failed.dips.push_back(dip_of_operating_cost(builder, party, 0.02, test_support::review()));
    builder.add(failed);
    plan::Plan const plan = builder.build();
    EXPECT_NEAR(metric(outcome_of(plan, 0), Metric::costs_pv), 5.4, 1e-12);
    EXPECT_NEAR(metric(outcome_of(plan, 1), Metric::costs_pv), 7.2, 1e-12);
}

plan::Workforce workforce(PlanBuilder& builder, double review, double after, double after_months) {
    plan::Workforce result;
    result.key_staff = builder.constant(400);
    result.while_in_review = builder.constant(review);
    result.after_completion = builder.constant(after);
    result.after_completion_months = after_months;
    result.cost_per_leaver = builder.constant(0.085);
    result.benefit_lost = builder.constant(0.5);
    result.replacement_time = builder.constant(12);
    result.knowledge_not_restored = builder.constant(0.5);
    return result;
}

// An excess hazard of 6 % a year over a review of 12 months, then 2 % a year for 24 months: 1 - e^(-0.06 -
// 0.04) of 400 key staff leave, at 0.085 each. A failed review costs 1 - e^(-0.03) of them when it ends after
// 6 months.
TEST(Leavers, cost_what_the_integral_of_their_hazard_says) {
    PlanBuilder builder{kValuation, 60};
    auto const party = builder.party("trust", builder.constant(1200), builder.constant(1080));
    for (bool const fails : {false, true}) {
        auto option = option_named(fails ? "fails" : "completes", {party});
        option.route =
            single_stage(builder, fails ? 6 : 12, test_support::to(fails ? End::prohibited : End::cleared));
        option.workforce = workforce(builder, 0.06, 0.02, 24);
        builder.add(option);
    }
    plan::Plan const plan = builder.build();
    EXPECT_NEAR(metric(outcome_of(plan, 0), Metric::costs_pv), 400 * 0.085 * -std::expm1(-0.10), 1e-12);
    EXPECT_NEAR(metric(outcome_of(plan, 1), Metric::costs_pv), 400 * 0.085 * -std::expm1(-0.03), 1e-12);
    EXPECT_NEAR(metric(outcome_of(plan, 0), Metric::npv_parties), -400 * 0.085 * -std::expm1(-0.10), 1e-12);
}

// With hazard h = 0.005 a month during a review of n = 12 months, e^-h = p and e^(-1/12) = q, the leavers of
// month i, p^i (1 - p), fade with q each month and with sqrt(q) in their own: after n months sqrt(q) (1 - p)
// (q^n - p^n) / (q - p) are not replaced, later that times q^(m - n). A benefit of 1 a month from month 12
// for a year loses half of the average of L at both ends of each month, (1 + q) / 2 L(m), and of half of what
// had left by the decision.
TEST(Leavers, take_benefits_with_them_until_they_are_replaced) {
    PlanBuilder builder{kValuation, 24};
    auto const party = builder.party("trust", builder.constant(1200), builder.constant(1080));
    auto option = option_named("merger", {party});
    option.route = single_stage(builder, 12, test_support::to(End::cleared));
    option.workforce = workforce(builder, 0.06, 0, 0);
    option.workforce->cost_per_leaver.reset();
    option.benefits.push_back(
        test_support::benefit("saving", builder.constant(12), at(Anchor::Base::completion)));
    builder.add(option);
    double const p = std::exp(-0.005);
    double const q = std::exp(-1.0 / 12);
    double const at_decision = std::sqrt(q) * (1 - p) * (std::pow(q, 12) - std::pow(p, 12)) / (q - p);
    double const average_sum = at_decision * (1 + q) / 2 * (1 - std::pow(q, 12)) / (1 - q);
    double const forgotten = 0.5 * (1 - std::exp(-0.06));
    EXPECT_NEAR(metric(outcome_of(builder.build()), Metric::npv), 12 - 0.5 * (average_sum + 12 * forgotten),
                1e-12);
}

}  // namespace
}  // namespace mergerisk::known_answers
