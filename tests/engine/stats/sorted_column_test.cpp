#include "engine/stats/sorted_column.h"

#include "engine/base/contract.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

namespace mergerisk::stats {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

std::vector<double> counting(std::size_t trials) {
    std::vector<double> values(trials);
    std::iota(values.begin(), values.end(), 1.0);
    return values;
}

TEST(SortedColumn, gives_the_smallest_value_that_the_share_does_not_exceed) {
    std::vector<double> const values = counting(100);
    SortedColumn const sorted{{values, kPlain, {}}};
    for (int percent = 1; percent <= 100; ++percent) {
        EXPECT_EQ(sorted.quantile(percent / 100.0), percent);
    }
    EXPECT_EQ(sorted.quantile(0.0), 1.0);
    EXPECT_EQ(sorted.quantile(0.5001), 51.0);
    EXPECT_EQ(sorted.count(), 100u);
}

TEST(SortedColumn, does_not_depend_on_the_order_of_the_trials) {
    std::mt19937_64 random{1};
    std::vector<double> const ordered = counting(5000);
    SortedColumn const reference{{ordered, kPlain, {}}};
    std::vector<double> shuffled = ordered;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    SortedColumn const sorted{{shuffled, kPlain, {}}};
    for (double p = 0.0; p <= 1.0; p += 0.01) EXPECT_EQ(sorted.quantile(p), reference.quantile(p));
    EXPECT_EQ(sorted.tail_mean(Tail::low, 0.05), reference.tail_mean(Tail::low, 0.05));
    EXPECT_EQ(sorted.quantile_estimate(0.3), reference.quantile_estimate(0.3));
}

TEST(SortedColumn, keeps_every_infinity_at_every_length) {
    for (std::size_t trials = 1; trials < 300; ++trials) {
        std::vector<double> values = counting(trials);
        for (std::size_t k = 0; k < trials; k += 3) values[k] = kNever;
        for (std::size_t k = 1; k < trials; k += 7) values[k] = -kNever;
        std::vector<double> expected = values;
        std::sort(expected.begin(), expected.end());
        SortedColumn const sorted{{values, kPlain, {}}};
        for (std::size_t rank = 1; rank <= trials; ++rank) {
            double const value = expected[rank - 1];
            std::optional<double> const found =
                sorted.quantile(static_cast<double>(rank) / static_cast<double>(trials));
            EXPECT_EQ(found, std::isfinite(value) ? std::optional{value} : std::nullopt);
        }
    }
}

TEST(SortedColumn, sorts_extreme_finite_values) {
    double const huge = std::numeric_limits<double>::max();
    double const tiny = std::numeric_limits<double>::denorm_min();
    std::vector<double> const values = {huge, tiny, -huge, -tiny, 0.0};
    SortedColumn const sorted{{values, kPlain, {}}};
    EXPECT_EQ(sorted.quantile(0.2), -huge);
    EXPECT_EQ(sorted.quantile(0.4), -tiny);
    EXPECT_EQ(sorted.quantile(0.6), 0.0);
    EXPECT_EQ(sorted.quantile(0.8), tiny);
    EXPECT_EQ(sorted.quantile(1.0), huge);
}

TEST(SortedColumn, has_one_zero) {
    std::vector<double> const values = {-0.0, 0.0, -0.0, -0.0};
    SortedColumn const sorted{{values, kPlain, {}}};
    for (double const p : {0.25, 0.5, 0.75, 1.0}) EXPECT_FALSE(std::signbit(sorted.quantile(p).value()));
}

TEST(SortedColumn, of_times_is_absent_beyond_those_that_come) {
    std::vector<double> const values = {12.0, kNever, 10.0, kNever, 14.0};
    SortedColumn const sorted{{values, kPlain, {}}};
    EXPECT_EQ(sorted.quantile(0.6), 14.0);
    EXPECT_EQ(sorted.quantile(0.61), std::nullopt);
    EXPECT_EQ(sorted.quantile_estimate(0.61), std::nullopt);
    EXPECT_EQ(sorted.tail_mean(Tail::low, 0.4), 11.0);
    EXPECT_EQ(sorted.tail_mean(Tail::high, 0.05), std::nullopt);
    std::vector<double> const never(20, kNever);
    SortedColumn const all_never{{never, kPlain, {}}};
    EXPECT_EQ(all_never.quantile(0.5), std::nullopt);
    EXPECT_EQ(all_never.quantile_estimate(0.5), std::nullopt);
    EXPECT_EQ(all_never.tail_mean_estimate(Tail::low, 0.5), std::nullopt);
}

TEST(SortedColumn, reads_members_only) {
    std::vector<double> const values = {5.0, std::nan(""), 1.0, 3.0, kNever};
    std::vector<std::uint8_t> const members = {1, 0, 1, 1, 0};
    SortedColumn const sorted{{values, kPlain, Population{members}}};
    EXPECT_EQ(sorted.count(), 3u);
    EXPECT_EQ(sorted.quantile(0.5), 3.0);
    EXPECT_EQ(sorted.tail_mean(Tail::high, 1.0), 3.0);
    EXPECT_THROW((SortedColumn{{values, kPlain, {}}}), base::ContractViolation);
}

TEST(SortedColumn, of_nobody_has_nothing) {
    SortedColumn const sorted{{{}, kSixteenReplicates, {}}};
    EXPECT_EQ(sorted.quantile(0.5), std::nullopt);
    EXPECT_EQ(sorted.quantile_estimate(0.5), std::nullopt);
    EXPECT_EQ(sorted.tail_mean(Tail::low, 0.05), std::nullopt);
    EXPECT_EQ(sorted.tail_mean_estimate(Tail::low, 0.05), std::nullopt);
}

TEST(QuantileEstimate, of_a_plain_sample_runs_between_order_statistics) {
    // Median of 1 to 1,000: value 500, F = 0.5, s = sqrt(0.25 / 999) = 0.0158193; 0.5 -+ 1.96 s = 0.4689941
    // and 0.5310059: the 469th and the 532nd value. Standard error 63 / 3.92.
    std::vector<double> const values = counting(1000);
    Estimate const median = SortedColumn{{values, kPlain, {}}}.quantile_estimate(0.5).value();
    EXPECT_EQ(median.value, 500.0);
    EXPECT_EQ(median.low, 469.0);
    EXPECT_EQ(median.high, 532.0);
    EXPECT_DOUBLE_EQ(median.standard_error, 63.0 / 3.92);
}

TEST(QuantileEstimate, of_replicates_uses_the_error_of_the_share_between_them) {
    // 320 trials, 20 a replicate. Even replicates hold 1 to 20 and odd ones 2 to 21. Q(0.5): values up to 10
    // are 8 x 10 + 8 x 9 = 152 of 320, up to 11 they are 8 x 11 + 8 x 10 = 168, so Q = 11 and F = 0.525.
    // Replicate shares are 0.55 and 0.5, deviations +-0.025: s^2 = 16/15 x 16 x 20^2 x 0.025^2 / 320^2 =
    // 1/24,000, s = 0.0064550, 2.131 s = 0.0137556. Q(0.4862444): rank 156, and 152 are up to 10, so 11;
    // Q(0.5137556): rank 165 <= 168, so 11.
    std::vector<double> values(320);
    for (std::size_t k = 0; k < 320; ++k) values[k] = static_cast<double>(k / 16 + 1 + k % 2);
    SortedColumn const sorted{{values, kSixteenReplicates, {}}};
    EXPECT_EQ(sorted.quantile_estimate(0.5), (Estimate{11.0, 0.0, 11.0, 11.0}));
    // Q(0.525): rank 168, still 11, the same s; 0.525 - 0.0137556: rank 164, 11; 0.5387556: rank 173, 12.
    EXPECT_EQ(sorted.quantile_estimate(0.525), (Estimate{11.0, 1.0 / (2.0 * 2.131), 11.0, 12.0}));
}

TEST(QuantileEstimate, is_absent_where_too_few_trials_lie_beyond) {
    // 95 % of 20: one trial above; the interval would reach beyond the largest.
    std::vector<double> const few = counting(20);
    EXPECT_FALSE(SortedColumn({few, kPlain, {}}).quantile_estimate(0.95));
    EXPECT_TRUE(SortedColumn({few, kPlain, {}}).quantile_estimate(0.5));
    for (std::size_t const trials : {1u, 2u}) {
        std::vector<double> const values = counting(trials);
        EXPECT_FALSE(SortedColumn({values, kPlain, {}}).quantile_estimate(0.5));
        EXPECT_FALSE(SortedColumn({values, kSixteenReplicates, {}}).quantile_estimate(0.5));
        EXPECT_EQ(SortedColumn({values, kPlain, {}}).quantile(0.5), 1.0);
    }
}

TEST(QuantileEstimate, is_not_certain_because_the_replicates_happen_to_agree) {
    // Every replicate holds 1 to 40 once, so the share is the same in all and s is 0; the error of 640
    // independent trials stands in: 2.131 sqrt(0.25 / 640) = 0.0421: Q(0.4579) = 19 (rank 294 of 640, 16 to a
    // value), Q(0.5421) = 22.
    std::vector<double> values(640);
    for (std::size_t k = 0; k < 640; ++k) values[k] = static_cast<double>(k / 16 + 1);
    Estimate const median = SortedColumn{{values, kSixteenReplicates, {}}}.quantile_estimate(0.5).value();
    EXPECT_EQ(median.value, 20.0);
    EXPECT_EQ(median.low, 19.0);
    EXPECT_EQ(median.high, 22.0);
}

TEST(QuantileEstimate, is_absent_where_its_interval_reaches_never) {
    std::vector<double> values = counting(1000);
    std::fill(values.begin() + 510, values.end(), kNever);
    SortedColumn const sorted{{values, kPlain, {}}};
    EXPECT_EQ(sorted.quantile(0.5), 500.0);
    EXPECT_FALSE(sorted.quantile_estimate(0.5));
    EXPECT_TRUE(sorted.quantile_estimate(0.4));
}

TEST(QuantileEstimate, of_equal_values_has_no_error) {
    std::vector<double> const values(50, 7.5);
    for (Structure const structure : {kPlain, kSixteenReplicates}) {
        SortedColumn const sorted{{values, structure, {}}};
        EXPECT_EQ(sorted.quantile_estimate(0.95), (Estimate{7.5, 0.0, 7.5, 7.5}));
        EXPECT_EQ(sorted.tail_mean_estimate(Tail::low, 0.05), (Estimate{7.5, 0.0, 7.5, 7.5}));
        EXPECT_EQ(sorted.tail_mean_estimate(Tail::high, 0.05), (Estimate{7.5, 0.0, 7.5, 7.5}));
    }
}

TEST(TailMean, of_a_whole_number_of_trials_is_their_mean) {
    std::vector<double> const values = counting(100);
    SortedColumn const sorted{{values, kPlain, {}}};
    EXPECT_DOUBLE_EQ(sorted.tail_mean(Tail::low, 0.05).value(), 3.0);    // 1 to 5
    EXPECT_DOUBLE_EQ(sorted.tail_mean(Tail::high, 0.05).value(), 98.0);  // 96 to 100
    EXPECT_DOUBLE_EQ(sorted.tail_mean(Tail::low, 1.0).value(), 50.5);
    EXPECT_DOUBLE_EQ(sorted.tail_mean(Tail::high, 1.0).value(), 50.5);
}

TEST(TailMean, counts_the_trial_on_the_boundary_in_part) {
    // 5 % of 50 is two and a half trials: (1 + 2 + 3/2) / 2.5 = 1.8, and (50 + 49 + 48/2) / 2.5 = 49.2.
    std::vector<double> const values = counting(50);
    SortedColumn const sorted{{values, kPlain, {}}};
    EXPECT_DOUBLE_EQ(sorted.tail_mean(Tail::low, 0.05).value(), 1.8);
    EXPECT_DOUBLE_EQ(sorted.tail_mean(Tail::high, 0.05).value(), 49.2);
}

TEST(TailMean, of_less_than_one_trial_is_the_worst) {
    std::vector<double> const values = counting(10);
    SortedColumn const sorted{{values, kPlain, {}}};
    EXPECT_EQ(sorted.tail_mean(Tail::low, 0.05), 1.0);
    EXPECT_EQ(sorted.tail_mean(Tail::high, 0.05), 10.0);
    EXPECT_FALSE(sorted.tail_mean_estimate(Tail::low, 0.05));
}

TEST(TailMean, splits_ties_at_the_boundary) {
    // 5 % of 40 is two trials: one 0 and one of the three 10s.
    std::vector<double> values(40, 20.0);
    values[3] = 0.0;
    values[7] = values[11] = values[19] = 10.0;
    EXPECT_DOUBLE_EQ(SortedColumn({values, kPlain, {}}).tail_mean(Tail::low, 0.05).value(), 5.0);
}

TEST(TailMean, of_losses_mirrors_that_of_gains) {
    std::mt19937_64 random{3};
    std::vector<double> gains(1000);
    std::vector<double> losses(1000);
    for (std::size_t k = 0; k < 1000; ++k) {
        gains[k] = static_cast<double>(random() % 10'000);
        losses[k] = -gains[k];
    }
    Estimate const low =
        SortedColumn({gains, kSixteenReplicates, {}}).tail_mean_estimate(Tail::low, 0.05).value();
    Estimate const high =
        SortedColumn({losses, kSixteenReplicates, {}}).tail_mean_estimate(Tail::high, 0.05).value();
    EXPECT_DOUBLE_EQ(high.value, -low.value);
    EXPECT_DOUBLE_EQ(high.standard_error, low.standard_error);
    EXPECT_DOUBLE_EQ(high.high, -low.low);
}

TEST(TailMean, has_the_error_of_its_scores) {
    // 1 to 40, 5 %: q = 2, scores 2 + (1 - 2) / 0.05 = -18 for the first trial and 2 for the others:
    // mean 1.5, squared deviations 19.5^2 + 39 x 0.5^2 = 390; s^2 = 390 / (40 x 39) = 1/4.
    std::vector<double> const values = counting(40);
    Estimate const estimate = SortedColumn({values, kPlain, {}}).tail_mean_estimate(Tail::low, 0.05).value();
    EXPECT_DOUBLE_EQ(estimate.value, 1.5);
    EXPECT_DOUBLE_EQ(estimate.standard_error, 0.5);
    EXPECT_DOUBLE_EQ(estimate.low, 1.5 - 1.96 * 0.5);
}

}  // namespace
}  // namespace mergerisk::stats
