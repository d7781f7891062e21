// Lines, prices and present values, solved on paper.

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
using test_support::from_to;
using test_support::PlanBuilder;
using test_support::RouteBuilder;
using Form = plan::CostLine::Form;

constexpr std::chrono::sys_days kValuation = 2016y / 10 / 1;

plan::Option option_named(std::string name) {
    plan::Option option;
    option.label = name;
    option.name = std::move(name);
    return option;
}

// One stage of that many months with one end.
plan::Route single_stage(PlanBuilder& builder, double months, plan::Branch const& branch) {
    RouteBuilder route{builder};
    auto const stage =
        route.stage(route.track("approval"), "only", builder.constant(months), builder.draw("next"));
    route.next(stage, {branch});
    return route.route;
}

// 12 a year from month 6 with a linear ramp, full after 24 months, to the horizon at month 60: at 0 % it is
// 24 / 2 + (54 - 24) = 42. At r = 3.5 % the integral, with a = ln(1.035) / 12, is
//     e^(-6a) [(1 - e^(-24a) (1 + 24a)) / (24 a^2) + (e^(-24a) - e^(-54a)) / a].
// A month is discounted at its middle. With R growing by 1/24 in a month that leaves out a / 24 / 12 = 1e-5
// in each of 24 months, and a^2 / 24 = 3.4e-7 of the 42 in all: together below 2.6e-4.
TEST(Benefit, on_a_linear_ramp_is_worth_the_integral) {
    for (double const rate : {0.0, 0.035}) {
        PlanBuilder builder{kValuation, 60};
        builder.discount_rate(rate);
        plan::Option option = option_named("merger");
        auto line = test_support::benefit("saving", builder.constant(12), at(Anchor::Base::completion, 6));
        line.ramp = plan::Ramp{plan::Shape::linear, {}, builder.constant(24)};
        option.benefits.push_back(line);
        builder.add(option);
        double const npv = metric(outcome_of(builder.build()), Metric::npv);
        if (rate == 0) {
            EXPECT_NEAR(npv, 42, 1e-11);
        } else {
            double const a = std::log1p(rate) / 12;
            double const integral =
                std::exp(-6 * a) * ((1 - std::exp(-24 * a) * (1 + 24 * a)) / (24 * a * a) +
                                    (std::exp(-24 * a) - std::exp(-54 * a)) / a);
            EXPECT_NEAR(npv, integral, 2.6e-4);
        }
    }
}

// An S-curve that is half up after 10 months and fully after 30: y takes 10 months from 0 to 1/2, another 20
// to 1. The integral of 3 y^2 - 2 y^3 over the first half is 1/8 - 1/32 = 3/32, over the second 1/2 - 3/32,
// so the ramp brings 2 * 10 * 3/32 + 2 * 20 * 13/32 = 18.125 of 30 months; then 18 full ones.
TEST(Benefit, ramp_halves_have_lengths_of_their_own) {
    PlanBuilder builder{kValuation, 48};
    plan::Option option = option_named("merger");
    auto line = test_support::benefit("saving", builder.constant(12), at(Anchor::Base::start));
    line.ramp = plan::Ramp{plan::Shape::s_curve, builder.constant(10), builder.constant(30)};
    option.benefits.push_back(line);
    builder.add(option);
    EXPECT_NEAR(metric(outcome_of(builder.build()), Metric::npv), 18.125 + 18, 1e-11);
}

// The logistic shape is symmetric about its middle: full after 40 months in equal halves brings 20 in that
// time.
TEST(Benefit, on_a_logistic_ramp_brings_half_of_it_on_average) {
    PlanBuilder builder{kValuation, 60};
    plan::Option option = option_named("merger");
    auto line = test_support::benefit("saving", builder.constant(12), at(Anchor::Base::start));
    line.ramp = plan::Ramp{plan::Shape::logistic, {}, builder.constant(40)};
    option.benefits.push_back(line);
    builder.add(option);
    EXPECT_NEAR(metric(outcome_of(builder.build()), Metric::npv), 20 + 20, 1e-11);
}

