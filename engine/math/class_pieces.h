#pragma once
// The quantile function of a reference class.

#include "engine/math/quantile_function.h"
#include "engine/math/reference_class.h"

#include <optional>
#include <string>
#include <vector>

namespace mergerisk::math {

[[nodiscard]] std::optional<std::string> flaw_of(ReferenceClass const& reference_class);

/// Precondition: no flaw.
[[nodiscard]] std::vector<QuantilePiece> class_pieces(ReferenceClass const& reference_class);

/// The quantile function of a mixture's part. `inner` describes it by its own normal score t; of it, [t_from,
/// t_to] is laid out over [z_from, z_to], `weight` of probability outside for each unit of probability
/// inside: Phi(z) - Phi(z_from) = weight (Phi(t) - Phi(t_from)).
struct Layout {
    double t_from, t_to;
    double z_from, z_to;
    double weight;
};
[[nodiscard]] std::vector<QuantilePiece> laid_out(std::vector<QuantilePiece> const& inner,
                                                  Layout const& layout);

[[nodiscard]] QuantilePiece constant_piece(double z_low, double z_high, double value);

}  // namespace mergerisk::math
