#include "engine/stats/binomial_interval.h"

#include "engine/base/contract.h"

#include <boost/math/special_functions/beta.hpp>
#include <gtest/gtest.h>

#include <cmath>

namespace mergerisk::stats {
namespace {

TEST(Wilson, agrees_with_published_intervals) {
    // Newcombe (1998), "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17,
    // table I, method 3 (z = 1.96): 81 of 263, 15 of 148, 1 of 29.
    Interval const common = wilson(81.0 / 263.0, 263.0, 1.96);
    EXPECT_NEAR(common.low, 0.2553, 0.00005);
    EXPECT_NEAR(common.high, 0.3662, 0.00005);
    Interval const rare = wilson(15.0 / 148.0, 148.0, 1.96);
    EXPECT_NEAR(rare.low, 0.0624, 0.00005);
    EXPECT_NEAR(rare.high, 0.1605, 0.00005);
    Interval const single = wilson(1.0 / 29.0, 29.0, 1.96);
    EXPECT_NEAR(single.low, 0.0061, 0.00005);
    EXPECT_NEAR(single.high, 0.1718, 0.00005);
}

TEST(Wilson, solves_its_quadratic) {
    // The limits are where (share - limit)^2 = critical^2 limit (1 - limit) / n.
    for (double const share : {0.001, 0.2, 0.5, 0.97}) {
        Interval const interval = wilson(share, 123.4, 2.131);
        for (double const limit : {interval.low, interval.high}) {
            EXPECT_NEAR((share - limit) * (share - limit), 2.131 * 2.131 * limit * (1.0 - limit) / 123.4,
                        1e-16);
        }
    }
}

TEST(Wilson, stays_between_zero_and_one) {
    EXPECT_EQ(wilson(0.0, 10.0, 1.96).low, 0.0);
    EXPECT_EQ(wilson(1.0, 10.0, 1.96).high, 1.0);
    EXPECT_GE(wilson(0.5, 1e-9, 1.96).low, 0.0);
    EXPECT_LE(wilson(0.5, 1e-9, 1.96).high, 1.0);
    EXPECT_THROW(static_cast<void>(wilson(0.5, 0.0, 1.96)), base::ContractViolation);
}

TEST(ClopperPearson, agrees_with_the_closed_form_when_nothing_or_everything_succeeds) {
    for (std::uint64_t const trials : {1u, 2u, 15u, 1000u, 131'072u}) {
        double const never = std::pow(0.025, 1.0 / static_cast<double>(trials));  // (1 - p)^n = 0.025
        EXPECT_EQ(clopper_pearson(0, trials).low, 0.0);
        EXPECT_NEAR(clopper_pearson(0, trials).high, 1.0 - never, 1e-12);
        EXPECT_NEAR(clopper_pearson(trials, trials).low, never, 1e-12);
        EXPECT_EQ(clopper_pearson(trials, trials).high, 1.0);
    }
}

TEST(ClopperPearson, agrees_with_quantiles_of_the_beta_distribution) {
    for (std::uint64_t const trials : {2u, 15u, 144u, 10'007u, 1'000'000u}) {
        for (std::uint64_t const successes : {std::uint64_t{1}, trials / 3, trials / 2, trials - 1}) {
            if (successes == 0) continue;
            auto const k = static_cast<double>(successes);
            auto const n = static_cast<double>(trials);
            Interval const interval = clopper_pearson(successes, trials);
            EXPECT_NEAR(interval.low, boost::math::ibeta_inv(k, n - k + 1.0, 0.025), 1e-11);
            EXPECT_NEAR(interval.high, boost::math::ibeta_inv(k + 1.0, n - k, 0.975), 1e-11);
        }
    }
}

TEST(ClopperPearson, agrees_with_a_published_interval) {
    // 10 of 100: 0.0490 to 0.1762 (Agresti and Coull 1998 and the usual tables).
    Interval const interval = clopper_pearson(10, 100);
    EXPECT_NEAR(interval.low, 0.0490, 0.00005);
    EXPECT_NEAR(interval.high, 0.1762, 0.00005);
    EXPECT_THROW(static_cast<void>(clopper_pearson(0, 0)), base::ContractViolation);
    EXPECT_THROW(static_cast<void>(clopper_pearson(2, 1)), base::ContractViolation);
}

}  // namespace
}  // namespace mergerisk::stats
