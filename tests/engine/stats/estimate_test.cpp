#include "engine/stats/estimate.h"

#include "engine/stats/binomial_interval.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace mergerisk::stats {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

std::vector<double> ragged(std::size_t trials) {
    std::vector<double> values(trials);
    for (std::size_t k = 0; k < trials; ++k) values[k] = std::sin(static_cast<double>(k * k)) * 1e3;
    return values;
}

std::vector<std::uint8_t> repeated(std::size_t hits, std::size_t trials) {
    std::vector<std::uint8_t> indicator(trials, 0);
    std::fill_n(indicator.begin(), hits, std::uint8_t{1});
    return indicator;
}

TEST(Mean, has_the_interval_of_its_structure) {
    // 0 to 15: mean 7.5, squared deviations 340, s^2 = 340 / (16 x 15): one trial per replicate is a plain
    // sample.
    std::vector<double> values(16);
    for (std::size_t k = 0; k < 16; ++k) values[k] = static_cast<double>(k);
    double const s = std::sqrt(340.0 / 240.0);
    Estimate const replicated = mean({values, kSixteenReplicates, {}}).value();
    EXPECT_DOUBLE_EQ(replicated.value, 7.5);
    EXPECT_DOUBLE_EQ(replicated.standard_error, s);
    EXPECT_DOUBLE_EQ(replicated.low, 7.5 - 2.131 * s);
    EXPECT_DOUBLE_EQ(replicated.high, 7.5 + 2.131 * s);
    Estimate const plain = mean({values, kPlain, {}}).value();
    EXPECT_DOUBLE_EQ(plain.standard_error, s);
    EXPECT_DOUBLE_EQ(plain.low, 7.5 - 1.96 * s);
    EXPECT_DOUBLE_EQ(plain.high, 7.5 + 1.96 * s);
}

TEST(Mean, exists_from_two_trials_on) {
    for (Structure const structure : {kPlain, kSixteenReplicates}) {
        EXPECT_FALSE(mean({{}, structure, {}}));
        EXPECT_FALSE(mean({ragged(1), structure, {}}));
        for (std::size_t const trials : {2u, 15u, 16u, 17u, 31u, 33u}) {
            std::vector<double> const values = ragged(trials);
            Estimate const estimate = mean({values, structure, {}}).value();
            EXPECT_TRUE(std::isfinite(estimate.standard_error) && estimate.standard_error > 0.0);
            EXPECT_LT(estimate.low, estimate.value);
            EXPECT_LT(estimate.value, estimate.high);
        }
    }
}

TEST(Mean, of_fewer_trials_than_replicates_uses_the_replicates_that_there_are) {
    // Two trials, 1 and 3: s^2 = (1 + 1) / (2 x 1) = 1, and Student's point for one degree of freedom.
    Estimate const estimate = mean({std::vector<double>{1.0, 3.0}, kSixteenReplicates, {}}).value();
    EXPECT_DOUBLE_EQ(estimate.standard_error, 1.0);
    EXPECT_DOUBLE_EQ(estimate.high, 2.0 + 12.706);
}

TEST(Mean, of_equal_values_has_no_error) {
    std::vector<double> const values(1000, 0.1);
    for (Structure const structure : {kPlain, kSixteenReplicates}) {
        EXPECT_EQ(mean({values, structure, {}}), (Estimate{0.1, 0.0, 0.1, 0.1}));
    }
}

TEST(Mean, of_times_is_over_those_that_come) {
    std::vector<double> values = ragged(200);
    std::vector<double> come;
    std::vector<std::uint8_t> members(200, 1);
    for (std::size_t k = 0; k < 200; k += 3) {
        values[k] = kNever;
        members[k] = 0;
    }
    for (std::size_t k = 0; k < 200; ++k) {
        if (members[k] != 0) come.push_back(values[k]);
    }
    EXPECT_FALSE(mean({values, kPlain, {}}));
    EXPECT_FALSE(mean({values, kSixteenReplicates, {}}));
    // In a plain sample those that come are a plain sample.
    EXPECT_EQ(mean({values, kPlain, Population{members}}), mean({come, kPlain, {}}));
    Estimate const replicated = mean({values, kSixteenReplicates, Population{members}}).value();
    EXPECT_EQ(replicated.value, average({come, kPlain, {}}));
}

TEST(Mean, without_members_is_absent) {
    std::vector<double> const values(32, kNever);
    std::vector<std::uint8_t> const nobody(32, 0);
    EXPECT_FALSE(mean({values, kPlain, Population{nobody}}));
    EXPECT_FALSE(mean({values, kSixteenReplicates, Population{nobody}}));
}