// Members join evenly over 12 months: R = t / 12. What lies in the connections between them grows with R^2,
// whose integral is 12 / 3 = 4 months in that time, where what lies in the members themselves has 6; then 12
// full months.
TEST(Benefit, that_lies_in_connections_grows_with_the_square_of_the_members) {
    for (bool const connections : {false, true}) {
        PlanBuilder builder{kValuation, 24};
        plan::Option option = option_named("network");
        auto line = test_support::benefit("exchange", builder.constant(12), at(Anchor::Base::start));
        line.ramp = plan::Ramp{plan::Shape::linear, {}, builder.constant(12), connections};
        option.benefits.push_back(line);
        builder.add(option);
        plan::OptionOutcome const outcome = outcome_of(builder.build());
        EXPECT_NEAR(metric(outcome, Metric::npv), connections ? 16 : 18, 1e-11);
        EXPECT_NEAR(metric(outcome, Metric::benefits_realised), 1, 1e-12);
    }
}

// A purchase price of 100 in month 12, cash as agreed, while prices rise 10 % a year: it is worth 100 over
// 1.1^(12.5 / 12) whatever the index of other lines, is cash of the second year, and is neither a one-off
// cost nor a cost of running anything: the margin stays (120 - 108) / 120 = 10 % (income and cost rise
// alike).
TEST(CapitalLine, is_cash_as_agreed_and_no_cost_of_running) {
    PlanBuilder builder{kValuation, 36};
    auto const inflation = builder.driver("prices", builder.constant(0.1));
    builder.general_inflation(inflation);
    auto const party = builder.party("alpha", builder.constant(120), builder.constant(108));
    plan::Option option = option_named("acquisition");
    option.parties = {party};
    auto price = test_support::cost("price", Form::total, builder.constant(100),
                                    from_for(at(Anchor::Base::fixed, 12), builder.constant(1)));
    price.one_off = false;
    price.capital = true;
    price.nominal = true;
    price.paid_by = test_support::party_alone(party);
    option.costs.push_back(price);
    builder.add(option);
    plan::OptionOutcome const outcome = outcome_of(builder.build());
    EXPECT_NEAR(metric(outcome, Metric::npv), -100 / std::pow(1.1, 12.5 / 12), 1e-11);
    EXPECT_NEAR(metric(outcome, Metric::npv_parties), -100 / std::pow(1.1, 12.5 / 12), 1e-11);
    EXPECT_NEAR(outcome.yearly_net_cash[1], -100, 1e-12);
    EXPECT_EQ(metric(outcome, Metric::one_off_cost), 0);
    EXPECT_NEAR(metric(outcome, Metric::minimum_margin), 0.1, 1e-12);
}

// 120 a year, of which 70 % is delivered, 80 % of that is merger-specific, fading 10 % a year, for 24 months
// from month 3: months at 5.6 with factors 0.9^((k + 1/2) / 12), k = 0 .. 23: 10 * 0.56 * 0.9^(1/24) (1 -
// 0.81) / (1 - 0.9^(1/12)).
TEST(Benefit, is_delivered_in_part_and_fades) {
    PlanBuilder builder{kValuation, 60};
    plan::Option option = option_named("merger");
    auto line = test_support::benefit("saving", builder.constant(120), at(Anchor::Base::fixed, 3));
    line.realised = builder.constant(0.7);
    line.merger_specific = builder.constant(0.8);
    line.fades = builder.constant(0.1);
    line.lasts = builder.constant(24);
    option.benefits.push_back(line);
    builder.add(option);
    plan::OptionOutcome const outcome = outcome_of(builder.build());
    double const faded = std::pow(0.9, 1.0 / 24) * (1 - 0.81) / (1 - std::pow(0.9, 1.0 / 12));
    EXPECT_NEAR(metric(outcome, Metric::npv), 5.6 * faded, 1e-11);
    // Before additionality over the claim, which fades too: 70 %.
    EXPECT_NEAR(metric(outcome, Metric::benefits_realised), 0.7, 1e-12);
}

