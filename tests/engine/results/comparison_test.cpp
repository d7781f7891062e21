#include "engine/results/comparison.h"

#include "tests/engine/results/hand_made.h"

#include <gtest/gtest.h>

#include <cmath>

namespace mergerisk::results {
namespace {

using namespace hand_made;
using plan::Metric;

TEST(Comparison, is_of_every_two_options_with_the_counterfactual_second) {
    plan::Plan const plan = plan_of({"none", "merger", "group"}, 0);
    auto const pairs = pairs_of(plan);
    ASSERT_EQ(pairs.size(), 3U);
    EXPECT_EQ(pairs[0], (std::pair<std::size_t, std::size_t>{1, 0}));
    EXPECT_EQ(pairs[1], (std::pair<std::size_t, std::size_t>{1, 2}));
    EXPECT_EQ(pairs[2], (std::pair<std::size_t, std::size_t>{2, 0}));
}

TEST(Comparison, drops_the_luck_that_both_share) {
    plan::Plan const plan = plan_of({"merger", "group"});
    plan::Outcomes outcomes = outcomes_of(plan, 4);
    column(outcomes, 0, Metric::npv) = {1000, -1000, 502, -500};
    column(outcomes, 1, Metric::npv) = {999, -1001, 499, -500};
    Comparison const found = compare(plan, outcomes, {0, 1}, stats::kPlain);
    EXPECT_EQ(found.first, "merger");
    EXPECT_EQ(found.second, "group");
    EXPECT_DOUBLE_EQ(found.npv_difference->value, 1.25);  // 1, 1, 3, 0
    // Squared deviations 1/16 + 1/16 + 49/16 + 25/16 = 76/16; over 4 x 3.
    EXPECT_DOUBLE_EQ(*found.npv_difference->standard_error, std::sqrt(76.0 / 16 / 12));
    EXPECT_EQ(found.first_is_better->value, 0.75);
    EXPECT_EQ(found.second_is_better->value, 0);
}

TEST(Comparison, with_the_counterfactual_is_the_npv_itself) {
    plan::Plan const plan = plan_of({"none", "merger"}, 0);
    plan::Outcomes outcomes = outcomes_of(plan, 3);
    column(outcomes, 1, Metric::npv) = {0.1, -0.2, 0.7};
    Comparison const found = compare(plan, outcomes, {1, 0}, stats::kPlain);
    EXPECT_EQ(found.npv_difference->value,
              stats::average({column(outcomes, 1, Metric::npv), stats::kPlain, {}}));
    EXPECT_DOUBLE_EQ(found.first_is_better->value, 2.0 / 3);
}

}  // namespace
}  // namespace mergerisk::results
