#include "engine/results/summarise.h"

#include "engine/base/contract.h"
#include "engine/results/assumptions.h"
#include "engine/results/bridge.h"
#include "engine/results/comparison.h"
#include "engine/results/competition.h"
#include "engine/results/evidence_panel.h"
#include "engine/results/failures.h"
#include "engine/results/histogram.h"
#include "engine/results/metrics.h"
#include "engine/results/register.h"
#include "engine/results/route.h"
#include "engine/results/tasks.h"
#include "engine/results/trials.h"

#include <array>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace mergerisk::results {

namespace {

constexpr double kMonthsInYear = 12;

template <class Test>
Flags flagged(std::size_t trials, Test const& test) {
    Flags flags(trials);
    for (std::size_t trial = 0; trial < trials; ++trial) flags[trial] = test(trial) ? 1 : 0;
    return flags;
}

using Probabilities = std::map<std::string, std::optional<Estimate>>;

Probabilities probabilities_of(Trials const& trials, plan::Plan const& plan, bool counterfactual) {
    auto const probability = [&](auto const& test, stats::Population population = {}) {
        return probability_of(flagged(trials.count(), test), trials.structure, population);
    };
    std::vector<double> const& npv = trials.of(plan::Metric::npv);
    std::vector<double> const& own = trials.of(plan::Metric::npv_own);
    std::vector<double> const& benefits = trials.of(plan::Metric::benefits_pv);
    std::vector<double> const& costs = trials.of(plan::Metric::costs_pv);
    double const factor = 1 + plan.materiality;
    auto const outweigh = [&](std::size_t k) { return benefits[k] > 0 && benefits[k] >= factor * costs[k]; };

    Probabilities found;
    found["completes"] = probability_of(trials.completed, trials.structure);
    found["npv_positive"] = probability([&](std::size_t k) { return own[k] > 0; });
    found["materially_outweigh"] = std::nullopt;
    found["materially_outweigh_given_completion"] = std::nullopt;
    found["better_than_counterfactual"] = std::nullopt;
    if (counterfactual) return found;
    found["materially_outweigh"] = probability(outweigh);
    found["materially_outweigh_given_completion"] =
        probability(outweigh, stats::Population{trials.completed});
    if (plan.counterfactual) {
        found["better_than_counterfactual"] = probability([&](std::size_t k) { return npv[k] > 0; });
    }
    return found;
}

std::array<double, plan::kOutcomeCount> outcome_shares(std::vector<plan::Outcome> const& outcomes) {
    std::array<std::size_t, plan::kOutcomeCount> counts{};
    for (plan::Outcome const outcome : outcomes) ++counts[static_cast<std::size_t>(outcome)];
    std::array<double, plan::kOutcomeCount> shares{};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        shares[i] = static_cast<double>(counts[i]) / static_cast<double>(outcomes.size());
    }
    return shares;
}

/// Present values are finite, so every statistic of them is there.
double present(std::optional<double> value) {
    ENSURES(value.has_value());
    return *value;
}

YearlySeries empty_series(std::size_t years, std::size_t months) {
    YearlySeries series;
    for (std::size_t year = 0; year < years; ++year) {
        double const end = kMonthsInYear * static_cast<double>(year + 1);
        double const horizon = static_cast<double>(months);
        series.times.push_back((end < horizon ? end : horizon) / kMonthsInYear);
    }
    for (auto* values : {&series.mean, &series.p5, &series.p25, &series.p50, &series.p75, &series.p95}) {
        values->resize(years);
    }
    return series;
}

void fill_year(YearlySeries& series, std::size_t year, std::vector<double> const& values) {
    stats::Column const column{values, stats::kPlain, {}};
    stats::SortedColumn const sorted{column};
    series.mean[year] = present(stats::average(column));
    series.p5[year] = present(sorted.quantile(0.05));
    series.p25[year] = present(sorted.quantile(0.25));
    series.p50[year] = present(sorted.quantile(0.50));
    series.p75[year] = present(sorted.quantile(0.75));
    series.p95[year] = present(sorted.quantile(0.95));
}

ClaimedSummary summarise_claim(plan::ClaimedOutcome const& claimed) {
    ClaimedSummary summary{claimed.npv,
                           claimed.npv_own,
                           claimed.benefits_pv,
                           claimed.costs_pv,
                           claimed.one_off_cost,
                           claimed.completion_months,
                           {},
                           claimed.yearly_net_cash};
    if (claimed.costs_pv > 0) summary.benefit_cost_ratio = claimed.benefits_pv / claimed.costs_pv;
    return summary;
}

