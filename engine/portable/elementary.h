#pragma once
// Elementary functions that give the same bits with every compiler and instruction set.
//
// The C library chooses other code on other processors, so its exp and log differ in the last bit from
// machine to machine. These functions use only additions, multiplications, divisions and comparisons of IEEE
// 754 doubles, rounded to nearest, and integer operations on their bits. They must be compiled with
// -ffp-contract=off. None has a branch: a loop over an array of arguments is vectorised. NaN gives NaN.

#include "engine/portable/inline.h"

#include <cstdint>
#include <limits>

namespace mergerisk::portable {

/// `a < b ? a : b`. Unlike fmin, it is one thing everywhere: b when either is NaN, b of two zeros.
MERGERISK_ALWAYS_INLINE constexpr double minimum(double a, double b) {
    return a < b ? a : b;
}

/// `a > b ? a : b`: b when either is NaN, b of two zeros.
MERGERISK_ALWAYS_INLINE constexpr double maximum(double a, double b) {
    return a > b ? a : b;
}

/// `value` moved into [low, high]. Precondition: low <= high. NaN stays NaN.
MERGERISK_ALWAYS_INLINE constexpr double clamp(double value, double low, double high) {
    return minimum(high, maximum(low, value));
}

namespace detail {

MERGERISK_ALWAYS_INLINE constexpr std::uint64_t bits_of(double value) {
    return __builtin_bit_cast(std::uint64_t, value);
}
MERGERISK_ALWAYS_INLINE constexpr double from_bits(std::uint64_t bits) {
    return __builtin_bit_cast(double, bits);
}

/// c0 + x (c1 + x (c2 + ...)), unrolled: compilers do not vectorise a loop around a loop over coefficients.
template <class... Coefficients>
MERGERISK_ALWAYS_INLINE constexpr double polynomial(double x, double c0, Coefficients... higher) {
    if constexpr (sizeof...(higher) == 0) {
        return c0;
    } else {
        return c0 + x * polynomial(x, higher...);
    }
}

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// ln 2 in two parts. The upper has 21 trailing zero bits, so that its product with a binary exponent is
// exact. Source: FreeBSD msun e_log.c (Sun Microsystems 1993), ln2_hi and ln2_lo.
inline constexpr double kLn2Upper = 6.93147180369123816490e-01;
inline constexpr double kLn2Lower = 1.90821492927058770002e-10;
inline constexpr double kLog2E = 1.44269504088896340736;

// Adding 1.5 * 2^52 rounds to an integer, which then stands in the low bits of the sum.
inline constexpr double kRounder = 0x1.8p52;

/// exp(x) = (1 + fraction) 2^exponent. `half_scale` twice: 2^1024 is no double, nor is 2^-1076, but their
/// factors are, and so a subnormal result is rounded only once.
struct ReducedExponential {
    double fraction;              ///< exp(r) - 1 with |r| <= ln(2) / 2
    std::uint64_t biased_first;   ///< floor(exponent / 2) + 1023
    std::uint64_t biased_second;  ///< exponent - floor(exponent / 2) + 1023

