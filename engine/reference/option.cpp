#include "engine/reference/option.h"

#include "engine/reference/effects.h"
#include "engine/reference/failures.h"
#include "engine/reference/lines.h"

#include <cmath>
#include <span>
#include <utility>

namespace mergerisk::reference {
namespace {

constexpr double kRoundingShare = 1e-9;

View view_of(plan::BridgeView step) {
    View view;
    // Each step keeps what the ones before it brought.
    view.remedies = step >= plan::BridgeView::remedies;
    view.additionality = step >= plan::BridgeView::additionality;
    view.overrun = step >= plan::BridgeView::overrun;
    view.realisation = step >= plan::BridgeView::realisation;
    view.productivity = step >= plan::BridgeView::productivity;
    view.attrition = step >= plan::BridgeView::attrition;
    view.risks = step >= plan::BridgeView::risks;
    return view;
}

// What the delay alone takes from benefits that start at completion or integration: their value v^delay
// instead of 1.
double postponed(Circumstances const& drawn, Flows const& inputs, Timing const& planned,
                 Timing const& delayed) {
    std::vector<double> const& discount = drawn.plan.timeline.discount;
    if (discount.size() < 2) return 0;
    double const a_month =
        std::pow(discount.back() / discount.front(), 1 / static_cast<double>(discount.size() - 1));
    double const by_completion = std::pow(a_month, delayed.completion - planned.completion) - 1;
    double const by_integration = std::pow(a_month, delayed.integration - planned.integration) - 1;
    double lost = 0;
    for (Item const& item : inputs.items) {
        if (item.starts_at_completion) lost += by_completion * drawn.prices.present_value(item.nominal);
        if (item.starts_at_integration) lost += by_integration * drawn.prices.present_value(item.nominal);
    }
    return lost;
}

std::vector<Item> support_of(Circumstances const& drawn, plan::Option const& option, Timing const& timing) {
    std::vector<Item> items;
    for (plan::SupportLine const& line : option.support)
        items.push_back(support_item(drawn.plan, line, timing, drawn.values));
    return items;
}

// The end of the month in which the support so far first passes the limit.
double month_of_passing(std::span<Item const> support, double limit) {
    std::size_t const months = support.empty() ? 0 : support[0].nominal.size();
    double paid = 0;
    for (std::size_t m = 0; m < months; ++m) {
        for (Item const& item : support) paid += item.nominal[m];
        if (paid > limit * (1 + kRoundingShare)) return static_cast<double>(m + 1);
    }
    return kNever;
}

void build_bridge(OptionTrial& trial, Circumstances const& drawn, plan::Option const& option) {
    Timing const undisturbed = drawn_timing(drawn.plan, option, drawn.values, Failures::do_not_happen);
    Timing const planned = claimed_timing(drawn.plan, option, drawn.values);
    for (std::size_t i = 0; i < plan::kBridgeViewCount; ++i) {
        auto const step = static_cast<plan::BridgeView>(i);
        bool const as_planned = step == plan::BridgeView::inputs;
        Flows const flows = flows_of(drawn, option, as_planned ? planned : undisturbed, view_of(step));
        trial.bridge_npv[i] = worth_of(flows.items, drawn.prices).npv();
        if (as_planned) trial.postponed = postponed(drawn, flows, planned, undisturbed);
    }
}

}  // namespace

Flows flows_of(Circumstances const& circumstances, plan::Option const& option, Timing const& timing,
               View const& view) {
    auto const& [plan, values, prices, accounts] = circumstances;
    Flows flows;
    std::vector<double> factor(plan.timeline.months, 1.0);
    if (view.attrition && option.workforce) {
        flows.workforce = workforce_path(*option.workforce, timing, values);
        factor = flows.workforce->benefit_factor;
        flows.items.push_back(leavers_item(plan, option, *flows.workforce, values, prices));
    }
    for (plan::CostLine const& line : option.costs)
        flows.items.push_back(cost_item(plan, line, timing, values, prices, view));
    for (std::size_t b = 0; b < option.benefits.size(); ++b) {
        plan::BenefitId const id{static_cast<std::uint32_t>(b)};
        double const kept = view.remedies ? kept_by_remedies(id, timing, values) : 1;
        flows.items.push_back(
            benefit_item(plan, option.benefits[b], timing, values, prices, view, kept, factor));
    }
    if (view.remedies) {
        for (Item& item : remedy_items(plan, option, timing, values, prices))
            flows.items.push_back(std::move(item));
    }
    if (view.productivity) {
        for (plan::Dip const& dip : option.dips)
            flows.items.push_back(dip_item(plan, dip, timing, values, accounts));
        if (option.lasting) {
            if (auto item = lasting_item(plan, *option.lasting, timing, values, accounts))
                flows.items.push_back(*std::move(item));
        }
    }
    if (view.risks) {
        for (plan::Risk const& risk : option.risks)
            flows.items.push_back(risk_item(plan, risk, timing, values, prices));
    }
    return flows;
}

OptionTrial trial_of(Circumstances const& drawn, Circumstances const& claimed, plan::Option const& option) {
    std::size_t const months = drawn.plan.timeline.months;
    OptionTrial trial;
    trial.claimed_timing = claimed_timing(drawn.plan, option, claimed.values);
    trial.timing = drawn_timing(drawn.plan, option, drawn.values, Failures::happen);
    if (option.exit.support_limit) {
        double const passed = month_of_passing(support_of(drawn, option, trial.timing),
                                               drawn.values[*option.exit.support_limit]);
        trial.timing = ended_by(passed, trial.timing);
    }
    trial.flows = flows_of(drawn, option, trial.timing, View::everything());
    trial.support = support_of(drawn, option, trial.timing);
    trial.worth = worth_of(trial.flows.items, drawn.prices);
    trial.margins = margins_of(option, trial.timing, drawn.accounts, trial.flows.items);
    trial.benefits_delivered = benefits_delivered(trial.flows.items, months);
    trial.benefits_claimed.resize(months);
    if (trial.timing.completes()) {
        Timing const moved = moved_to(trial.timing.completion, trial.claimed_timing);
        trial.benefits_claimed = benefits_delivered(flows_of(claimed, option, moved, View{}).items, months);
    }
    trial.claimed_one_off_cost =
        sum_of(one_off_spend(flows_of(claimed, option, trial.claimed_timing, View{}).items, months));
    for (plan::Failure const& failure : drawn.plan.failures) {
        bool const is_distress = failure.kind == plan::Failure::Kind::distress;
        trial.distress_month.push_back(is_distress ? distress(failure, option, trial.margins) : kNever);
    }
    build_bridge(trial, drawn, option);
    return trial;
}

}  // namespace mergerisk::reference