TEST(Mean, does_not_depend_on_the_order_of_points_within_replicates) {
    // Reversing whole rounds of 16 trials permutes the points of every replicate and nothing else; the
    // compensated sums differ by rounding only.
    std::vector<double> const values = ragged(16 * 50);
    std::vector<double> reversed(values.size());
    for (std::size_t k = 0; k < values.size(); ++k) reversed[k] = values[(49 - k / 16) * 16 + k % 16];
    Estimate const one = mean({values, kSixteenReplicates, {}}).value();
    Estimate const other = mean({reversed, kSixteenReplicates, {}}).value();
    EXPECT_NEAR(one.value, other.value, 1e-13);
    EXPECT_NEAR(one.standard_error, other.standard_error, 1e-13);
}

TEST(Mean, scales_with_the_unit) {
    std::vector<double> const values = ragged(777);
    std::vector<double> thousands(values.size());
    std::transform(values.begin(), values.end(), thousands.begin(), [](double x) { return 1024.0 * x; });
    Estimate const one = mean({values, kSixteenReplicates, {}}).value();
    Estimate const other = mean({thousands, kSixteenReplicates, {}}).value();
    EXPECT_EQ(other, (Estimate{1024.0 * one.value, 1024.0 * one.standard_error, 1024.0 * one.low,
                               1024.0 * one.high}));
}

TEST(ProbabilityEstimate, of_a_plain_sample_is_wilsons_on_the_number_of_trials) {
    Estimate const estimate = probability(repeated(81, 263), kPlain).value();
    Interval const wilsons = wilson(81.0 / 263.0, 263.0, 1.96);
    EXPECT_EQ(estimate.value, 81.0 / 263.0);
    EXPECT_DOUBLE_EQ(estimate.standard_error, std::sqrt(81.0 * 182.0 / (263.0 * 263.0 * 262.0)));
    EXPECT_EQ(estimate.low, wilsons.low);
    EXPECT_EQ(estimate.high, wilsons.high);
}

TEST(ProbabilityEstimate, of_replicates_is_wilsons_on_the_effective_number_of_trials) {
    // 32 trials; replicates 0 to 7 have one hit of two, the others none: p = 1/4, deviations +-1/4 of n_r =
    // 2: s^2 = 16/15 x 16 x 4 x 1/16 / 32^2 = 1/240; n = (3/16) x 240 = 45.
    Estimate const estimate = probability(repeated(8, 32), kSixteenReplicates).value();
    Interval const wilsons = wilson(0.25, 45.0, 2.131);
    EXPECT_EQ(estimate.value, 0.25);
    EXPECT_DOUBLE_EQ(estimate.standard_error, std::sqrt(1.0 / 240.0));
    EXPECT_NEAR(estimate.low, wilsons.low, 1e-15);
    EXPECT_NEAR(estimate.high, wilsons.high, 1e-15);
}

TEST(ProbabilityEstimate, that_never_or_always_happens_has_the_exact_interval) {
    for (Structure const structure : {kPlain, kSixteenReplicates}) {
        for (std::size_t const trials : {1u, 2u, 15u, 1000u}) {
            Estimate const never = probability(repeated(0, trials), structure).value();
            EXPECT_EQ(never.value, 0.0);
            EXPECT_EQ(never.standard_error, 0.0);
            EXPECT_EQ(never.low, 0.0);
            EXPECT_EQ(never.high, clopper_pearson(0, trials).high);
            Estimate const always = probability(repeated(trials, trials), structure).value();
            EXPECT_EQ(always.value, 1.0);
            EXPECT_EQ(always.low, clopper_pearson(trials, trials).low);
            EXPECT_EQ(always.high, 1.0);
        }
    }
}

TEST(ProbabilityEstimate, with_the_same_share_in_every_replicate_has_the_exact_interval) {
    Estimate const estimate = probability(repeated(16, 48), kSixteenReplicates).value();
    Interval const exact = clopper_pearson(16, 48);
    EXPECT_EQ(estimate, (Estimate{16.0 / 48.0, 0.0, exact.low, exact.high}));
}

TEST(ProbabilityEstimate, among_members_in_one_replicate_has_the_exact_interval) {
    std::vector<std::uint8_t> members(32, 0);
    members[0] = members[16] = 1;
    Estimate const estimate = probability(repeated(1, 32), kSixteenReplicates, Population{members}).value();
    Interval const exact = clopper_pearson(1, 2);
    EXPECT_EQ(estimate, (Estimate{0.5, std::sqrt(0.125), exact.low, exact.high}));
}

