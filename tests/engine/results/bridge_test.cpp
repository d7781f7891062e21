#include "engine/results/bridge.h"

#include "engine/results/summarise.h"
#include "tests/engine/results/hand_made.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <numeric>

namespace mergerisk::results {
namespace {

using namespace hand_made;
using plan::Metric;

std::vector<double>& view(plan::Outcomes& outcomes, plan::BridgeView which) {
    return outcomes.options[0].bridge_npv[static_cast<std::size_t>(which)];
}

TEST(Bridge, goes_from_the_claim_to_the_mean_in_paired_steps) {
    plan::Plan const plan = plan_of({"merger"});
    plan::Outcomes outcomes = outcomes_of(plan, 2);
    view(outcomes, plan::BridgeView::inputs) = {90, 110};
    view(outcomes, plan::BridgeView::delay) = {80, 96};
    for (std::size_t later = 2; later < plan::kBridgeViewCount; ++later) {
        outcomes.options[0].bridge_npv[later] = {70, 60};
    }
    outcomes.options[0].delay_postponed = {-4, -6};
    column(outcomes, 0, Metric::npv) = {70, -10};

    std::vector<BridgeStep> const bridge = bridge_of(Trials{outcomes.options[0], stats::kPlain}, 130, 30);
    ASSERT_EQ(bridge.size(), plan::kBridgeViewCount + 2);
    EXPECT_EQ(bridge[0].step, "claimed");
    EXPECT_EQ(bridge[0].npv, 130);
    EXPECT_FALSE(bridge[0].change);
    EXPECT_EQ(bridge[1].step, "input_ranges");
    EXPECT_EQ(bridge[1].npv, 100);
    EXPECT_EQ(bridge[1].change->value, -30);
    EXPECT_DOUBLE_EQ(*bridge[1].change->standard_error, 10);  // of the mean of 90 and 110
    EXPECT_EQ(bridge[2].step, "delay");
    EXPECT_EQ(bridge[2].npv, 88);
    EXPECT_EQ(bridge[2].change->value, -12);  // -10 and -14
    EXPECT_DOUBLE_EQ(*bridge[2].change->standard_error, 2);
    EXPECT_EQ(bridge[2].parts.at("postponed"), -5);
    EXPECT_EQ(bridge[2].parts.at("lost_beyond_horizon_and_running_costs"), -7);
    EXPECT_EQ(bridge[4].change->value, 0);
    EXPECT_EQ(bridge.back().step, "failure");
    EXPECT_EQ(bridge.back().npv, 30);
    EXPECT_EQ(bridge.back().change->value, -35);
    EXPECT_TRUE(bridge.back().parts.empty());
}

TEST(Bridge, ends_at_the_mean_bit_for_bit) {
    plan::Plan const plan = plan_of({"merger"});
    plan::Outcomes outcomes = outcomes_of(plan, 1000);
    for (std::size_t trial = 0; trial < 1000; ++trial) {
        column(outcomes, 0, Metric::npv)[trial] = std::sin(static_cast<double>(trial)) * 1e3;
    }
    OptionSummary const option = summarise(plan, outcomes, claims_of(plan), "GBP").options[0];
    EXPECT_EQ(std::bit_cast<std::uint64_t>(option.bridge.back().npv),
              std::bit_cast<std::uint64_t>(option.metrics.at("npv").mean->value));
    double sum = option.claimed.npv;
    for (BridgeStep const& step : option.bridge) sum += step.change ? step.change->value : 0;
    EXPECT_NEAR(sum, option.bridge.back().npv, 1e-9);
}

}  // namespace
}  // namespace mergerisk::results
