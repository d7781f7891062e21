#pragma once
// The public face of the engine: from the text of a scenario to what a run found.
//
//     mergerisk::input::DiskSources sources("scenarios/library");
//     mergerisk::Case const harbour = mergerisk::prepare(sources, "scenarios/harbour.yaml");
//     if (!harbour.problems.empty()) { /* show base::describe of each */ }
//     std::optional<mergerisk::results::Run> const run = mergerisk::simulate(harbour);

#include "engine/base/problem.h"
#include "engine/compile/compile.h"
#include "engine/input/load.h"
#include "engine/input/sources.h"
#include "engine/results/run.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace mergerisk {

/// A scenario that was read, checked and compiled.
struct Case {
    input::Loaded loaded;
    compile::Result compiled;
    /// Everything that is wrong, with places, in order. Not empty: nothing else is to be used but for
    /// explaining.
    base::Problems problems;
    compile::Settings settings;  ///< what was asked for instead of the scenario's `run:`
};

/// Never throws for what a file contains.
[[nodiscard]] Case prepare(input::Sources& sources, std::string const& file,
                           compile::Settings const& settings = {});

struct SimulationSettings {
    std::optional<unsigned> threads;  ///< absent: as many as the machine runs at once
    /// Trials done and trials in all, at most ten times a second, from the thread that called simulate.
    std::function<void(std::uint64_t, std::uint64_t)> progress;
    std::atomic<bool> const* stop = nullptr;  ///< set: the run ends within a tenth of a second
};

/// What the run found, complete with provenance; nullopt when it was stopped. Everything but `system` depends
/// only on the scenario, its library, the settings of `prepare` and the version. Throws std::runtime_error
/// when a trial cannot be computed or memory does not suffice, with a sentence that says which and why.
/// Precondition: the case has no problems.
[[nodiscard]] std::optional<results::Run> simulate(Case const& prepared,
                                                   SimulationSettings const& settings = {});

/// One trial of the case, told step by step from the reference implementation.
/// Preconditions: the case has no problems; trial < 2^36.
[[nodiscard]] std::string replay(Case const& prepared, std::uint64_t trial);

}  // namespace mergerisk