// A deal that is always prohibited after 6 months has spent its advisers' 2 a month, 12, and 6 of the 9
// months of a due diligence of 18 that was planned to run to a completion in month 9: 12. Nothing that hangs
// on completion happens.
TEST(ProhibitedDeal, costs_exactly_what_was_sunk) {
    PlanBuilder builder{kValuation, 60};
    plan::Option option = option_named("merger");
    option.route = single_stage(builder, 6, test_support::to(End::prohibited));
    option.route->planned_completion = 9;
    auto const completion = at(Anchor::Base::completion);
    option.costs.push_back(
        test_support::cost("advisers", Form::monthly, builder.constant(2), test_support::review()));
    option.costs.push_back(test_support::cost("due_diligence", Form::total, builder.constant(18),
                                              from_to(at(Anchor::Base::start), completion)));
    option.costs.push_back(test_support::cost("integration", Form::total, builder.constant(50),
                                              from_for(completion, builder.constant(24))));
    option.benefits.push_back(test_support::benefit("saving", builder.constant(40), completion));
    builder.add(option);
    plan::Plan const plan = builder.build();
    plan::OptionOutcome const outcome = outcome_of(plan);
    EXPECT_EQ(outcome.outcome, plan::Outcome::prohibited);
    EXPECT_DOUBLE_EQ(outcome.failure_month[0], 6);
    EXPECT_NEAR(metric(outcome, Metric::npv), -24, 1e-12);
    EXPECT_EQ(metric(outcome, Metric::benefits_pv), 0);
    EXPECT_NEAR(metric(outcome, Metric::one_off_cost), 12, 1e-12);
    // Claimed: completion in month 9 although every branch fails: 18 + 18 + 50 spent, 40 / 12 a month for 51
    // months.
    EXPECT_NEAR(claimed_of(plan).npv, 40.0 / 12 * 51 - 86, 1e-11);
}

// The same 18, committed: the rest falls due when the deal fails. A line that starts later is never begun.
TEST(CommittedLine, falls_due_when_the_deal_fails) {
    PlanBuilder builder{kValuation, 24};
    plan::Option option = option_named("merger");
    option.route = single_stage(builder, 6, test_support::to(End::abandoned));
    option.route->planned_completion = 9;
    for (double const start : {0.0, 7.0}) {
        auto line = test_support::cost("contract", Form::total, builder.constant(18),
                                       from_to(at(Anchor::Base::fixed, start), at(Anchor::Base::completion)));
        line.committed = true;
        option.costs.push_back(line);
    }
    builder.add(option);
    plan::OptionOutcome const outcome = outcome_of(builder.build());
    EXPECT_NEAR(metric(outcome, Metric::one_off_cost), 18, 1e-12);
    // 2 a month for six months, 6 in the month of failure: month 6, the seventh.
    EXPECT_NEAR(outcome.yearly_net_cash[0], -18, 1e-12);
    EXPECT_NEAR(metric(outcome, Metric::peak_funding), 18, 1e-12);
}

// A break fee of 7 only when the authority prohibits, at the failure.
TEST(BreakFee, is_paid_only_when_the_deal_is_prohibited) {
    for (End const end : {End::prohibited, End::abandoned, End::cleared}) {
        PlanBuilder builder{kValuation, 24};
        plan::Option option = option_named("merger");
        option.route = single_stage(builder, 6, test_support::to(end));
        auto fee = test_support::cost("break_fee", Form::total, builder.constant(7),
                                      from_for(at(Anchor::Base::failure), builder.constant(0)));
        fee.only_if = plan::OnlyIf::prohibited;
        option.costs.push_back(fee);
        builder.add(option);
        EXPECT_NEAR(metric(outcome_of(builder.build()), Metric::npv), end == End::prohibited ? -7 : 0, 1e-12);
    }
}

