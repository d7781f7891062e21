#include "engine/math/distribution.h"

#include "engine/base/contract.h"
#include "engine/math/expectation.h"
#include "engine/math/normal.h"
#include "engine/math/quantile_function.h"
#include "tests/engine/math/example_distributions.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace mergerisk::math {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

/// Probabilities below and above x by Boost's distributions with its own policy (long double inside).
struct IndependentTails {
    double x;

    template <class BoostDistribution>
    [[nodiscard]] Tails of(BoostDistribution const& d, double at) const {
        return {cdf(d, at), cdf(complement(d, at))};
    }
    Tails unit(double alpha, double beta, double low, double high) const {
        double const inside = std::clamp((x - low) / (high - low), 0.0, 1.0);
        return of(boost::math::beta_distribution<>{alpha, beta}, inside);
    }
    Tails operator()(Pert const& d) const {
        double const width = d.high - d.low;
        return unit(1 + 4 * (d.mode - d.low) / width, 1 + 4 * (d.high - d.mode) / width, d.low, d.high);
    }
    Tails operator()(Beta const& d) const { return unit(d.alpha, d.beta, d.low, d.high); }
    Tails operator()(Triangular const& d) const {
        return of(boost::math::triangular_distribution<>{d.low, d.mode, d.high}, x);
    }
    Tails operator()(Uniform const& d) const {
        return of(boost::math::uniform_distribution<>{d.low, d.high}, x);
    }
    Tails operator()(Normal const& d) const {
        return of(boost::math::normal_distribution<>{d.mean, d.standard_deviation}, x);
    }
    Tails operator()(Lognormal const& d) const {
        return of(boost::math::lognormal_distribution<>{d.mu, d.sigma}, std::max(x, 0.0));
    }
    Tails operator()(Gamma const& d) const {
        return of(boost::math::gamma_distribution<>{d.shape, d.scale}, std::max(x, 0.0));
    }
    Tails operator()(Truncated const& d) const {
        Tails const here = std::visit(*this, d.of);
        Tails const low = d.low == -kInfinity ? Tails{0, 1} : std::visit(IndependentTails{d.low}, d.of);
        Tails const high = d.high == kInfinity ? Tails{1, 0} : std::visit(IndependentTails{d.high}, d.of);
        // Differences in the tail where they do not cancel.
        if (low.lower > 0.5) {
            double const mass = low.upper - high.upper;
            return {(low.upper - here.upper) / mass, (here.upper - high.upper) / mass};
        }
        double const mass = high.lower - low.lower;
        return {(here.lower - low.lower) / mass, (high.lower - here.lower) / mass};
    }
    template <class Other>
    Tails operator()(Other const&) const {
        ADD_FAILURE() << "not continuous";
        return {};
    }
};

double slope_at(QuantileFunction const& q, double z) {
    for (QuantilePiece const& piece : q.pieces()) {
        if (z < piece.z_high) return piece.at(z).slope;
    }
    return 0;
}

class ContinuousDistribution : public testing::TestWithParam<Example> {};
INSTANTIATE_TEST_SUITE_P(Distributions, ContinuousDistribution, testing::ValuesIn(continuous_examples()),
                         [](auto const& test) { return test.param.name; });

TEST_P(ContinuousDistribution, returns_from_its_quantiles_in_both_tails) {
    QuantileFunction const q{GetParam().distribution};
    for (double const z : {-8.0, -5.0, -3.0, -2.0, -1.0, -0.3, 0.0, 0.3, 1.0, 2.0, 3.0, 5.0, 8.0}) {
        double const x = q(z);
        Tails const expected = normal_tails(z);
        Tails const got = std::visit(IndependentTails{x}, GetParam().distribution);
        double const tail = std::min(expected.lower, expected.upper);
        double const error = z <= 0 ? got.lower - expected.lower : got.upper - expected.upper;
        // x is rounded to a double, and where a bound is far from 0 so is its distance to the bound: an error
        // of a few last bits of the support's size, times the density phi(z) / (dx/dz). Truncation adds the
        // rounding of a difference of two probabilities.
        Support const range = support(GetParam().distribution);
        double size = std::abs(x);
        if (std::isfinite(range.low)) size = std::max(size, std::abs(range.low));
        if (std::isfinite(range.high)) size = std::max(size, std::abs(range.high));
        double const slope = slope_at(q, z);
        double const from_rounding = slope > 0 ? 4 * kEpsilon * size * normal_density(z) / slope : tail;
        bool const truncated = std::holds_alternative<Truncated>(GetParam().distribution);
        double const tolerance = 1e-11 * tail + from_rounding + (truncated ? 4 * kEpsilon : 0);
        EXPECT_NEAR(error, 0, tolerance) << "z = " << z << ", x = " << x;
    }
}

