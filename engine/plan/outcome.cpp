#include "engine/plan/outcome.h"

namespace mergerisk::plan {

void Outcomes::resize(std::size_t option_count, std::size_t failure_count, std::size_t years,
                      std::size_t trial_count) {
    trials = trial_count;
    options.resize(option_count);
    for (OptionColumns& option : options) {
        for (auto& column : option.metric) column.resize(trial_count);
        option.outcome.resize(trial_count);
        option.failure_month.resize(kBuiltInFailureCount + failure_count);
        for (auto& column : option.failure_month) column.resize(trial_count);
        option.distress_month.resize(failure_count);
        for (auto& column : option.distress_month) column.resize(trial_count);
        option.distressed_at_start.resize(failure_count);
        for (auto& column : option.distressed_at_start) column.resize(trial_count);
        option.yearly_net_cash.resize(years);
        for (auto& column : option.yearly_net_cash) column.resize(trial_count);
        for (auto& column : option.bridge_npv) column.resize(trial_count);
        option.delay_postponed.resize(trial_count);
    }
}

}  // namespace mergerisk::plan