// Remedies in both tracks keep 80 % and 50 % of the saving, so 40 %, and all of the estates benefit; they
// cost 3 and 2. From month 6 to 30: 0.4 * 12 / 12 * 24 + 6 / 12 * 24 - 5 = 16.6.
TEST(Remedies, multiply_over_tracks_and_cost_once) {
    PlanBuilder builder{kValuation, 30};
    plan::Option option = option_named("merger");
    RouteBuilder route{builder};
    for (auto const& [name, kept, costs] :
         {std::tuple{"competition", 0.8, 3.0}, std::tuple{"regulator", 0.5, 2.0}}) {
        auto const stage = route.stage(route.track(name), "only", builder.constant(6), builder.draw(name));
        plan::Branch branch = test_support::to(End::cleared_with_remedies);
        branch.keeps = {{plan::BenefitId{0}, builder.constant(kept)}};
        branch.remedy_cost = builder.constant(costs);
        route.next(stage, {branch});
    }
    option.route = route.route;
    auto const completion = at(Anchor::Base::completion);
    option.benefits.push_back(test_support::benefit("saving", builder.constant(12), completion));
    option.benefits.push_back(test_support::benefit("estates", builder.constant(6), completion));
    builder.add(option);
    plan::Plan const plan = builder.build();
    plan::OptionOutcome const outcome = outcome_of(plan);
    EXPECT_NEAR(metric(outcome, Metric::npv), 0.4 * 24 + 12 - 5, 1e-11);
    EXPECT_NEAR(metric(outcome, Metric::one_off_cost), 5, 1e-12);
    EXPECT_NEAR(bridge(outcome, plan::BridgeView::delay), 36, 1e-11);
    EXPECT_NEAR(bridge(outcome, plan::BridgeView::remedies), 16.6, 1e-11);
    EXPECT_NEAR(claimed_of(plan).npv, 36, 1e-11);
}

// A risk of certain 9 that falls twelve months after a completion in month 6, discounted at 4 % from the
// middle of month 18: 9 * 1.04^(-18.5 / 12).
TEST(Risk, costs_what_it_costs_when_it_happens) {
    PlanBuilder builder{kValuation, 36};
    builder.discount_rate(0.04);
    plan::Option option = option_named("merger");
    option.route = single_stage(builder, 6, test_support::to(End::cleared));
    plan::Risk risk;
    risk.name = risk.label = "it_cutover_failure";
    risk.probability = builder.constant(1);
    risk.happens = builder.draw("happens");
    risk.when = at(Anchor::Base::completion, 12);
    risk.costs = builder.constant(9);
    option.risks.push_back(risk);
    builder.add(option);
    EXPECT_NEAR(metric(outcome_of(builder.build()), Metric::npv), -9 * std::pow(1.04, -18.5 / 12), 1e-12);
}

// Support of 30 over three years changes what parties and funder have by its present value, and society's by
// nothing.
TEST(Support, moves_money_from_the_funder_to_the_parties_and_nothing_else) {
    PlanBuilder builder{kValuation, 60};
    builder.discount_rate(0.035);
    auto const party = builder.party("trust", builder.constant(1000), builder.constant(950));
    auto const inflation = builder.driver("general_inflation", builder.constant(0.02));
    builder.general_inflation(inflation);
    plan::Option without = option_named("without");
    without.parties = {party};
    auto cost = test_support::cost("restructuring", Form::total, builder.constant(24),
                                   from_for(at(Anchor::Base::start), builder.constant(36)));
    cost.paid_by = test_support::party_alone(party);
    without.costs.push_back(cost);
    plan::Option with = without;
    with.name = "with";
    plan::SupportLine support;
    support.name = "transition";
    support.amount = builder.constant(30);
    support.window = from_for(at(Anchor::Base::start), builder.constant(36));
    support.paid_to = test_support::party_alone(party);
    with.support.push_back(support);
    builder.add(without);
    builder.add(with);
    plan::Plan const plan = builder.build();
    auto const outcomes = run(plan, 1)[0];
    // 30 / 36 a month in money of the day, so worth (1.02 * 1.035)^(-(m + 1/2) / 12) each.
    double worth = 0;
    for (int m = 0; m < 36; ++m) worth += 30.0 / 36 * std::pow(1.02 * 1.035, -(m + 0.5) / 12);
    auto const change = [&](Metric which) { return metric(outcomes[1], which) - metric(outcomes[0], which); };
    EXPECT_EQ(change(Metric::npv), 0);
    EXPECT_EQ(change(Metric::peak_funding), 0);
    EXPECT_NEAR(change(Metric::npv_parties), worth, 1e-11);
    EXPECT_NEAR(change(Metric::npv_funder), -worth, 1e-11);
    EXPECT_NEAR(change(Metric::support), 30, 1e-12);
}

