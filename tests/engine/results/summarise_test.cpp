#include "engine/results/summarise.h"

#include "engine/base/contract.h"
#include "engine/stats/estimate.h"
#include "tests/engine/results/hand_made.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace mergerisk::results {
namespace {

using namespace hand_made;
using plan::Metric;
using plan::Outcome;

std::optional<Estimate> probability(Run const& run, std::size_t option, std::string const& name) {
    return run.options[option].probabilities.at(name);
}

TEST(Summarise, means_agree_with_paper_and_with_the_statistics_of_the_column) {
    plan::Plan const plan = plan_of({"merger"});
    plan::Outcomes outcomes = outcomes_of(plan, 4);
    column(outcomes, 0, Metric::npv) = {1, 2, 3, 10};
    results::Run const run = summarise(plan, outcomes, claims_of(plan), "GBP million");

    MetricSummary const& npv = run.options[0].metrics.at("npv");
    EXPECT_EQ(npv.unit, "GBP million");
    EXPECT_EQ(npv.mean->value, 4);
    // Squared deviations 9 + 4 + 1 + 36 = 50: variance 50 / 3, of the mean 50 / 12.
    EXPECT_DOUBLE_EQ(*npv.standard_deviation, std::sqrt(50.0 / 3));
    EXPECT_DOUBLE_EQ(*npv.mean->standard_error, std::sqrt(50.0 / 12));
    EXPECT_DOUBLE_EQ(*npv.mean->low, 4 - 1.96 * std::sqrt(50.0 / 12));
    EXPECT_EQ(npv.percentile[3]->value, 2);  // half of the trials are at most 2
    EXPECT_EQ(npv.defined, 1);
}

TEST(Summarise, gives_every_metric_of_the_list) {
    plan::Plan const plan = plan_of({"merger"});
    results::Run const run = summarise(plan, outcomes_of(plan, 3), claims_of(plan), "EUR thousand");
    EXPECT_EQ(run.options[0].metrics.size(), kMetricOrder.size());
    for (std::string_view const name : kMetricOrder)
        EXPECT_EQ(run.options[0].metrics.count(std::string{name}), 1U);
    EXPECT_EQ(run.options[0].metrics.at("support").unit, "EUR thousand");
    EXPECT_EQ(run.options[0].metrics.at("minimum_margin").unit, "share");
    EXPECT_EQ(run.options[0].metrics.at("payback_months").unit, "months");
}

TEST(Summarise, percentiles_of_times_are_over_all_trials_and_absent_beyond_the_horizon) {
    plan::Plan const plan = plan_of({"merger"});
    plan::Outcomes outcomes = outcomes_of(plan, 10);
    auto& months = column(outcomes, 0, Metric::completion_months);
    months = {6, 7, 8, 9, 10, 11, kNever, kNever, kNever, kNever};
    for (std::size_t trial = 6; trial < 10; ++trial) outcomes.options[0].outcome[trial] = Outcome::undecided;
    MetricSummary const summary =
        summarise(plan, outcomes, claims_of(plan), "GBP").options[0].metrics.at("completion_months");

    EXPECT_EQ(summary.population, Population::completed);
    EXPECT_DOUBLE_EQ(summary.defined, 0.6);
    EXPECT_DOUBLE_EQ(summary.mean->value, 8.5);       // of the six that completed
    EXPECT_EQ(summary.percentile[3]->value, 10);      // p50: the fifth of ten
    EXPECT_FALSE(summary.percentile[4].has_value());  // p75: more than 6 in 10 never happened
    EXPECT_FALSE(summary.cvar5.has_value());          // the worst twentieth is among those
}

TEST(Summarise, percentiles_of_a_share_are_over_the_trials_that_have_it) {
    plan::Plan const plan = plan_of({"merger"});
    plan::Outcomes outcomes = outcomes_of(plan, 4);
    column(outcomes, 0, Metric::benefits_realised) = {0.5, kNever, 0.7, kNever};
    outcomes.options[0].outcome[3] = Outcome::prohibited;
    MetricSummary const summary =
        summarise(plan, outcomes, claims_of(plan), "GBP").options[0].metrics.at("benefits_realised");
    EXPECT_DOUBLE_EQ(summary.defined, 0.5);
    EXPECT_DOUBLE_EQ(summary.mean->value, 0.6);
    EXPECT_EQ(summary.percentile[6]->value, 0.7);
    EXPECT_EQ(summary.cvar5->value, 0.5);
}

TEST(Summarise, a_metric_that_no_trial_has_says_nothing) {
    plan::Plan const plan = plan_of({"merger"});
    plan::Outcomes outcomes = outcomes_of(plan, 5);
    column(outcomes, 0, Metric::minimum_margin).assign(5, kNever);
    MetricSummary const summary =
        summarise(plan, outcomes, claims_of(plan), "GBP").options[0].metrics.at("minimum_margin");
    EXPECT_EQ(summary.defined, 0);
    EXPECT_FALSE(summary.mean || summary.standard_deviation || summary.percentile[3] || summary.cvar5);
}

TEST(Summarise, splits_npv_by_completion_and_failure) {
    plan::Plan const plan = plan_of({"merger"});
    plan::Outcomes outcomes = outcomes_of(plan, 6);
    column(outcomes, 0, Metric::npv) = {10, 20, -1, -2, -3, 100};
    outcomes.options[0].outcome = {Outcome::completed, Outcome::completed,   Outcome::prohibited,
                                   Outcome::abandoned, Outcome::walked_away, Outcome::undecided};
    OptionSummary const option = summarise(plan, outcomes, claims_of(plan), "GBP").options[0];
    EXPECT_DOUBLE_EQ(option.metrics.at("npv_given_completion").mean->value, 15);
    EXPECT_DOUBLE_EQ(option.metrics.at("npv_given_failure").mean->value, -2);
    EXPECT_DOUBLE_EQ(option.metrics.at("npv_given_failure").defined, 0.5);
    EXPECT_DOUBLE_EQ(option.metrics.at("npv").mean->value, 124.0 / 6);
    for (double const share :
         {option.outcomes[1], option.outcomes[2], option.outcomes[3], option.outcomes[4]}) {
        EXPECT_DOUBLE_EQ(share, 1.0 / 6);
    }
    EXPECT_DOUBLE_EQ(std::accumulate(option.outcomes.begin(), option.outcomes.end(), 0.0), 1);
    EXPECT_DOUBLE_EQ(option.probabilities.at("completes")->value, 2.0 / 6);
}

TEST(Summarise, the_benefit_cost_ratio_is_a_ratio_of_means) {
    plan::Plan const plan = plan_of({"merger"});
    plan::Outcomes outcomes = outcomes_of(plan, 2);
    column(outcomes, 0, Metric::benefits_pv) = {1, 9};
    column(outcomes, 0, Metric::costs_pv) = {2, 3};
    std::vector<plan::ClaimedOutcome> claims = claims_of(plan);
    claims[0].benefits_pv = 12;
    claims[0].costs_pv = 3;
    OptionSummary const option = summarise(plan, outcomes, claims, "GBP").options[0];
    MetricSummary const& summary = option.metrics.at("benefit_cost_ratio");
    EXPECT_EQ(summary.mean->value, 2);  // 10 / 5; the mean of the ratios would be 1.75
    // Scores (1 - 4) / 2.5 = -1.2 and (9 - 6) / 2.5 = 1.2: variance 2 x 1.44 over 2 x 1.
    EXPECT_NEAR(*summary.mean->standard_error, 1.2, 1e-15);
    EXPECT_FALSE(summary.percentile[3] || summary.cvar5);
    EXPECT_EQ(option.claimed.benefit_cost_ratio, 4);
}

TEST(Summarise, there_is_no_benefit_cost_ratio_without_costs) {
    plan::Plan const plan = plan_of({"merger"});
    plan::Outcomes outcomes = outcomes_of(plan, 2);
    column(outcomes, 0, Metric::benefits_pv) = {1, 9};
    column(outcomes, 0, Metric::costs_pv) = {-2, 1};
    OptionSummary const option = summarise(plan, outcomes, claims_of(plan), "GBP").options[0];
    EXPECT_FALSE(option.metrics.at("benefit_cost_ratio").mean);
    EXPECT_EQ(option.metrics.at("benefit_cost_ratio").defined, 0);
    EXPECT_FALSE(option.claimed.benefit_cost_ratio);
}

TEST(Summarise, materially_outweigh_needs_benefits_and_the_margin_over_costs) {
    plan::Plan plan = plan_of({"none", "merger"}, 0);
    plan.materiality = 0.25;
    plan::Outcomes outcomes = outcomes_of(plan, 5);
    // Enough; exactly enough; not enough; no benefits, though costs are avoided; enough, but never completes.
    column(outcomes, 1, Metric::benefits_pv) = {200, 125, 124, 0, 50};
    column(outcomes, 1, Metric::costs_pv) = {100, 100, 100, -1, 10};
    outcomes.options[1].outcome[4] = Outcome::abandoned;
    results::Run const run = summarise(plan, outcomes, claims_of(plan), "GBP");
    EXPECT_DOUBLE_EQ(probability(run, 1, "materially_outweigh")->value, 0.6);
    EXPECT_DOUBLE_EQ(probability(run, 1, "materially_outweigh_given_completion")->value, 0.5);
}

TEST(Summarise, trials_that_never_complete_stay_in_the_denominator) {
    plan::Plan const plan = plan_of({"none", "merger"}, 0);
    plan::Outcomes outcomes = outcomes_of(plan, 4);
    column(outcomes, 1, Metric::benefits_pv) = {5, 0, 0, 0};
    outcomes.options[1].outcome = {Outcome::completed, Outcome::abandoned, Outcome::abandoned,
                                   Outcome::undecided};
    results::Run const run = summarise(plan, outcomes, claims_of(plan), "GBP");
    EXPECT_DOUBLE_EQ(probability(run, 1, "materially_outweigh")->value, 0.25);
    EXPECT_DOUBLE_EQ(probability(run, 1, "materially_outweigh_given_completion")->value, 1);
}

TEST(Summarise, the_counterfactual_is_not_compared_with_itself) {
    plan::Plan const plan = plan_of({"none", "merger"}, 0);
    plan::Outcomes outcomes = outcomes_of(plan, 4);
    column(outcomes, 0, Metric::npv_own) = {1, -1, 1, 0};
    column(outcomes, 1, Metric::npv) = {1, 1, 1, 0};
    results::Run const run = summarise(plan, outcomes, claims_of(plan), "GBP");
    EXPECT_FALSE(probability(run, 0, "better_than_counterfactual"));
    EXPECT_FALSE(probability(run, 0, "materially_outweigh"));
    EXPECT_FALSE(probability(run, 0, "materially_outweigh_given_completion"));
    EXPECT_DOUBLE_EQ(probability(run, 0, "npv_positive")->value, 0.5);
    EXPECT_DOUBLE_EQ(probability(run, 1, "better_than_counterfactual")->value, 0.75);
    EXPECT_EQ(probability(run, 1, "npv_positive")->value,
              0);  // own items, not those net of the counterfactual
    EXPECT_EQ(run.counterfactual, "none");
    EXPECT_TRUE(run.options[0].counterfactual);
    EXPECT_TRUE(run.options[0].bridge.empty());
    EXPECT_FALSE(run.options[1].bridge.empty());
}

TEST(Summarise, without_a_counterfactual_nothing_is_better_than_it) {
    plan::Plan const plan = plan_of({"merger"});
    plan::Outcomes outcomes = outcomes_of(plan, 2);
    column(outcomes, 0, Metric::benefits_pv) = {1, 1};
    results::Run const run = summarise(plan, outcomes, claims_of(plan), "GBP");
    EXPECT_FALSE(probability(run, 0, "better_than_counterfactual"));
    EXPECT_EQ(probability(run, 0, "materially_outweigh")->value, 1);
    EXPECT_FALSE(run.counterfactual);
    EXPECT_TRUE(run.comparison.empty());
}

TEST(Summarise, one_trial_gives_values_without_errors) {
    plan::Plan const plan = plan_of({"none", "merger"}, 0);
    plan::Outcomes outcomes = outcomes_of(plan, 1);
    column(outcomes, 1, Metric::npv) = {7};
    results::Run const run = summarise(plan, outcomes, claims_of(plan), "GBP");
    MetricSummary const& npv = run.options[1].metrics.at("npv");
    EXPECT_EQ(npv.mean->value, 7);
    EXPECT_FALSE(npv.mean->standard_error || npv.mean->low || npv.mean->high || npv.standard_deviation);
    EXPECT_EQ(npv.percentile[0]->value, 7);
    EXPECT_EQ(npv.cvar5->value, 7);
    EXPECT_EQ(run.options[1].bridge.back().npv, 7);
    EXPECT_EQ(run.options[1].bridge.back().change->value, 7);
    EXPECT_EQ(run.comparison[0].npv_difference->value, 7);
    EXPECT_EQ(probability(run, 1, "completes")->value, 1);
}

TEST(Summarise, sobol_points_have_the_error_of_sixteen_replicates) {
    plan::Plan plan = plan_of({"merger"});
    plan.sampling.kind = plan::Sampling::Kind::sobol;
    plan::Outcomes outcomes = outcomes_of(plan, 32);
    auto& npv = column(outcomes, 0, Metric::npv);
    for (std::size_t trial = 0; trial < 32; ++trial) npv[trial] = trial % 16 == 3 ? 16 : 0;
    Estimate const mean =
        *summarise(plan, outcomes, claims_of(plan), "GBP").options[0].metrics.at("npv").mean;
    // Replicate means: one 16, fifteen 0. Their mean is 1, squared deviations 225 + 15 = 240,
    // variance 240 / 15 = 16, of the mean 16 / 16.
    EXPECT_EQ(mean.value, 1);
    EXPECT_DOUBLE_EQ(*mean.standard_error, 1);
    EXPECT_DOUBLE_EQ(*mean.high, 1 + 2.131);
}

TEST(Summarise, yearly_cash_flow_ends_with_the_horizon) {
    plan::Plan plan = plan_of({"merger"});
    plan.timeline.months = 18;
    plan::Outcomes outcomes = outcomes_of(plan, 4);
    outcomes.options[0].yearly_net_cash = {{-4, -3, -2, -1}, {1, 2, 3, 10}};
    YearlySeries const series = summarise(plan, outcomes, claims_of(plan), "GBP").options[0].net_cash_flow;
    EXPECT_EQ(series.times, (std::vector<double>{1, 1.5}));
    EXPECT_EQ(series.mean, (std::vector<double>{-2.5, 4}));
    EXPECT_EQ(series.p5, (std::vector<double>{-4, 1}));
    EXPECT_EQ(series.p50, (std::vector<double>{-3, 2}));
    EXPECT_EQ(series.p95, (std::vector<double>{-1, 10}));
}

TEST(Summarise, histograms_share_their_edges_and_hold_every_trial) {
    plan::Plan const plan = plan_of({"none", "merger", "group"}, 0);
    plan::Outcomes outcomes = outcomes_of(plan, 100);
    for (std::size_t trial = 0; trial < 100; ++trial) {
        column(outcomes, 1, Metric::npv)[trial] = 100 + static_cast<double>(trial);
        column(outcomes, 2, Metric::npv)[trial] = 300 + static_cast<double>(trial);
        column(outcomes, 1, Metric::completion_months)[trial] = trial < 25 ? 3.5 : kNever;
    }
    results::Run const run = summarise(plan, outcomes, claims_of(plan), "GBP");
    EXPECT_EQ(run.options[0].npv_histogram.edges, run.options[2].npv_histogram.edges);
    EXPECT_EQ(run.options[0].npv_histogram.below, 1);  // its npv is 0, which the others do not reach
    for (OptionSummary const& option : run.options) {
        Histogram const& histogram = option.npv_histogram;
        double const inside = std::accumulate(histogram.shares.begin(), histogram.shares.end(), 0.0);
        EXPECT_NEAR(inside + histogram.below + histogram.above, 1, 1e-12);
    }
    Histogram const& completion = run.options[1].completion_histogram;
    EXPECT_EQ(completion.edges.size(), 25U);
    EXPECT_EQ(completion.shares[3], 0.25);
    EXPECT_EQ(completion.above, 0.75);
}

TEST(Summarise, planned_completion_is_that_of_the_route) {
    plan::Plan plan = plan_of({"none", "merger"}, 0);
    plan.options[1].route = plan::Route{};
    std::vector<plan::ClaimedOutcome> claims = claims_of(plan);
    claims[1].completion_months = 12;
    results::Run const run = summarise(plan, outcomes_of(plan, 2), claims, "GBP");
    EXPECT_FALSE(run.options[0].planned_completion_months);
    EXPECT_EQ(run.options[1].planned_completion_months, 12);
}

/// Numbers without a pattern, the same on every machine.
double scrambled(std::size_t trial, std::size_t column) {
    std::uint64_t x = (std::uint64_t{trial} * 64 + column + 1) * 0x9e3779b97f4a7c15U;
    x ^= x >> 31;
    x *= 0xbf58476d1ce4e5b9U;
    x ^= x >> 29;
    return static_cast<double>(x >> 11) * 0x1p-53;
}

plan::Outcomes scrambled_outcomes(plan::Plan const& plan, std::size_t trials) {
    plan::Outcomes outcomes = outcomes_of(plan, trials);
    std::size_t next = 0;
    for (plan::OptionColumns& option : outcomes.options) {
        auto const fill = [&](std::vector<double>& values, bool sometimes_never) {
            ++next;
            for (std::size_t trial = 0; trial < trials; ++trial) {
                double const u = scrambled(trial, next);
                values[trial] = sometimes_never && u > 0.7 ? kNever : 30 * (u - 0.3);
            }
        };
        for (auto& values : option.metric) fill(values, false);
        fill(option.metric[static_cast<std::size_t>(Metric::completion_months)], true);
        fill(option.metric[static_cast<std::size_t>(Metric::payback_months)], true);
        for (auto& values : option.failure_month) fill(values, true);
        for (auto& values : option.bridge_npv) fill(values, false);
        for (auto& values : option.yearly_net_cash) fill(values, false);
        ++next;
        for (std::size_t trial = 0; trial < trials; ++trial) {
            option.outcome[trial] = static_cast<Outcome>(static_cast<int>(5 * scrambled(trial, next)));
        }
    }
    return outcomes;
}

void expect_same(OptionSummary const& a, OptionSummary const& b) {
    EXPECT_EQ(a.probabilities, b.probabilities);
    EXPECT_EQ(a.outcomes, b.outcomes);
    EXPECT_EQ(a.npv_histogram.shares, b.npv_histogram.shares);
    EXPECT_EQ(a.net_cash_flow.p5, b.net_cash_flow.p5);
    for (auto const& [name, metric] : a.metrics) {
        EXPECT_EQ(metric.mean, b.metrics.at(name).mean) << name;
        EXPECT_EQ(metric.percentile, b.metrics.at(name).percentile) << name;
        EXPECT_EQ(metric.cvar5, b.metrics.at(name).cvar5) << name;
    }
    for (std::size_t i = 0; i < a.failures.size(); ++i) {
        EXPECT_EQ(a.failures[i].second.first_cause, b.failures[i].second.first_cause);
    }
    for (std::size_t i = 0; i < a.bridge.size(); ++i) {
        EXPECT_EQ(a.bridge[i].npv, b.bridge[i].npv);
        EXPECT_EQ(a.bridge[i].change, b.bridge[i].change);
    }
}

TEST(Summarise, the_number_of_threads_changes_nothing) {
    plan::Plan plan = plan_of({"none", "merger", "group"}, 0);
    plan.sampling.kind = plan::Sampling::Kind::sobol;
    plan.failures = {failure("late", plan::Failure::Kind::late)};
    plan::Outcomes const outcomes = scrambled_outcomes(plan, 1003);
    results::Run const one = summarise(plan, outcomes, claims_of(plan), "GBP", 1);
    for (std::size_t const threads : {2U, 3U, 8U}) {
        results::Run const several = summarise(plan, outcomes, claims_of(plan), "GBP", threads);
        for (std::size_t option = 0; option < 3; ++option)
            expect_same(one.options[option], several.options[option]);
        for (std::size_t pair = 0; pair < 3; ++pair) {
            EXPECT_EQ(one.comparison[pair].npv_difference, several.comparison[pair].npv_difference);
        }
    }
}

TEST(Summarise, a_number_that_is_none_is_a_bug_that_surfaces_from_any_thread) {
    plan::Plan const plan = plan_of({"merger"});
    plan::Outcomes outcomes = outcomes_of(plan, 3);
    column(outcomes, 0, Metric::support)[1] = std::nan("");
    EXPECT_THROW(static_cast<void>(summarise(plan, outcomes, claims_of(plan), "GBP", 3)),
                 base::ContractViolation);
}

}  // namespace
}  // namespace mergerisk::results
