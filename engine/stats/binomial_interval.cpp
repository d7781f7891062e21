#include "engine/stats/binomial_interval.h"

#include "engine/base/contract.h"

#include <cmath>

namespace mergerisk::stats {

namespace {

constexpr double kTail = 0.025;

// Sums of binomial probabilities, each relative to the most probable number of successes.
struct RelativeSums {
    double all = 0.0;
    double up_to_successes = 0.0;
};

// P(X <= successes) for X binomial. Neighbouring terms differ by a simple factor, so starting from the
// largest one no factorial is needed; terms below kNegligible of it are left out, and fall faster than
// geometrically.
double probability_of_at_most(std::uint64_t successes, std::uint64_t trials, double probability) {
    constexpr double kNegligible = 1e-20;
    double const odds = probability / (1.0 - probability);
    auto const n = static_cast<double>(trials);
    double const mode = std::floor((n + 1.0) * probability);
    double const limit = static_cast<double>(successes);
    RelativeSums sums;
    auto const count = [&](double number, double term) {
        sums.all += term;
        if (number <= limit) sums.up_to_successes += term;
    };
    double term = 1.0;
    for (double number = mode; number >= 0.0 && term > kNegligible; number -= 1.0) {
        count(number, term);
        term *= number / ((n - number + 1.0) * odds);
    }
    term = (n - mode) * odds / (mode + 1.0);
    for (double number = mode + 1.0; number <= n && term > kNegligible; number += 1.0) {
        count(number, term);
        term *= (n - number) * odds / (number + 1.0);
    }
    return sums.up_to_successes / sums.all;
}

// The probability under which so few successes have a chance of kTail. The chance falls as the probability
// grows.
double upper_limit(std::uint64_t successes, std::uint64_t trials) {
    if (successes == trials) return 1.0;
    double low = static_cast<double>(successes) / static_cast<double>(trials);
    double high = 1.0;
    for (double middle = 0.5 * (low + high); low < middle && middle < high; middle = 0.5 * (low + high)) {
        (probability_of_at_most(successes, trials, middle) > kTail ? low : high) = middle;
    }
    return high;
}

}  // namespace

Interval wilson(double share, double effective_trials, double critical) {
    EXPECTS(share >= 0.0 && share <= 1.0 && effective_trials > 0.0 && critical > 0.0);
    double const square = critical * critical;
    double const shrink = 1.0 / (1.0 + square / effective_trials);
    double const centre = shrink * (share + 0.5 * square / effective_trials);
    double const variance =
        share * (1.0 - share) / effective_trials + 0.25 * square / (effective_trials * effective_trials);
    double const half_width = shrink * critical * std::sqrt(variance);
    double const low = centre - half_width;
    double const high = centre + half_width;
    return {low > 0.0 ? low : 0.0, high < 1.0 ? high : 1.0};
}

Interval clopper_pearson(std::uint64_t successes, std::uint64_t trials) {
    EXPECTS(trials >= 1 && successes <= trials);
    return {1.0 - upper_limit(trials - successes, trials), upper_limit(successes, trials)};
}

}  // namespace mergerisk::stats