// Splitting a cost and a benefit into two lines of 30 % and 70 % with the same draws changes no number.
TEST(Lines, may_be_split_without_changing_anything) {
    PlanBuilder builder{kValuation, 48};
    builder.discount_rate(0.035);
    auto const party = builder.party("trust", builder.constant(300), builder.constant(290));
    RouteBuilder route{builder};
    auto const stage = route.stage(route.track("approval"), "only", builder.uniform("duration", 3, 14),
                                   builder.draw("next"));
    route.next(stage,
               {test_support::to(End::cleared), test_support::to(End::prohibited, builder.constant(0.3))});
    auto const overrun = builder.lognormal("overrun", -2, 0.8);
    auto const realised = builder.uniform("realised", 0.3, 1.1);
    auto const add = [&](std::vector<double> const& parts) {
        plan::Option option = option_named("merger");
        option.parties = {party};
        option.route = route.route;
        for (double const part : parts) {
            auto cost = test_support::cost("integration", Form::total, builder.constant(40 * part),
                                           from_for(at(Anchor::Base::completion, -2), builder.constant(15)));
            cost.shape = plan::Shape::s_curve;
            cost.overrun = overrun;
            cost.committed = true;
            cost.paid_by = test_support::party_alone(party);
            option.costs.push_back(cost);
            auto line =
                test_support::benefit("saving", builder.constant(9 * part), at(Anchor::Base::completion, 1));
            line.ramp = plan::Ramp{plan::Shape::logistic, {}, builder.constant(20)};
            line.realised = realised;
            line.paid_to = test_support::party_alone(party);
            option.benefits.push_back(line);
        }
        plan::Workforce workforce;
        workforce.key_staff = builder.constant(100);
        workforce.while_in_review = builder.constant(0.05);
        workforce.benefit_lost = builder.constant(0.5);
        workforce.replacement_time = builder.constant(12);
        workforce.knowledge_not_restored = builder.constant(0.5);
        option.workforce = workforce;
        builder.add(option);
    };
    add({1});
    add({0.3, 0.7});
    plan::Failure failure;
    failure.name = "over_budget";
    failure.kind = plan::Failure::Kind::over_budget;
    failure.limit = 1.1;
    builder.add(failure);
    for (auto const& options : run(builder.build(), 200)) {
        for (std::size_t m = 0; m < plan::kMetricCount; ++m) {
            if (options[0].metric[m] == kNever) {
                EXPECT_EQ(options[1].metric[m], kNever) << plan::kMetricNames[m];
            } else {
                EXPECT_NEAR(options[0].metric[m], options[1].metric[m], 1e-11) << plan::kMetricNames[m];
            }
        }
        EXPECT_EQ(options[0].failure_month, options[1].failure_month);
    }
}

