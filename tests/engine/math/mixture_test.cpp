#include "engine/math/mixture.h"

#include "engine/math/distribution.h"
#include "engine/math/normal.h"
#include "tests/engine/math/example_distributions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace mergerisk::math {
namespace {

double at_probability(ReferenceClass const& c, double u) {
    return quantile(c, normal_score(u));
}

TEST(Mixture, of_uniform_pieces_has_their_mean_and_straight_quantiles) {
    // 60 % on 1 to 1.1, 15 % on 0.75 to 1, 25 % on 0.2 to 0.75: mean 0.6 1.05 + 0.15 0.875 + 0.25 0.475 =
    // 0.88. P(X <= 0.75) = 0.25, P(X <= 1) = 0.4; u = 0.7 lies half way up the last piece, u = 0.1 two fifths
    // up the first.
    ReferenceClass const c = synergy_delivered();
    EXPECT_NEAR(mean(c), 0.88, 1e-12);
    EXPECT_NEAR(at_probability(c, 0.25), 0.75, 1e-12);
    EXPECT_NEAR(at_probability(c, 0.4), 1, 1e-12);
    EXPECT_NEAR(at_probability(c, 0.7), 1.05, 1e-12);
    EXPECT_NEAR(at_probability(c, 0.1), 0.2 + 0.4 * 0.55, 1e-12);
    // Variance: sum of w (width^2 / 12 + mean^2) less the square of the mean.
    double const square = 0.6 * (0.01 / 12 + 1.05 * 1.05) + 0.15 * (0.0625 / 12 + 0.875 * 0.875) +
                          0.25 * (0.3025 / 12 + 0.475 * 0.475);
    EXPECT_NEAR(*standard_deviation(c), std::sqrt(square - 0.88 * 0.88), 1e-11);
}

TEST(Mixture, capped_counts_what_lies_beyond_at_the_cap) {
    // 0.6 1 + 0.15 0.875 + 0.25 0.475 = 0.85.
    ReferenceClass c = synergy_delivered();
    c.cap = 1;
    EXPECT_NEAR(mean(c), 0.85, 1e-12);
    EXPECT_EQ(at_probability(c, 0.7), 1);
    EXPECT_NEAR(cap_effect(c)->probability, 0.6, 1e-12);
}

TEST(Mixture, of_experts_is_the_weighted_sum_of_their_distribution_functions) {
    // Two percentiles make each opinion lognormal: F(x) = 2/3 Phi((ln x - mu1) / s1) + 1/3 Phi((ln x - mu2) /
    // s2).
    ReferenceClass const c = months_by_experts();
    auto const first = std::get<Lognormal>(lognormal_from_percentiles({0.1, 2}, {0.9, 9}));
    auto const second = std::get<Lognormal>(lognormal_from_percentiles({0.1, 6}, {0.9, 20}));
    for (double const u : {1e-6, 0.01, 0.1, 0.3, 0.5, 0.8, 0.95, 0.9999}) {
        double const y = std::log(at_probability(c, u));
        double const mixed = 2.0 / 3 * normal_probability((y - first.mu) / first.sigma) +
                             1.0 / 3 * normal_probability((y - second.mu) / second.sigma);
        EXPECT_NEAR(mixed / u, 1, 1e-11) << u;
    }
    EXPECT_NEAR(mean(c), 2.0 / 3 * mean(first) + 1.0 / 3 * mean(second), 1e-11);
}

TEST(Mixture, of_one_distribution_is_that_distribution) {
    for (Distribution const& plain :
         std::vector<Distribution>{Pert{2, 4, 9}, Gamma{2.5, 3}, Lognormal{0.2, 0.5},
                                   Truncated{Normal{3, 2}, 1, 8}, Uniform{1, 4}}) {
        ReferenceClass c;
        c.scale = Scale::ratio;
        std::visit(
            [&](auto const& d) {
                using D = std::decay_t<decltype(d)>;
                if constexpr (std::is_constructible_v<decltype(Mixture::Part::of), D const&>)
                    c.body = Mixture{{{1, d}}};
            },
            plain);
        ASSERT_FALSE(flaw(c).has_value());
        for (double const z : {-4.0, -1.0, 0.0, 0.5, 3.0})
            EXPECT_NEAR(quantile(c, z) / quantile(plain, z), 1, 1e-10) << plain.index() << " at " << z;
    }
}

TEST(Mixture, with_a_gap_between_its_parts_jumps_over_it) {
    ReferenceClass c;
    c.scale = Scale::ratio;
    c.body = Mixture{{{0.5, Uniform{1, 2}}, {0.5, Uniform{5, 6}}}};
    EXPECT_NEAR(at_probability(c, 0.49), 1.98, 1e-12);
    EXPECT_NEAR(at_probability(c, 0.51), 5.02, 1e-12);
}

TEST(Mixture, with_a_certain_part_has_a_lump) {
    ReferenceClass c;
    c.scale = Scale::ratio;
    c.body = Mixture{{{0.75, Uniform{1, 4}}, {0.25, Constant{2}}}};
    // A quarter lies below 2, then the lump of a quarter.
    EXPECT_NEAR(at_probability(c, 0.2), 1 + 0.2 / 0.25, 1e-12);
    EXPECT_EQ(at_probability(c, 0.3), 2);
    EXPECT_EQ(at_probability(c, 0.45), 2);
    EXPECT_NEAR(at_probability(c, 0.75), 3, 1e-12);
    EXPECT_NEAR(mean(c), 0.75 * 2.5 + 0.25 * 2, 1e-12);
}

TEST(Mixture, must_be_one) {
    auto const reason = [](Mixture of, Scale scale = Scale::ratio) {
        ReferenceClass c;
        c.scale = scale;
        c.body = std::move(of);
        return flaw(c).value_or("");
    };
    EXPECT_EQ(reason({}), "a mixture needs a part");
    EXPECT_EQ(reason({{{0.5, Uniform{1, 2}}, {0.4, Uniform{3, 4}}}}),
              "the weights of a mixture add up to 90 % instead of 100 %");
    EXPECT_EQ(reason({{{0, Uniform{1, 2}}, {1, Uniform{3, 4}}}}),
              "the weight of a part of a mixture must be above 0 %, but one is 0 %");
    EXPECT_EQ(reason({{{0.5, Uniform{1, 2}}, {0.5, Normal{3, 4}}}}),
              "a part of a mixture leaves the range of its values, 0 to inf");
    EXPECT_EQ(reason({{{0.5, Uniform{0, 0.4}}, {0.5, Uniform{0.4, 1.3}}}}, Scale::share),
              "a part of a mixture leaves the range of its values, 0 to 1");
    EXPECT_EQ(reason({{{1, Constant{3}}}}), "a single certain value is no class");
}

TEST(ProbabilityUpTo, counts_a_lump_to_what_is_included_only) {
    UpTo const at_zero = probability_up_to(months_of_slip(), 0);
    EXPECT_EQ(at_zero.below, 0);
    EXPECT_NEAR(at_zero.including, 0.3, 1e-12);
    // Above it: 0.3 + 0.7 Phi((ln 5 - 1) / 0.8).
    UpTo const within = probability_up_to(months_of_slip(), 5);
    double const exact = 0.3 + 0.7 * normal_probability((std::log(5.0) - 1) / 0.8);
    EXPECT_NEAR(within.below, exact, 1e-12);
    EXPECT_NEAR(within.including, exact, 1e-12);
    EXPECT_EQ(probability_up_to(months_of_slip(), 36).including, 1);
    EXPECT_EQ(probability_up_to(Uniform{2, 4}, 1).including, 0);
    EXPECT_EQ(probability_up_to(Uniform{2, 4}, 9).below, 1);
    EXPECT_NEAR(probability_up_to(Uniform{2, 4}, 3.5).below, 0.75, 1e-11);  // rounding of 3.5
}

TEST(ObservedCases, with_zeros_are_zero_inflated) {
    // Three of seven are 0. Of ln 3, ln 6, ln 6, ln 30: mean 2.020832, squared deviations 0.850490, 0.052474,
    // 0.052474, 1.905408, so sd = sqrt(2.860847 / 3) = 0.976532.
    std::vector<double> const months{0, 0, 0, 3, 6, 6, 30};
    auto const body = std::get<ZeroInflated>(std::get<ClassBody>(fit_observed(months, Scale::ratio)));
    EXPECT_DOUBLE_EQ(body.probability_of_zero, 3.0 / 7);
    EXPECT_NEAR(body.positive.mu, std::log(3.0 * 6 * 6 * 30) / 4, 1e-14);
    EXPECT_NEAR(body.positive.sigma, 0.976532, 5e-7);
}

TEST(ObservedCases, of_overruns_below_and_above_are_lognormal_in_one_plus_the_excess) {
    // 1 + o = 0.8, 1, 1.25: logarithms -0.22314, 0, 0.22314.
    std::vector<double> const overruns{-0.2, 0, 0.25};
    auto const body = std::get<Lognormal>(std::get<ClassBody>(fit_observed(overruns, Scale::excess)));
    EXPECT_NEAR(body.mu, 0, 1e-15);
    EXPECT_NEAR(body.sigma, std::log(1.25), 1e-15);
}

TEST(ObservedCases, of_shares_are_normal_in_the_logit) {
    // Logits -ln 3, 0, ln 3: sd ln 3, so one normal score up is 3 / 4.
    std::vector<double> const shares{0.25, 0.5, 0.75};
    ReferenceClass c;
    c.scale = Scale::share;
    c.body = std::get<ClassBody>(fit_observed(shares, Scale::share));
    EXPECT_NEAR(quantile(c, 0), 0.5, 1e-14);
    EXPECT_NEAR(quantile(c, 1), 0.75, 1e-14);
    EXPECT_NEAR(quantile(c, -2), 0.1, 1e-13);  // 1 / (1 + 9)
}

TEST(ObservedCases, say_why_they_are_no_class) {
    auto const reason = [](std::vector<double> const& values, Scale scale) {
        return std::get<std::string>(fit_observed(values, scale));
    };
    EXPECT_EQ(reason({0, 0, 3}, Scale::ratio),
              "a class of observed values needs two or more cases that are not 0, and there are 1");
    EXPECT_EQ(reason({4, 4}, Scale::ratio), "all observed values are the same");
    EXPECT_EQ(reason({-1, 4}, Scale::ratio), "an observed value cannot be below 0, but one is -1");
    EXPECT_EQ(reason({0.5, 1}, Scale::share),
              "an observed share must lie strictly between 0 and its upper bound 1, but one is 1");
    EXPECT_EQ(reason({0.5, -1}, Scale::excess),
              "an overrun cannot be -100 % or less, but an observed one is -100 %");
}

}  // namespace
}  // namespace mergerisk::math
