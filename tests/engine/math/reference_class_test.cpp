#include "engine/math/reference_class.h"

#include "engine/base/contract.h"
#include "engine/math/normal.h"
#include "engine/math/quantile_function.h"
#include "tests/engine/math/example_distributions.h"

#include <gtest/gtest.h>

#include <cmath>

namespace mergerisk::math {
namespace {

double at_probability(ReferenceClass const& c, double u) {
    return quantile(c, normal_score(u));
}

double transformed(ReferenceClass const& c, double x) {
    switch (c.scale) {
        case Scale::excess:
            return std::log1p(x);
        case Scale::share:
            return std::log(x / (c.upper - x));
        case Scale::ratio:
            return std::log(x);
    }
    return 0;
}

class Widening : public testing::TestWithParam<Example> {
  protected:
    [[nodiscard]] static ReferenceClass example() {
        return std::get<ReferenceClass>(GetParam().distribution);
    }
};
INSTANTIATE_TEST_SUITE_P(Classes, Widening, testing::ValuesIn(class_bodies()),
                         [](auto const& test) { return test.param.name; });

TEST_P(Widening, keeps_the_mean_after_capping) {
    ReferenceClass c = example();
    double const published = mean(c);
    for (double const w : {0.9, 0.7, 0.5, 0.3, 0.1, 0.05}) {
        c.transferability = w;
        // The location is solved to the last bits; the integrals agree to about 1e-12.
        EXPECT_NEAR(mean(c), published, 1e-11 * (1 + std::abs(published))) << w;
    }
}

TEST_P(Widening, spreads_the_transformed_values_by_one_over_the_root_of_the_transferability) {
    ReferenceClass narrow = example();
    ReferenceClass wide = narrow;
    wide.transferability = 0.25;
    if (std::holds_alternative<ZeroInflated>(narrow.body)) narrow.scale = wide.scale = Scale::ratio;
    // Between probabilities below the cap of both, and above any lump at zero.
    double const low = 0.4;
    double const high = 0.65;
    auto const distance = [&](ReferenceClass const& c) {
        return transformed(c, at_probability(c, high)) - transformed(c, at_probability(c, low));
    };
    EXPECT_NEAR(distance(wide), 2 * distance(narrow), 1e-11);
}

TEST_P(Widening, makes_the_spread_larger) {
    ReferenceClass c = example();
    double before = *standard_deviation(c);
    for (double const w : {0.7, 0.4, 0.1}) {
        c.transferability = w;
        double const now = *standard_deviation(c);
        EXPECT_GT(now, before) << w;
        before = now;
    }
}

TEST_P(Widening, meets_a_published_mean) {
    ReferenceClass c = example();
    c.published_mean = 0.42;
    for (double const w : {1.0, 0.5, 0.05}) {
        c.transferability = w;
        EXPECT_NEAR(mean(c), 0.42, 1e-11) << w;
    }
}

TEST(Widening, of_a_lognormal_ratio_has_its_closed_form) {
    // mean = exp(a + s^2 / 2) is kept with s = sigma / sqrt(w): a = mu + (sigma^2 - s^2) / 2.
    ReferenceClass c;
    c.scale = Scale::ratio;
    c.body = Lognormal{0.3, 0.5};
    c.transferability = 0.25;
    for (double const z : {-3.0, -1.0, 0.0, 2.0, 5.0}) {
        double const exact = std::exp(0.3 + (0.25 - 1.0) / 2 + z);
        EXPECT_NEAR(quantile(c, z) / exact, 1, 1e-13);
    }
}

TEST(Widening, of_a_lognormal_excess_has_its_closed_form) {
    ReferenceClass c;
    c.scale = Scale::excess;
    c.body = Lognormal{0.174, 0.544};
    c.transferability = 0.5;
    double const s = 0.544 / std::sqrt(0.5);
    double const a = 0.174 + (0.544 * 0.544 - s * s) / 2;
    for (double const z : {-3.0, 0.0, 2.0}) EXPECT_NEAR(quantile(c, z), std::exp(a + s * z) - 1, 1e-13);
    EXPECT_NEAR(mean(c), std::exp(0.174 + 0.544 * 0.544 / 2) - 1, 1e-13);
}

TEST(Widening, at_full_transferability_changes_nothing) {
    for (double const u : {0.01, 0.3, 0.5, 0.9}) {
        Beta const beta{2, 3, 0, 1.2};
        EXPECT_NEAR(at_probability(delivered_share_beta(), u), quantile(beta, normal_score(u)), 1e-14);
    }
}

TEST(Percentiles, are_met) {
    ReferenceClass const c = overrun_by_percentiles();
    for (Percentile const& point : std::get<Percentiles>(c.body).points) {
        EXPECT_NEAR(at_probability(c, point.probability), point.value, 1e-14);
    }
}

TEST(Percentiles, two_of_them_give_a_lognormal) {
    ReferenceClass c;
    c.scale = Scale::ratio;
    c.body = Percentiles{{{0.2, 3}, {0.9, 40}}};
    auto const lognormal = std::get<Lognormal>(lognormal_from_percentiles({0.2, 3}, {0.9, 40}));
    for (double const z : {-6.0, -1.0, 0.0, 1.0, 6.0})
        EXPECT_NEAR(quantile(c, z) / quantile(lognormal, z), 1, 1e-13);
}

TEST(Percentiles, go_on_straight_beyond_the_ends) {
    ReferenceClass const c = delivered_share();
    double const z = normal_score(0.9);
    auto const y = [&](double at) { return transformed(c, quantile(c, at)); };
    double const slope = (y(z) - y(0)) / z;  // of the outermost interval
    EXPECT_NEAR(y(z + 1) - y(z), slope, 1e-12);
    EXPECT_NEAR(y(z + 3) - y(z), 3 * slope, 1e-11);
}

TEST(Percentiles, with_equal_values_have_a_lump_there) {
    ReferenceClass c;
    c.scale = Scale::excess;
    c.body = Percentiles{{{0.2, 0}, {0.6, 0}, {0.9, 0.5}}};
    EXPECT_NEAR(at_probability(c, 0.3), 0, 1e-15);
    EXPECT_NEAR(at_probability(c, 0.6), 0, 1e-15);
    EXPECT_GT(at_probability(c, 0.61), 0);
}

TEST(Spliced, has_the_published_mean_of_its_tail_with_the_cap) {
    // Above the threshold 0.5, E[min(X, 9)] for a Pareto of index a is 0.5 (1 + ((9/0.5)^(1-a) - 1) / (1-a)).
    // At a = 1.126, the index whose mean without a cap is 4.47 (0.5 a / (a - 1)), the cap leaves 1.71 of it.
    double const naive = 4.47 / (4.47 - 0.5);
    double const left = 0.5 * (1 + (std::pow(18, 1 - naive) - 1) / (1 - naive));
    EXPECT_NEAR(left, 1.71, 0.005);
    EXPECT_NEAR(capped_pareto_index(0.5, left, 9), naive, 1e-12);

    double const index = capped_pareto_index(0.5, 4.47, 9);
    EXPECT_NEAR(index, 0.39, 0.005);
    EXPECT_NEAR(0.5 * (1 + (std::pow(18, 1 - index) - 1) / (1 - index)), 4.47, 1e-13);
}

TEST(Spliced, has_the_mean_of_its_two_parts) {
    // Mean of 1 + o below the threshold: exp(mu + s^2/2) Phi(k - s) / Phi(k), k = (log 1.5 - mu) / s.
    double const k = (std::log(1.5) + 0.1) / 0.25;
    double const body =
        std::exp(-0.1 + 0.25 * 0.25 / 2) * normal_probability(k - 0.25) / normal_probability(k) - 1;
    EXPECT_NEAR(mean(it_overrun()), 0.82 * body + 0.18 * 4.47, 1e-12);
}

TEST(Spliced, divides_at_its_threshold) {
    ReferenceClass const c = it_overrun();
    EXPECT_NEAR(at_probability(c, 0.82), 0.5, 1e-13);
    EXPECT_LT(at_probability(c, 0.8199), 0.5);
    EXPECT_GT(at_probability(c, 0.8201), 0.5);
    EXPECT_EQ(at_probability(c, 0.999), 9);
    // Body: P(o <= 0) = 0.82 Phi(0.1 / 0.25) / Phi(k).
    double const k = (std::log(1.5) + 0.1) / 0.25;
    EXPECT_NEAR(at_probability(c, 0.82 * normal_probability(0.4) / normal_probability(k)), 0, 1e-13);
}

TEST(Spliced, works_on_ratios_too) {
    ReferenceClass c;
    c.scale = Scale::ratio;
    c.body = Spliced{Lognormal{0, 0.3}, 2, 0.1, 4};
    c.cap = 12;
    double const k = std::log(2.0) / 0.3;
    double const body = std::exp(0.045) * normal_probability(k - 0.3) / normal_probability(k);
    EXPECT_NEAR(mean(c), 0.9 * body + 0.1 * 4, 1e-12);
}

TEST(SplicedBody, has_the_mean_that_was_asked_for) {
    auto const body = spliced_body_with_mean(Scale::excess, -0.05, 0.25, 0.5);
    ASSERT_TRUE(body);
    ReferenceClass c = it_overrun();
    c.body = Spliced{*body, 0.5, 0.18, 4.47};
    EXPECT_NEAR(mean(c), 0.82 * -0.05 + 0.18 * 4.47, 1e-12);
    EXPECT_FALSE(spliced_body_with_mean(Scale::excess, 0.6, 0.25, 0.5));
    EXPECT_FALSE(spliced_body_with_mean(Scale::excess, 0.4999, 0.25, 0.5));
    EXPECT_FALSE(spliced_body_with_mean(Scale::excess, -1, 0.25, 0.5));
    EXPECT_FALSE(spliced_body_with_mean(Scale::share, 0.1, 0.25, 0.5));
    EXPECT_FALSE(spliced_body_with_mean(Scale::ratio, 0.1, 0, 0.5));
}

TEST(CapEffect, is_what_lies_at_the_cap) {
    // P(X > 9) = 0.18 (9 / 0.5)^-index.
    auto const effect = cap_effect(it_overrun());
    double const probability = 0.18 * std::pow(18, -capped_pareto_index(0.5, 4.47, 9));
    EXPECT_NEAR(effect->probability, probability, 1e-13);
    EXPECT_GT(*effect->share_of_mean, 0.5);
    EXPECT_LT(*effect->share_of_mean, 1);

    ReferenceClass ratio;
    ratio.body = Lognormal{0, 1};
    ratio.cap = 4;
    auto const of_ratio = cap_effect(ratio);
    EXPECT_NEAR(of_ratio->probability, normal_probability(-std::log(4.0)), 1e-14);
    EXPECT_NEAR(*of_ratio->share_of_mean, 4 * of_ratio->probability / mean(ratio), 1e-12);
    EXPECT_FALSE(cap_effect(delivered_share()));
}

TEST(CapEffect, counts_what_lies_beyond_at_the_cap) {
    // E[min(X, c)] = exp(1/2) Phi(log c - 1) + c Phi(-log c) for a standard lognormal.
    ReferenceClass c;
    c.body = Lognormal{0, 1};
    c.cap = 4;
    double const k = std::log(4.0);
    EXPECT_NEAR(mean(c), std::exp(0.5) * normal_probability(k - 1) + 4 * normal_probability(-k), 1e-13);
}

TEST(ZeroInflated, keeps_its_probability_of_zero) {
    ReferenceClass c = months_of_slip();
    c.cap.reset();
    EXPECT_NEAR(mean(c), 0.7 * std::exp(1 + 0.32), 1e-11);
    for (double const w : {1.0, 0.3}) {
        c.transferability = w;
        EXPECT_EQ(at_probability(c, 0.29), 0);
        EXPECT_GT(at_probability(c, 0.3001), 0);
        EXPECT_NEAR(mean(c), 0.7 * std::exp(1 + 0.32), 1e-11) << w;
    }
    c.transferability = 1;
    // The median of the positive part, exp(1), is at 0.3 + 0.7 / 2.
    EXPECT_NEAR(at_probability(c, 0.65), std::exp(1), 1e-13);
}

TEST(ZeroInflated, an_excess_is_never_negative) {
    ReferenceClass c;
    c.scale = Scale::excess;
    c.body = ZeroInflated{0.4, Lognormal{-1, 0.7}};
    c.transferability = 0.5;
    EXPECT_EQ(at_probability(c, 0.39), 0);
    EXPECT_GE(at_probability(c, 0.40001), 0);
    EXPECT_NEAR(mean(c), 0.6 * std::exp(-1 + 0.49 / 2), 1e-12);
}

TEST(ScoreShift, moves_within_the_class) {
    for (Example const& example : class_bodies()) {
        auto const straight = std::get<ReferenceClass>(example.distribution);
        ReferenceClass shifted = straight;
        shifted.score_shift = -0.5;
        for (double const z : {-3.0, -0.2, 0.1, 2.0}) {
            EXPECT_NEAR(quantile(shifted, z), quantile(straight, z - 0.5), 1e-13) << example.name;
        }
        EXPECT_LT(mean(shifted), mean(straight)) << example.name;
    }
}

TEST(Pool, mixes_the_claim_with_the_class) {
    for (Example const& example : class_bodies()) {
        auto const alone = std::get<ReferenceClass>(example.distribution);
        ReferenceClass pooled = alone;
        pooled.pool = Pool{0.3, 0.25};
        EXPECT_NEAR(mean(pooled), 0.25 * 0.3 + 0.75 * mean(alone), 1e-11) << example.name;
        // Where the class has probability u below a value x, the pool has 0.75 u (+ 0.25 above the claim).
        for (double const u : {0.02, 0.35, 0.8, 0.93}) {
            double const x = at_probability(alone, u);
            double const below = 0.75 * u + (x > 0.3 ? 0.25 : 0);
            EXPECT_NEAR(at_probability(pooled, below), x, 1e-12 * (1 + x)) << example.name << " " << u;
        }
    }
}

TEST(Pool, gives_the_claim_its_weight) {
    ReferenceClass c;
    c.body = Lognormal{0, 1};
    c.pool = Pool{1, 0.4};  // the median of the class: 0.6 / 2 of probability on each side
    EXPECT_LT(at_probability(c, 0.299), 1);
    EXPECT_EQ(at_probability(c, 0.301), 1);
    EXPECT_EQ(at_probability(c, 0.699), 1);
    EXPECT_GT(at_probability(c, 0.701), 1);
}

TEST(Pool, takes_a_claim_outside_the_class) {
    ReferenceClass c;
    c.scale = Scale::excess;
    c.body = ZeroInflated{0.2, Lognormal{0, 0.5}};
    c.pool = Pool{-0.1, 0.5};
    EXPECT_EQ(at_probability(c, 0.49), -0.1);
    EXPECT_EQ(at_probability(c, 0.55), 0);
    EXPECT_EQ(support(c).low, -0.1);
    EXPECT_NEAR(mean(c), 0.5 * -0.1 + 0.5 * 0.8 * std::exp(0.125), 1e-12);
}

TEST(Share, stays_within_its_bounds_however_wide) {
    ReferenceClass c = delivered_share_beta();
    c.transferability = 0.05;
    EXPECT_GE(quantile(c, -8.2), 0);
    EXPECT_LE(quantile(c, 8.2), 1.2);
    EXPECT_GT(quantile(c, 3), 1.19);
}

struct FlawedClass {
    ReferenceClass reference_class;
    std::string reason;
};

ReferenceClass changed(ReferenceClass c, void (*change)(ReferenceClass&)) {
    change(c);
    return c;
}

TEST(ReferenceClassFlaw, says_in_plain_words_what_is_wrong) {
    using Class = ReferenceClass;
    std::vector<FlawedClass> const cases{
        {changed(delivered_share(), [](Class& c) { c.transferability = 0.04; }),
         "the transferability of a reference class must lie between 5 % and 100 %, but is 4 %"},
        {changed(delivered_share(), [](Class& c) { c.transferability = std::nan(""); }),
         "the transferability of a reference class must lie between 5 % and 100 %, but is nan %"},
        {changed(delivered_share(), [](Class& c) { c.upper = 0; }),
         "the upper bound of a share must be above 0, but is 0"},
        {changed(delivered_share(), [](Class& c) { c.score_shift = 3; }),
         "a shift of the normal score must lie between -2 and 2, but is 3"},
        {changed(delivered_share(),
                 [](Class& c) {
                     c.body = Percentiles{{{0.5, 0.4}}};
                 }),
         "a distribution needs at least two percentiles"},
        {changed(delivered_share(),
                 [](Class& c) {
                     c.body = Percentiles{{{0.5, 0.4}, {1, 0.6}}};
                 }),
         "a percentile must lie strictly between 0 % and 100 %, but one is 100 %"},
        {changed(delivered_share(),
                 [](Class& c) {
                     c.body = Percentiles{{{0.5, 0.4}, {0.4, 0.6}}};
                 }),
         "percentiles must be in rising order, but 40 % does not come after 50 %"},
        {changed(delivered_share(),
                 [](Class& c) {
                     c.body = Percentiles{{{0.5, 0.4}, {0.6, 0.3}}};
                 }),
         "values must not fall from one percentile to the next, but 0.4 is followed by 0.3"},
        {changed(delivered_share(),
                 [](Class& c) {
                     c.body = Percentiles{{{0.5, 0.4}, {0.6, 0.4}}};
                 }),
         "all percentiles have the same value, so nothing is uncertain"},
        {changed(delivered_share(),
                 [](Class& c) {
                     c.body = Percentiles{{{0.5, 0.4}, {0.6, 1}}};
                 }),
         "a percentile of a share must lie strictly between 0 and its upper bound 1, but one is 1 (a value "
         "at the bound "
         "itself cannot be widened)"},
        {changed(capital_overrun(),
                 [](Class& c) {
                     c.body = Percentiles{{{0.5, -1}, {0.6, 1}}};
                 }),
         "an overrun cannot be -100 % or less, but one percentile is -100 %"},
        {changed(months_of_slip(),
                 [](Class& c) {
                     c.body = Percentiles{{{0.5, 0}, {0.6, 1}}};
                 }),
         "a ratio must be above 0, but one percentile is 0 (a ratio that may be exactly 0 is zero-inflated)"},
        {changed(delivered_share(),
                 [](Class& c) {
                     c.body = Percentiles{{{0.5, std::nan("")}, {0.6, 1}}};
                 }),
         "a value is not a finite number"},
        {changed(delivered_share(),
                 [](Class& c) {
                     c.body = Lognormal{0, 1};
                 }),
         "a lognormal distribution has no upper bound, so it cannot describe a share (use beta or "
         "percentiles)"},
        {changed(capital_overrun(),
                 [](Class& c) {
                     c.body = Lognormal{0, 0};
                 }),
         "sigma must be above 0, but is 0"},
        {changed(capital_overrun(),
                 [](Class& c) {
                     c.body = Lognormal{std::nan(""), 1};
                 }),
         "the middle of the lognormal distribution (mu) is not a finite number"},
        {changed(capital_overrun(),
                 [](Class& c) {
                     c.body = Beta{2, 3};
                 }),
         "a beta distribution describes a share only"},
        {changed(delivered_share(),
                 [](Class& c) {
                     c.body = Beta{2, 3, 0, 2};
                 }),
         "a beta distribution of a share must run from 0 to its upper bound 1, but runs from 0 to 2"},
        {changed(delivered_share(),
                 [](Class& c) {
                     c.body = Beta{0, 3};
                 }),
         "both parameters of a beta distribution must be above 0"},
        {changed(it_overrun(), [](Class& c) { c.cap.reset(); }),
         "a heavy tail needs a cap, because its mean may otherwise not exist"},
        {changed(it_overrun(), [](Class& c) { c.cap = 4; }),
         "the mean of the tail (4.47) must lie between its threshold (0.5) and the cap (4)"},
        {changed(it_overrun(), [](Class& c) { std::get<Spliced>(c.body).threshold = -0.1; }),
         "the threshold of the tail must be above 0, but is -0.1"},
        {changed(it_overrun(), [](Class& c) { std::get<Spliced>(c.body).probability_above = 1; }),
         "the probability of the tail must lie strictly between 0 % and 100 %, but is 100 %"},
        {changed(it_overrun(), [](Class& c) { std::get<Spliced>(c.body).body.mu = 5; }),
         "almost nothing of the body lies below the threshold of the tail"},
        {changed(it_overrun(), [](Class& c) { c.scale = Scale::share; }),
         "a share has no heavy tail (use beta or percentiles)"},
        {changed(months_of_slip(), [](Class& c) { std::get<ZeroInflated>(c.body).probability_of_zero = 0; }),
         "the probability of exactly 0 must lie strictly between 0 % and 100 %, but is 0 %"},
        {changed(months_of_slip(), [](Class& c) { c.scale = Scale::share; }),
         "a share cannot be zero-inflated (its positive part has no upper bound)"},
        {changed(capital_overrun(), [](Class& c) { c.cap = 0.1; }),
         "the cap (0.1) leaves nothing of the distribution below it"},
        {changed(capital_overrun(), [](Class& c) { c.cap = std::nan(""); }),
         "the cap is not a finite number"},
        {changed(delivered_share(), [](Class& c) { c.cap = 1; }),
         "the cap (1) of a share must lie below its upper bound 1"},
        {changed(capital_overrun(),
                 [](Class& c) {
                     c.cap.reset();
                     c.body = Lognormal{0, 1.5};
                     c.transferability = 0.05;
                 }),
         "at this transferability the spread is so wide (sigma 6.71) that its mean would rest on events that "
         "no "
         "simulation draws; give a cap"},
        {changed(capital_overrun(), [](Class& c) { c.published_mean = 6; }),
         "the published mean (6) is not possible: it must lie between -1 and 5"},
        {changed(delivered_share(), [](Class& c) { c.published_mean = 0; }),
         "the published mean (0) is not possible: it must lie between 0 and 1"},
        {changed(delivered_share(),
                 [](Class& c) {
                     c.pool = Pool{0.5, 1};
                 }),
         "the weight of the claim must lie strictly between 0 % and 100 %, but is 100 %"},
        {changed(delivered_share(),
                 [](Class& c) {
                     c.pool = Pool{1.5, 0.5};
                 }),
         "the claim (1.5) is not a possible value"},
    };
    for (FlawedClass const& flawed : cases) {
        EXPECT_EQ(flaw(flawed.reference_class).value_or("none"), flawed.reason);
        EXPECT_THROW((void)QuantileFunction{flawed.reference_class}, base::ContractViolation)
            << flawed.reason;
    }
}

}  // namespace
}  // namespace mergerisk::math
