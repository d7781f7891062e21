#pragma once
// Distributions in a few parameters, plain values, from which others are put together.

#include <limits>
#include <variant>

namespace mergerisk::math {

struct Constant {
    double value = 0;
    friend bool operator==(Constant const&, Constant const&) = default;
};

/// Beta-PERT with shape 4: Beta(1 + 4 (mode - low) / (high - low), 1 + 4 (high - mode) / (high - low)) on
/// [low, high]; mean (low + 4 mode + high) / 6. Malcolm, Roseboom, Clark and Fazar (1959), "Application of a
/// technique for research and development program evaluation", Operations Research 7(5).
struct Pert {
    double low = 0;
    double mode = 0;
    double high = 0;
    friend bool operator==(Pert const&, Pert const&) = default;
};

struct Triangular {
    double low = 0;
    double mode = 0;
    double high = 0;
    friend bool operator==(Triangular const&, Triangular const&) = default;
};

struct Uniform {
    double low = 0;
    double high = 0;
    friend bool operator==(Uniform const&, Uniform const&) = default;
};

struct Normal {
    double mean = 0;
    double standard_deviation = 0;
    friend bool operator==(Normal const&, Normal const&) = default;
};

/// Density proportional to x^(shape - 1) exp(-x / scale), x > 0.
struct Gamma {
    double shape = 0;
    double scale = 0;
    friend bool operator==(Gamma const&, Gamma const&) = default;
};

/// exp(N(mu, sigma^2)).
struct Lognormal {
    double mu = 0;
    double sigma = 0;
    friend bool operator==(Lognormal const&, Lognormal const&) = default;
};

/// Beta(alpha, beta) stretched to [low, high].
struct Beta {
    double alpha = 0;
    double beta = 0;
    double low = 0;
    double high = 1;
    friend bool operator==(Beta const&, Beta const&) = default;
};

using Continuous = std::variant<Pert, Triangular, Uniform, Normal, Lognormal, Gamma, Beta>;

/// `of`, given that it lies in [low, high]: renormalised, so no probability piles up at a bound.
struct Truncated {
    Continuous of;
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    friend bool operator==(Truncated const&, Truncated const&) = default;
};

}  // namespace mergerisk::math
