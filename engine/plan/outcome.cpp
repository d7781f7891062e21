#include "engine/plan/outcome.h"

#include "engine/plan/plan.h"

#include <optional>

namespace mergerisk::plan {

void Outcomes::resize(Plan const& plan, std::size_t trial_count) {
    constexpr std::size_t kMonthsOfYear = 12;
    std::size_t const failure_count = plan.failures.size();
    std::size_t const years = (plan.timeline.months + kMonthsOfYear - 1) / kMonthsOfYear;
    trials = trial_count;
    options.resize(plan.options.size());
    for (std::size_t o = 0; o < options.size(); ++o) {
        OptionColumns& option = options[o];
        std::optional<Route> const& route = plan.options[o].route;
        std::size_t const stages = route ? route->stages.size() : 0;
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
        option.stage_entry.resize(stages);
        for (auto& column : option.stage_entry) column.resize(trial_count);
        option.stage_end.resize(stages);
        for (auto& column : option.stage_end) column.resize(trial_count);
        option.stage_branch.resize(stages);
        for (auto& column : option.stage_branch) column.resize(trial_count);
    }
}

}  // namespace mergerisk::plan