    [[nodiscard]] MERGERISK_ALWAYS_INLINE double scaled(double value) const {
        return value * from_bits(biased_first << 52U) * from_bits(biased_second << 52U);
    }
    /// 2^-exponent
    [[nodiscard]] MERGERISK_ALWAYS_INLINE double inverse_scale() const {
        return from_bits((2046U - biased_first) << 52U) * from_bits((2046U - biased_second) << 52U);
    }
};

/// Precondition: -747 <= x <= 711, or NaN.
MERGERISK_ALWAYS_INLINE ReducedExponential reduce_exponential(double x) {
    double const rounded = x * kLog2E + kRounder;
    double const exponent = rounded - kRounder;
    double const r = (x - exponent * kLn2Upper) - exponent * kLn2Lower;
    // Taylor series of (exp(r) - 1 - r) / r^2. With |r| <= 0.34658 the first term left out, r^14 / 14!, is
    // below 4.2e-18 of exp(r).
    double const tail =
        polynomial(r, 1.0 / 2.0, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0, 1.0 / 5040.0, 1.0 / 40320.0,
                   1.0 / 362880.0, 1.0 / 3628800.0, 1.0 / 39916800.0, 1.0 / 479001600.0, 1.0 / 6227020800.0);
    // 2046 = 2 * 1023 keeps the number positive: vector units have no arithmetic shift of 64-bit integers.
    std::uint64_t const biased = bits_of(rounded) - bits_of(kRounder) + 2046U;
    std::uint64_t const first = biased >> 1U;
    return {r + r * r * tail, first, biased - first};
}

}  // namespace detail

/// e^x, relative error below 1 unit in the last place (ulp); subnormal results are rounded to the last bit
/// they have. 0 below -745.13, infinity above 709.78. exp(0) is 1.
[[nodiscard]] MERGERISK_ALWAYS_INLINE double exp(double x) {
    auto const reduced = detail::reduce_exponential(clamp(x, -746.0, 710.0));
    return reduced.scaled(1.0 + reduced.fraction);
}

/// e^x - 1 without cancellation near 0; relative error below 2 ulp. -1 for very negative x, infinity above
/// 709.78.
[[nodiscard]] MERGERISK_ALWAYS_INLINE double expm1(double x) {
    // e^-50 is less than half a unit in the last place of 1.
    auto const reduced = detail::reduce_exponential(clamp(x, -50.0, 710.0));
    return reduced.scaled(reduced.fraction + (1.0 - reduced.inverse_scale()));
}

/// Natural logarithm, relative error below 1 ulp over all positive doubles, subnormal ones included.
/// log(1) is 0, log(0) is -infinity, log(infinity) is infinity, of a negative number it is NaN.
///
/// Method and coefficients: FreeBSD msun e_log.c (Sun Microsystems 1993): x = 2^k (1 + f) with sqrt(1/2) <= 1
/// + f < sqrt(2), s = f / (2 + f), log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)).
[[nodiscard]] MERGERISK_ALWAYS_INLINE double log(double x) {
    bool const subnormal = x < 0x1p-1022;
    double const normal = subnormal ? x * 0x1p52 : x;
    // Adds to the exponent of every mantissa above sqrt(2), so that the upper bits hold k + 1023.
    constexpr std::uint64_t kSqrtHalf = 0x3fe6a09e667f3bcdU;
    std::uint64_t const moved = detail::bits_of(normal) + (0x3ff0000000000000U - kSqrtHalf);
    double const mantissa = detail::from_bits((moved & 0x000fffffffffffffU) + kSqrtHalf);
    // An integer below 2^52 in the low bits of 2^52 is that integer as a double: no conversion instruction
    // needed.
    double const biased = detail::from_bits((moved >> 52U) | 0x4330000000000000U);
    double const k = biased - (subnormal ? 0x1p52 + 1023.0 + 52.0 : 0x1p52 + 1023.0);

    double const f = mantissa - 1.0;
    double const half_square = 0.5 * f * f;
    double const s = f / (2.0 + f);
    double const z = s * s;
    double const series =
        z * detail::polynomial(z, 6.666666666666735130e-01, 3.999999999940941908e-01,
                               2.857142874366239149e-01, 2.222219843214978396e-01, 1.818357216161805012e-01,
                               1.531383769920937332e-01, 1.479819860511658591e-01);
    double const result =
        k * detail::kLn2Upper - ((half_square - (s * (half_square + series) + k * detail::kLn2Lower)) - f);

    double const finite = x < detail::kInfinity ? result : x;
    double const edge = x == 0.0 ? -detail::kInfinity : detail::kNan;
    return x > 0.0 ? finite : edge;
}

/// log(1 + x) without cancellation near 0; relative error below 2 ulp. log1p(-1) is -infinity, below it is
/// NaN.
[[nodiscard]] MERGERISK_ALWAYS_INLINE double log1p(double x) {
    double const sum = 1.0 + x;
    // What rounding took from the sum (Dekker 1971: exact when the larger term comes first).
    double const lost = x < 1.0 ? x - (sum - 1.0) : 1.0 - (sum - x);
    double const logarithm = log(sum);
    double const corrected = logarithm + lost / sum;
    bool const needs_correction = (sum > 0.0) & (sum < detail::kInfinity);
    return needs_correction ? corrected : logarithm;
}

/// base^exponent for base > 0, as exp(exponent * log(base)): the relative error grows with the size of the
/// result, at most (2 + 2 |exponent * log(base)|) ulp. Exactly 1 when the exponent is 0 or the base is 1.
[[nodiscard]] MERGERISK_ALWAYS_INLINE double power(double base, double exponent) {
    return exp(exponent * log(base));
}

/// 1 / (1 + e^-x), the inverse of logit. Relative error below 3 ulp in the lower tail too.
[[nodiscard]] MERGERISK_ALWAYS_INLINE double expit(double x) {
    double const e = exp(x < 0.0 ? x : -x);
    return (x < 0.0 ? e : 1.0) / (1.0 + e);
}

/// log(p / (1 - p)) for p in [0, 1]; -infinity at 0, infinity at 1, NaN outside. Relative error below 4 ulp,
/// also near 1/2, where the result passes through 0.
[[nodiscard]] MERGERISK_ALWAYS_INLINE double logit(double p) {
    double const q = p > 0.5 ? 1.0 - p : p;
    // q / (1 - q) = 1 + excess. Near q = 1/2 the logarithm needs the excess, which is known to the last bit
    // there.
    bool const small = q < 0.25;
    double const excess = (2.0 * q - 1.0) / (1.0 - q);
    double const ratio = small ? q / (1.0 - q) : 1.0 + excess;
    double const lost = small ? 0.0 : excess - (ratio - 1.0);
    double const logarithm = log(ratio);
    double const lower = small ? logarithm : logarithm + lost / ratio;
    return p > 0.5 ? -lower : lower;
}

}  // namespace mergerisk::portable
