// Trials a second of a real merger with three options, as its scenario has it.

#include "engine/execute/simulate.h"
#include "engine/mergerisk.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

constexpr std::uint64_t kTrials = 131072;

mergerisk::Case manchester() {
    std::string const scenarios = MERGERISK_SOURCE_DIR "/scenarios/";
    mergerisk::input::DiskSources sources(scenarios + "library");
    mergerisk::compile::Settings settings;
    settings.trials = kTrials;
    return mergerisk::prepare(sources, scenarios + "manchester-2017.yaml", settings);
}

void report(benchmark::State& state, mergerisk::Case const& prepared) {
    state.SetItemsProcessed(static_cast<std::int64_t>(kTrials) * state.iterations());
    state.counters["options"] = static_cast<double>(prepared.compiled.plan.options.size());
}

/// Trials alone.
void simulate_manchester(benchmark::State& state) {
    auto const prepared = manchester();
    if (!prepared.problems.empty()) return state.SkipWithError("the scenario has problems");
    mergerisk::execute::Settings settings;
    settings.trials = kTrials;
    settings.threads = static_cast<unsigned>(state.range(0));
    for (auto _ : state) {
        auto const simulation = mergerisk::execute::simulate(prepared.compiled.plan, settings);
        benchmark::DoNotOptimize(simulation.outcomes.options.data());
    }
    report(state, prepared);
}

/// From the text of the scenario to estimates with their errors.
void run_manchester(benchmark::State& state) {
    mergerisk::SimulationSettings settings;
    settings.threads = static_cast<unsigned>(state.range(0));
    for (auto _ : state) {
        auto const prepared = manchester();
        if (!prepared.problems.empty()) return state.SkipWithError("the scenario has problems");
        auto const run = mergerisk::simulate(prepared, settings);
        benchmark::DoNotOptimize(run.has_value());
    }
    report(state, manchester());
}

}  // namespace

BENCHMARK(simulate_manchester)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(run_manchester)->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
