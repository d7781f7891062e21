#pragma once
// 95 % intervals for a probability.

#include <cstdint>

namespace mergerisk::stats {

struct Interval {
    double low = 0.0;
    double high = 1.0;
};

/// Wilson's score interval for a share observed in `effective_trials` trials, `critical` standard deviations
/// wide on either side (Wilson 1927, "Probable inference, the law of succession, and statistical inference",
/// J. Amer. Statist. Assoc. 22). Within [0, 1].
/// Preconditions: 0 <= share <= 1, effective_trials > 0 (need not be whole), critical > 0.
[[nodiscard]] Interval wilson(double share, double effective_trials, double critical);

/// The exact 95 % interval for `successes` of `trials` (Clopper and Pearson 1934, "The use of confidence or
/// fiducial limits", Biometrika 26): outside it, the binomial probability of so few or so many is below 2.5
/// %. To about 1e-12. Uses only the four operations, so it is the same on every machine. Precondition:
/// successes <= trials, trials >= 1. Cost: grows with the square root of `trials`.
[[nodiscard]] Interval clopper_pearson(std::uint64_t successes, std::uint64_t trials);

}  // namespace mergerisk::stats
