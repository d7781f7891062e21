// What a deal is worth to the one who buys, solved on paper: from the scenario through the compiler.

#include "engine/compile/compile.h"
#include "tests/engine/model/deals.h"
#include "tests/known_answers/answers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace mergerisk::known_answers {
namespace {

using plan::Metric;
using test::Dimension;

std::string const kDeal = "options.takeover.deal";

/// alpha buys beta, worth 600, for 780, at once: no route. Ten years, no discounting, plain draws.
model::Scenario at_once() {
    model::Scenario scenario = test::acquisition();
    scenario.transaction.horizon_months = 120;
    scenario.transaction.discount_rate = {{0, 0}};
    scenario.options[1].route.reset();
    scenario.run.sampling = model::Sampling::plain;
    return scenario;
}

/// The same with one stage of that many months, which ends so.
model::Scenario after(double months, std::string const& end) {
    model::Scenario scenario = at_once();
    model::Route route = test::two_stage_route("takeover");
    model::Track& track = route.tracks[0].track;
    track.stages = {test::stage("outline", route.tracks[0].path, math::Constant{months}, {})};
    std::string const path = track.stages[0].path;
    track.stages[0].next = {test::leads_to("cleared", path, end == "cleared" ? 1.0 : 0.0)};
    if (end != "cleared") track.stages[0].next.push_back(test::leads_to(end, path));
    if (end == "cleared") track.stages[0].next[0].probability.reset();
    track.start = "outline";
    scenario.options[1].route = route;
    return scenario;
}

plan::Plan plan_of(model::Scenario const& scenario) {
    compile::Result const result = compile::compile(scenario);
    for (base::Problem const& problem : result.problems) ADD_FAILURE() << base::describe(problem);
    return result.plan;
}

double in_the_first_trial(model::Scenario const& scenario, Metric which) {
    return metric(outcome_of(plan_of(scenario), 1), which);
}

// 600 received for (1 + 30 %) 600 = 780: -180. It is neither one-off cost nor EBITDA: alpha and beta earn 200
// a year on 1400. Cash is counted as if the worth were money.
TEST(Deal, costs_its_premium) {
    model::Scenario const scenario = at_once();
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), -180, 1e-9);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv_parties), -180, 1e-9);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::costs_pv), 180, 1e-9);
    EXPECT_EQ(in_the_first_trial(scenario, Metric::benefits_pv), 0);
    EXPECT_EQ(in_the_first_trial(scenario, Metric::one_off_cost), 0);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::minimum_margin), 200.0 / 1400, 1e-12);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::peak_funding), 180, 1e-9);
    EXPECT_NEAR(outcome_of(plan_of(scenario), 1).yearly_net_cash[0], -180, 1e-9);
}

// Synergies of 60 a year for 10 years are 600: 600 - 180 = 420. The value is back when 5 a month have made up
// for 180: at the end of month 36, rounding aside. In month 0 the cash need is 180 - 5.
TEST(Deal, is_paid_for_by_synergies) {
    model::Scenario scenario = at_once();
    scenario.options[1].benefits = {test::benefit("takeover", "synergies", math::Constant{60})};
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), 420, 1e-9);
    EXPECT_EQ(in_the_first_trial(scenario, Metric::payback_months), 36);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::peak_funding), 175, 1e-9);
}

// At 10 % a year, completion after 24 months: everything falls into month 24, discounted at its middle:
// -180 / 1.1^(24.5 / 12). With general inflation of 4 % and real present values nominal money is divided by
// 1.04^(24.5 / 12), too: the deal's money does not grow.
TEST(Deal, is_agreed_in_nominal_money_and_discounted_from_completion) {
    model::Scenario scenario = after(24, "cleared");
    scenario.transaction.discount_rate = {{0, 0.10}};
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), -180 / std::pow(1.1, 24.5 / 12), 1e-9);
    scenario.drivers = {test::driver("general_inflation", math::Constant{0.04})};
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), -180 / std::pow(1.1 * 1.04, 24.5 / 12), 1e-9);
}

// The worth is 600, as claimed, or 480, alike often: the price stays, so the claim is -180 and the mean
// (600 + 480) / 2 - 780 = -240. The step from claim to drawn inputs has all of it, the last step nothing.
TEST(Deal, shows_the_premium_in_the_claim_and_what_due_diligence_missed_in_the_mean) {
    constexpr std::uint64_t kTrials = 10000;
    model::Scenario scenario = at_once();
    test::deal(scenario).worth.value = math::Discrete{{480, 600}, {0.5, 0.5}};
    test::deal(scenario).worth.claim = 600;
    plan::Plan const plan = plan_of(scenario);
    EXPECT_NEAR(claimed_of(plan, 1).npv, -180, 1e-9);
    Trials const trials = run(plan, kTrials);
    auto const npv = [](plan::OptionOutcome const& o) { return metric(o, Metric::npv); };
    // The mean of 120 times a frequency.
    EXPECT_NEAR(mean(trials, npv, 1), -240, 120 * tolerance(0.5, kTrials));
    for (auto const& options : trials) {
        EXPECT_EQ(bridge(options[1], plan::BridgeView::inputs), npv(options[1]));
        EXPECT_EQ(bridge(options[1], plan::BridgeView::risks), npv(options[1]));
    }
}