TEST_P(ContinuousDistribution, has_the_slope_of_its_quantiles) {
    QuantileFunction const q{GetParam().distribution};
    double const scale = *standard_deviation(GetParam().distribution);
    double const h = 2e-5;
    for (double z = -6.013; z <= 6; z += 0.5) {
        double const difference = (q(z + h) - q(z - h)) / (2 * h);
        // The difference has an error of h^2 x'''/ 6 and of rounding / h.
        EXPECT_NEAR(slope_at(q, z), difference, 1e-6 * (scale + std::abs(q(z)))) << "z = " << z;
    }
}

class AnyDistribution : public testing::TestWithParam<Example> {};
INSTANTIATE_TEST_SUITE_P(Distributions, AnyDistribution, testing::ValuesIn(all_examples()),
                         [](auto const& test) { return test.param.name; });

TEST_P(AnyDistribution, has_no_flaw) {
    EXPECT_EQ(flaw(GetParam().distribution), std::nullopt);
}

TEST_P(AnyDistribution, has_quantiles_that_never_fall_and_stay_in_its_support) {
    QuantileFunction const q{GetParam().distribution};
    Support const range = support(GetParam().distribution);
    double before = -kInfinity;
    for (double z = -25; z <= 25; z += 0.05) {
        double const x = q(std::clamp(z, -25.0, 25.0));
        EXPECT_GE(x, before - 4 * kEpsilon * std::abs(x)) << z;
        EXPECT_GE(x, range.low) << z;
        EXPECT_LE(x, range.high) << z;
        before = x;
    }
}

TEST_P(AnyDistribution, has_the_mean_and_spread_of_its_quantiles) {
    QuantileFunction const q{GetParam().distribution};
    double const m = mean(GetParam().distribution);
    double const sd = *standard_deviation(GetParam().distribution);
    // By the trapezoidal rule on a fine grid between the breaks, independent of the quadrature used inside.
    double sum = 0;
    double sum_of_squares = 0;
    constexpr double kEnd = 12;
    constexpr int kSteps = 4000;
    for (QuantilePiece const& piece : q.pieces()) {
        double const low = std::max(piece.z_low, -kEnd);
        double const high = std::min(piece.z_high, kEnd);
        if (low >= high) continue;
        double const h = (high - low) / kSteps;
        for (int i = 0; i <= kSteps; ++i) {
            double const z = i == kSteps ? high : low + h * i;
            double const weight = (i == 0 || i == kSteps ? h / 2 : h) * normal_density(z);
            double const deviation = piece.at(z).value - m;
            sum += weight * deviation;
            sum_of_squares += weight * deviation * deviation;
        }
    }
    // Trapezoidal error h^2 / 12 times the change of the derivative over the piece: below 1e-6 of the spread
    // for h = 0.006; beside a steep end the derivative is unbounded and it is below h^(3/2).
    EXPECT_NEAR(sum, 0, 3e-5 * sd + 1e-15);
    EXPECT_NEAR(std::sqrt(sum_of_squares), sd, 3e-4 * sd + 1e-15);
}

TEST_P(AnyDistribution, has_closed_moments_equal_to_the_integrals) {
    QuantileFunction const q{GetParam().distribution};
    double const m = mean(GetParam().distribution);
    double const sd = *standard_deviation(GetParam().distribution);
    EXPECT_NEAR(expectation(q.pieces(), [&](double x) { return x - m; }), 0, 1e-12 * (sd + std::abs(m)));
    double const square = expectation(q.pieces(), [&](double x) { return (x - m) * (x - m); });
    EXPECT_NEAR(std::sqrt(square), sd, 1e-10 * sd);
}

