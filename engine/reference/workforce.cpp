#include "engine/reference/workforce.h"

#include "engine/reference/accounts.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace mergerisk::reference {
namespace {

constexpr double kShortestReplacement = 1e-9;  // months

// E(t): the share that has left by a moment.
double left_by(double moment, plan::Workforce const& workforce, Timing const& timing, Values const& values) {
    double const review = std::max(0.0, std::min(moment, timing.decision()));
    double integral = values.get(workforce.while_in_review, 0) * review / 12;
    if (timing.completes()) {
        double const after = std::min(std::max(0.0, std::min(moment, timing.exit) - timing.completion),
                                      workforce.after_completion_months);
        integral += values.get(workforce.after_completion, 0) * after / 12;
    }
    return -std::expm1(-integral);
}

}  // namespace

WorkforcePath workforce_path(plan::Workforce const& workforce, Timing const& timing, Values const& values) {
    WorkforcePath path;
    double const replacement = std::max(kShortestReplacement, values[workforce.replacement_time]);
    double const benefit_lost = values.get(workforce.benefit_lost, 0);
    auto const months = static_cast<std::size_t>(timing.horizon);
    path.left_by_decision = left_by(timing.decision(), workforce, timing, values);
    path.not_replaced.push_back(0);
    for (std::size_t m = 0; m < months; ++m) {
        double const leaving = left_by(static_cast<double>(m + 1), workforce, timing, values) -
                               left_by(static_cast<double>(m), workforce, timing, values);
        double const before = path.not_replaced.back();
        double const after = before * std::exp(-1 / replacement) + leaving * std::exp(-1 / (2 * replacement));
        double const missing =
            (before + after) / 2 + values[workforce.knowledge_not_restored] * path.left_by_decision;
        path.leavers.push_back(leaving);
        path.not_replaced.push_back(after);
        path.benefit_factor.push_back(std::max(0.0, 1 - benefit_lost * missing));
    }
    return path;
}

Item leavers_item(plan::Plan const& plan, plan::Option const& option, WorkforcePath const& path,
                  Values const& values, Prices const& prices) {
    Item item{Item::Side::cost, Item::Source::leavers, "Leavers", plan.timeline.months, plan.parties.size()};
    plan::Payers const payers = parties_by_income(plan, option);
    double const staff = values[option.workforce->key_staff];
    double const each = values.get(option.workforce->cost_per_leaver, 0);
    item.facts.amount = each;
    for (std::size_t m = 0; m < path.leavers.size(); ++m) {
        double const amount = staff * path.leavers[m] * each;
        item.add(m, amount * prices.general(m), amount, payers);
    }
    return item;
}

}  // namespace mergerisk::reference
