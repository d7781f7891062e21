// What must hold for every plan, whatever its numbers are.

#include "tests/engine/kernel/random_plan.h"
#include "tests/invariants/varied_merger.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace mergerisk {
namespace {

using plan::Metric;
using test_support::column;
using test_support::difference;
using test_support::option_of;
using test_support::random_plan;
using test_support::trials_of;
using test_support::Variation;
using test_support::varied_merger;

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr std::uint64_t kTrials = 4000;

TEST(Threads, do_not_change_a_bit) {
    for (bool const sobol : {false, true}) {
        plan::Plan const plan = varied_merger({.sobol = sobol});
        plan::Outcomes const one = trials_of(plan, kTrials, 1);
        for (unsigned const threads : {2U, 3U, 8U})
            EXPECT_EQ(difference(one, trials_of(plan, kTrials, threads), kTrials), "")
                << threads << " threads";
    }
}

TEST(Threads, do_not_change_a_bit_of_random_plans) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        plan::Plan const plan = random_plan(seed);
        constexpr std::uint64_t kFew = 1100;
        EXPECT_EQ(difference(trials_of(plan, kFew, 1), trials_of(plan, kFew, 3), kFew), "")
            << "plan " << seed;
    }
}

TEST(Trials, are_the_same_whatever_their_number) {
    for (bool const sobol : {false, true}) {
        plan::Plan const plan = varied_merger({.sobol = sobol});
        EXPECT_EQ(difference(trials_of(plan, 1000), trials_of(plan, 10000, 2), 1000), "");
    }
}

TEST(Trials, differ_from_each_other) {
    plan::Plan const plan = varied_merger({});
    auto const outcomes = trials_of(plan, 2);
    auto const& npv = column(option_of(plan, outcomes, "merger"), Metric::npv);
    EXPECT_NE(npv[0], npv[1]);
}

TEST(PlainDraws, do_not_change_when_unrelated_items_are_added) {
    plan::Plan const without = varied_merger({.sobol = false});
    plan::Plan const with = varied_merger({.sobol = false, .unrelated_items = true});
    auto const before = trials_of(without, kTrials);
    auto const after = trials_of(with, kTrials);
    auto const& merger_before = option_of(without, before, "merger");
    auto const& merger_after = option_of(with, after, "merger");
    // Everything that the new items do not add to.
    for (Metric const metric :
         {Metric::benefits_pv, Metric::completion_months, Metric::decision_months, Metric::benefits_realised})
        EXPECT_EQ(column(merger_before, metric), column(merger_after, metric));
    EXPECT_EQ(merger_before.outcome, merger_after.outcome);
    EXPECT_EQ(column(option_of(without, before, "separate"), Metric::npv_own),
              column(option_of(with, after, "separate"), Metric::npv_own));
    EXPECT_NE(column(merger_before, Metric::npv_own), column(merger_after, Metric::npv_own));
}

TEST(Draws, do_not_change_when_items_are_reordered) {
    for (bool const sobol : {false, true}) {
        plan::Plan const forward = varied_merger({.sobol = sobol});
        plan::Plan const backward = varied_merger({.sobol = sobol, .reversed = true});
        auto const first = trials_of(forward, kTrials);
        auto const second = trials_of(backward, kTrials);
        auto const& merger = option_of(forward, first, "merger");
        auto const& same_merger = option_of(backward, second, "merger");
        EXPECT_EQ(merger.outcome, same_merger.outcome);
        EXPECT_EQ(column(merger, Metric::completion_months), column(same_merger, Metric::completion_months));
        EXPECT_EQ(column(merger, Metric::benefits_pv), column(same_merger, Metric::benefits_pv));
        // Two costs are summed in the other order: one rounding of a number below 100.
        for (std::size_t trial = 0; trial < kTrials; ++trial)
            ASSERT_NEAR(column(merger, Metric::npv)[trial], column(same_merger, Metric::npv)[trial], 1e-12);
    }
}

TEST(Currency, scales_the_money_and_nothing_else) {
    // A power of 2 scales every operation without rounding, so that nothing may differ by a single bit.
    constexpr double kUnit = 1024;
    plan::Plan const plain = varied_merger({});
    auto const pounds = trials_of(plain, kTrials);
    auto const pence = trials_of(varied_merger({.currency = kUnit}), kTrials);
    for (std::size_t o = 0; o < pounds.options.size(); ++o) {
        plan::OptionColumns const& a = pounds.options[o];
        plan::OptionColumns const& b = pence.options[o];
        for (Metric const metric :
             {Metric::npv, Metric::npv_own, Metric::npv_parties, Metric::npv_funder, Metric::costs_pv,
              Metric::benefits_pv, Metric::one_off_cost, Metric::peak_funding}) {
            for (std::size_t trial = 0; trial < kTrials; ++trial)
                ASSERT_EQ(column(a, metric)[trial] * kUnit, column(b, metric)[trial]);
        }
        for (Metric const metric :
             {Metric::completion_months, Metric::decision_months, Metric::benefits_realised,
              Metric::payback_months, Metric::minimum_margin})
            EXPECT_EQ(column(a, metric), column(b, metric));
        EXPECT_EQ(a.outcome, b.outcome);
        EXPECT_EQ(a.failure_month, b.failure_month);
    }
}

TEST(Approvals, that_are_harder_never_complete_a_trial_that_failed) {
    std::size_t lost = 0;
    for (bool const sobol : {false, true}) {
        plan::Plan const plan = varied_merger({.sobol = sobol});
        auto const easy = trials_of(plan, kTrials);
        for (Variation const& harder : {Variation{.sobol = sobol, .prohibited = 0.4},
                                        Variation{.sobol = sobol, .cleared_at_once = 0.1}}) {
            auto const hard = trials_of(varied_merger(harder), kTrials);
            for (std::size_t trial = 0; trial < kTrials; ++trial) {
                bool const before =
                    option_of(plan, easy, "merger").outcome[trial] == plan::Outcome::completed;
                bool const after = option_of(plan, hard, "merger").outcome[trial] == plan::Outcome::completed;
                ASSERT_FALSE(after && !before) << "trial " << trial;
                lost += before && !after ? 1 : 0;
            }
        }
    }
    EXPECT_GT(lost, 0U);
}

