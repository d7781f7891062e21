#include "tests/known_answers/answers.h"

#include "engine/reference/reference.h"

#include <cmath>

namespace mergerisk::known_answers {

Trials run(plan::Plan const& plan, std::uint64_t trials) {
    reference::Reference const reference{plan};
    Trials result;
    for (std::uint64_t trial = 0; trial < trials; ++trial) result.push_back(reference(trial).options);
    return result;
}

plan::OptionOutcome outcome_of(plan::Plan const& plan, std::size_t option) {
    return run(plan, 1)[0][option];
}

plan::ClaimedOutcome claimed_of(plan::Plan const& plan, std::size_t option) {
    return reference::Reference{plan}.claimed(option);
}

double metric(plan::OptionOutcome const& outcome, plan::Metric which) {
    return outcome.metric[static_cast<std::size_t>(which)];
}

double bridge(plan::OptionOutcome const& outcome, plan::BridgeView view) {
    return outcome.bridge_npv[static_cast<std::size_t>(view)];
}

double frequency(Trials const& trials, std::function<bool(plan::OptionOutcome const&)> const& holds,
                 std::size_t option) {
    return mean(
        trials, [&](plan::OptionOutcome const& outcome) { return holds(outcome) ? 1.0 : 0.0; }, option);
}

double mean(Trials const& trials, std::function<double(plan::OptionOutcome const&)> const& number,
            std::size_t option) {
    double sum = 0;
    for (auto const& options : trials) sum += number(options[option]);
    return sum / static_cast<double>(trials.size());
}

double tolerance(double probability, std::uint64_t trials) {
    return 5 * std::sqrt(probability * (1 - probability) / static_cast<double>(trials));
}

}  // namespace mergerisk::known_answers
