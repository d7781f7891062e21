#include "engine/portable/elementary.h"

#include "tests/engine/portable/accuracy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace mergerisk::portable {
namespace {

using test::Arguments;
using test::ulps_between;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int kTries = 200'000;

// The bounds in ulp are those that the header promises; the reference is the C library in long double, which
// has 11 bits more.

TEST(Minimum, returns_the_second_of_equal_or_unordered_numbers) {
    EXPECT_EQ(minimum(1.0, 2.0), 1.0);
    EXPECT_EQ(minimum(2.0, 1.0), 1.0);
    EXPECT_TRUE(std::signbit(minimum(0.0, -0.0)));
    EXPECT_FALSE(std::signbit(minimum(-0.0, 0.0)));
    EXPECT_EQ(minimum(kNan, 1.0), 1.0);
    EXPECT_TRUE(std::isnan(minimum(1.0, kNan)));
}

TEST(Maximum, returns_the_second_of_equal_or_unordered_numbers) {
    EXPECT_EQ(maximum(1.0, 2.0), 2.0);
    EXPECT_EQ(maximum(2.0, 1.0), 2.0);
    EXPECT_TRUE(std::signbit(maximum(0.0, -0.0)));
    EXPECT_EQ(maximum(kNan, 1.0), 1.0);
    EXPECT_TRUE(std::isnan(maximum(1.0, kNan)));
}

TEST(Clamp, moves_outside_values_to_the_ends_and_keeps_nan) {
    EXPECT_EQ(clamp(-1.0, 0.0, 2.0), 0.0);
    EXPECT_EQ(clamp(1.0, 0.0, 2.0), 1.0);
    EXPECT_EQ(clamp(3.0, 0.0, 2.0), 2.0);
    EXPECT_EQ(clamp(kInfinity, 0.0, 2.0), 2.0);
    EXPECT_TRUE(std::isnan(clamp(kNan, 0.0, 2.0)));
}

TEST(Exp, is_within_one_ulp_over_its_whole_range) {
    Arguments arguments{1};
    for (int i = 0; i < kTries; ++i) {
        double const x = arguments.between(-745.2, 709.78);
        ASSERT_LT(ulps_between(exp(x), std::exp(static_cast<long double>(x))), 1.0) << x;
        double const small = arguments.between(-1.0, 1.0);
        ASSERT_LT(ulps_between(exp(small), std::exp(static_cast<long double>(small))), 1.0) << small;
    }
}

TEST(Exp, is_exact_where_the_result_is_a_short_number) {
    EXPECT_EQ(exp(0.0), 1.0);
    EXPECT_EQ(exp(-0.0), 1.0);
    EXPECT_EQ(exp(1e-300), 1.0);
}

TEST(Exp, saturates_to_zero_and_infinity) {
    EXPECT_EQ(exp(709.782712893383996), 0x1.fffffffffff2ap1023);
    EXPECT_EQ(exp(709.79), kInfinity);
    EXPECT_EQ(exp(1e308), kInfinity);
    EXPECT_EQ(exp(kInfinity), kInfinity);
    EXPECT_EQ(exp(-745.13), std::numeric_limits<double>::denorm_min());
    EXPECT_EQ(exp(-745.14), 0.0);
    EXPECT_EQ(exp(-1e308), 0.0);
    EXPECT_EQ(exp(-kInfinity), 0.0);
    EXPECT_TRUE(std::isnan(exp(kNan)));
}

TEST(Expm1, is_within_two_ulp_near_zero_and_far_from_it) {
    Arguments arguments{2};
    for (int i = 0; i < kTries; ++i) {
        double const x = arguments.between(-60.0, 709.78);
        ASSERT_LT(ulps_between(expm1(x), std::expm1(static_cast<long double>(x))), 2.0) << x;
        double const middle = arguments.between(-2.0, 2.0);
        ASSERT_LT(ulps_between(expm1(middle), std::expm1(static_cast<long double>(middle))), 2.0) << middle;
        double const small = std::ldexp(arguments.between(-1.0, 1.0), -i % 1000);
        ASSERT_LT(ulps_between(expm1(small), std::expm1(static_cast<long double>(small))), 2.0) << small;
    }
}

TEST(Expm1, ends_at_minus_one_and_infinity) {
    EXPECT_EQ(expm1(0.0), 0.0);
    EXPECT_EQ(expm1(-45.0), -1.0);
    EXPECT_EQ(expm1(-kInfinity), -1.0);
    EXPECT_EQ(expm1(709.79), kInfinity);
    EXPECT_EQ(expm1(kInfinity), kInfinity);
    EXPECT_TRUE(std::isnan(expm1(kNan)));
}

TEST(Log, is_within_one_ulp_for_every_exponent) {
    Arguments arguments{3};
    for (int exponent = -1074; exponent <= 1023; ++exponent) {
        for (int i = 0; i < 100; ++i) {
            double const x = std::ldexp(arguments.between(1.0, 2.0), exponent);
            ASSERT_LT(ulps_between(log(x), std::log(static_cast<long double>(x))), 1.0) << x;
        }
    }
}

TEST(Log, is_within_one_ulp_near_one_where_it_passes_through_zero) {
    Arguments arguments{4};
    for (int i = 0; i < kTries; ++i) {
        double const x = 1.0 + std::ldexp(arguments.between(-1.0, 1.0), -1 - i % 52);
        if (x == 1.0) continue;
        ASSERT_LT(ulps_between(log(x), std::log(static_cast<long double>(x))), 1.0) << x;
    }
}

TEST(Log, of_zero_negative_and_infinite_numbers_is_as_in_the_standard) {
    EXPECT_EQ(log(1.0), 0.0);
    EXPECT_EQ(log(0.0), -kInfinity);
    EXPECT_EQ(log(-0.0), -kInfinity);
    EXPECT_EQ(log(kInfinity), kInfinity);
    EXPECT_TRUE(std::isnan(log(-1.0)));
    EXPECT_TRUE(std::isnan(log(-1e-310)));
    EXPECT_TRUE(std::isnan(log(-kInfinity)));
    EXPECT_TRUE(std::isnan(log(kNan)));
}

TEST(Log1p, is_within_two_ulp_near_zero_and_far_from_it) {
    Arguments arguments{5};
    for (int i = 0; i < kTries; ++i) {
        double const middle = arguments.between(-1.0, 3.0);
        ASSERT_LT(ulps_between(log1p(middle), std::log1p(static_cast<long double>(middle))), 2.0) << middle;
        double const small = std::ldexp(arguments.between(-1.0, 1.0), -i % 1000);
        ASSERT_LT(ulps_between(log1p(small), std::log1p(static_cast<long double>(small))), 2.0) << small;
        double const large = std::ldexp(arguments.between(0.5, 1.0), i % 1024);
        ASSERT_LT(ulps_between(log1p(large), std::log1p(static_cast<long double>(large))), 2.0) << large;
    }
}

TEST(Log1p, ends_at_minus_one) {
    EXPECT_EQ(log1p(0.0), 0.0);
    EXPECT_EQ(log1p(-1.0), -kInfinity);
    EXPECT_EQ(log1p(kInfinity), kInfinity);
    EXPECT_TRUE(std::isnan(log1p(-1.5)));
    EXPECT_TRUE(std::isnan(log1p(-kInfinity)));
    EXPECT_TRUE(std::isnan(log1p(kNan)));
}

TEST(Power, is_as_accurate_as_the_size_of_its_result_allows) {
    Arguments arguments{6};
    for (int i = 0; i < kTries; ++i) {
        double const base = std::ldexp(arguments.between(0.5, 1.0), i % 21 - 10);
        double const exponent = arguments.between(-60.0, 60.0);
        double const bound = 2.0 + 2.0 * std::fabs(exponent * std::log(base));
        auto const exact = std::pow(static_cast<long double>(base), static_cast<long double>(exponent));
        ASSERT_LT(ulps_between(power(base, exponent), exact), bound) << base << " ^ " << exponent;
    }
}

TEST(Power, of_one_or_to_zero_is_exactly_one) {
    EXPECT_EQ(power(1.0, 1e300), 1.0);
    EXPECT_EQ(power(1.035, 0.0), 1.0);
    EXPECT_EQ(power(1e-320, -0.0), 1.0);
}

TEST(Expit, is_within_three_ulp_in_both_tails) {
    Arguments arguments{7};
    for (int i = 0; i < kTries; ++i) {
        double const x = i % 2 == 0 ? arguments.between(-745.0, 745.0) : arguments.between(-4.0, 4.0);
        auto const exact = 1.0L / (1.0L + std::exp(-static_cast<long double>(x)));
        ASSERT_LT(ulps_between(expit(x), exact), 3.0) << x;
    }
}

TEST(Expit, ends_at_zero_and_one) {
    EXPECT_EQ(expit(0.0), 0.5);
    EXPECT_EQ(expit(kInfinity), 1.0);
    EXPECT_EQ(expit(-kInfinity), 0.0);
    EXPECT_TRUE(std::isnan(expit(kNan)));
}

TEST(Logit, is_within_four_ulp_near_zero_one_half_and_one) {
    Arguments arguments{8};
    auto const check = [](double p) {
        auto const wide = static_cast<long double>(p);
        // log(p / (1 - p)) loses digits near 1/2; 2 atanh(2 p - 1) does not.
        auto const exact =
            p > 0.25 && p < 0.75 ? 2.0L * std::atanh(2.0L * wide - 1.0L) : std::log(wide) - std::log1p(-wide);
        return ulps_between(logit(p), exact);
    };
    for (int i = 0; i < kTries; ++i) {
        double const p = arguments.between(0.0, 1.0);
        if (p > 0.0) {
            ASSERT_LT(check(p), 4.0) << p;
        }
        double const near_half = 0.5 + std::ldexp(arguments.between(-1.0, 1.0), -3 - i % 49);
        if (near_half != 0.5) {
            ASSERT_LT(check(near_half), 4.0) << near_half;
        }
        double const near_zero = std::ldexp(arguments.between(0.5, 1.0), -i % 1074);
        ASSERT_LT(check(near_zero), 4.0) << near_zero;
        double const near_one = 1.0 - std::ldexp(arguments.between(0.5, 1.0), -i % 52);
        if (near_one > 0.0 && near_one < 1.0) {
            ASSERT_LT(check(near_one), 4.0) << near_one;
        }
    }
}

TEST(Logit, ends_at_infinity_and_is_nan_outside) {
    EXPECT_EQ(logit(0.5), 0.0);
    EXPECT_EQ(logit(0.0), -kInfinity);
    EXPECT_EQ(logit(1.0), kInfinity);
    EXPECT_TRUE(std::isnan(logit(-0.1)));
    EXPECT_TRUE(std::isnan(logit(1.1)));
    EXPECT_TRUE(std::isnan(logit(kNan)));
}

}  // namespace
}  // namespace mergerisk::portable
