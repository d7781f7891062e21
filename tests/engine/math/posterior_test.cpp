#include "engine/math/posterior.h"

#include "engine/base/contract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mergerisk::math {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;

TEST(RatePosterior, mixes_the_prior_with_the_discounted_events) {
    // 5 events in 40 years at w = 0.5 on a prior of 10 % a year worth 20 years: shape 2 + 2.5, scale 1 / (20
    // + 20); mean 4.5 / 40.
    auto const gamma = std::get<Gamma>(rate_posterior(5, 40, 0.5, RatePrior{0.1, 20}));
    EXPECT_EQ(gamma, (Gamma{4.5, 1.0 / 40}));
    EXPECT_DOUBLE_EQ(mean(gamma), 0.1125);
}

TEST(RatePosterior, without_a_prior_is_jeffreys) {
    // 24 events in 300 years at w = 0.5: shape 12.5, scale 1 / 150.
    EXPECT_EQ(std::get<Gamma>(rate_posterior(24, 300, 0.5)), (Gamma{12.5, 1.0 / 150}));
}

TEST(RatePosterior, of_few_events_needs_a_stated_prior) {
    auto const flaw = std::get<Flaw>(rate_posterior(19, 300, 0.5));
    EXPECT_EQ(flaw.reason,
              "19 events at a transferability of 50 % count as 9.5, fewer than the 10 that can speak for "
              "themselves; state a prior");
    EXPECT_EQ(std::get<Flaw>(rate_posterior(19, 0, 1)).reason, "the years of exposure must be above 0");
    EXPECT_EQ(std::get<Gamma>(rate_posterior(0, 10, 1, RatePrior{0.2, 5})), (Gamma{1, 1.0 / 15}));
}

TEST(ProportionPosterior, without_a_prior_is_jeffreys) {
    // 10 of 26, w = 0.5: Beta(1/2 + 5, 1/2 + 8), mean 5.5 / 14.
    auto const beta = std::get<Beta>(proportion_posterior(10, 26, 0.5));
    EXPECT_EQ(beta, (Beta{5.5, 8.5, 0, 1}));
    EXPECT_DOUBLE_EQ(mean(beta), 5.5 / 14);
}

TEST(ProportionPosterior, mixes_the_prior_with_the_discounted_cases) {
    // 1 of 3 at w = 0.6 on a prior of mean 0.2 worth 5 cases: Beta(1 + 0.6, 4 + 1.2).
    auto const beta = std::get<Beta>(proportion_posterior(1, 3, 0.6, ProportionPrior{0.2, 5}));
    EXPECT_DOUBLE_EQ(beta.alpha, 1.6);
    EXPECT_DOUBLE_EQ(beta.beta, 5.2);
}

TEST(ProportionPosterior, of_evidence_that_does_not_transfer_is_the_prior) {
    auto const beta = std::get<Beta>(proportion_posterior(7, 9, 0, ProportionPrior{0.25, 8}));
    EXPECT_EQ(beta, (Beta{2, 6, 0, 1}));
}

TEST(ProportionPosterior, of_weak_evidence_needs_a_stated_prior) {
    auto const flaw = std::get<Flaw>(proportion_posterior(3, 19, 0.5));
    EXPECT_EQ(flaw.reason,
              "19 cases at a transferability of 50 % count as 9.5, fewer than the 10 that can speak for "
              "themselves; "
              "state a prior");
    EXPECT_TRUE(std::holds_alternative<Beta>(proportion_posterior(3, 20, 0.5)));
    // 0.1 x 100 and 0.7 x 30 / 2.1 round differently; ten is ten.
    EXPECT_TRUE(std::holds_alternative<Beta>(proportion_posterior(3, 100, 0.1)));
    EXPECT_TRUE(std::holds_alternative<Beta>(proportion_posterior(3, 10 / 0.7, 0.7)));
}

TEST(ProportionPosterior, refuses_what_is_not_a_count_or_a_prior) {
    auto const reason = [](double k, double n, double w,
                           std::optional<ProportionPrior> prior = std::nullopt) {
        return std::get<Flaw>(proportion_posterior(k, n, w, prior)).reason;
    };
    EXPECT_EQ(reason(12, 10, 1), "12 of 10 cases is not possible");
    EXPECT_EQ(reason(-1, 10, 1), "the numbers of cases must be 0 or more");
    EXPECT_EQ(reason(1, std::nan(""), 1), "the numbers of cases must be 0 or more");
    EXPECT_EQ(reason(1, 10, 1.2), "the transferability must lie between 0 % and 100 %, but is 120 %");
    EXPECT_EQ(reason(1, 10, std::nan("")),
              "the transferability must lie between 0 % and 100 %, but is nan %");
    EXPECT_EQ(reason(1, 10, 1, ProportionPrior{1, 2}),
              "the mean of the prior must lie strictly between 0 % and 100 %, but is 100 %");
    EXPECT_EQ(reason(1, 10, 1, ProportionPrior{0.5, 0}),
              "the weight of the prior must be above 0 cases, but is 0");
}

