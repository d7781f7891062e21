#pragma once
// Simulates all trials of a plan on several threads.

#include "engine/base/problem.h"
#include "engine/plan/outcome.h"
#include "engine/plan/plan.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace mergerisk::execute {

struct Settings {
    std::uint64_t trials = 131072;    ///< numbers 0 .. trials - 1
    std::optional<unsigned> threads;  ///< absent: as many as the machine runs at once
    /// For what the trials yield, bytes; absent: half of the machine's memory.
    std::optional<std::uint64_t> memory_limit;
};

/// Trials done and trials in all. Called by the thread that called simulate, at most ten times a second, and
/// once at the end of a simulation that was not stopped.
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct Simulation {
    enum class End : std::uint8_t { finished, stopped };
    End end = End::finished;
    plan::Outcomes outcomes;                    ///< empty when stopped
    std::vector<plan::ClaimedOutcome> claimed;  ///< [option]
};

/// Bytes that the outcomes of so many trials take.
[[nodiscard]] std::uint64_t memory_of(plan::Plan const& plan, std::uint64_t trials);

/// Why these settings cannot be obeyed; empty: they can. Paths are those of the run section of a scenario.
[[nodiscard]] base::Problems problems_of(plan::Plan const& plan, Settings const& settings);

/// The outcomes do not depend on the number of threads, bit for bit, and those of a trial not on the number
/// of trials. A request to stop is obeyed after at most one block of trials.
///
/// Precondition: problems_of(plan, settings) is empty. Throws kernel::TrialFailure of the first trial that
/// fails; what `progress` throws goes to the caller too.
[[nodiscard]] Simulation simulate(plan::Plan const& plan, Settings const& settings,
                                  Progress const& progress = {}, std::stop_token stop = {});

}  // namespace mergerisk::execute
