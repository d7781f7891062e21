#include "engine/stats/sampling_error.h"

#include "engine/base/contract.h"

#include <boost/math/distributions/students_t.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace mergerisk::stats {
namespace {

TEST(StudentCritical, is_the_two_sided_95_percent_point) {
    EXPECT_EQ(student_critical(16), 2.131);
    for (std::size_t replicates = 2; replicates <= 16; ++replicates) {
        boost::math::students_t const distribution(static_cast<double>(replicates - 1));
        EXPECT_NEAR(student_critical(replicates), boost::math::quantile(distribution, 0.975), 0.0005);
    }
    EXPECT_THROW(static_cast<void>(student_critical(1)), base::ContractViolation);
    EXPECT_THROW(static_cast<void>(student_critical(17)), base::ContractViolation);
}

TEST(ErrorOfMean, of_a_plain_sample_is_the_usual_one) {
    // 1, 2, 6: squared deviations 14; 14 / (3 x 2).
    std::vector<double> const values = {1.0, 2.0, 6.0};
    SamplingError const error = error_of_mean({values, kPlain, {}}, 3.0).value();
    EXPECT_DOUBLE_EQ(error.standard_error, std::sqrt(14.0 / 6.0));
    EXPECT_EQ(error.critical, 1.96);
}

TEST(ErrorOfMean, of_equal_replicates_is_that_of_their_means) {
    // Trial k has the value k mod 16 in the first point and 2 (k mod 16) in the second: replicate means are
    // 1.5 r, their variance is 2.25 x (16^2 - 1) / 12 x 16 / 15 = 51, so s^2 = 51 / 16.
    std::vector<double> values(32);
    for (std::size_t k = 0; k < 16; ++k) {
        values[k] = static_cast<double>(k);
        values[k + 16] = 2.0 * static_cast<double>(k);
    }
    SamplingError const error = error_of_mean({values, kSixteenReplicates, {}}, 11.25).value();
    EXPECT_DOUBLE_EQ(error.standard_error, std::sqrt(51.0 / 16.0));
    EXPECT_EQ(error.critical, 2.131);
}

TEST(ErrorOfMean, weighs_replicates_by_their_trials) {
    // 17 trials: replicate 0 has two (17 and 0, mean 8.5), the others one, of value 1. Mean 32 / 17.
    // Sum of n_r^2 (mean_r - mean)^2 = (17 - 64/17)^2 + 15 (1 - 32/17)^2 = (225^2 + 15 x 15^2) / 17^2
    // = 54,000 / 289; s^2 = 16/15 x 54,000 / 289 / 289.
    std::vector<double> values(17, 1.0);
    values[0] = 17.0;
    values[16] = 0.0;
    SamplingError const error = error_of_mean({values, kSixteenReplicates, {}}, 32.0 / 17.0).value();
    EXPECT_NEAR(error.standard_error, std::sqrt(57'600.0) / 289.0, 1e-14);
}

TEST(ErrorOfMean, counts_only_replicates_with_members) {
    // Members are trials 3 and 5, in replicates 3 and 5: two clusters, s^2 = 2/1 x (1 + 1) / 4 = 1, and
    // Student's point for one degree of freedom.
    std::vector<double> values(40, 0.0);
    values[3] = 2.0;
    values[5] = 4.0;
    std::vector<std::uint8_t> members(40, 0);
    members[3] = members[5] = 1;
    SamplingError const error = error_of_mean({values, kSixteenReplicates, Population{members}}, 3.0).value();
    EXPECT_DOUBLE_EQ(error.standard_error, 1.0);
    EXPECT_EQ(error.critical, 12.706);
}

TEST(ErrorOfMean, is_absent_when_one_replicate_holds_everybody) {
    std::vector<double> values(40, 0.0);
    std::vector<std::uint8_t> members(40, 0);
    members[3] = members[19] = 1;  // both in replicate 3
    EXPECT_FALSE(error_of_mean({values, kSixteenReplicates, Population{members}}, 0.0));
    EXPECT_FALSE(error_of_mean({std::vector<double>{1.0}, kPlain, {}}, 1.0));
    EXPECT_FALSE(error_of_mean({std::vector<double>{1.0}, kSixteenReplicates, {}}, 1.0));
    EXPECT_FALSE(error_of_mean({{}, kPlain, {}}, 0.0));
}

TEST(ErrorOfMean, over_a_population_is_that_of_the_ratio_estimator) {
    // The score of trial k is (value - mean) x member / share of members, over all trials.
    std::vector<double> values(160);
    std::vector<std::uint8_t> members(160);
    for (std::size_t k = 0; k < 160; ++k) {
        values[k] = static_cast<double>(k * k % 101);
        members[k] = k * 7 % 5 < 3 ? 1 : 0;
    }
    double const among = std::accumulate(members.begin(), members.end(), 0.0);
    double const mean = std::inner_product(values.begin(), values.end(), members.begin(), 0.0) / among;
    std::vector<double> scores(160);
    for (std::size_t k = 0; k < 160; ++k) scores[k] = (values[k] - mean) * members[k] / (among / 160.0);
    EXPECT_NEAR(error_of_mean({values, kSixteenReplicates, Population{members}}, mean)->standard_error,
                error_of_mean({scores, kSixteenReplicates, {}}, 0.0)->standard_error, 1e-13);
}

TEST(ErrorOfMean, refuses_more_replicates_than_it_has_points_for) {
    EXPECT_THROW(static_cast<void>(error_of_mean({std::vector<double>{1.0, 2.0}, Structure{17}, {}}, 1.5)),
                 base::ContractViolation);
    EXPECT_THROW(static_cast<void>(error_of_mean({std::vector<double>{1.0, 2.0}, Structure{1}, {}}, 1.5)),
                 base::ContractViolation);
}

TEST(ErrorOfShare, equals_the_error_of_the_mean_of_zeros_and_ones) {
    std::vector<std::uint8_t> indicator(1000);
    std::vector<double> values(1000);
    std::vector<std::uint8_t> members(1000);
    for (std::size_t k = 0; k < 1000; ++k) {
        indicator[k] = k * k % 7 == 2 ? 1 : 0;
        values[k] = indicator[k];
        members[k] = k % 3 != 0 ? 1 : 0;
    }
    for (Structure const structure : {kPlain, kSixteenReplicates}) {
        for (Population const& population : {Population{}, Population{members}}) {
            Column const column{values, structure, population};
            EXPECT_NEAR(error_of_share(indicator, structure, population)->standard_error,
                        error_of_mean(column, average(column).value())->standard_error, 1e-15);
        }
    }
}

TEST(ErrorOfShare, is_exactly_zero_when_all_replicates_have_the_same_share) {
    // One of three in each replicate: 1/3 has no exact binary form.
    std::vector<std::uint8_t> indicator(48, 0);
    for (std::size_t k = 0; k < 16; ++k) indicator[k] = 1;
    EXPECT_EQ(error_of_share(indicator, kSixteenReplicates)->standard_error, 0.0);
}

}  // namespace
}  // namespace mergerisk::stats
