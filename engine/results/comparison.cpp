#include "engine/results/comparison.h"

#include "engine/results/estimates.h"

#include <algorithm>

namespace mergerisk::results {

std::vector<std::pair<std::size_t, std::size_t>> pairs_of(plan::Plan const& plan) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t first = 0; first < plan.options.size(); ++first) {
        for (std::size_t second = first + 1; second < plan.options.size(); ++second) {
            bool const swapped = plan.counterfactual == first;
            pairs.emplace_back(swapped ? second : first, swapped ? first : second);
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](auto const& a, auto const& b) { return a.first < b.first; });
    return pairs;
}

Comparison compare(plan::Plan const& plan, plan::Outcomes const& outcomes,
                   std::pair<std::size_t, std::size_t> pair, stats::Structure structure) {
    auto const npv_of = [&](std::size_t option) -> std::vector<double> const& {
        return outcomes.options[option].metric[static_cast<std::size_t>(plan::Metric::npv)];
    };
    std::vector<double> const& first = npv_of(pair.first);
    std::vector<double> const& second = npv_of(pair.second);
    Flags first_better(first.size());
    Flags second_better(first.size());
    for (std::size_t trial = 0; trial < first.size(); ++trial) {
        first_better[trial] = first[trial] > second[trial] ? 1 : 0;
        second_better[trial] = second[trial] > first[trial] ? 1 : 0;
    }
    Comparison comparison;
    comparison.first = plan.options[pair.first].name;
    comparison.second = plan.options[pair.second].name;
    comparison.npv_difference = difference_of(first, second, structure);
    comparison.first_is_better = probability_of(first_better, structure);
    comparison.second_is_better = probability_of(second_better, structure);
    return comparison;
}

}  // namespace mergerisk::results
