#pragma once
// The standard normal distribution, and probabilities that keep their accuracy in both tails.

namespace mergerisk::math {

/// A probability u and its complement 1 - u, each with full relative accuracy: near 1, u alone has lost what
/// lies beyond it.
struct Tails {
    double lower = 0;  ///< u
    double upper = 0;  ///< 1 - u
};

/// Normal scores beyond this are treated as infinite, Phi(-25) = 3e-138: far from where doubles underflow,
/// and far enough for the mean square of the widest spread that is accepted.
inline constexpr double kLargestScore = 25.0;

[[nodiscard]] double normal_density(double z);

/// Phi(z); accurate in the lower tail. Phi(-infinity) = 0, Phi(infinity) = 1.
[[nodiscard]] double normal_probability(double z);

[[nodiscard]] Tails normal_tails(double z);

/// Phi(to) - Phi(from) for from <= to, with full relative accuracy also where the two are close or both in a
/// tail.
[[nodiscard]] double normal_mass(double from, double to);

/// z with Phi(z) = u; 0 and 1 give -infinity and infinity. Precondition: 0 <= u <= 1.
[[nodiscard]] double normal_score(double u);

/// The same from the smaller of the two tails.
[[nodiscard]] double normal_score(Tails tails);

}  // namespace mergerisk::math
