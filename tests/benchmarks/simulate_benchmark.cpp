// Trials a second of a whole simulation, without reading, compiling or reporting.

#include "engine/execute/simulate.h"
#include "tests/benchmarks/large_merger_plan.h"

#include <benchmark/benchmark.h>

#include <cstdint>

namespace {

constexpr std::uint64_t kTrials = 131072;

void simulate_large_merger(benchmark::State& state) {
    auto const plan = mergerisk::test_support::large_merger_plan();
    mergerisk::execute::Settings settings;
    settings.trials = kTrials;
    settings.threads = static_cast<unsigned>(state.range(0));
    for (auto _ : state) {
        auto const simulation = mergerisk::execute::simulate(plan, settings);
        benchmark::DoNotOptimize(simulation.outcomes.options.data());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(kTrials) * state.iterations());
    state.counters["options"] = static_cast<double>(plan.options.size());
}

}  // namespace

BENCHMARK(simulate_large_merger)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
