#pragma once
// The standard normal distribution, with the same bits everywhere (see engine/portable/elementary.h).

#include "engine/portable/elementary.h"

#include <cmath>
#include <cstddef>

namespace mergerisk::portable {

namespace detail {

// A quotient not yet divided, so that the choice between formulas comes before the one division.
struct Quotient {
    double numerator;
    double denominator;
};

MERGERISK_ALWAYS_INLINE Quotient choose(bool first, Quotient a, Quotient b) {
    return {first ? a.numerator : b.numerator, first ? a.denominator : b.denominator};
}

// The three rational approximations of Wichura (1988), procedure PPND16; coefficients a to f in his order.

MERGERISK_ALWAYS_INLINE Quotient inverse_normal_centre(double q) {
    double const r = 0.180625 - q * q;
    return {q * polynomial(r, 3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                           1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                           3.3430575583588128105e4, 2.5090809287301226727e3),
            polynomial(r, 1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
                       2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
                       5.2264952788528545610e3)};
}

MERGERISK_ALWAYS_INLINE Quotient inverse_normal_tail(double root) {
    double const r = root - 1.6;
    return {polynomial(r, 1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
                       3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
                       2.27238449892691845833e-2, 7.74545014278341407640e-4),
            polynomial(r, 1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
                       1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
                       1.05075007164441684324e-9)};
}

MERGERISK_ALWAYS_INLINE Quotient inverse_normal_far_tail(double root) {
    double const r = root - 5.0;
    return {polynomial(r, 6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
                       2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                       2.71155556874348757815e-5, 2.01033439929228813265e-7),
            polynomial(r, 1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
                       1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
                       1.42151175831644588870e-7, 2.04426310338993978564e-15)};
}

inline constexpr double kCentreHalfWidth = 0.425;
inline constexpr double kFarTailRoot = 5.0;

/// sqrt(-log of the probability of the nearer tail); u may be anything.
MERGERISK_ALWAYS_INLINE double tail_root(double u) {
    return std::sqrt(-log(u < 0.5 ? u : 1.0 - u));
}

MERGERISK_ALWAYS_INLINE double inverse_normal_given(double q, Quotient tail) {
    Quotient const signed_tail{q < 0.0 ? -tail.numerator : tail.numerator, tail.denominator};
    bool const central = (q <= kCentreHalfWidth) & (q >= -kCentreHalfWidth);
    Quotient const chosen = choose(central, inverse_normal_centre(q), signed_tail);
    return chosen.numerator / chosen.denominator;
}

}  // namespace detail

/// The z with P(Z <= z) = u for a standard normal Z. Relative error about 1e-15 for every u in (0, 1),
/// however small. -infinity at 0, infinity at 1, NaN outside [0, 1].
///
/// Source: M. J. Wichura (1988), "Algorithm AS 241: The percentage points of the normal distribution",
/// Applied Statistics 37(3), 477-484, procedure PPND16.
[[nodiscard]] MERGERISK_ALWAYS_INLINE double inverse_normal(double u) {
    double const root = detail::tail_root(u);
    double const z = detail::inverse_normal_given(
        u - 0.5, detail::choose(root <= detail::kFarTailRoot, detail::inverse_normal_tail(root),
                                detail::inverse_normal_far_tail(root)));
    double const from_above = u == 1.0 ? detail::kInfinity : z;
    return u == 0.0 ? -detail::kInfinity : from_above;
}

/// z[i] = inverse_normal(u[i]) for i < count, the same bits, faster for 0 < u < 1 because the far tail
/// (probability below e^-25, one draw in 36 billion) is looked at only when it occurs. The arrays may be the
/// same one, but may not overlap otherwise.
MERGERISK_ALWAYS_INLINE void inverse_normals(double const* u, double* z, std::size_t count) {
    constexpr std::size_t kBlock = 64;
    for (std::size_t start = 0; start < count; start += kBlock) {
        std::size_t const size = count - start < kBlock ? count - start : kBlock;
        double root[kBlock];
        double argument[kBlock];
        for (std::size_t i = 0; i < size; ++i) {
            argument[i] = u[start + i];
            root[i] = detail::tail_root(argument[i]);
        }
        for (std::size_t i = 0; i < size; ++i)
            z[start + i] =
                detail::inverse_normal_given(argument[i] - 0.5, detail::inverse_normal_tail(root[i]));
        std::uint64_t far = 0;
        for (std::size_t i = 0; i < size; ++i) far += root[i] <= detail::kFarTailRoot ? 0U : 1U;
        if (far == 0) continue;
        for (std::size_t i = 0; i < size; ++i) {
            if (!(root[i] <= detail::kFarTailRoot)) z[start + i] = inverse_normal(argument[i]);
        }
    }
}

/// P(Z <= z) for a standard normal Z. Relative error below 2e-15 in the lower tail wherever the result is a
/// normal double (z > -37.5); 0 below -38.6. For z > 0 it is exactly 1 - normal_cdf(-z).
///
/// Method: with x = |z|, (1 + x/5) exp(x^2/2) P(Z <= -x) is smooth and bounded, and so one Chebyshev series
/// in t = (x - 5) / (x + 5) covers all x, as M. M. Shepherd and J. G. Laframboise (1981), "Chebyshev
/// approximation of (1 + 2x) exp(x^2) erfc x in 0 <= x < infinity", Mathematics of Computation 36(153),
/// 249-253, do for erfc. The coefficients here are of that function, interpolated in 80 Chebyshev points with
/// 60 digits, cut at degree 24 (relative error 4e-18) and written in powers of t; that of t is one unit in
/// the last place lower than the nearest double, so that normal_cdf(0) is exactly 1/2.
[[nodiscard]] MERGERISK_ALWAYS_INLINE double normal_cdf(double z) {
    double const x = minimum(40.0, z < 0.0 ? -z : z);
    double const reciprocal = 1.0 / (x + 5.0);
    double const t = (x - 5.0) * reciprocal;
    double const smooth = detail::polynomial(
        t, 0.15383860995001258, -0.1330765005780114, 0.09906112319399524, -0.06270663133425627,
        0.03300407323407985, -0.013823727741414323, 0.004159013359884977, -0.0005986753517956957,
        -0.0001595738782032832, 0.00010897979367471258, -1.187515945860043e-05, -9.952465584915902e-06,
        3.3363212479106128e-06, 7.958723027658431e-07, -5.541334715466739e-07, -6.670854282462108e-08,
        8.726171035634645e-08, 7.714289713451517e-09, -1.407567278189173e-08, -1.3881694748089734e-09,
        2.2478013401959428e-09, 2.5427518520556465e-10, -3.0672151143199094e-10, -2.6624214860214042e-11,
        2.4938723294506293e-11);
    // exp(-x^2/2) with the rounding error of the square put back: 1e-16 of x^2/2 = 700 would be 8e-14 of the
    // result.
    double const upper = detail::from_bits(detail::bits_of(x) & 0xfffffffff8000000U);
    double const lower = x - upper;
    double const square = x * x;
    double const lost = ((upper * upper - square) + 2.0 * upper * lower) + lower * lower;
    double const density = exp(-0.5 * square) * (1.0 - 0.5 * lost);
    double const tail = density * (5.0 * reciprocal * smooth);
    return z > 0.0 ? 1.0 - tail : tail;
}

}  // namespace mergerisk::portable
