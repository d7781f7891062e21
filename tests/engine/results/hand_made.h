#pragma once
// Plans and trials that are filled by hand.

#include "engine/plan/outcome.h"
#include "engine/plan/plan.h"

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace mergerisk::results::hand_made {

inline constexpr double kNever = std::numeric_limits<double>::infinity();

/// Options without anything in them, two years, plain sampling. `counterfactual` is an index, or none if
/// negative.
inline plan::Plan plan_of(std::vector<std::string> const& names, int counterfactual = -1) {
    plan::Plan plan;
    plan.timeline.months = 24;
    plan.sampling.kind = plan::Sampling::Kind::plain;
    for (std::string const& name : names) {
        plan::Option option;
        option.name = name;
        option.label = "Option " + name;
        option.form = "merger";
        plan.options.push_back(option);
    }
    if (counterfactual >= 0) {
        plan.counterfactual = static_cast<std::size_t>(counterfactual);
        plan.options[*plan.counterfactual].counterfactual = true;
    }
    return plan;
}

inline plan::Failure failure(std::string const& name, plan::Failure::Kind kind) {
    plan::Failure made;
    made.name = name;
    made.label = "Failure " + name;
    made.kind = kind;
    return made;
}

/// Trials in which every number is 0, every option completes at once and nothing fails.
inline plan::Outcomes outcomes_of(plan::Plan const& plan, std::size_t trials) {
    plan::Outcomes outcomes;
    outcomes.resize(plan, trials);
    for (plan::OptionColumns& option : outcomes.options) {
        option.outcome.assign(trials, plan::Outcome::completed);
        for (auto& column : option.failure_month) column.assign(trials, kNever);
        for (auto& column : option.distress_month) column.assign(trials, kNever);
    }
    return outcomes;
}

inline std::vector<double>& column(plan::Outcomes& outcomes, std::size_t option, plan::Metric metric) {
    return outcomes.options[option].metric[static_cast<std::size_t>(metric)];
}

inline std::vector<plan::ClaimedOutcome> claims_of(plan::Plan const& plan) {
    plan::ClaimedOutcome claimed;
    claimed.yearly_net_cash.resize((plan.timeline.months + 11) / 12);
    return std::vector<plan::ClaimedOutcome>(plan.options.size(), claimed);
}

}  // namespace mergerisk::results::hand_made
