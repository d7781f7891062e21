#include "engine/reference/reference.h"

#include "engine/base/contract.h"
#include "engine/reference/failures.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace mergerisk::reference {
namespace {

constexpr std::size_t kFirstFullYear = 11;  // the month that ends twelve months after the valuation date

double& metric(plan::OptionOutcome& outcome, plan::Metric which) {
    return outcome.metric[static_cast<std::size_t>(which)];
}

double before(double moment, double horizon) {
    return moment < horizon ? moment : kNever;
}

// What the counterfactual is worth, to be subtracted; nothing without one.
struct Baseline {
    Worth worth;
    double support_to_parties = 0;
    double support_from_funder = 0;
    std::array<double, plan::kBridgeViewCount> bridge_npv{};
    double postponed = 0;
};

Worth support_worth(std::span<Item const> support, Prices const& prices) {
    return worth_of(support, prices);
}

Baseline baseline_of(OptionTrial const& counterfactual, Prices const& prices) {
    Worth const support = support_worth(counterfactual.support, prices);
    return {counterfactual.worth, support.parties, support.funder, counterfactual.bridge_npv,
            counterfactual.postponed};
}

void fill_values(plan::OptionOutcome& outcome, OptionTrial const& trial, Prices const& prices,
                 Baseline const& baseline) {
    using plan::Metric;
    Worth const support = support_worth(trial.support, prices);
    double const benefits = trial.worth.benefits - baseline.worth.benefits;
    double const costs = trial.worth.costs - baseline.worth.costs;
    metric(outcome, Metric::benefits_pv) = benefits;
    metric(outcome, Metric::costs_pv) = costs;
    metric(outcome, Metric::npv) = benefits - costs;
    metric(outcome, Metric::npv_own) = trial.worth.npv();
    metric(outcome, Metric::npv_parties) =
        trial.worth.parties + support.parties - (baseline.worth.parties + baseline.support_to_parties);
    metric(outcome, Metric::npv_funder) =
        trial.worth.funder + support.funder - (baseline.worth.funder + baseline.support_from_funder);
    for (std::size_t i = 0; i < plan::kBridgeViewCount; ++i)
        outcome.bridge_npv[i] = trial.bridge_npv[i] - baseline.bridge_npv[i];
    outcome.delay_postponed = trial.postponed - baseline.postponed;
}

void fill_cash(plan::OptionOutcome& outcome, OptionTrial const& trial, Prices const& prices,
               std::size_t months) {
    using plan::Metric;
    std::vector<Item> const& items = trial.flows.items;
    std::vector<double> const cash = net_cash(items, months);
    metric(outcome, Metric::one_off_cost) = sum_of(one_off_spend(items, months));
    metric(outcome, Metric::payback_months) = payback_months(items, prices, months);
    metric(outcome, Metric::peak_funding) = peak_funding(cash);
    for (Item const& support : trial.support) metric(outcome, Metric::support) += sum_of(support.nominal);
    outcome.yearly_net_cash = yearly(cash);
}

void fill_times(plan::OptionOutcome& outcome, OptionTrial const& trial) {
    using plan::Metric;
    Timing const& timing = trial.timing;
    outcome.outcome = timing.outcome();
    metric(outcome, Metric::completion_months) = before(timing.completion, timing.horizon);
    metric(outcome, Metric::decision_months) = before(timing.decision(), timing.horizon);
    double const promised = sum_of(trial.benefits_claimed);
    bool const comparable = outcome.outcome == plan::Outcome::completed && promised > 0;
    metric(outcome, Metric::benefits_realised) =
        comparable ? sum_of(trial.benefits_delivered) / promised : kNever;

    double lowest = kNever;
    for (std::vector<double> const& margin : trial.margins.party) {
        for (std::size_t m = kFirstFullYear; m < margin.size(); ++m) lowest = std::min(lowest, margin[m]);
    }
    metric(outcome, Metric::minimum_margin) = lowest;
}

void fill_stages(plan::OptionOutcome& outcome, plan::Option const& option, Timing const& timing) {
    std::size_t const stages = option.route ? option.route->stages.size() : 0;
    outcome.stage_entry.assign(stages, kNever);
    outcome.stage_end.assign(stages, kNever);
    outcome.stage_branch.assign(stages, plan::kNoBranch);
    for (Visit const& visit : timing.visits) {
        std::size_t const s = visit.stage.index();
        plan::TrackId const track = option.route->stages[s].track;
        bool const after_completion = option.route->tracks[track.index()].after_completion;
        double const cut = after_completion ? timing.exit : timing.failure;
        bool const finished = visit.time.to <= cut;
        if (!finished && visit.time.from >= cut) continue;
        outcome.stage_entry[s] = visit.time.from;
        outcome.stage_end[s] = finished ? visit.time.to : cut;
        if (finished) outcome.stage_branch[s] = static_cast<std::uint8_t>(visit.branch_number);
    }
}

// `counterfactual` is null for the counterfactual itself, and where there is none.
void fill_failures(plan::OptionOutcome& outcome, OptionTrial const& trial, plan::Plan const& plan,
                   OptionTrial const* counterfactual) {
    Timing const& timing = trial.timing;
    for (plan::Outcome const cause :
         {plan::Outcome::prohibited, plan::Outcome::abandoned, plan::Outcome::walked_away})
        outcome.failure_month.push_back(outcome.outcome == cause ? timing.failure : kNever);
    outcome.failure_month.push_back(timing.unwound() ? before(timing.exit, timing.horizon) : kNever);
    std::vector<double> const spend = one_off_spend(trial.flows.items, plan.timeline.months);
    outcome.distress_month = trial.distress_month;
    for (std::size_t f = 0; f < plan.failures.size(); ++f) {
        plan::Failure const& failure = plan.failures[f];
        double when = kNever;
        std::uint8_t at_start = 0;
        switch (failure.kind) {
            case plan::Failure::Kind::late:
                when = late(failure, timing);
                break;
            case plan::Failure::Kind::over_budget:
                when = over_budget(failure, spend, trial.claimed_one_off_cost);
                break;
            case plan::Failure::Kind::benefits_shortfall:
                when = benefits_shortfall(failure, timing, trial.benefits_delivered, trial.benefits_claimed);
                break;
            case plan::Failure::Kind::distress: {
                bool const anyway = counterfactual != nullptr && counterfactual->distress_month[f] != kNever;
                when = anyway ? kNever : trial.distress_month[f];
                at_start = trial.distress_month[f] == static_cast<double>(failure.consecutive) ? 1 : 0;
                break;
            }
        }
        outcome.failure_month.push_back(when);
        outcome.distressed_at_start.push_back(at_start);
    }
}

Marginals prepare(plan::Plan const& plan, std::span<math::Distribution const> marginals) {
    Marginals prepared;
    if (marginals.empty()) return prepared;
    EXPECTS(marginals.size() == plan.quantities.size());
    for (std::size_t q = 0; q < marginals.size(); ++q) {
        if (plan.quantities[q].kind == plan::Quantity::Kind::table) {
            prepared.emplace_back(marginals[q]);
        } else {
            prepared.emplace_back(std::nullopt);
        }
    }
    return prepared;
}

}  // namespace

