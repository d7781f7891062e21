#pragma once
// Runs a hand-made plan through the reference implementation and through the kernel, expects that they agree,
// and gives what the tests compare with their solutions on paper.

#include "engine/math/distribution.h"
#include "engine/plan/outcome.h"
#include "engine/plan/plan.h"
#include "tests/support/plan_builder.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace mergerisk::known_answers {

inline constexpr double kNever = std::numeric_limits<double>::infinity();

/// All options in each of the first trials, by the reference implementation. [trial][option]
using Trials = std::vector<std::vector<plan::OptionOutcome>>;
[[nodiscard]] Trials run(plan::Plan const& plan, std::uint64_t trials);

/// The only trial of a plan without luck, one option.
[[nodiscard]] plan::OptionOutcome outcome_of(plan::Plan const& plan, std::size_t option = 0);

[[nodiscard]] plan::ClaimedOutcome claimed_of(plan::Plan const& plan, std::size_t option = 0);

[[nodiscard]] double metric(plan::OptionOutcome const& outcome, plan::Metric which);
[[nodiscard]] double bridge(plan::OptionOutcome const& outcome, plan::BridgeView view);

/// Share of the trials in which it holds for the option.
[[nodiscard]] double frequency(Trials const& trials,
                               std::function<bool(plan::OptionOutcome const&)> const& holds,
                               std::size_t option = 0);
[[nodiscard]] double mean(Trials const& trials,
                          std::function<double(plan::OptionOutcome const&)> const& number,
                          std::size_t option = 0);

/// Five standard errors of a frequency with that probability: a false alarm in 1.7 million, and the seed is
/// fixed.
[[nodiscard]] double tolerance(double probability, std::uint64_t trials);

}  // namespace mergerisk::known_answers