// Half of 780 is borrowed for five years at 10 %, with a fee of 2 %: undiscounted it costs 39 * 5 + 7.8 =
// 202.8 beside the premium. At 10 % a year, q = 1.1^(-1/12), everything at the middle of its month:
//   q^0.5 (-780 + 600 + 390 - 7.8 - 3.25 (1 - q^60) / (1 - q) - 390 q^60).
TEST(Financing, of_a_bullet_loan_costs_interest_and_fee) {
    model::Scenario scenario = at_once();
    test::deal(scenario).financing = test::loan(0.5, 0.10, 5);
    test::deal(scenario).financing->fee = test::certain(0.02, Dimension::share, kDeal + ".financing.fee");
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), -180 - 202.8, 1e-9);
    plan::OptionOutcome const outcome = outcome_of(plan_of(scenario), 1);
    EXPECT_NEAR(outcome.yearly_net_cash[0], -180 + 390 - 7.8 - 39, 1e-9);
    EXPECT_NEAR(outcome.yearly_net_cash[5], -390, 1e-9);
    EXPECT_NEAR(outcome.yearly_net_cash[6], 0, 1e-9);
    scenario.transaction.discount_rate = {{0, 0.10}};
    double const q = std::pow(1.1, -1.0 / 12);
    double const loan = 390 - 7.8 - 3.25 * (1 - std::pow(q, 60)) / (1 - q) - 390 * std::pow(q, 60);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), std::sqrt(q) * (-180 + loan), 1e-9);
}

// Three years from the valuation date a loan of five is not yet repaid: it counts as repaid then, after three
// years' interest of 39, in the last year.
TEST(Financing, beyond_the_horizon_is_repaid_there) {
    model::Scenario scenario = at_once();
    scenario.transaction.horizon_months = 36;
    test::deal(scenario).financing = test::loan(0.5, 0.10, 5);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), -180 - 3 * 39, 1e-6);
    plan::OptionOutcome const outcome = outcome_of(plan_of(scenario), 1);
    EXPECT_NEAR(outcome.yearly_net_cash[2], -39 - 390, 1e-6);
    scenario = after(12, "cleared");
    scenario.transaction.horizon_months = 36;
    test::deal(scenario).financing = test::loan(0.5, 0.10, 2);
    // Repaid at the very horizon, 24 months after completion.
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), -180 - 2 * 39, 1e-6);
}

TEST(Financing, of_a_deal_that_completes_after_the_horizon_or_fails_is_nothing) {
    for (char const* end : {"cleared", "prohibited", "abandoned"}) {
        model::Scenario scenario = after(40, end);
        scenario.transaction.horizon_months = 36;
        test::deal(scenario).financing = test::loan(0.5, 0.10, 5);
        EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), 0, 1e-6) << end;
    }
}

// 1 % of 780 is received when the deal is abandoned, in every second future: 7.8 or nothing. 4 % is paid when
// it is prohibited: 31.2.
TEST(BreakFee, is_received_when_the_deal_is_abandoned_and_paid_when_it_is_prohibited) {
    constexpr std::uint64_t kTrials = 10000;
    auto const with_fees = [](std::string const& end) {
        model::Scenario scenario = after(12, end);
        test::deal(scenario).break_fee = test::fee("break_fee", 0.01, 0.5);
        test::deal(scenario).reverse_break_fee = test::fee("reverse_break_fee", 0.04);
        return plan_of(scenario);
    };
    Trials const abandoned = run(with_fees("abandoned"), kTrials);
    auto const received = [](plan::OptionOutcome const& o) {
        return std::abs(metric(o, Metric::npv) - 7.8) < 1e-9;
    };
    auto const nothing = [](plan::OptionOutcome const& o) { return metric(o, Metric::npv) == 0; };
    EXPECT_NEAR(frequency(abandoned, received, 1), 0.5, tolerance(0.5, kTrials));
    EXPECT_EQ(frequency(abandoned, received, 1) + frequency(abandoned, nothing, 1), 1);
    plan::OptionOutcome const prohibited = outcome_of(with_fees("prohibited"), 1);
    EXPECT_NEAR(metric(prohibited, Metric::npv), -31.2, 1e-9);
    EXPECT_NEAR(outcome_of(with_fees("cleared"), 1).metric[0], -180, 1e-9);
    // No view before the last knows of failures.
    EXPECT_NEAR(bridge(prohibited, plan::BridgeView::risks), -180, 1e-9);
}

// A hazard of 1200 a year lasts hours: everybody walks away at once.
TEST(BreakFee, is_received_when_a_side_walks_away) {
    model::Scenario scenario = after(12, "cleared");
    scenario.options[1].route->abandonment_hazard =
        test::certain(1200, Dimension::rate, "options.takeover.route.abandonment.hazard");
    test::deal(scenario).break_fee = test::fee("break_fee", 0.01);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), 7.8, 1e-9);
}