// 24 at the start, 12 / 12 a month back from month 0: cumulative value -24 + k after k months (the cost falls
// into the first month), not negative from month end 24 on. At most 23 are needed at a month end (after the
// first).
TEST(Payback, is_the_month_end_that_balances) {
    PlanBuilder builder{kValuation, 36};
    builder.discount_rate(0.1);
    plan::Option option = option_named("merger");
    option.costs.push_back(test_support::cost("purchase", Form::total, builder.constant(24),
                                              from_for(at(Anchor::Base::start), builder.constant(0))));
    option.benefits.push_back(test_support::benefit("saving", builder.constant(12), at(Anchor::Base::start)));
    builder.add(option);
    plan::OptionOutcome const outcome = outcome_of(builder.build());
    EXPECT_DOUBLE_EQ(metric(outcome, Metric::payback_months), 24);
    EXPECT_NEAR(metric(outcome, Metric::peak_funding), 23, 1e-12);
    EXPECT_NEAR(outcome.yearly_net_cash[0], -12, 1e-12);
    EXPECT_NEAR(outcome.yearly_net_cash[2], 12, 1e-12);
}

// A saving of 100 a year in constant prices that grows 1 % a year beyond general inflation, and half a year
// of pay of a party (nominal growth). Real prices at 3.5 %; the same with all nominal growth 5 % higher; the
// same without deflation at the nominal rate 1.035 * 1.02 - 1: three times the same value.
TEST(Prices, the_value_does_not_depend_on_the_level_of_inflation) {
    auto const npv = [](double shift, bool deflate, double rate) {
        auto const shifted = [&](double growth) { return (1 + growth) * (1 + shift) - 1; };
        PlanBuilder builder{kValuation, 60};
        builder.discount_rate(rate);
        if (!deflate) builder.nominal_prices();
        auto const general = builder.driver("general_inflation", builder.constant(shifted(0.02)));
        auto const pay = builder.driver("pay", builder.constant(shifted(0.031)));
        auto const real = builder.driver("demand", builder.constant(0.01), false);
        builder.general_inflation(general);
        auto const party = builder.party("trust", builder.constant(100), builder.constant(96));
        builder.party(party).pay_share = builder.constant(0.6);
        builder.party(party).pay_driver = pay;
        builder.party(party).other_driver = general;
        plan::Option option = option_named("merger");
        option.parties = {party};
        plan::Dip dip;
        dip.name = "disruption";
        dip.dip = builder.constant(0.05);
        dip.of.parties = {party};
        dip.window = from_for(at(Anchor::Base::start, 3), builder.constant(18));
        option.dips.push_back(dip);
        auto saving = test_support::benefit("saving", builder.constant(100), at(Anchor::Base::start, 2.5));
        saving.index = real;
        option.benefits.push_back(saving);
        auto wages = test_support::cost("double_running", Form::annual, builder.constant(7),
                                        from_for(at(Anchor::Base::start), builder.constant(40)));
        wages.index = pay;
        option.costs.push_back(wages);
        builder.add(option);
        return metric(outcome_of(builder.build()), Metric::npv);
    };
    double const real = npv(0, true, 0.035);
    EXPECT_NEAR(npv(0.05, true, 0.035), real, 1e-11 * real);
    EXPECT_NEAR(npv(0, false, 1.035 * 1.02 - 1), real, 1e-11 * real);
    EXPECT_NEAR(npv(0.05, false, 1.035 * 1.02 * 1.05 - 1), real, 1e-11 * real);
    EXPECT_GT(real, 300);
}

// Flows of 1 a month for a year at 12 % a year, at the end of each month: (1 - 1.12^-1) / (1.12^(1/12) - 1).
TEST(Discounting, at_the_end_of_the_month_is_an_ordinary_annuity) {
    PlanBuilder builder{kValuation, 12};
    builder.discount_rate(0.12).flows_at_end_of_month();
    plan::Option option = option_named("merger");
    option.costs.push_back(test_support::cost("fee", Form::monthly, builder.constant(1),
                                              from_to(at(Anchor::Base::start), at(Anchor::Base::end))));
    builder.add(option);
    EXPECT_NEAR(metric(outcome_of(builder.build()), Metric::costs_pv),
                (1 - 1 / 1.12) / (std::pow(1.12, 1.0 / 12) - 1), 1e-12);
}

}  // namespace
}  // namespace mergerisk::known_answers