/// Whether a review after completion has ended badly, whenever that was.
bool is_called_off(plan::Option const& option, plan::OptionColumns const& columns, std::size_t trial) {
    if (!option.route) return false;
    for (std::size_t s = 0; s < option.route->stages.size(); ++s) {
        plan::Stage const& stage = option.route->stages[s];
        std::size_t const taken = columns.stage_branch[s][trial];
        if (!option.route->tracks[stage.track.index()].after_completion || taken == plan::kNoBranch) continue;
        plan::Branch const& branch = taken < stage.next.size()
                                         ? stage.next[taken]
                                         : stage.next_when_extended[taken - stage.next.size()];
        if (!branch.stage && (branch.end == plan::End::abandoned || branch.end == plan::End::prohibited))
            return true;
    }
    return false;
}

TEST(Bridge, ends_at_npv_in_every_trial_that_neither_fails_nor_is_unwound) {
    auto const last = static_cast<std::size_t>(plan::BridgeView::risks);
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        plan::Plan const plan = random_plan(seed);
        constexpr std::size_t kFew = 200;
        auto const outcomes = trials_of(plan, kFew);
        auto const failed = [&](std::size_t option, std::size_t trial) {
            // Beyond the horizon a failure is not dated, but it has stopped what was under way. Whether
            // support has passed its limit in the last month is not told.
            return outcomes.options[option].outcome[trial] != plan::Outcome::completed ||
                   plan.options[option].exit.support_limit ||
                   is_called_off(plan.options[option], outcomes.options[option], trial);
        };
        for (std::size_t o = 0; o < plan.options.size(); ++o) {
            for (std::size_t trial = 0; trial < kFew; ++trial) {
                if (failed(o, trial) || (plan.counterfactual && failed(*plan.counterfactual, trial)))
                    continue;
                double const npv = column(outcomes.options[o], Metric::npv)[trial];
                // Sums of the same numbers in another order; they are below 10,000.
                ASSERT_NEAR(outcomes.options[o].bridge_npv[last][trial], npv, 1e-9) << seed << " " << trial;
                ++compared;
            }
        }
    }
    EXPECT_GT(compared, 1000U);
}

TEST(Exit, that_comes_after_the_horizon_changes_no_bit) {
    plan::Plan const plan = varied_merger({});
    plan::Plan ending = plan;
    plan::Quantity far;
    far.a = far.claimed = far.expected = 1e6;
    plan::QuantityId const id{static_cast<std::uint32_t>(ending.quantities.size())};
    ending.quantities.push_back(far);
    for (plan::Option& option : ending.options) option.exit = {id, id};
    EXPECT_EQ(difference(trials_of(plan, kTrials), trials_of(ending, kTrials), kTrials), "");
}

TEST(Stages, follow_each_other_and_stop_with_the_deal) {
    std::size_t followed = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        plan::Plan const plan = random_plan(seed);
        constexpr std::size_t kFew = 200;
        auto const outcomes = trials_of(plan, kFew);
        for (std::size_t o = 0; o < plan.options.size(); ++o) {
            if (!plan.options[o].route) continue;
            std::vector<plan::Stage> const& stages = plan.options[o].route->stages;
            plan::OptionColumns const& columns = outcomes.options[o];
            for (std::size_t s = 0; s < stages.size(); ++s) {
                for (std::size_t trial = 0; trial < kFew; ++trial) {
                    double const entry = columns.stage_entry[s][trial];
                    double const end = columns.stage_end[s][trial];
                    std::size_t const taken = columns.stage_branch[s][trial];
                    ASSERT_EQ(entry == kNever, end == kNever);
                    ASSERT_LE(entry, end);
                    ASSERT_TRUE(entry < kNever || taken == plan::kNoBranch);
                    for (std::size_t failure = 0; failure < 3; ++failure)
                        ASSERT_TRUE(end == kNever || end <= columns.failure_month[failure][trial]);
                    if (taken == plan::kNoBranch || taken >= stages[s].next.size()) continue;
                    auto const& next = stages[s].next[taken].stage;
                    if (!next) continue;
                    // Unless the deal stopped at that very moment the next stage begins there.
                    double const then = columns.stage_entry[next->index()][trial];
                    ASSERT_TRUE(then == end || then == kNever) << seed << " " << trial;
                    followed += then == end ? 1 : 0;
                }
            }
        }
    }
    EXPECT_GT(followed, 1000U);
}

TEST(Counterfactual, is_worth_nothing_more_than_itself) {
    plan::Plan const plan = varied_merger({});
    auto const outcomes = trials_of(plan, 100);
    auto const& separate = option_of(plan, outcomes, "separate");
    for (std::size_t trial = 0; trial < 100; ++trial) {
        EXPECT_EQ(column(separate, Metric::npv)[trial], 0);
        EXPECT_LT(column(separate, Metric::npv_own)[trial], 0);
    }
}

TEST(Outcomes, hold_no_undefined_number) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        auto const outcomes = trials_of(random_plan(seed), 200);
        for (plan::OptionColumns const& option : outcomes.options) {
            for (auto const& metric : option.metric) {
                for (double const value : metric)
                    ASSERT_TRUE(value == kNever || std::isfinite(value)) << seed;
            }
        }
    }
}

}  // namespace
}  // namespace mergerisk