TEST_P(AnyDistribution, has_its_median_in_the_middle) {
    EXPECT_EQ(median(GetParam().distribution), quantile(GetParam().distribution, 0));
}

TEST_P(AnyDistribution, refuses_scores_out_of_range) {
    QuantileFunction const q{GetParam().distribution};
    for (double const z : {kNaN, kInfinity, -kInfinity, 25.1, -25.1}) {
        EXPECT_THROW((void)q(z), base::ContractViolation) << z;
    }
}

TEST_P(AnyDistribution, equals_itself) {
    Distribution const copy = GetParam().distribution;
    EXPECT_EQ(copy, GetParam().distribution);
}

// ---- Moments, modes and medians known on paper.

TEST(Moments, have_their_closed_forms) {
    // PERT(2, 4, 9): mean (2 + 16 + 9) / 6 = 4.5; variance (4.5 - 2) (9 - 4.5) / 7.
    EXPECT_DOUBLE_EQ(mean(Pert{2, 4, 9}), 4.5);
    EXPECT_DOUBLE_EQ(*standard_deviation(Pert{2, 4, 9}), std::sqrt(2.5 * 4.5 / 7));
    // Triangular(0, 0, 1): mean 1/3, variance 1/18.
    EXPECT_DOUBLE_EQ(mean(Triangular{0, 0, 1}), 1.0 / 3);
    EXPECT_DOUBLE_EQ(*standard_deviation(Triangular{0, 0, 1}), std::sqrt(1.0 / 18));
    EXPECT_DOUBLE_EQ(*standard_deviation(Uniform{1, 13}), std::sqrt(12.0));
    EXPECT_DOUBLE_EQ(mean(Lognormal{0, 1}), std::exp(0.5));
    EXPECT_DOUBLE_EQ(*standard_deviation(Lognormal{0, 1}), std::sqrt((std::exp(1.0) - 1) * std::exp(1.0)));
    EXPECT_DOUBLE_EQ(mean(Gamma{2.5, 4}), 10);
    EXPECT_DOUBLE_EQ(*standard_deviation(Gamma{4, 3}), 6);
    // Beta(2, 3): mean 2/5, variance 6 / (25 x 6) = 1/25; on [-10, 30] the standard deviation is 40 / 5.
    EXPECT_DOUBLE_EQ(mean(Beta{2, 3, -10, 30}), 6);
    EXPECT_DOUBLE_EQ(*standard_deviation(Beta{2, 3, -10, 30}), 8);
    EXPECT_NEAR(mean(Discrete{{3, 1, 2}, {0.2, 0.3, 0.5}}), 1.9, 1e-15);
    EXPECT_DOUBLE_EQ(*standard_deviation(Bernoulli{0.1, 5}), 1.5);
    EXPECT_EQ(*standard_deviation(Constant{7}), 0);
}

TEST(Moments, of_a_truncated_normal_have_their_closed_form) {
    // Mean (phi(a) - phi(b)) / (Phi(b) - Phi(a)), variance 1 + (a phi(a) - b phi(b)) / mass - mean^2.
    double const a = -1;
    double const b = 2;
    double const mass = normal_mass(a, b);
    double const m = (normal_density(a) - normal_density(b)) / mass;
    double const variance = 1 + (a * normal_density(a) - b * normal_density(b)) / mass - m * m;
    Distribution const d = Truncated{Normal{10, 3}, 10 + 3 * a, 10 + 3 * b};
    EXPECT_NEAR(mean(d), 10 + 3 * m, 1e-12);
    EXPECT_NEAR(*standard_deviation(d), 3 * std::sqrt(variance), 1e-12);
}

TEST(Moments, of_an_exponential_beyond_a_bound_are_moved_by_it) {
    // Gamma(1, 2) has no memory: given X > 3 it is 3 + X.
    Distribution const d = Truncated{Gamma{1, 2}, 3, kInfinity};
    EXPECT_NEAR(mean(d), 5, 1e-12);
    EXPECT_NEAR(*standard_deviation(d), 2, 1e-11);
    EXPECT_NEAR(median(d), 3 + 2 * std::log(2.0), 1e-13);
}

