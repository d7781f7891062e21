// How a scenario is simulated.

#include "engine/input/language.h"

namespace mergerisk::input {
namespace {

using model::RunSettings;

constexpr Choice kSamplingWords[] = {
    {"sobol", static_cast<int>(model::Sampling::sobol), "scrambled Sobol points, 16 replicates"},
    {"plain", static_cast<int>(model::Sampling::plain), "independent random numbers"}};
constinit Typed<model::Sampling> const kSampling =
    choice_type<model::Sampling, kSamplingWords>("sampling", "sobol or plain");

constexpr Row kRunRows[] = {
    row<&RunSettings::trials>("trials", kWhole,
                              {.presence = Presence::defaulted,
                               .default_text = "131072",
                               .doc = "Number of possible futures.",
                               .example = "131072",
                               .range = base::Range{1, 1e9}}),
    row<&RunSettings::seed>("seed", kWhole,
                            {.presence = Presence::defaulted,
                             .default_text = "1",
                             .doc = "Seed of the random numbers.",
                             .example = "2016"}),
    row<&RunSettings::sampling>("sampling", kSampling,
                                {.presence = Presence::defaulted,
                                 .default_text = "sobol",
                                 .doc = "How the random numbers are chosen.",
                                 .example = "sobol"}),
};
constexpr Record kRunRecord{.name = "run",
                            .doc = "How it is simulated.",
                            .rows = kRunRows,
                            .example = "{trials: 131072, seed: 2016}"};

}  // namespace

constinit Typed<RunSettings> const kRun = record_type<RunSettings, kRunRecord>();

}  // namespace mergerisk::input
