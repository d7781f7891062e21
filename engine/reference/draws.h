#pragma once
// What chance decides in one trial, and the numbers that follow from it.

#include "engine/math/quantile_function.h"
#include "engine/plan/plan.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace mergerisk::reference {

/// u and z = Phi^-1(u) of every draw, after dependence.
struct Draws {
    std::vector<double> uniform;  ///< [draw]
    std::vector<double> score;    ///< [draw]
};

/// Plain or scrambled Sobol draws, as the plan says; members of a dependence group become z' = L z.
[[nodiscard]] Draws draw(plan::Plan const& plan, std::uint64_t trial);

/// Exact quantile functions of the quantities that a plan has tables for. [quantity], or empty: the tables.
using Marginals = std::vector<std::optional<math::QuantileFunction>>;

/// [quantity] as drawn. The formula of each kind stands at plan::Quantity.
[[nodiscard]] std::vector<double> drawn_values(plan::Plan const& plan, Marginals const& marginals,
                                               Draws const& draws);

/// [quantity] in the claimed view.
[[nodiscard]] std::vector<double> claimed_values(plan::Plan const& plan);

/// The numbers of one trial, looked up by id. Refers to the vectors that it is made from.
class Values {
  public:
    Values(std::span<double const> quantities, std::span<double const> uniforms)
        : quantities_{quantities}, uniforms_{uniforms} {}

    [[nodiscard]] double operator[](plan::QuantityId id) const { return quantities_[id.index()]; }
    /// An absent quantity has the neutral value of its place.
    [[nodiscard]] double get(std::optional<plan::QuantityId> id, double when_absent) const {
        return id ? quantities_[id->index()] : when_absent;
    }
    /// Precondition: drawn, not claimed.
    [[nodiscard]] double uniform(plan::DrawId id) const { return uniforms_[id.index()]; }

  private:
    std::span<double const> quantities_;
    std::span<double const> uniforms_;
};

}  // namespace mergerisk::reference