TEST(Moments, of_a_truncated_uniform_are_those_of_the_part) {
    EXPECT_NEAR(mean(Truncated{Uniform{0, 4}, -2, 1}), 0.5, 1e-14);
    EXPECT_EQ(support(Truncated{Uniform{0, 4}, -2, 1}), (Support{0, 1}));
}

TEST(Truncation, piles_nothing_up_at_its_bounds) {
    // Half of the standard normal lies above 0, so given X > 0, P(X > 1) = 2 (1 - Phi(1)).
    QuantileFunction const q{Truncated{Normal{0, 1}, 0, kInfinity}};
    double const z = -normal_score(2 * normal_probability(-1));
    EXPECT_NEAR(q(z), 1, 1e-14);
    EXPECT_GT(q(-8), 0);
    EXPECT_LT(q(-8), 1e-14);
}

TEST(Mode, is_where_the_density_is_highest) {
    EXPECT_EQ(mode(Pert{2, 4, 9}), 4);
    EXPECT_EQ(mode(Triangular{1, 2, 5}), 2);
    EXPECT_EQ(mode(Normal{3, 2}), 3);
    EXPECT_EQ(mode(Constant{3}), 3);
    EXPECT_DOUBLE_EQ(*mode(Lognormal{1, 0.5}), std::exp(0.75));
    EXPECT_DOUBLE_EQ(*mode(Gamma{3, 2}), 4);
    EXPECT_EQ(mode(Gamma{1, 2}), 0);
    EXPECT_DOUBLE_EQ(*mode(Beta{3, 2}), 2.0 / 3);
    EXPECT_EQ(mode(Beta{1, 2, 5, 7}), 5);
    EXPECT_EQ(mode(Discrete{{3, 1, 3, 7}, {0.3, 0.4, 0.3, 0}}), 3);  // 0.3 + 0.3 beats 0.4
    EXPECT_EQ(mode(Bernoulli{0.7, 5}), 5);
    EXPECT_EQ(mode(Bernoulli{0.3, 5}), 0);
    EXPECT_EQ(mode(Truncated{Normal{3, 2}, 4, 9}), 4);
    EXPECT_EQ(mode(Truncated{Normal{3, 2}, 0, 9}), 3);
}

TEST(Mode, is_absent_where_no_value_is_the_likeliest) {
    EXPECT_EQ(mode(Uniform{0, 1}), std::nullopt);
    EXPECT_EQ(mode(Beta{1, 1}), std::nullopt);
    EXPECT_EQ(mode(Beta{0.5, 2}), std::nullopt);
    EXPECT_EQ(mode(Gamma{0.5, 2}), std::nullopt);
    EXPECT_EQ(mode(Bernoulli{0.5, 2}), std::nullopt);
    EXPECT_EQ(mode(it_overrun()), std::nullopt);
}

TEST(ClaimedValue, is_the_mode_else_the_median) {
    EXPECT_EQ(claimed_value(Pert{2, 4, 9}), 4);
    EXPECT_NEAR(claimed_value(Uniform{2, 4}), 3, 1e-15);
    EXPECT_NEAR(claimed_value(delivered_share()), 0.6, 1e-15);
}

TEST(Support, is_the_range_of_possible_values) {
    EXPECT_EQ(support(Pert{2, 4, 9}), (Support{2, 9}));
    EXPECT_EQ(support(Normal{0, 1}), (Support{-kInfinity, kInfinity}));
    EXPECT_EQ(support(Gamma{2, 1}), (Support{0, kInfinity}));
    EXPECT_EQ(support(Discrete{{3, 1, 3, 7}, {0.2, 0.3, 0.5, 0}}), (Support{1, 3}));
    EXPECT_EQ(support(Bernoulli{0.1, -5}), (Support{-5, 0}));
    EXPECT_EQ(support(Truncated{Lognormal{0, 1}, -3, 3}), (Support{0, 3}));
    EXPECT_EQ(support(it_overrun()), (Support{-1, 9}));
    EXPECT_EQ(support(delivered_share_beta()), (Support{0, 1.2}));
    EXPECT_EQ(support(months_of_slip()), (Support{0, 36}));
}

