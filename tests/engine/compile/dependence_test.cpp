#include "engine/compile/dependence.h"

#include "engine/compile/compile.h"
#include "engine/math/copula.h"
#include "tests/engine/model/scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace mergerisk::compile {
namespace {

std::string const kOverrun = "merger.costs.it_integration.overrun";
std::string const kTotal = "merger.costs.restructuring.total";
std::string const kRealised = "merger.benefits.saving.realised";

Result with_correlations(std::vector<std::tuple<std::string, std::string, double>> const& pairs) {
    model::Scenario scenario = test::small_merger();
    for (auto const& [first, second, r] : pairs) {
        scenario.dependence.correlations.push_back({first, second, r, "dependence.correlations"});
    }
    return compile(scenario);
}

std::vector<std::string> addresses_of(Result const& result, plan::DependenceGroup const& group) {
    std::vector<std::string> addresses;
    for (plan::DrawId const member : group.members) {
        addresses.push_back(result.plan.draws[member.index()].address);
    }
    return addresses;
}

TEST(Dependence, joins_what_is_connected_into_one_group) {
    Result const result = with_correlations(
        {{kOverrun, kTotal, 0.4},
         {kTotal, kRealised, -0.3},
         {"merger.risks.cutover.costs", "merger.route.tracks.assurance.stages.full.duration", 0.2}});
    ASSERT_TRUE(result.problems.empty());
    ASSERT_EQ(result.plan.groups.size(), 2U);
    EXPECT_THAT(addresses_of(result, result.plan.groups[0]),
                ::testing::ElementsAre("benefits.saving.realised", "costs.it_integration.overrun",
                                       "costs.restructuring.total"));
    EXPECT_THAT(addresses_of(result, result.plan.groups[1]),
                ::testing::ElementsAre("risks.cutover.costs", "route.tracks.assurance.stages.full.duration"));
}

TEST(Dependence, factors_the_correlations_of_normal_scores) {
    // L L' has 2 sin(pi r / 6) for the stated pairs and 0 for the pair that is not stated.
    Result const result = with_correlations({{kOverrun, kTotal, 0.4}, {kTotal, kRealised, -0.3}});
    std::vector<double> const& l = result.plan.groups.at(0).factor;
    auto const product = [&](std::size_t i, std::size_t j) {
        double sum = 0;
        for (std::size_t k = 0; k < 3; ++k) sum += l[3 * i + k] * l[3 * j + k];
        return sum;
    };
    double const pi = std::numbers::pi;
    EXPECT_NEAR(product(0, 2), 2 * std::sin(-0.3 * pi / 6), 1e-12);
    EXPECT_NEAR(product(1, 2), 2 * std::sin(0.4 * pi / 6), 1e-12);
    EXPECT_NEAR(product(0, 1), 0, 1e-12);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(product(i, i), 1, 1e-12);
}

TEST(Dependence, does_not_depend_on_the_order_of_the_pairs) {
    Result const one = with_correlations({{kOverrun, kTotal, 0.4}, {kTotal, kRealised, -0.3}});
    Result const other = with_correlations({{kRealised, kTotal, -0.3}, {kTotal, kOverrun, 0.4}});
    EXPECT_EQ(one.plan.groups[0].members, other.plan.groups[0].members);
    EXPECT_EQ(one.plan.groups[0].factor, other.plan.groups[0].factor);
}

TEST(Dependence, notes_what_was_stated_and_what_is_achieved) {
    Result const result = with_correlations({{kOverrun, kTotal, 0.4}});
    ASSERT_EQ(result.notes.correlations.size(), 1U);
    RankCorrelation const& note = result.notes.correlations[0];
    EXPECT_EQ(note.first, "costs.it_integration.overrun");
    EXPECT_EQ(note.second, "costs.restructuring.total");
    EXPECT_EQ(note.stated, 0.4);
    ASSERT_TRUE(note.achieved.has_value());
    EXPECT_NEAR(*note.achieved, 0.4, 1e-12);
    EXPECT_THAT(result.notes.independent, ::testing::Contains("risks.cutover.happens"));
    EXPECT_THAT(result.notes.independent,
                ::testing::Not(::testing::Contains("costs.it_integration.overrun")));
}

TEST(Dependence, has_no_number_for_what_an_event_achieves) {
    Result const result = with_correlations({{kOverrun, "merger.risks.cutover.happens", 0.4}});
    ASSERT_EQ(result.notes.correlations.size(), 1U);
    EXPECT_FALSE(result.notes.correlations[0].achieved.has_value());
    EXPECT_EQ(result.plan.groups.size(), 1U);
}

TEST(Dependence, makes_an_event_likelier_with_what_it_is_correlated_with) {
    // The event happens when its u is low, so a cost that goes up with it has the opposite correlation with
    // that u.
    Result const result = with_correlations({{kOverrun, "merger.risks.cutover.happens", 0.4}});
    ASSERT_EQ(result.plan.groups.size(), 1U);
    EXPECT_NEAR(result.plan.groups[0].factor[2], -2 * std::sin(0.4 * std::numbers::pi / 6), 1e-12);
    EXPECT_EQ(result.notes.correlations[0].stated, 0.4);
}

TEST(Dependence, remarks_on_a_correlation_with_what_nothing_uses) {
    model::Scenario scenario = test::small_merger();
    scenario.drivers = {test::driver("demand", math::Normal{0.01, 0.01})};
    scenario.drivers[0].prices = model::Prices::real;
    scenario.dependence.correlations = {{"demand", kTotal, 0.3, "dependence.correlations.0"}};
    Result const result = compile(scenario);
    ASSERT_TRUE(result.problems.empty());
    EXPECT_TRUE(result.plan.groups.empty());
    EXPECT_THAT(result.notes.remarks, ::testing::Contains(::testing::HasSubstr("nothing uses demand")));
}

TEST(AchievedRankCorrelation, is_the_stated_one_between_continuous_numbers) {
    for (double const r : {-0.7, 0.0, 0.4}) {
        double const z = math::normal_correlation(r);
        EXPECT_NEAR(*achieved_rank_correlation(math::Pert{0, 1, 4}, math::Lognormal{0, 1}, z), r, 1e-12);
    }
}

TEST(AchievedRankCorrelation, of_two_coins_is_the_correlation_of_signs) {
    // Two fair coins that fall as the signs of correlated normal scores: P(alike) = 1/2 + asin(r) / pi, so
    // their correlation, which for two values is that of ranks, is 2 asin(r) / pi (Sheppard 1899).
    math::Bernoulli const coin{0.5, 1};
    for (double const r : {-0.6, 0.3, 0.9}) {
        EXPECT_NEAR(*achieved_rank_correlation(coin, coin, r), 2 * std::asin(r) / std::numbers::pi, 1e-9);
    }
}

TEST(AchievedRankCorrelation, of_a_coin_and_a_continuous_number_is_known) {
    // With U = Phi(Z2) and B the sign of Z1: Cov(B, U) = P(Z1 > 0, Z2 > E) - 1/4 with E independent standard
    // normal, and Z2 - E has correlation r / sqrt(2) with Z1: asin(r / sqrt(2)) / (2 pi). Divided by sd(B)
    // sd(U) = 1/2 x 1/sqrt(12): 2 sqrt(3) / pi asin(r / sqrt(2)).
    for (double const r : {-0.5, 0.8}) {
        double const expected = 2 * std::sqrt(3.0) / std::numbers::pi * std::asin(r / std::numbers::sqrt2);
        EXPECT_NEAR(*achieved_rank_correlation(math::Bernoulli{0.5, 1}, math::Uniform{0, 1}, r), expected,
                    1e-9);
        EXPECT_NEAR(*achieved_rank_correlation(math::Uniform{0, 1}, math::Bernoulli{0.5, 1}, r), expected,
                    1e-9);
    }
}

TEST(AchievedRankCorrelation, does_not_exist_with_a_constant) {
    EXPECT_FALSE(achieved_rank_correlation(math::Constant{1}, math::Bernoulli{0.5, 1}, 0.3).has_value());
}

}  // namespace
}  // namespace mergerisk::compile
