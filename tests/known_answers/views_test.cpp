// The claimed view and the bridge from it to a trial, solved on paper.

#include "tests/known_answers/answers.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

namespace mergerisk::known_answers {
namespace {

using namespace std::chrono_literals;
using plan::Anchor;
using plan::BridgeView;
using plan::End;
using plan::Metric;
using test_support::at;
using test_support::from_for;
using test_support::PlanBuilder;
using test_support::RouteBuilder;
using Form = plan::CostLine::Form;

constexpr std::chrono::sys_days kValuation = 2016y / 10 / 1;

// One option with every mechanism, certain to complete in month 9 instead of the planned 6, horizon 36, no
// discounting:
//   saving 1 a month from completion; 10 over the year after completion; remedies keep 80 % and cost 1; m =
//   50 %; o = 50 %; rho = 60 %; a dip of 2 % of 50 a month for 10 months; an excess hazard of 8 % a year in
//   the review of 9 months for 100 key staff at 0.05 each; a certain risk of 4.
void add_merger(PlanBuilder& builder, double probability_of_failure) {
    auto const party = builder.party("trust", builder.constant(700), builder.constant(600));
    auto const completion = at(Anchor::Base::completion);
    plan::Option option;
    option.name = option.label = "merger";
    option.parties = {party};
    RouteBuilder route{builder};
    auto const stage =
        route.stage(route.track("approval"), "only", builder.constant(9), builder.draw("next"));
    plan::Branch cleared = test_support::to(End::cleared_with_remedies);
    cleared.keeps = {{plan::BenefitId{0}, builder.constant(0.8)}};
    cleared.remedy_cost = builder.constant(1);
    route.next(stage, {cleared, test_support::to(End::prohibited, builder.constant(probability_of_failure))});
    option.route = route.route;
    option.route->planned_completion = 6;
    auto saving = test_support::benefit("saving", builder.constant(12), completion);
    saving.merger_specific = builder.constant(0.5);
    saving.realised = builder.constant(0.6);
    option.benefits.push_back(saving);
    auto cost = test_support::cost("integration", Form::total, builder.constant(10),
                                   from_for(completion, builder.constant(12)));
    cost.overrun = builder.constant(0.5);
    option.costs.push_back(cost);
    plan::Dip dip;
    dip.name = "disruption";
    dip.dip = builder.constant(0.02);
    dip.of.parties = {party};
    dip.window = from_for(completion, builder.constant(10));
    option.dips.push_back(dip);
    plan::Workforce workforce;
    workforce.key_staff = builder.constant(100);
    workforce.while_in_review = builder.constant(0.08);
    workforce.cost_per_leaver = builder.constant(0.05);
    workforce.replacement_time = builder.constant(12);
    workforce.knowledge_not_restored = builder.constant(0.5);
    option.workforce = workforce;
    plan::Risk risk;
    risk.name = risk.label = "cutover";
    risk.probability = builder.constant(1);
    risk.happens = builder.draw("cutover");
    risk.when = completion;
    risk.costs = builder.constant(4);
    option.risks.push_back(risk);
    builder.add(option);
}

//   claimed and inputs  30 months of 1, less 10:         20
//   delay               27 months of 1, less 10:         17
//   remedies            27 * 0.8 - 10 - 1:               10.6
//   additionality       27 * 0.4 - 11:                   -0.2
//   overrun             5 more:                          -5.2
//   realisation         27 * 0.24 - 16:                  -9.52
//   productivity        10 * 0.02 * 50 = 10 more:        -19.52
//   attrition           100 * 0.05 * (1 - e^-0.06) more
//   risks               4 more, and this is the trial
TEST(Bridge, adds_one_mechanism_after_the_other) {
    PlanBuilder builder{kValuation, 36};
    add_merger(builder, 0);
    plan::Plan const plan = builder.build();
    plan::OptionOutcome const outcome = outcome_of(plan);
    EXPECT_NEAR(claimed_of(plan).npv, 20, 1e-11);
    EXPECT_NEAR(claimed_of(plan).one_off_cost, 10, 1e-12);
    EXPECT_NEAR(bridge(outcome, BridgeView::inputs), 20, 1e-11);
    EXPECT_NEAR(bridge(outcome, BridgeView::delay), 17, 1e-11);
    EXPECT_NEAR(bridge(outcome, BridgeView::remedies), 10.6, 1e-11);
    EXPECT_NEAR(bridge(outcome, BridgeView::additionality), -0.2, 1e-11);
    EXPECT_NEAR(bridge(outcome, BridgeView::overrun), -5.2, 1e-11);
    EXPECT_NEAR(bridge(outcome, BridgeView::realisation), -9.52, 1e-11);
    EXPECT_NEAR(bridge(outcome, BridgeView::productivity), -19.52, 1e-11);
    double const leavers = 5 * -std::expm1(-0.06);
    EXPECT_NEAR(bridge(outcome, BridgeView::attrition), -19.52 - leavers, 1e-11);
    EXPECT_NEAR(bridge(outcome, BridgeView::risks), -23.52 - leavers, 1e-11);
    EXPECT_EQ(metric(outcome, Metric::npv), bridge(outcome, BridgeView::risks));
}

// In a trial that completes, the last view is the trial. In one that is prohibited in month 9 only the
// leavers of the review have cost anything, while every view goes on as if it had been cleared (without
// remedies: 27 - 10 and so on).
TEST(Bridge, ends_at_the_trial_but_for_its_failure) {
    PlanBuilder builder{kValuation, 36};
    add_merger(builder, 0.5);
    double const leavers = 5 * -std::expm1(-0.06);
    std::size_t failed = 0;
    for (auto const& options : run(builder.build(), 64)) {
        plan::OptionOutcome const& outcome = options[0];
        if (outcome.outcome == plan::Outcome::completed) {
            EXPECT_EQ(metric(outcome, Metric::npv), bridge(outcome, BridgeView::risks));
        } else {
            ++failed;
            EXPECT_NEAR(metric(outcome, Metric::npv), -leavers, 1e-12);
            EXPECT_NEAR(bridge(outcome, BridgeView::delay), 17, 1e-11);
            EXPECT_NEAR(bridge(outcome, BridgeView::remedies), 17, 1e-11);
            EXPECT_NEAR(bridge(outcome, BridgeView::risks), 27 * 0.3 - 15 - 10 - leavers - 4, 1e-11);
        }
    }
    EXPECT_GT(failed, 16U);
    EXPECT_LT(failed, 48U);
}

// The delay step of a saving of 1 a month from completion, planned for month 6 and completed in month 9,
// horizon 36, at 3.5 %: the part that is only postponed is the claimed value times 1.035^(-3/12) - 1. The
// rest is lost beyond the horizon.
TEST(Bridge, tells_what_is_postponed_from_what_is_lost) {
    PlanBuilder builder{kValuation, 36};
    builder.discount_rate(0.035);
    plan::Option option;
    RouteBuilder route{builder};
    route.stage(route.track("approval"), "only", builder.constant(9), builder.draw("next"));
    option.route = route.route;
    option.route->planned_completion = 6;
    option.benefits.push_back(
        test_support::benefit("saving", builder.constant(12), at(Anchor::Base::completion)));
    option.benefits.push_back(
        test_support::benefit("elsewhere", builder.constant(12), at(Anchor::Base::start)));
    builder.add(option);
    plan::OptionOutcome const outcome = outcome_of(builder.build());
    double claimed = 0;
    for (int m = 6; m < 36; ++m) claimed += std::pow(1.035, -(m + 0.5) / 12);
    EXPECT_NEAR(outcome.delay_postponed, claimed * (std::pow(1.035, -0.25) - 1), 1e-11);
    double lost = 0;
    for (int m = 36; m < 39; ++m) lost += std::pow(1.035, -(m + 0.5) / 12);
    double const step = bridge(outcome, BridgeView::delay) - bridge(outcome, BridgeView::inputs);
    EXPECT_NEAR(step, outcome.delay_postponed - lost, 1e-11);
}

// Doing nothing costs 2 a month for 24 months, 48, and brings 0.5 a month, 12. The option costs 100 and
// brings 10 a month for 24, 240: against doing nothing benefits of 228, costs of 52, 176 in all. The
// counterfactual against itself is 0.
TEST(Counterfactual, is_subtracted_item_by_item) {
    PlanBuilder builder{kValuation, 24};
    auto const whole = from_for(at(Anchor::Base::start), builder.constant(24));
    plan::Option nothing;
    nothing.name = "separate";
    nothing.costs.push_back(test_support::cost("repairs", Form::monthly, builder.constant(2), whole));
    nothing.benefits.push_back(test_support::benefit("saving", builder.constant(6), at(Anchor::Base::start)));
    plan::Option merger;
    merger.name = "merger";
    merger.costs.push_back(test_support::cost("integration", Form::total, builder.constant(100), whole));
    merger.benefits.push_back(
        test_support::benefit("saving", builder.constant(120), at(Anchor::Base::start)));
    builder.add(merger);
    builder.counterfactual(builder.add(nothing));
    plan::Plan const plan = builder.build();
    plan::OptionOutcome const outcome = outcome_of(plan, 0);
    EXPECT_NEAR(metric(outcome, Metric::benefits_pv), 228, 1e-11);
    EXPECT_NEAR(metric(outcome, Metric::costs_pv), 52, 1e-11);
    EXPECT_NEAR(metric(outcome, Metric::npv), 176, 1e-11);
    EXPECT_NEAR(metric(outcome, Metric::npv_own), 140, 1e-11);
    EXPECT_NEAR(bridge(outcome, BridgeView::inputs), 176, 1e-11);
    EXPECT_NEAR(claimed_of(plan, 0).npv, 176, 1e-11);
    plan::OptionOutcome const itself = outcome_of(plan, 1);
    EXPECT_EQ(metric(itself, Metric::npv), 0);
    EXPECT_EQ(bridge(itself, BridgeView::risks), 0);
    EXPECT_NEAR(metric(itself, Metric::npv_own), -36, 1e-11);
}

// Drawn numbers play no part in the claimed view: a PERT-like saving claims its mode, 12 a year; the stage
// its mode, 4 months; the line what the deal team claims, 5.
TEST(ClaimedView, uses_claims_and_no_luck) {
    PlanBuilder builder{kValuation, 28};
    plan::Option option;
    RouteBuilder route{builder};
    auto const stage = route.stage(route.track("approval"), "only", builder.triangular("duration", 3, 4, 9),
                                   builder.draw("next"));
    route.next(stage,
               {test_support::to(End::abandoned, builder.constant(0.4)), test_support::to(End::cleared)});
    route.route.slip = builder.constant(3);
    option.route = route.route;
    option.benefits.push_back(test_support::benefit("saving", builder.triangular("saving", 1, 12, 30),
                                                    at(Anchor::Base::completion)));
    auto const amount = builder.uniform("amount", 10, 20);
    builder.claim(amount, 5);
    auto const start = at(Anchor::Base::start);
    option.costs.push_back(
        test_support::cost("fees", Form::total, amount, from_for(start, builder.constant(6))));
    builder.add(option);
    plan::ClaimedOutcome const claimed = claimed_of(builder.build());
    EXPECT_DOUBLE_EQ(claimed.completion_months, 4);
    EXPECT_NEAR(claimed.npv, 24 - 5, 1e-11);
    EXPECT_NEAR(claimed.yearly_net_cash[0], 8 - 5, 1e-11);
    EXPECT_NEAR(claimed.yearly_net_cash[2], 4, 1e-11);
}

}  // namespace
}  // namespace mergerisk::known_answers
