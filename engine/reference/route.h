#pragma once
// How a route goes in one trial: stages, branches, completion or failure.

#include "engine/plan/outcome.h"
#include "engine/plan/plan.h"
#include "engine/reference/clock.h"
#include "engine/reference/draws.h"
#include "engine/reference/moments.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace mergerisk::reference {

/// From a moment to a moment, months.
struct Interval {
    double from = 0;
    double to = 0;
};

/// A stage that was entered.
struct Visit {
    plan::StageId stage;
    Interval time;
    std::optional<ClockReading> clock;
    plan::Branch const* branch = nullptr;  ///< the one that was taken, of the plan
    std::size_t branch_number = 0;         ///< see plan::OptionOutcome::stage_branch
    double probability = 0;                ///< of that branch
    std::optional<double> uniform;         ///< that chose it; absent in the claimed view
};

/// When what happens; C, F and Cp of plan::Route.
struct Timing {
    double horizon = 0;
    double completion = kNever;                      ///< C
    double failure = kNever;                         ///< F
    plan::Outcome cause = plan::Outcome::undecided;  ///< of the failure
    double planned = 0;                              ///< Cp
    double cleared = 0;                              ///< latest clearance, if all tracks clear
    double slip = 0;
    double walk_away = kNever;  ///< W, whether or not it comes first
    std::vector<Interval> tracks;
    std::vector<std::optional<Interval>> stages;
    std::vector<Visit> visits;  ///< track by track, in the order of entry

    [[nodiscard]] bool completes() const { return failure == kNever; }  ///< perhaps after the horizon
    [[nodiscard]] double decision() const { return completes() ? completion : failure; }
    [[nodiscard]] plan::Outcome outcome() const;  ///< undecided unless before the horizon
};

/// The claimed path; completion as planned.
[[nodiscard]] Timing claimed_timing(plan::Plan const& plan, plan::Option const& option);

/// As drawn. Without `failures`, branches that fail count as cleared and nobody walks away.
enum class Failures { happen, do_not_happen };
[[nodiscard]] Timing drawn_timing(plan::Plan const& plan, plan::Option const& option, Values const& values,
                                  Failures failures);

}  // namespace mergerisk::reference
