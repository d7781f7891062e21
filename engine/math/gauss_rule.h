#pragma once
// Gauss-Legendre quadrature.

#include <array>
#include <cstddef>

namespace mergerisk::math {

/// The 20-point Gauss-Legendre rule on [0, 1]: exact for polynomials up to degree 39.
struct GaussRule {
    static constexpr std::size_t kPoints = 20;
    std::array<double, kPoints> nodes{};
    std::array<double, kPoints> weights{};  ///< sum to 1
};

[[nodiscard]] GaussRule const& gauss_rule();

/// The integral of `f` over [low, high].
template <class Function>
[[nodiscard]] double integral(Function const& f, double low, double high) {
    GaussRule const& rule = gauss_rule();
    double sum = 0;
    for (std::size_t i = 0; i < GaussRule::kPoints; ++i) {
        sum += rule.weights[i] * f(low + (high - low) * rule.nodes[i]);
    }
    return sum * (high - low);
}

}  // namespace mergerisk::math
