#pragma once
// From what a person said to what a simulation needs.

#include "engine/base/problem.h"
#include "engine/compile/competition.h"
#include "engine/compile/notes.h"
#include "engine/math/distribution.h"
#include "engine/model/scenario.h"
#include "engine/plan/plan.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mergerisk::compile {

/// What a command line may say instead of the scenario's `run:`.
struct Settings {
    std::optional<std::uint64_t> trials;
    std::optional<std::uint64_t> seed;
    std::optional<model::Sampling> sampling;
};

struct Result {
    plan::Plan plan;
    /// [quantity of the plan] the exact distribution, which a table only approximates. Of a Dirichlet share
    /// its marginal; of a probability moved by readiness, which has no closed form, the constant of its mean;
    /// of a calculated number a sample: see settle_calculated().
    std::vector<math::Distribution> marginals;
    std::uint64_t trials = 0;
    std::map<std::string, CompetitionNumbers> competition;  ///< of the options that have a competition case
    Notes notes;
    /// Not empty: the scenario has these problems (of model::check, else found on the way), and the plan must
    /// not be used.
    base::Problems problems;
};

/// The same scenario and settings give the same plan. Addresses of draws are paths of the document without
/// "options.<name>."; what comes from the library, and quantities, drivers and parties, have one address
/// wherever they are used. In an option with luck of its own, paths of the option and of the library tracks
/// it uses keep "options.<name>.". Parameters of a proportion are drawn at "evidence.<entry>", those of
/// counts at "evidence.<entry>.<outcome>", for every option alike.
[[nodiscard]] Result compile(model::Scenario const& scenario, Settings const& settings = {});

}  // namespace mergerisk::compile
