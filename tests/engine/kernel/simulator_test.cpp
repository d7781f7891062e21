#include "engine/kernel/simulator.h"

#include "engine/base/contract.h"
#include "tests/engine/kernel/random_plan.h"
#include "tests/support/plan_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace mergerisk::kernel {
namespace {

using plan::Metric;
using test_support::at;
using test_support::benefit;
using test_support::cost;
using test_support::from_for;
using test_support::from_to;
using test_support::PlanBuilder;
using test_support::random_plan;
using test_support::review;
using test_support::RouteBuilder;
using test_support::to;
using Base = plan::Anchor::Base;
using Form = plan::CostLine::Form;
using std::chrono::sys_days;

constexpr double kNever = std::numeric_limits<double>::infinity();
// Sums of at most a few hundred numbers of the size of the answers, each rounded to 1e-16 of itself.
constexpr double kRounding = 1e-11;

PlanBuilder builder(std::uint32_t months) {
    return {sys_days{std::chrono::year{2017} / 1 / 1}, months};
}

plan::Option named(std::string name) {
    plan::Option option;
    option.label = name;
    option.name = std::move(name);
    return option;
}

plan::Outcomes simulate(plan::Plan const& plan, std::uint64_t first = 0, std::size_t count = 1) {
    Simulator const simulator{plan};
    Scratch scratch = simulator.make_scratch();
    plan::Outcomes outcomes;
    outcomes.resize(plan, count);
    simulator.simulate(first, count, scratch, outcomes, 0);
    return outcomes;
}

double value(plan::Outcomes const& outcomes, Metric metric, std::size_t option = 0) {
    return outcomes.options[option].metric[static_cast<std::size_t>(metric)][0];
}

/// One stage of that many months that ends as told.
plan::Route single_stage(PlanBuilder& plan, double months, plan::End end) {
    RouteBuilder route{plan};
    auto const stage =
        route.stage(route.track("approval"), "review", plan.constant(months), plan.draw("branch"));
    route.next(stage, {to(end)});
    return route.route;
}

// ---------------------------------------------------------------------------------------------------------------
// Answers found on paper

TEST(Simulator, spreads_a_total_with_its_overrun_over_its_window) {
    PlanBuilder plan = builder(24);
    plan::Option option = named("merger");
    option.costs = {cost("integration", Form::total, plan.constant(12),
                         from_for(at(Base::start, 0.5), plan.constant(24)))};
    option.costs[0].overrun = plan.constant(0.5);
    plan.add(option);
    // 18 over 24 months is 0.75 a month; from month 0.5 to the horizon there are 23.5 of them, 11.5 in the
    // first year.
    plan::Outcomes const outcomes = simulate(plan.build());
    EXPECT_NEAR(value(outcomes, Metric::npv), -17.625, kRounding);
    EXPECT_NEAR(value(outcomes, Metric::one_off_cost), 17.625, kRounding);
    EXPECT_NEAR(value(outcomes, Metric::peak_funding), 17.625, kRounding);
    EXPECT_NEAR(outcomes.options[0].yearly_net_cash[0][0], -8.625, kRounding);
    EXPECT_NEAR(outcomes.options[0].yearly_net_cash[1][0], -9, kRounding);
}

TEST(Simulator, integrates_every_ramp_exactly) {
    for (plan::Shape const shape : {plan::Shape::linear, plan::Shape::s_curve, plan::Shape::logistic}) {
        PlanBuilder plan = builder(36);
        plan::Option option = named("merger");
        option.benefits = {benefit("saving", plan.constant(12), at(Base::start, 6.25))};
        option.benefits[0].ramp = plan::Ramp{shape, {}, plan.constant(18)};
        plan.add(option);
        // All shapes are symmetric about the half-way point, so the ramp delivers half of its 18 months; full
        // rate follows for 36 - 6.25 - 18 = 11.75 months.
        EXPECT_NEAR(value(simulate(plan.build()), Metric::npv), 9 + 11.75, kRounding);
    }
}

TEST(Simulator, discounts_a_constant_rate_like_an_annuity) {
    PlanBuilder plan = builder(12);
    plan.discount_rate(0.035);
    plan::Option option = named("merger");
    option.benefits = {benefit("saving", plan.constant(12), at(Base::start))};
    plan.add(option);
    // v^(1/2) (1 - v^12) / (1 - v) with v = 1.035^(-1/12)
    double const v = std::pow(1.035, -1.0 / 12);
    EXPECT_NEAR(value(simulate(plan.build()), Metric::npv), std::sqrt(v) * (1 - 1 / 1.035) / (1 - v),
                kRounding);
}

TEST(Simulator, a_deal_that_is_always_prohibited_costs_what_was_sunk) {
    PlanBuilder plan = builder(60);
    plan::Option option = named("merger");
    option.route = single_stage(plan, 7.5, plan::End::prohibited);
    option.costs = {cost("advisers", Form::monthly, plan.constant(2), review()),
                    cost("integration", Form::total, plan.constant(50),
                         from_for(at(Base::completion), plan.constant(12)))};
    option.benefits = {benefit("saving", plan.constant(12), at(Base::completion, 3))};
    plan.add(option);
    plan::Outcomes const outcomes = simulate(plan.build());
    EXPECT_NEAR(value(outcomes, Metric::npv), -15, kRounding);
    EXPECT_EQ(outcomes.options[0].outcome[0], plan::Outcome::prohibited);
    EXPECT_EQ(value(outcomes, Metric::completion_months), kNever);
    EXPECT_EQ(value(outcomes, Metric::decision_months), 7.5);
    EXPECT_EQ(outcomes.options[0].failure_month[0][0], 7.5);
    EXPECT_EQ(outcomes.options[0].failure_month[1][0], kNever);
    // Had it been cleared at that moment: 15 for advisers, 50 for integration, 60 - 7.5 - 3 months of saving.
    EXPECT_NEAR(outcomes.options[0].bridge_npv[8][0], 49.5 - 65, kRounding);
}

TEST(Simulator, what_is_committed_falls_due_when_the_deal_fails) {
    PlanBuilder plan = builder(24);
    plan::Option option = named("merger");
    option.route = single_stage(plan, 14, plan::End::abandoned);
    option.costs = {
        cost("systems", Form::total, plan.constant(10), from_for(at(Base::start), plan.constant(20)))};
    option.costs[0].committed = true;
    plan.add(option);
    plan::Outcomes const outcomes = simulate(plan.build());
    EXPECT_NEAR(outcomes.options[0].yearly_net_cash[0][0], -6, kRounding);
    EXPECT_NEAR(outcomes.options[0].yearly_net_cash[1][0], -4, kRounding);
}

TEST(Simulator, support_changes_who_pays_but_not_the_value_to_society) {
    PlanBuilder plan = builder(24);
    auto const hospital = plan.party("hospital", plan.constant(100), plan.constant(95));
    plan::Option option = named("merger");
    option.parties = {hospital};
    option.costs = {
        cost("systems", Form::total, plan.constant(10), from_for(at(Base::start), plan.constant(12)))};
    option.costs[0].paid_by = test_support::party_alone(hospital);
    plan::SupportLine support;
    support.amount = plan.constant(7);
    support.window = from_for(at(Base::start), plan.constant(6));
    support.paid_to = test_support::party_alone(hospital);
    option.support = {support};
    plan.add(option);
    plan::Outcomes const outcomes = simulate(plan.build());
    EXPECT_NEAR(value(outcomes, Metric::npv), -10, kRounding);
    EXPECT_NEAR(value(outcomes, Metric::npv_parties), -3, kRounding);
    EXPECT_NEAR(value(outcomes, Metric::npv_funder), -7, kRounding);
    EXPECT_NEAR(value(outcomes, Metric::support), 7, kRounding);
}

TEST(Simulator, a_clock_of_24_weeks_from_27_february_2017_ends_on_13_august) {
    PlanBuilder plan{sys_days{std::chrono::year{2017} / 2 / 27}, 24};
    plan::Clock clock;
    clock.calendar = plan.calendar("england");
    clock.unit = plan::Clock::Unit::week;
    clock.first_day_next = false;
    clock.statutory = clock.planned = 24;
    RouteBuilder route{plan};
    auto const stage = route.stage(route.track("competition"), "phase_2", clock, plan.draw("branch"));
    route.next(stage, {to(plan::End::cleared)});
    plan::Option option = named("merger");
    option.route = route.route;
    plan.add(option);
    double const end = plan.months_at(sys_days{std::chrono::year{2017} / 8 / 14});  // the end of 13 August
    EXPECT_NEAR(value(simulate(plan.build()), Metric::completion_months), end, kRounding);
}

TEST(Simulator, payback_is_the_month_end_from_which_the_value_stays_positive) {
    PlanBuilder plan = builder(36);
    plan::Option option = named("merger");
    option.costs = {
        cost("integration", Form::total, plan.constant(10), from_for(at(Base::start), plan.constant(1)))};
    option.benefits = {benefit("saving", plan.constant(12), at(Base::start, 3.5))};
    plan.add(option);
    // 1 a month from month 3.5 on: 10 is reached at 13.5, which the end of the fourteenth month is the first
    // to see.
    EXPECT_EQ(value(simulate(plan.build()), Metric::payback_months), 14);
}

TEST(Simulator, distress_counts_month_ends_in_a_row_of_the_entity_a_party_is_in) {
    PlanBuilder plan = builder(24);
    auto const weak = plan.party("weak", plan.constant(120), plan.constant(119));      // margin 1/120
    auto const strong = plan.party("strong", plan.constant(360), plan.constant(324));  // margin 1/10
    plan::Option apart = named("apart");
    apart.parties = {weak, strong};
    plan::Option together = apart;
    together.name = "together";
    together.single_entity = true;
    together.route = single_stage(plan, 6, plan::End::cleared);
    plan.add(apart);
    plan.add(together);
    plan::Failure distress;
    distress.kind = plan::Failure::Kind::distress;
    distress.limit = 0.02;
    distress.consecutive = 6;
    plan.add(distress);
    distress.consecutive = 5;
    plan.add(distress);
    plan::Outcomes const outcomes = simulate(plan.build());
    EXPECT_EQ(outcomes.options[0].distress_month[0][0], 6);
    EXPECT_EQ(outcomes.options[0].distressed_at_start[0][0], 1);
    // Merged at month end 6, with a margin of 37/480: only five month ends below the limit before.
    EXPECT_EQ(outcomes.options[1].distress_month[0][0], kNever);
    EXPECT_EQ(outcomes.options[1].distress_month[1][0], 5);
    EXPECT_NEAR(value(outcomes, Metric::minimum_margin, 1), 37.0 / 480, kRounding);
}

TEST(Simulator, distress_of_the_counterfactual_is_no_cause_in_another_option) {
    PlanBuilder plan = builder(24);
    auto const weak = plan.party("weak", plan.constant(120), plan.constant(119));
    plan::Option merger = named("merger");
    merger.parties = {weak};
    plan.add(merger);
    merger.name = "separate";
    plan.counterfactual(plan.add(merger));
    plan::Failure distress;
    distress.kind = plan::Failure::Kind::distress;
    distress.limit = 0.02;
    plan.add(distress);
    plan::Outcomes const outcomes = simulate(plan.build());
    EXPECT_EQ(outcomes.options[0].failure_month[plan::kBuiltInFailureCount][0], kNever);
    EXPECT_EQ(outcomes.options[0].distress_month[0][0], 12);
    EXPECT_EQ(outcomes.options[1].failure_month[plan::kBuiltInFailureCount][0], 12);
}

TEST(Simulator, the_claimed_view_has_no_overrun_and_no_luck) {
    PlanBuilder plan = builder(24);
    plan::Option option = named("merger");
    option.route = single_stage(plan, 6, plan::End::cleared);
    option.route->planned_completion = 4;
    option.costs = {cost("systems", Form::total, plan.triangular("amount", 5, 8, 20), review())};
    option.costs[0].overrun = plan.constant(0.5);
    option.benefits = {benefit("saving", plan.constant(12), at(Base::completion))};
    option.benefits[0].realised = plan.uniform("realised", 0, 1);
    plan.add(option);
    plan::Plan const made = plan.build();
    plan::ClaimedOutcome const claimed = Simulator{made}.claimed(0);
    EXPECT_NEAR(claimed.npv, 20 - 8, kRounding);
    EXPECT_NEAR(claimed.one_off_cost, 8, kRounding);
    EXPECT_EQ(claimed.completion_months, 4);
    EXPECT_NEAR(claimed.yearly_net_cash[0], 8 - 8, kRounding);
}

// ---------------------------------------------------------------------------------------------------------------
// Trials

testing::AssertionResult same_columns(plan::OptionColumns const& a, std::size_t at_a,
                                      plan::OptionColumns const& b, std::size_t at_b) {
    std::vector<std::pair<std::vector<double> const*, std::vector<double> const*>> columns;
    for (std::size_t m = 0; m < a.metric.size(); ++m) columns.emplace_back(&a.metric[m], &b.metric[m]);
    for (std::size_t f = 0; f < a.failure_month.size(); ++f)
        columns.emplace_back(&a.failure_month[f], &b.failure_month[f]);
    for (std::size_t y = 0; y < a.yearly_net_cash.size(); ++y)
        columns.emplace_back(&a.yearly_net_cash[y], &b.yearly_net_cash[y]);
    for (std::size_t v = 0; v < a.bridge_npv.size(); ++v)
        columns.emplace_back(&a.bridge_npv[v], &b.bridge_npv[v]);
    columns.emplace_back(&a.delay_postponed, &b.delay_postponed);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        double const first = (*columns[c].first)[at_a];
        double const second = (*columns[c].second)[at_b];
        if (first != second)
            return testing::AssertionFailure() << "column " << c << ": " << first << " and " << second;
    }
    return testing::AssertionSuccess();
}