Reference::Reference(plan::Plan const& plan, std::span<math::Distribution const> marginals)
    : plan_{plan}, marginals_{prepare(plan, marginals)}, claimed_values_{reference::claimed_values(plan)} {}

TrialOutcome Reference::operator()(std::uint64_t trial) const {
    return story(trial).outcome;
}

Story Reference::story(std::uint64_t trial) const {
    Story story;
    story.trial = trial;
    story.draws = draw(plan_, trial);
    story.values = drawn_values(plan_, marginals_, story.draws);
    Circumstances const drawn{plan_, Values{story.values, story.draws.uniform}};
    Circumstances const claimed{plan_, Values{claimed_values_, {}}};
    for (plan::Option const& option : plan_.options)
        story.options.push_back(trial_of(drawn, claimed, option));

    OptionTrial const* counterfactual =
        plan_.counterfactual ? &story.options[*plan_.counterfactual] : nullptr;
    Baseline const baseline = counterfactual ? baseline_of(*counterfactual, drawn.prices) : Baseline{};
    for (OptionTrial const& option : story.options) {
        plan::OptionOutcome outcome;
        fill_values(outcome, option, drawn.prices, baseline);
        fill_cash(outcome, option, drawn.prices, plan_.timeline.months);
        fill_times(outcome, option);
        fill_stages(outcome, plan_.options[story.outcome.options.size()], option.timing);
        fill_failures(outcome, option, plan_, &option == counterfactual ? nullptr : counterfactual);
        story.outcome.options.push_back(std::move(outcome));
    }
    return story;
}

plan::ClaimedOutcome Reference::claimed(std::size_t option) const {
    EXPECTS(option < plan_.options.size());
    Circumstances const claimed{plan_, Values{claimed_values_, {}}};
    auto const own = [&](std::size_t index) {
        plan::Option const& which = plan_.options[index];
        return flows_of(claimed, which, claimed_timing(plan_, which, claimed.values), View{}).items;
    };
    std::vector<Item> const items = own(option);
    Worth const worth = worth_of(items, claimed.prices);
    Worth const baseline =
        plan_.counterfactual ? worth_of(own(*plan_.counterfactual), claimed.prices) : Worth{};
    std::size_t const months = plan_.timeline.months;

    plan::ClaimedOutcome outcome;
    outcome.benefits_pv = worth.benefits - baseline.benefits;
    outcome.costs_pv = worth.costs - baseline.costs;
    outcome.npv = outcome.benefits_pv - outcome.costs_pv;
    outcome.npv_own = worth.npv();
    outcome.one_off_cost = sum_of(one_off_spend(items, months));
    outcome.completion_months = claimed_timing(plan_, plan_.options[option], claimed.values).completion;
    outcome.yearly_net_cash = yearly(net_cash(items, months));
    return outcome;
}

}  // namespace mergerisk::reference
