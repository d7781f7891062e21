#include "engine/portable/normal.h"

#include "tests/engine/portable/accuracy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace mergerisk::portable {
namespace {

using test::Arguments;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr long double kSqrtHalf = 0.70710678118654752440084436210484903928L;
constexpr long double kInverseSqrtTwoPi = 0.39894228040143267793994605993438186848L;

long double lower_tail(long double z) {
    return 0.5L * std::erfc(-z * kSqrtHalf);
}

/// Relative error of z as the quantile of u in (0, 1/2), by one Newton step in long double.
double quantile_error(double z, double u) {
    auto const wide = static_cast<long double>(z);
    long double const density = kInverseSqrtTwoPi * std::exp(-0.5L * wide * wide);
    return static_cast<double>(
        std::fabs((lower_tail(wide) - static_cast<long double>(u)) / (density * wide)));
}

TEST(InverseNormal, has_relative_error_below_2e_15_in_the_centre) {
    Arguments arguments{1};
    for (int i = 0; i < 200'000; ++i) {
        double const u = arguments.between(0.0, 0.5);
        if (u > 0.0) {
            ASSERT_LT(quantile_error(inverse_normal(u), u), 2e-15) << u;
        }
    }
}

TEST(InverseNormal, has_relative_error_below_2e_15_in_the_far_tail) {
    Arguments arguments{2};
    for (int exponent = -1020; exponent <= -2; ++exponent) {
        for (int i = 0; i < 50; ++i) {
            double const u = std::ldexp(arguments.between(0.5, 1.0), exponent);
            ASSERT_LT(quantile_error(inverse_normal(u), u), 2e-15) << u;
        }
    }
}

TEST(InverseNormal, is_antisymmetric_where_one_minus_u_is_exact) {
    Arguments arguments{3};
    for (int i = 0; i < 50'000; ++i) {
        double const u = (std::floor(arguments.between(0.0, 0x1p51)) + 0.5) * 0x1p-52;
        ASSERT_EQ(inverse_normal(1.0 - u), -inverse_normal(u)) << u;
    }
}

TEST(InverseNormal, never_falls_as_u_rises) {
    // Steps of 1e-6 with z' >= sqrt(2 pi) move z by 2.5e-6, far above rounding; the seams lie at 0.075 and
    // 0.925.
    double previous = -kInfinity;
    for (int i = 1; i < 1'000'000; ++i) {
        double const z = inverse_normal(i * 1e-6);
        ASSERT_GT(z, previous) << i;
        previous = z;
    }
}

TEST(InverseNormal, gives_published_percentage_points) {
    // The check values of Wichura (1988).
    EXPECT_NEAR(inverse_normal(0.25), -0.6744897501960817, 1e-15);
    EXPECT_NEAR(inverse_normal(0.001), -3.090232306167814, 4e-15);
    EXPECT_NEAR(inverse_normal(1e-20), -9.262340089798408, 1e-14);
    EXPECT_EQ(inverse_normal(0.5), 0.0);
}

TEST(InverseNormal, is_infinite_at_the_ends_and_nan_outside) {
    EXPECT_EQ(inverse_normal(0.0), -kInfinity);
    EXPECT_EQ(inverse_normal(1.0), kInfinity);
    EXPECT_TRUE(std::isnan(inverse_normal(-0.1)));
    EXPECT_TRUE(std::isnan(inverse_normal(1.1)));
    EXPECT_TRUE(std::isnan(inverse_normal(kNan)));
    EXPECT_TRUE(std::isfinite(inverse_normal(std::numeric_limits<double>::denorm_min())));
}

TEST(InverseNormals, equal_the_scalar_function_also_in_the_far_tail_and_for_odd_sizes) {
    Arguments arguments{4};
    for (std::size_t const size : {0U, 1U, 63U, 64U, 65U, 1000U}) {
        std::vector<double> u(size);
        for (std::size_t i = 0; i < size; ++i)
            u[i] = i % 7 == 0 ? arguments.between(0.0, 1e-11) : arguments.between(0.0, 1.0);
        std::vector<double> z(size);
        inverse_normals(u.data(), z.data(), size);
        for (std::size_t i = 0; i < size; ++i) EXPECT_EQ(z[i], inverse_normal(u[i])) << i;
        inverse_normals(u.data(), u.data(), size);
        EXPECT_EQ(u, z);
    }
}

TEST(NormalCdf, has_relative_error_below_2e_15_in_the_lower_tail) {
    Arguments arguments{5};
    for (int i = 0; i < 200'000; ++i) {
        double const z = i % 2 == 0 ? arguments.between(-37.5, 0.0) : arguments.between(-3.0, 0.0);
        long double const exact = lower_tail(static_cast<long double>(z));
        long double const error = std::fabs(static_cast<long double>(normal_cdf(z)) - exact) / exact;
        ASSERT_LT(static_cast<double>(error), 2e-15) << z;
    }
}

TEST(NormalCdf, of_a_positive_score_is_one_minus_the_lower_tail) {
    Arguments arguments{6};
    for (int i = 0; i < 50'000; ++i) {
        double const z = arguments.between(0.0, 12.0);
        ASSERT_EQ(normal_cdf(z), 1.0 - normal_cdf(-z)) << z;
    }
}

TEST(NormalCdf, is_one_half_at_zero_and_ends_at_zero_and_one) {
    EXPECT_EQ(normal_cdf(0.0), 0.5);
    EXPECT_EQ(normal_cdf(-0.0), 0.5);
    EXPECT_GT(normal_cdf(-38.4), 0.0);
    EXPECT_EQ(normal_cdf(-39.0), 0.0);
    EXPECT_EQ(normal_cdf(-1e308), 0.0);
    EXPECT_EQ(normal_cdf(-kInfinity), 0.0);
    EXPECT_EQ(normal_cdf(9.0), 1.0);
    EXPECT_EQ(normal_cdf(kInfinity), 1.0);
    EXPECT_TRUE(std::isnan(normal_cdf(kNan)));
}

TEST(NormalCdf, undoes_the_inverse_normal) {
    // dPhi / Phi = z phi / Phi dz/z, and |z phi(z) / Phi(z)| <= 1 + z^2: errors of 2e-15 in z grow by that
    // factor.
    Arguments arguments{7};
    for (int i = 0; i < 50'000; ++i) {
        double const u = std::ldexp(arguments.between(0.5, 1.0), -1 - i % 100);
        double const z = inverse_normal(u);
        ASSERT_NEAR(normal_cdf(z) / u, 1.0, 4e-15 * (1.0 + z * z)) << u;
    }
}

}  // namespace
}  // namespace mergerisk::portable