TEST(Discrete, changes_value_where_its_probabilities_add_up) {
    QuantileFunction const q{Discrete{{3, 1, 2}, {0.2, 0.3, 0.5}}};
    EXPECT_EQ(q(normal_score(0.29)), 1);
    EXPECT_EQ(q(normal_score(0.31)), 2);
    EXPECT_EQ(q(normal_score(0.79)), 2);
    EXPECT_EQ(q(normal_score(0.81)), 3);
    EXPECT_EQ(q(-25), 1);
    EXPECT_EQ(q(25), 3);
}

TEST(Bernoulli, of_a_loss_lies_in_the_lower_tail) {
    QuantileFunction const q{Bernoulli{0.1, -5}};
    EXPECT_EQ(q(normal_score(0.09)), -5);
    EXPECT_EQ(q(normal_score(0.11)), 0);
}

// ---- Factories.

TEST(Factories, give_the_moments_that_were_asked_for) {
    auto const lognormal = std::get<Lognormal>(lognormal_from_mean(12, 5));
    EXPECT_NEAR(mean(lognormal), 12, 1e-13);
    EXPECT_NEAR(*standard_deviation(lognormal), 5, 1e-13);
    auto const gamma = std::get<Gamma>(gamma_from_mean(12, 5));
    EXPECT_NEAR(mean(gamma), 12, 1e-13);
    EXPECT_NEAR(*standard_deviation(gamma), 5, 1e-13);
    auto const beta = std::get<Beta>(beta_from_mean(0.7, 0.2));
    EXPECT_NEAR(mean(beta), 0.7, 1e-14);
    EXPECT_NEAR(*standard_deviation(beta), 0.2, 1e-14);
    auto const stretched = std::get<Beta>(beta_from_mean(20, 15, -10, 90));
    EXPECT_NEAR(mean(stretched), 20, 1e-12);
    EXPECT_NEAR(*standard_deviation(stretched), 15, 1e-12);
}

TEST(Factories, give_the_percentiles_that_were_asked_for) {
    auto const through = std::get<Lognormal>(lognormal_from_percentiles({0.9, 40}, {0.2, 3}));
    EXPECT_NEAR(quantile(through, normal_score(0.2)), 3, 1e-13);
    EXPECT_NEAR(quantile(through, normal_score(0.9)), 40, 1e-12);
    auto const about = std::get<Lognormal>(lognormal_from_median(8, 0.4));
    EXPECT_DOUBLE_EQ(median(about), 8);
    EXPECT_EQ(about.sigma, 0.4);
}

template <class T>
std::string reason(Fitted<T> const& fitted) {
    auto const* none = std::get_if<Flaw>(&fitted);
    return none ? none->reason : "";
}

TEST(Factories, say_why_there_is_no_such_distribution) {
    EXPECT_EQ(reason(beta_from_mean(0.5, 0.5)),
              "between 0 and 1, a number with the mean 0.5 cannot have a standard deviation of 0.5: it must "
              "be below 0.5");
    EXPECT_EQ(reason(beta_from_mean(1.2, 0.1)),
              "the mean (1.2) must lie between the lowest (0) and the highest value (1)");
    EXPECT_EQ(reason(beta_from_mean(0.5, 0)), "the standard deviation must be above 0, but is 0");
    EXPECT_EQ(reason(beta_from_mean(0.5, 0.1, 1, 0)), "the lowest value (1) is above the highest (0)");
    EXPECT_EQ(reason(lognormal_from_mean(-1, 2)), "the mean must be above 0, but is -1");
    EXPECT_EQ(reason(lognormal_from_mean(1, kNaN)), "a parameter is not a finite number");
    EXPECT_EQ(reason(lognormal_from_median(0, 1)), "the median must be above 0, but is 0");
    EXPECT_EQ(reason(lognormal_from_median(1, -1)), "sigma must be above 0, but is -1");
    EXPECT_EQ(reason(lognormal_from_percentiles({0.1, 5}, {0.9, 4})),
              "the value at 10 % (5) must be below the value at 90 % (4)");
    EXPECT_EQ(reason(lognormal_from_percentiles({0.1, 5}, {0.1, 6})), "the two percentiles are the same one");
    EXPECT_EQ(reason(lognormal_from_percentiles({0, 5}, {0.1, 6})),
              "a percentile must lie strictly between 0 % and 100 %, but one is 0 %");
    EXPECT_EQ(reason(lognormal_from_percentiles({0.1, -5}, {0.9, 6})),
              "a value of a lognormal distribution must be above 0, but is -5");
    EXPECT_EQ(reason(gamma_from_mean(1, -2)), "the standard deviation must be above 0, but is -2");
}