// Completed after 12 months, prohibited 6 months later: synergies of 60 a year come for half a year, the
// forced sale costs 20, the target is sold for what it is worth. The loan of 390 at 10 % has cost 19.5 by
// then and is paid down over the 54 months that are left, with 4.5 years' interest on half of it, 87.75.
TEST(Deal, that_is_unwound_leaves_price_and_loan) {
    model::Scenario scenario = after(12, "cleared");
    test::deal(scenario).financing = test::loan(0.5, 0.10, 5);
    scenario.options[1].benefits = {test::benefit("takeover", "synergies", math::Constant{60})};
    model::CostLine sale = test::cost("takeover", "forced_sale", math::Constant{20});
    sale.window.from.base = model::Anchor::Base::exit;
    sale.window.length->value = math::Constant{1};
    sale.only_if = model::OnlyIf::unwound;
    scenario.options[1].costs = {sale};
    model::Route::UsedTrack used;
    used.name = used.track.name = "call_in";
    used.path = used.track.path = "options.takeover.route.tracks.call_in";
    used.track.start = "inquiry";
    used.track.after_completion = true;
    std::string const inquiry = used.path + ".stages.inquiry";
    used.track.stages = {
        test::stage("inquiry", used.path, math::Constant{6},
                    {test::leads_to("cleared", inquiry, 0.0), test::leads_to("prohibited", inquiry)})};
    scenario.options[1].route->tracks.push_back(used);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), -180 + 30 - 20 - 19.5 - 87.75, 1e-9);
}

TEST(Society, sees_nothing_of_a_deal) {
    constexpr std::uint64_t kTrials = 500;
    model::Scenario scenario = test::acquisition();
    scenario.transaction.perspective = model::Perspective::society;
    scenario.run.sampling = model::Sampling::plain;
    scenario.options[1].benefits = {test::benefit("takeover", "synergies", math::Pert{20, 60, 70})};
    model::Scenario without = scenario;
    without.options[1].deal.reset();
    test::deal(scenario).financing = test::loan(0.5, 0.10, 5);
    test::deal(scenario).break_fee = test::fee("break_fee", 0.01, 0.5);
    test::deal(scenario).worth.value = math::Pert{400, 600, 700};
    Trials const with_deal = run(plan_of(scenario), kTrials);
    Trials const without_deal = run(plan_of(without), kTrials);
    for (std::size_t trial = 0; trial < kTrials; ++trial)
        EXPECT_EQ(with_deal[trial][1].metric, without_deal[trial][1].metric);
}

// A cost of 50, of which the funder pays 40 %, and a societal benefit of 10 a year for 10 years, which nobody
// of the parties receives: for society 100 - 50, for the acquirer -30, whatever the funder does.
TEST(Acquirer, counts_what_the_parties_pay_and_receive) {
    model::Scenario scenario = at_once();
    scenario.options[1].deal.reset();
    scenario.options[1].costs = {test::cost("takeover", "integration_cost", math::Constant{50})};
    scenario.options[1].costs[0].paid_by = {{"alpha", 0.6}, {"funder", 0.4}};
    scenario.options[1].benefits = {test::benefit("takeover", "cleaner_air", math::Constant{10})};
    scenario.options[1].benefits[0].kind = model::BenefitKind::societal;
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), -30, 1e-9);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv_parties), -30, 1e-9);
    EXPECT_EQ(in_the_first_trial(scenario, Metric::npv_funder), 0);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::one_off_cost), 30, 1e-9);
    scenario.transaction.perspective = model::Perspective::society;
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv), 50, 1e-9);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv_parties), -30, 1e-9);
    EXPECT_NEAR(in_the_first_trial(scenario, Metric::npv_funder), -20, 1e-9);
}

// A premium of 30 % on 600 is the price 780: the same futures, bit for bit.
TEST(Acquirer, does_not_mind_how_the_price_is_written) {
    constexpr std::uint64_t kTrials = 500;
    model::Scenario scenario = test::acquisition();
    test::deal(scenario).worth.value = math::Pert{400, 600, 700};
    test::deal(scenario).financing = test::loan(0.5, 0.10, 5);
    model::Scenario priced = scenario;
    test::deal(priced).premium.reset();
    test::deal(priced).price = test::certain(780, Dimension::money, kDeal + ".price");
    Trials const by_premium = run(plan_of(scenario), kTrials);
    Trials const by_price = run(plan_of(priced), kTrials);
    for (std::size_t trial = 0; trial < kTrials; ++trial)
        EXPECT_EQ(by_premium[trial][1].metric, by_price[trial][1].metric);
}

// What is received for a premium of nothing, certain, is worth what is paid for it.
TEST(Acquirer, gains_nothing_by_paying_what_it_gets) {
    model::Scenario scenario = test::acquisition();
    test::deal(scenario).premium = test::certain(0, Dimension::excess, kDeal + ".premium");
    for (auto const& options : run(plan_of(scenario), 200)) EXPECT_EQ(metric(options[1], Metric::npv), 0);
}

}  // namespace
}  // namespace mergerisk::known_answers
