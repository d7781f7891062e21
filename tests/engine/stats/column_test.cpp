#include "engine/stats/column.h"

#include "engine/base/contract.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace mergerisk::stats {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

Column all(std::vector<double> const& values) {
    return {values, kPlain, {}};
}

TEST(Average, is_the_mean_of_the_members) {
    std::vector<double> const values = {1.0, 2.0, 6.0, 100.0};
    std::vector<std::uint8_t> const members = {1, 1, 1, 0};
    EXPECT_EQ(average({values, kPlain, Population{members}}), 3.0);
    EXPECT_EQ(count({values, kPlain, Population{members}}), 3u);
    EXPECT_EQ(count(all(values)), 4u);
}

TEST(Average, of_equal_values_is_exactly_that_value) {
    for (std::size_t trials = 1; trials < 100; ++trials) {
        std::vector<double> const values(trials, 0.1);
        EXPECT_EQ(average(all(values)), 0.1);
    }
}

TEST(Average, is_absent_without_members_or_with_a_time_that_never_comes) {
    std::vector<double> const values = {1.0, kNever};
    EXPECT_EQ(average(all({})), std::nullopt);
    EXPECT_EQ(average(all(values)), std::nullopt);
    EXPECT_EQ(average(all({kNever, kNever})), std::nullopt);
    EXPECT_EQ(average(all({kNever, -kNever})), std::nullopt);
    std::vector<std::uint8_t> const nobody = {0, 0};
    EXPECT_EQ(average({values, kPlain, Population{nobody}}), std::nullopt);
    std::vector<std::uint8_t> const first = {1, 0};
    EXPECT_EQ(average({values, kPlain, Population{first}}), 1.0);
}

TEST(Average, is_absent_when_the_sum_overflows) {
    double const huge = std::numeric_limits<double>::max();
    std::vector<double> const values = {huge, huge, 1.0};
    EXPECT_EQ(average(all(values)), std::nullopt);
}

TEST(Average, refuses_what_is_not_a_number_and_flags_of_another_length) {
    std::vector<double> const values = {1.0, std::nan("")};
    EXPECT_THROW(static_cast<void>(average(all(values))), base::ContractViolation);
    std::vector<std::uint8_t> const one = {1};
    EXPECT_THROW(static_cast<void>(average({values, kPlain, Population{one}})), base::ContractViolation);
    std::vector<std::uint8_t> const without_it = {1, 0};
    EXPECT_EQ(average({values, kPlain, Population{without_it}}), 1.0);
}

TEST(StandardDeviation, divides_by_one_less_than_the_number_of_members) {
    // Deviations -2, -1, 3: (4 + 1 + 9) / 2 = 7.
    std::vector<double> const values = {1.0, 2.0, 6.0};
    EXPECT_DOUBLE_EQ(standard_deviation(all(values)).value(), std::sqrt(7.0));
    EXPECT_EQ(standard_deviation(all({5.0})), std::nullopt);
    EXPECT_EQ(standard_deviation(all({5.0, 5.0})), 0.0);
    EXPECT_EQ(standard_deviation(all({5.0, kNever})), std::nullopt);
}

TEST(StandardDeviation, survives_a_large_mean) {
    // A formula with mean of squares less square of mean would give 0 or worse here.
    std::vector<double> const values = {1e9 + 1.0, 1e9 + 2.0, 1e9 + 6.0};
    EXPECT_DOUBLE_EQ(standard_deviation(all(values)).value(), std::sqrt(7.0));
}

}  // namespace
}  // namespace mergerisk::stats
