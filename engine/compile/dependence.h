#pragma once
// Stated correlations as groups of draws.

#include "engine/compile/draws.h"
#include "engine/compile/notes.h"
#include "engine/math/distribution.h"
#include "engine/model/scenario.h"
#include "engine/plan/plan.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mergerisk::compile {

struct DependenceResult {
    std::vector<plan::DependenceGroup> groups;
    std::vector<RankCorrelation> correlations;
    std::vector<std::string> remarks;  ///< correlations that name what nothing uses
};

/// Precondition: the scenario has no problems. `marginals` are the exact distributions of `quantities`.
[[nodiscard]] DependenceResult make_dependence(model::Scenario const& scenario, Draws const& draws,
                                               std::span<plan::Quantity const> quantities,
                                               std::span<math::Distribution const> marginals);

/// Spearman's correlation (of mid-ranks) of two numbers whose normal scores have this correlation,
/// |normal_score| < 1. The same as math::rank_correlation where both are continuous; nearer to 0 where one
/// has lumps of probability; nullopt where one is constant.
[[nodiscard]] std::optional<double> achieved_rank_correlation(math::Distribution const& first,
                                                              math::Distribution const& second,
                                                              double normal_score);

}  // namespace mergerisk::compile
