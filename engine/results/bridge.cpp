#include "engine/results/bridge.h"

#include "engine/base/contract.h"

#include <cstddef>
#include <optional>
#include <string>

namespace mergerisk::results {

namespace {

double mean_of_all(std::vector<double> const& values, stats::Structure structure) {
    std::optional<double> const mean = stats::average({values, structure, {}});
    ENSURES(mean.has_value());
    return *mean;
}

/// The claim has no luck, so the error of the change is that of what comes after.
std::optional<Estimate> change_from_claim(std::vector<double> const& after, double claim,
                                          stats::Structure structure) {
    std::optional<Estimate> change = mean_of({after, structure, {}});
    ENSURES(change.has_value());
    change->value -= claim;
    if (change->low) *change->low -= claim;
    if (change->high) *change->high -= claim;
    return change;
}

}  // namespace

std::vector<BridgeStep> bridge_of(Trials const& trials, double claimed_npv, double npv) {
    auto const& views = trials.columns.bridge_npv;
    std::vector<BridgeStep> bridge;
    bridge.push_back({"claimed", claimed_npv, {}, {}});
    for (std::size_t view = 0; view < plan::kBridgeViewCount; ++view) {
        BridgeStep step;
        step.step = plan::kBridgeViewNames[view];
        step.npv = mean_of_all(views[view], trials.structure);
        step.change = view == 0 ? change_from_claim(views[view], claimed_npv, trials.structure)
                                : difference_of(views[view], views[view - 1], trials.structure);
        if (view == static_cast<std::size_t>(plan::BridgeView::delay)) {
            double const postponed = mean_of_all(trials.columns.delay_postponed, trials.structure);
            step.parts["postponed"] = postponed;
            step.parts["lost_beyond_horizon_and_running_costs"] = step.change->value - postponed;
        }
        bridge.push_back(std::move(step));
    }
    bridge.push_back(
        {"failure", npv, difference_of(trials.of(plan::Metric::npv), views.back(), trials.structure), {}});
    return bridge;
}

}  // namespace mergerisk::results