TEST(Simulator, a_trial_does_not_depend_on_the_block_it_is_simulated_in) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        plan::Plan const plan = random_plan(seed);
        plan::Outcomes const whole = simulate(plan, 100, 200);
        for (std::size_t const trial : {100U, 101U, 150U, 177U, 299U}) {
            plan::Outcomes const alone = simulate(plan, trial, 1);
            for (std::size_t o = 0; o < plan.options.size(); ++o)
                EXPECT_TRUE(same_columns(alone.options[o], 0, whole.options[o], trial - 100))
                    << "plan " << seed << ", trial " << trial;
        }
    }
}

TEST(Simulator, says_in_which_trial_and_quantity_a_number_is_lost) {
    PlanBuilder plan = builder(12);
    plan::Option option = named("merger");
    // exp(1000 z) overflows where z > 0.71.
    option.costs = {cost("systems", Form::total, plan.lognormal("costs.systems", 0, 1000),
                         from_for(at(Base::start), plan.constant(6)))};
    plan.add(option);
    plan::Plan const made = plan.build();
    try {
        static_cast<void>(simulate(made, 1000, 64));
        FAIL() << "nothing was lost";
    } catch (TrialFailure const& failure) {
        EXPECT_GE(failure.trial(), 1000U);
        EXPECT_EQ(failure.what(), "trial " + std::to_string(failure.trial()) +
                                      ", quantity costs.systems: it is not a finite number");
    }
}