TEST(DirichletParameters, without_a_prior_add_half_a_case_to_each_outcome) {
    std::vector<double> const counts{9, 12, 4, 6};
    auto const parameters = std::get<std::vector<double>>(dirichlet_parameters(counts, 0.5));
    EXPECT_THAT(parameters, ElementsAre(5.0, 6.5, 2.5, 3.5));
}

TEST(DirichletParameters, spread_the_prior_evenly_unless_told_otherwise) {
    std::vector<double> const counts{1, 2, 0};
    auto const even = std::get<std::vector<double>>(dirichlet_parameters(counts, 1, SharesPrior{{}, 6}));
    EXPECT_THAT(even, ElementsAre(DoubleEq(3), DoubleEq(4), DoubleEq(2)));
    auto const uneven =
        std::get<std::vector<double>>(dirichlet_parameters(counts, 1, SharesPrior{{0.5, 0.25, 0.25}, 4}));
    EXPECT_THAT(uneven, ElementsAre(3, 3, 1));
}

TEST(DirichletParameters, refuse_what_is_not_a_set_of_counts) {
    auto const reason = [](std::vector<double> const& counts, double w,
                           std::optional<SharesPrior> const& prior) {
        return std::get<Flaw>(dirichlet_parameters(counts, w, prior)).reason;
    };
    EXPECT_EQ(reason({9}, 1, std::nullopt), "shares need at least two outcomes");
    EXPECT_EQ(reason({9, -2}, 1, std::nullopt), "the numbers of cases must be 0 or more");
    EXPECT_EQ(reason({9, 2}, -0.1, std::nullopt),
              "the transferability must lie between 0 % and 100 %, but is -10 %");
    EXPECT_EQ(
        reason({5, 2}, 1, std::nullopt),
        "7 cases at a transferability of 100 % count as 7, fewer than the 10 that can speak for themselves; "
        "state a prior");
    EXPECT_EQ(reason({5, 2}, 1, SharesPrior{{0.5, 0.4}, 1}),
              "the means of the prior add up to 90 % instead of 100 %");
    EXPECT_EQ(reason({5, 2}, 1, SharesPrior{{1}, 1}), "the prior has 1 means for 2 outcomes");
    EXPECT_EQ(reason({5, 2}, 1, SharesPrior{{1, 0}, 1}),
              "a mean of the prior must be above 0 %, but one is 0 %");
    EXPECT_EQ(reason({5, 2}, 1, SharesPrior{{}, -1}),
              "the weight of the prior must be above 0 cases, but is -1");
}

TEST(DirichletSticks, give_the_moments_of_the_shares) {
    // Share i of a Dirichlet with sum A has mean a_i / A and E[p_i^2] = a_i (a_i + 1) / (A (A + 1)).
    std::vector<double> const a{5, 6.5, 2.5, 3.5};
    double const sum = 17.5;
    std::vector<Beta> const sticks = dirichlet_sticks(a);
    ASSERT_EQ(sticks.size(), 3U);
    EXPECT_EQ(sticks[0], (Beta{5, 12.5, 0, 1}));
    EXPECT_EQ(sticks[2], (Beta{2.5, 3.5, 0, 1}));
    double left = 1;          // E of the product of (1 - b)
    double left_squared = 1;  // E of the product of (1 - b)^2
    for (std::size_t i = 0; i < a.size(); ++i) {
        double m = 1;
        double square = 1;
        if (i < sticks.size()) {
            m = mean(sticks[i]);
            double const sd = *standard_deviation(sticks[i]);
            square = sd * sd + m * m;
        }
        EXPECT_NEAR(left * m, a[i] / sum, 1e-15);
        EXPECT_NEAR(left_squared * square, a[i] * (a[i] + 1) / (sum * (sum + 1)), 1e-15);
        left *= 1 - m;
        left_squared *= 1 - 2 * m + square;
    }
}

TEST(DirichletSticks, need_two_positive_parameters) {
    EXPECT_THROW((void)dirichlet_sticks(std::vector<double>{1}), base::ContractViolation);
    EXPECT_THROW((void)dirichlet_sticks(std::vector<double>{1, 0}), base::ContractViolation);
}

}  // namespace
}  // namespace mergerisk::math