// ---- Flaws.

struct Flawed {
    Distribution distribution;
    std::string reason;
};

TEST(Flaw, says_in_plain_words_what_is_wrong) {
    std::vector<Flawed> const cases{
        {Constant{kNaN}, "a parameter is not a finite number"},
        {Pert{5, 3, 9}, "the lowest value (5) is above the most likely one (3)"},
        {Pert{1, 3, 2}, "the most likely value (3) is above the highest (2)"},
        {Pert{2, 2, 2}, "the lowest and the highest value are the same (2), so it is certain"},
        {Pert{0, 1, kInfinity}, "a parameter is not a finite number"},
        {Triangular{5, 3, 9}, "the lowest value (5) is above the most likely one (3)"},
        {Uniform{3, 1}, "the lowest value (3) is above the highest (1)"},
        {Uniform{1, 1}, "the lowest and the highest value are the same (1), so it is certain"},
        {Normal{0, 0}, "the standard deviation must be above 0, but is 0"},
        {Normal{0, kNaN}, "a parameter is not a finite number"},
        {Lognormal{0, -1}, "sigma must be above 0, but is -1"},
        {Lognormal{0, 40}, "the spread (sigma) is so wide that the mean cannot be computed"},
        {Gamma{0, 1}, "the shape must be above 0, but is 0"},
        {Gamma{1, -1}, "the scale must be above 0, but is -1"},
        {Beta{0, 1}, "alpha must be above 0, but is 0"},
        {Beta{1, -2}, "beta must be above 0, but is -2"},
        {Beta{1, 1, 2, 1}, "the lowest value (2) is above the highest (1)"},
        {Discrete{}, "there is no value to choose from"},
        {Discrete{{1, 2}, {1}}, "there are 2 values but 1 probabilities"},
        {Discrete{{1, 2}, {0.5, 0.6}}, "the probabilities add up to 110 % instead of 100 %"},
        {Discrete{{1, 2}, {-0.5, 1.5}}, "a probability cannot be below 0 %, but one is -50 %"},
        {Discrete{{1, kNaN}, {0.5, 0.5}}, "a parameter is not a finite number"},
        {Bernoulli{1.2, 1}, "a probability must lie between 0 % and 100 %, but is 120 %"},
        {Bernoulli{kNaN, 1}, "a probability must lie between 0 % and 100 %, but is nan %"},
        {Truncated{Normal{0, 0}, 0, 1}, "the standard deviation must be above 0, but is 0"},
        {Truncated{Normal{0, 1}, 2, 1}, "the lower bound (2) is not below the upper bound (1)"},
        {Truncated{Normal{0, 1}, kNaN, 1}, "a bound is not a number"},
        {Truncated{Normal{0, 1}, 40, 50},
         "almost nothing of the distribution lies between its bounds (40 and 50)"},
        {Truncated{Uniform{0, 1}, 2, 3},
         "almost nothing of the distribution lies between its bounds (2 and 3)"},
        {Gamma{1e14, 1e-11}, "it is so narrow that it is as good as certain; write the number itself"},
        {Beta{1e9, 2}, "it is so narrow that it is as good as certain; write the number itself"},
    };
    for (Flawed const& flawed : cases) {
        EXPECT_EQ(flaw(flawed.distribution).value_or("none"), flawed.reason);
        EXPECT_THROW((void)mean(flawed.distribution), base::ContractViolation) << flawed.reason;
        EXPECT_THROW((void)quantile(flawed.distribution, 0), base::ContractViolation) << flawed.reason;
    }
}

}  // namespace
}  // namespace mergerisk::math
