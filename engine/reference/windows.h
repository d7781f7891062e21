#pragma once
// When lines, effects and risks happen in a trial.

#include "engine/plan/plan.h"
#include "engine/reference/draws.h"
#include "engine/reference/route.h"

#include <optional>

namespace mergerisk::reference {

/// The rules stand at plan::Anchor and plan::Window. All moments in months; nullopt: never.
[[nodiscard]] std::optional<double> moment_of(plan::Anchor const& anchor, Timing const& timing);

/// As moment_of, for what starts then: what starts at or after completion never does in a failed trial, what
/// starts at or after integration not in one that is unwound by then either.
[[nodiscard]] std::optional<double> start_of(plan::Anchor const& anchor, Timing const& timing);

/// Uncut, nullopt when it is empty. from <= to.
[[nodiscard]] std::optional<Interval> interval_of(plan::Window const& window, Timing const& timing,
                                                  Values const& values);

[[nodiscard]] bool happens(plan::OnlyIf condition, Timing const& timing);

/// The moment at which everything under that condition stops: the earlier of F and X, or never.
[[nodiscard]] double cut_of(plan::OnlyIf condition, Timing const& timing);

/// The part of month m in an interval that is cut at `cut`; from >= to when there is none.
[[nodiscard]] Interval part_of_month(std::size_t month, Interval const& interval, double cut);

/// Length of a part, 0 when there is none.
[[nodiscard]] double length_of(Interval const& part);

}  // namespace mergerisk::reference
