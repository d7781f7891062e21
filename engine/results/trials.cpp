#include "engine/results/trials.h"

#include "engine/base/contract.h"

#include <cmath>

namespace mergerisk::results {

Trials::Trials(plan::OptionColumns const& option, stats::Structure sampled)
    : columns{option}, structure{sampled} {
    std::size_t const trials = option.outcome.size();
    EXPECTS(trials > 0);
    completed.resize(trials);
    failed.resize(trials);
    decided.resize(trials);
    for (std::size_t trial = 0; trial < trials; ++trial) {
        plan::Outcome const outcome = option.outcome[trial];
        bool const undecided = outcome == plan::Outcome::undecided;
        completed[trial] = outcome == plan::Outcome::completed ? 1 : 0;
        decided[trial] = undecided ? 0 : 1;
        failed[trial] = decided[trial] - completed[trial] != 0 ? 1 : 0;
    }
}

Flags finite(std::vector<double> const& values) {
    Flags flags(values.size());
    for (std::size_t trial = 0; trial < values.size(); ++trial) {
        EXPECTS(!std::isnan(values[trial]));
        flags[trial] = std::isfinite(values[trial]) ? 1 : 0;
    }
    return flags;
}

double share_of(Flags const& flags) {
    std::size_t flagged = 0;
    for (std::uint8_t const flag : flags) flagged += flag != 0 ? 1U : 0U;
    return static_cast<double>(flagged) / static_cast<double>(flags.size());
}

}  // namespace mergerisk::results
