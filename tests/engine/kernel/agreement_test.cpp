// The kernel against the reference implementation, which is the specification in code.

#include "engine/kernel/simulator.h"
#include "engine/reference/reference.h"
#include "tests/engine/kernel/random_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

namespace mergerisk::kernel {
namespace {

using plan::Metric;

// Both work in double precision with some thousands of operations a number; what cancels is of the size of
// the benefits and costs.
constexpr double kTolerance = 1e-9;

double size_of(reference::Story const& story) {
    double size = 1e-6;
    for (reference::OptionTrial const& option : story.options) {
        for (double const view : option.bridge_npv) size += std::abs(view);
        for (reference::Item const& item : option.flows.items) {
            for (double const amount : item.nominal) size += std::abs(amount);
        }
        for (reference::Item const& item : option.support) {
            for (double const amount : item.nominal) size += std::abs(amount);
        }
    }
    return size;
}

bool near(double value, double expected, double scale) {
    return value == expected || std::abs(value - expected) <= kTolerance * scale;
}

bool is_money(Metric metric) {
    switch (metric) {
        case Metric::completion_months:
        case Metric::decision_months:
        case Metric::benefits_realised:
        case Metric::payback_months:
        case Metric::minimum_margin:
            return false;
        default:
            return true;
    }
}

void expect_same_option(plan::OptionColumns const& columns, std::size_t at,
                        plan::OptionOutcome const& expected, double money, std::string const& where) {
    for (std::size_t m = 0; m < plan::kMetricCount; ++m) {
        double scale = is_money(static_cast<Metric>(m)) ? money : 100;
        // A large share of a claim is one of almost nothing, which is left of larger numbers.
        bool const of_little =
            static_cast<Metric>(m) == Metric::benefits_realised && expected.metric[m] < 1e9;
        if (of_little) scale = std::max(scale, expected.metric[m] * expected.metric[m]);
        EXPECT_PRED3(near, columns.metric[m][at], expected.metric[m], scale)
            << where << " " << plan::kMetricNames[m];
    }
    EXPECT_EQ(columns.outcome[at], expected.outcome) << where;
    ASSERT_EQ(columns.failure_month.size(), expected.failure_month.size());
    for (std::size_t f = 0; f < expected.failure_month.size(); ++f)
        EXPECT_PRED3(near, columns.failure_month[f][at], expected.failure_month[f], 100)
            << where << " failure " << f;
    for (std::size_t f = 0; f < expected.distress_month.size(); ++f) {
        EXPECT_EQ(columns.distress_month[f][at], expected.distress_month[f]) << where << " distress " << f;
        EXPECT_EQ(columns.distressed_at_start[f][at], expected.distressed_at_start[f]) << where << " " << f;
    }
    ASSERT_EQ(columns.yearly_net_cash.size(), expected.yearly_net_cash.size());
    for (std::size_t y = 0; y < expected.yearly_net_cash.size(); ++y)
        EXPECT_PRED3(near, columns.yearly_net_cash[y][at], expected.yearly_net_cash[y], money)
            << where << " year " << y;
    for (std::size_t v = 0; v < plan::kBridgeViewCount; ++v)
        EXPECT_PRED3(near, columns.bridge_npv[v][at], expected.bridge_npv[v], money)
            << where << " " << plan::kBridgeViewNames[v];
    EXPECT_PRED3(near, columns.delay_postponed[at], expected.delay_postponed, money) << where;
    ASSERT_EQ(columns.stage_entry.size(), expected.stage_entry.size()) << where;
    for (std::size_t s = 0; s < expected.stage_entry.size(); ++s) {
        EXPECT_PRED3(near, columns.stage_entry[s][at], expected.stage_entry[s], 100)
            << where << " stage " << s;
        EXPECT_PRED3(near, columns.stage_end[s][at], expected.stage_end[s], 100) << where << " stage " << s;
        EXPECT_EQ(columns.stage_branch[s][at], expected.stage_branch[s]) << where << " stage " << s;
    }
}

void expect_same_trials(plan::Plan const& plan, std::uint64_t first, std::size_t count,
                        std::string const& where) {
    Simulator const simulator{plan};
    Scratch scratch = simulator.make_scratch();
    plan::Outcomes outcomes;
    outcomes.resize(plan, count);
    simulator.simulate(first, count, scratch, outcomes, 0);
    reference::Reference const reference{plan};
    for (std::size_t i = 0; i < count && !testing::Test::HasFailure(); ++i) {
        reference::Story const story = reference.story(first + i);
        double const money = size_of(story);
        for (std::size_t o = 0; o < plan.options.size(); ++o)
            expect_same_option(outcomes.options[o], i, story.outcome.options[o], money,
                               where + ", trial " + std::to_string(first + i) + ", " + plan.options[o].name);
    }
}

void expect_same_claim(plan::Plan const& plan, std::string const& where) {
    Simulator const simulator{plan};
    reference::Reference const reference{plan};
    for (std::size_t o = 0; o < plan.options.size(); ++o) {
        plan::ClaimedOutcome const& value = simulator.claimed(o);
        plan::ClaimedOutcome const expected = reference.claimed(o);
        constexpr double kMoney = 1000;
        EXPECT_PRED3(near, value.npv, expected.npv, kMoney) << where;
        EXPECT_PRED3(near, value.npv_own, expected.npv_own, kMoney) << where;
        EXPECT_PRED3(near, value.benefits_pv, expected.benefits_pv, kMoney) << where;
        EXPECT_PRED3(near, value.costs_pv, expected.costs_pv, kMoney) << where;
        EXPECT_PRED3(near, value.one_off_cost, expected.one_off_cost, kMoney) << where;
        EXPECT_PRED3(near, value.completion_months, expected.completion_months, 100) << where;
        ASSERT_EQ(value.yearly_net_cash.size(), expected.yearly_net_cash.size());
        for (std::size_t y = 0; y < value.yearly_net_cash.size(); ++y)
            EXPECT_PRED3(near, value.yearly_net_cash[y], expected.yearly_net_cash[y], kMoney) << where;
    }
}

#ifndef MERGERISK_RANDOM_PLANS
#define MERGERISK_RANDOM_PLANS 250
#endif

TEST(KernelAndReference, agree_on_random_plans) {
    for (std::uint64_t seed = 1; seed <= MERGERISK_RANDOM_PLANS && !HasFailure(); ++seed) {
        plan::Plan const plan = test_support::random_plan(seed);
        std::string const where = "plan " + std::to_string(seed);
        // Odd starts and counts: draws come in pairs and tiles of several trials.
        expect_same_trials(plan, seed * 1000 + seed % 3, 29 + seed % 13, where);
    }
}

TEST(KernelAndReference, agree_on_claims) {
    for (std::uint64_t seed = 1; seed <= MERGERISK_RANDOM_PLANS && !HasFailure(); ++seed)
        expect_same_claim(test_support::random_plan(seed), "plan " + std::to_string(seed));
}

}  // namespace
}  // namespace mergerisk::kernel
