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

/// When what happens; C, F, U and Cp of plan::Route, X of plan::Exit.
struct Timing {
    double horizon = 0;
    double completion = kNever;                      ///< C
    double failure = kNever;                         ///< F
    double integration = kNever;                     ///< see plan::Anchor
    double term_end = kNever;                        ///< C + term
    double exit = kNever;                            ///< X
    plan::Outcome cause = plan::Outcome::undecided;  ///< of the failure
    double planned = 0;                              ///< Cp
    double cleared = 0;                              ///< latest clearance, if all tracks clear
    double slip = 0;
    double walk_away = kNever;                    ///< W, whether or not it comes first
    std::vector<std::optional<Interval>> tracks;  ///< those that are entered
    /// [stage] from its entry to its end, of a stage that is visited again to the end of the last visit.
    std::vector<std::optional<Interval>> stages;
    std::vector<Visit> visits;  ///< track by track, those after completion last, in the order of entry

    [[nodiscard]] bool completes() const { return failure == kNever; }  ///< perhaps after the horizon
    [[nodiscard]] bool unwound() const { return exit < term_end; }
    [[nodiscard]] double cut() const { return failure < exit ? failure : exit; }  ///< min(F, X)
    [[nodiscard]] double decision() const { return completes() ? completion : failure; }
    [[nodiscard]] plan::Outcome outcome() const;  ///< undecided unless before the horizon
};

/// The claimed path; completion as planned. `values` say how long the term is.
[[nodiscard]] Timing claimed_timing(plan::Plan const& plan, plan::Option const& option, Values const& values);
/// The same with the claimed term.
[[nodiscard]] Timing claimed_timing(plan::Plan const& plan, plan::Option const& option);

/// The claim moved to another completion: what came after the planned one comes as much after that.
[[nodiscard]] Timing moved_to(double completion, Timing claimed);

/// As drawn, but for the limit of support. Without `failures`, branches that fail count as cleared and nobody
/// walks away.
enum class Failures { happen, do_not_happen };
[[nodiscard]] Timing drawn_timing(plan::Plan const& plan, plan::Option const& option, Values const& values,
                                  Failures failures);

/// The same when the option ends at that moment, if it has not ended before.
[[nodiscard]] Timing ended_by(double moment, Timing timing);

}  // namespace mergerisk::reference