/// Range of the histogram: from this probability to its complement, of whichever option reaches further.
constexpr double kOutsideHistogram = 0.005;

struct Spread {
    double low = 0;
    double high = 0;
};

Spread spread_of(std::vector<double> const& npv) {
    stats::SortedColumn const sorted{{npv, stats::kPlain, {}}};
    return {present(sorted.quantile(kOutsideHistogram)), present(sorted.quantile(1 - kOutsideHistogram))};
}

/// The same for all options. The counterfactual, whose npv is 0, has no say unless it is alone.
std::vector<double> common_edges(plan::Plan const& plan, std::vector<Spread> const& spreads) {
    std::optional<Spread> all;
    for (std::size_t option = 0; option < spreads.size(); ++option) {
        if (plan.counterfactual == option && spreads.size() > 1) continue;
        Spread const& one = spreads[option];
        if (!all) all = one;
        all->low = one.low < all->low ? one.low : all->low;
        all->high = one.high > all->high ? one.high : all->high;
    }
    return nice_edges(all->low, all->high);
}

std::vector<double> monthly_edges(std::size_t months) {
    std::vector<double> edges;
    for (std::size_t month = 0; month <= months; ++month) edges.push_back(static_cast<double>(month));
    return edges;
}

/// What the tasks of one option find before it is put together.
struct Parts {
    std::vector<MetricSummary> metrics = std::vector<MetricSummary>(kMetricOrder.size());
    Probabilities probabilities;
    Failures failures;
    Spread spread;
};

class Summariser {
  public:
    Summariser(plan::Plan const& plan, plan::Outcomes const& outcomes,
               std::span<plan::ClaimedOutcome const> claimed, std::string const& money_label)
        : plan_{plan}, outcomes_{outcomes}, claimed_{claimed}, money_label_{money_label} {
        EXPECTS(outcomes.options.size() == plan.options.size() && claimed.size() == plan.options.size());
        EXPECTS(!plan.options.empty());
        structure_ =
            plan.sampling.kind == plan::Sampling::Kind::sobol ? stats::kSixteenReplicates : stats::kPlain;
        for (plan::OptionColumns const& columns : outcomes.options) trials_.emplace_back(columns, structure_);
        parts_.resize(plan.options.size());
        pairs_ = pairs_of(plan);
        run_.options.resize(plan.options.size());
        run_.comparison.resize(pairs_.size());
        if (plan.counterfactual) run_.counterfactual = plan.options[*plan.counterfactual].name;
    }

    Run run(std::size_t threads) && {
        std::vector<std::function<void()>> tasks;
        for (std::size_t option = 0; option < plan_.options.size(); ++option) add_tasks(option, tasks);
        for (std::size_t pair = 0; pair < pairs_.size(); ++pair) {
            tasks.emplace_back([this, pair] {
                run_.comparison[pair] = compare(plan_, outcomes_, pairs_[pair], structure_);
            });
        }
        run_all(tasks, threads);
        finish(threads);
        return std::move(run_);
    }

  private:
    void add_tasks(std::size_t option, std::vector<std::function<void()>>& tasks) {
        Trials const& trials = trials_[option];
        Parts& parts = parts_[option];
        OptionSummary& summary = run_.options[option];
        plan::OptionColumns const& columns = outcomes_.options[option];
        for (std::size_t metric = 0; metric < kMetricOrder.size(); ++metric) {
            tasks.emplace_back([&, this, metric] {
                parts.metrics[metric] = summarise_metric(kMetricOrder[metric], trials, money_label_);
            });
        }
        summary.net_cash_flow = empty_series(columns.yearly_net_cash.size(), plan_.timeline.months);
        for (std::size_t year = 0; year < columns.yearly_net_cash.size(); ++year) {
            tasks.emplace_back(
                [&, year] { fill_year(summary.net_cash_flow, year, columns.yearly_net_cash[year]); });
        }
        tasks.emplace_back([&, this, option] {
            parts.probabilities = probabilities_of(trials, plan_, plan_.counterfactual == option);
        });
        tasks.emplace_back([&, this] { parts.failures = summarise_failures(plan_, trials); });
        tasks.emplace_back([&] { parts.spread = spread_of(trials.of(plan::Metric::npv)); });
        summary.route = outline_of(plan_, plan_.options[option]);
        for (TrackSummary& track : summary.route) {
            for (StageSummary& stage : track.stages) {
                tasks.emplace_back([&, this, option] {
                    summarise_stage(stage, plan_.timeline, *plan_.options[option].route, trials);
                });
            }
        }
    }

