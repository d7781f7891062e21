#include "tests/known_answers/answers.h"

#include "engine/kernel/simulator.h"
#include "engine/reference/reference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace mergerisk::known_answers {
namespace {

constexpr double kRelativeTolerance = 1e-9;

// Rounding errors are of the size of what is added up, not of what is left of it.
double size_of(plan::OptionOutcome const& outcome) {
    double size = 1;
    for (double const number : outcome.metric) {
        if (std::isfinite(number)) size = std::max(size, std::abs(number));
    }
    for (double const npv : outcome.bridge_npv) size = std::max(size, std::abs(npv));
    return size;
}

void expect_same(double kernel, double reference, double size, std::string const& what) {
    if (kernel == reference) return;
    EXPECT_NEAR(kernel, reference, kRelativeTolerance * size) << "the kernel's " << what;
}

void expect_same(plan::OptionColumns const& kernel, std::size_t trial, plan::OptionOutcome const& reference) {
    std::string const where = ", trial " + std::to_string(trial);
    double const size = size_of(reference);
    for (std::size_t m = 0; m < plan::kMetricCount; ++m)
        expect_same(kernel.metric[m][trial], reference.metric[m], size,
                    std::string{plan::kMetricNames[m]} + where);
    EXPECT_EQ(kernel.outcome[trial], reference.outcome) << where;
    for (std::size_t f = 0; f < reference.failure_month.size(); ++f)
        expect_same(kernel.failure_month[f][trial], reference.failure_month[f], 1, "failure month" + where);
    for (std::size_t f = 0; f < reference.distress_month.size(); ++f) {
        EXPECT_EQ(kernel.distress_month[f][trial], reference.distress_month[f]) << where;
        EXPECT_EQ(kernel.distressed_at_start[f][trial], reference.distressed_at_start[f]) << where;
    }
    for (std::size_t y = 0; y < reference.yearly_net_cash.size(); ++y)
        expect_same(kernel.yearly_net_cash[y][trial], reference.yearly_net_cash[y], size,
                    "yearly cash" + where);
    for (std::size_t v = 0; v < plan::kBridgeViewCount; ++v)
        expect_same(kernel.bridge_npv[v][trial], reference.bridge_npv[v], size,
                    std::string{plan::kBridgeViewNames[v]} + where);
    expect_same(kernel.delay_postponed[trial], reference.delay_postponed, size, "postponed benefits" + where);
    for (std::size_t s = 0; s < reference.stage_entry.size(); ++s) {
        expect_same(kernel.stage_entry[s][trial], reference.stage_entry[s], 100, "entry of a stage" + where);
        expect_same(kernel.stage_end[s][trial], reference.stage_end[s], 100, "end of a stage" + where);
        EXPECT_EQ(kernel.stage_branch[s][trial], reference.stage_branch[s]) << where;
    }
}

plan::Outcomes simulated(plan::Plan const& plan, std::size_t trials) {
    kernel::Simulator const simulator{plan};
    kernel::Scratch scratch = simulator.make_scratch();
    plan::Outcomes outcomes;
    outcomes.resize(plan, trials);
    for (std::size_t done = 0; done < trials; done += kernel::kBlock)
        simulator.simulate(done, std::min(kernel::kBlock, trials - done), scratch, outcomes, done);
    return outcomes;
}

}  // namespace

Trials run(plan::Plan const& plan, std::uint64_t trials) {
    reference::Reference const reference{plan};
    plan::Outcomes const by_kernel = simulated(plan, trials);
    Trials result;
    for (std::uint64_t trial = 0; trial < trials; ++trial) {
        result.push_back(reference(trial).options);
        if (testing::Test::HasFailure()) continue;  // the first disagreement says enough
        for (std::size_t o = 0; o < plan.options.size(); ++o)
            expect_same(by_kernel.options[o], trial, result.back()[o]);
    }
    return result;
}

plan::OptionOutcome outcome_of(plan::Plan const& plan, std::size_t option) {
    return run(plan, 1)[0][option];
}

plan::ClaimedOutcome claimed_of(plan::Plan const& plan, std::size_t option) {
    plan::ClaimedOutcome const claimed = reference::Reference{plan}.claimed(option);
    kernel::Simulator const simulator{plan};
    plan::ClaimedOutcome const& by_kernel = simulator.claimed(option);
    double const size =
        1 + std::abs(claimed.benefits_pv) + std::abs(claimed.costs_pv) + std::abs(claimed.npv_own);
    expect_same(by_kernel.npv, claimed.npv, size, "claimed npv");
    expect_same(by_kernel.npv_own, claimed.npv_own, size, "claimed own npv");
    expect_same(by_kernel.benefits_pv, claimed.benefits_pv, size, "claimed benefits");
    expect_same(by_kernel.costs_pv, claimed.costs_pv, size, "claimed costs");
    expect_same(by_kernel.one_off_cost, claimed.one_off_cost, size, "claimed one-off cost");
    expect_same(by_kernel.completion_months, claimed.completion_months, 1, "claimed completion");
    for (std::size_t y = 0; y < claimed.yearly_net_cash.size(); ++y)
        expect_same(by_kernel.yearly_net_cash[y], claimed.yearly_net_cash[y], size, "claimed yearly cash");
    return claimed;
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