TEST(ProbabilityEstimate, counts_members_only) {
    std::vector<std::uint8_t> const indicator = {1, 1, 0, 0, 1};
    std::vector<std::uint8_t> const members = {1, 0, 1, 1, 0};
    EXPECT_EQ(share(indicator, Population{members}), 1.0 / 3.0);
    EXPECT_EQ(probability(indicator, kPlain, Population{members}),
              probability(std::vector<std::uint8_t>{1, 0, 0}, kPlain));
    std::vector<std::uint8_t> const nobody(5, 0);
    EXPECT_EQ(share(indicator, Population{nobody}), std::nullopt);
    EXPECT_EQ(probability(indicator, kPlain, Population{nobody}), std::nullopt);
}

TEST(RatioOfMeans, has_the_error_of_the_ratio_estimator) {
    // Numerator 2, 4, 9 and denominator 1, 2, 3: ratio 15 / 6 = 2.5, scores -0.5, -1, 1.5 over the mean 2:
    // s^2 = (0.25 + 1 + 2.25) / (3 x 2) / 4 = 3.5 / 24.
    std::vector<double> const numerator = {2.0, 4.0, 9.0};
    std::vector<double> const denominator = {1.0, 2.0, 3.0};
    Estimate const estimate = ratio_of_means(numerator, denominator, kPlain).value();
    EXPECT_DOUBLE_EQ(estimate.value, 2.5);
    EXPECT_DOUBLE_EQ(estimate.standard_error, std::sqrt(3.5 / 24.0));
    EXPECT_DOUBLE_EQ(estimate.high, 2.5 + 1.96 * std::sqrt(3.5 / 24.0));
}

TEST(RatioOfMeans, of_proportional_columns_has_no_error) {
    std::vector<double> const denominator = {1.0, 2.0, 5.0, 0.5};
    std::vector<double> const numerator = {-4.0, -8.0, -20.0, -2.0};
    EXPECT_EQ(ratio_of_means(numerator, denominator, kSixteenReplicates), (Estimate{-4.0, 0.0, -4.0, -4.0}));
}

TEST(RatioOfMeans, with_a_negative_denominator_has_a_positive_error) {
    std::vector<double> const numerator = {2.0, 4.0, 9.0};
    std::vector<double> const denominator = {-1.0, -2.0, -3.0};
    Estimate const estimate = ratio_of_means(numerator, denominator, kPlain).value();
    EXPECT_DOUBLE_EQ(estimate.value, -2.5);
    EXPECT_DOUBLE_EQ(estimate.standard_error, std::sqrt(3.5 / 24.0));
}

TEST(RatioOfMeans, is_absent_over_nothing) {
    std::vector<double> const numerator = {2.0, 4.0};
    EXPECT_FALSE(ratio(numerator, std::vector<double>{1.0, -1.0}));
    EXPECT_FALSE(ratio_of_means(numerator, std::vector<double>{1.0, -1.0}, kPlain));
    EXPECT_FALSE(ratio_of_means(numerator, std::vector<double>{1.0, kNever}, kPlain));
    EXPECT_FALSE(ratio_of_means({}, {}, kPlain));
    // One trial has a ratio but no error.
    EXPECT_EQ(ratio(std::vector<double>{3.0}, std::vector<double>{2.0}), 1.5);
    EXPECT_FALSE(ratio_of_means(std::vector<double>{3.0}, std::vector<double>{2.0}, kPlain));
}

TEST(PairedDifference, loses_what_both_share) {
    std::vector<double> const shared = ragged(500);
    std::vector<double> better(shared.size());
    std::transform(shared.begin(), shared.end(), better.begin(), [](double x) { return x + 0.25; });
    Estimate const estimate = paired_difference(better, shared, kSixteenReplicates).value();
    // Values are below 1,000, so each difference is rounded by at most 2^-43 (about 1e-13).
    EXPECT_NEAR(estimate.value, 0.25, 1e-13);
    EXPECT_LT(estimate.standard_error, 1e-13);
    EXPECT_GT(mean({better, kSixteenReplicates, {}})->standard_error, 1.0);
}

TEST(PairedDifference, is_absent_when_one_side_never_comes) {
    EXPECT_FALSE(
        paired_difference(std::vector<double>{1.0, kNever}, std::vector<double>{0.0, kNever}, kPlain));
}

}  // namespace
}  // namespace mergerisk::stats