TEST(Simulator, says_in_which_trial_and_option_a_sum_is_lost) {
    PlanBuilder plan = builder(12);
    plan::Option option = named("merger");
    for (std::string const name : {"one", "two"})
        option.costs.push_back(
            cost(name, Form::total, plan.constant(1.5e308), from_for(at(Base::start), plan.constant(1))));
    plan.add(named("separate"));
    plan.add(option);
    plan::Plan const made = plan.build();
    try {
        static_cast<void>(simulate(made, 7));
        FAIL() << "nothing was lost";
    } catch (TrialFailure const& failure) {
        EXPECT_STREQ(failure.what(), "trial 7, option merger: npv is not a finite number");
    }
}

TEST(Simulator, takes_durations_of_any_length) {
    PlanBuilder plan = builder(12);
    plan::Clock clock;
    clock.calendar = plan.calendar("england");
    clock.statutory = clock.planned = 40;
    RouteBuilder route{plan};
    auto const track = route.track("approval");
    auto const first = route.stage(track, "first", plan.constant(1e300), plan.draw("first"));
    auto const second = route.stage(track, "second", clock, plan.draw("second"));
    route.next(first, {to(second)});
    plan::Option option = named("merger");
    option.route = route.route;
    plan.add(option);
    EXPECT_EQ(simulate(plan.build()).options[0].outcome[0], plan::Outcome::undecided);
}

TEST(Simulator, refuses_a_plan_with_a_gap) {
    plan::Plan plan = random_plan(1);
    plan.timeline.discount.pop_back();
    EXPECT_THROW(Simulator{plan}, base::ContractViolation);
}

}  // namespace
}  // namespace mergerisk::kernel