    /// What needs the results of several tasks.
    void finish(std::size_t threads) {
        std::vector<Spread> spreads;
        for (Parts const& parts : parts_) spreads.push_back(parts.spread);
        std::vector<double> const edges = common_edges(plan_, spreads);
        std::vector<std::function<void()>> tasks;
        for (std::size_t option = 0; option < plan_.options.size(); ++option) {
            put_together(option);
            Trials const& trials = trials_[option];
            OptionSummary& summary = run_.options[option];
            tasks.emplace_back([&] {
                summary.npv_histogram = histogram_of(trials.of(plan::Metric::npv), edges);
                summary.completion_histogram = histogram_of(trials.of(plan::Metric::completion_months),
                                                            monthly_edges(plan_.timeline.months));
            });
            if (plan_.counterfactual == option) continue;
            tasks.emplace_back([&] {
                summary.bridge =
                    bridge_of(trials, summary.claimed.npv, summary.metrics.at("npv").mean.value().value);
            });
        }
        run_all(tasks, threads);
    }

    void put_together(std::size_t option) {
        plan::Option const& planned = plan_.options[option];
        Parts& parts = parts_[option];
        OptionSummary& summary = run_.options[option];
        summary.name = planned.name;
        summary.label = planned.label;
        summary.form = planned.form;
        summary.counterfactual = plan_.counterfactual == option;
        for (std::size_t metric = 0; metric < kMetricOrder.size(); ++metric) {
            summary.metrics.emplace(kMetricOrder[metric], std::move(parts.metrics[metric]));
        }
        summary.outcomes = outcome_shares(outcomes_.options[option].outcome);
        summary.claimed = summarise_claim(claimed_[option]);
        if (planned.route) summary.planned_completion_months = claimed_[option].completion_months;
        summary.probabilities = std::move(parts.probabilities);
        summary.probabilities.emplace("any_failure", parts.failures.any);
        summary.probabilities.emplace("no_failure", parts.failures.none);
        for (auto const& [name, failure] : parts.failures.by_name) {
            summary.probabilities.emplace(name, failure.probability);
        }
        summary.failures = std::move(parts.failures.by_name);
    }

    plan::Plan const& plan_;
    plan::Outcomes const& outcomes_;
    std::span<plan::ClaimedOutcome const> claimed_;
    std::string const& money_label_;
    stats::Structure structure_;
    std::vector<Trials> trials_;
    std::vector<Parts> parts_;
    std::vector<std::pair<std::size_t, std::size_t>> pairs_;
    Run run_;
};

}  // namespace

Run summarise(plan::Plan const& plan, plan::Outcomes const& outcomes,
              std::span<plan::ClaimedOutcome const> claimed, std::string const& money_label,
              std::size_t threads) {
    return Summariser{plan, outcomes, claimed, money_label}.run(threads);
}

Run summarise(model::Scenario const& scenario, compile::Result const& compiled,
              plan::Outcomes const& outcomes, std::span<plan::ClaimedOutcome const> claimed,
              std::size_t threads) {
    EXPECTS(compiled.problems.empty());
    Run run = summarise(compiled.plan, outcomes, claimed, scenario.transaction.money_label, threads);
    for (std::size_t i = 0; i < scenario.options.size(); ++i) {
        run.options[i].competition = competition_of(scenario, scenario.options[i], compiled);
    }
    run.transaction = transaction_of(scenario);
    run.assumptions = assumptions_of(scenario, compiled);
    run.evidence = evidence_of(scenario);
    run.forms = forms_of(scenario);
    for (std::size_t i = 0; i < run.options.size(); ++i)
        add_sources(run.options[i].route, scenario, scenario.options.at(i));
    run.evidence_uses = evidence_uses_of(scenario, compiled, run.assumptions);
    run.normalised_claims = normalised_claims_of(scenario, compiled, claimed);
    run.dependence = dependence_of(compiled.notes);
    for (compile::DefaultTaken const& taken : compiled.notes.defaults) {
        run.defaults.push_back({taken.path, taken.what});
    }
    run.notes = notes_of(run.evidence, compiled.notes);
    return run;
}

}  // namespace mergerisk::results
