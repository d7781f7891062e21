#include "engine/results/metrics.h"

#include "engine/base/contract.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

namespace mergerisk::results {

namespace {

constexpr double kAdverseShare = 0.05;

enum class Unit { money, months, share, ratio };
enum class Kind { number, time, ratio_of_means };

/// Defined in the trials of the population where the column is finite.
struct Definition {
    std::string_view name;
    plan::Metric column;
    Unit unit;
    Population population;
    Adverse adverse;
    Kind kind;
};

using enum Unit;
constexpr Kind kNumber = Kind::number;

constexpr std::array<Definition, kMetricOrder.size()> kDefinitions{{
    {"npv", plan::Metric::npv, money, Population::all, Adverse::low, kNumber},
    {"npv_own", plan::Metric::npv_own, money, Population::all, Adverse::low, kNumber},
    {"npv_parties", plan::Metric::npv_parties, money, Population::all, Adverse::low, kNumber},
    {"npv_funder", plan::Metric::npv_funder, money, Population::all, Adverse::low, kNumber},
    {"npv_given_completion", plan::Metric::npv, money, Population::completed, Adverse::low, kNumber},
    {"npv_given_failure", plan::Metric::npv, money, Population::failed, Adverse::low, kNumber},
    {"costs_pv", plan::Metric::costs_pv, money, Population::all, Adverse::high, kNumber},
    {"benefits_pv", plan::Metric::benefits_pv, money, Population::all, Adverse::low, kNumber},
    {"benefit_cost_ratio", plan::Metric::benefits_pv, ratio, Population::all, Adverse::low,
     Kind::ratio_of_means},
    {"one_off_cost", plan::Metric::one_off_cost, money, Population::all, Adverse::high, kNumber},
    {"completion_months", plan::Metric::completion_months, months, Population::completed, Adverse::high,
     Kind::time},
    {"decision_months", plan::Metric::decision_months, months, Population::decided, Adverse::high,
     Kind::time},
    {"benefits_realised", plan::Metric::benefits_realised, share, Population::completed, Adverse::low,
     kNumber},
    {"payback_months", plan::Metric::payback_months, months, Population::paid_back, Adverse::high,
     Kind::time},
    {"peak_funding", plan::Metric::peak_funding, money, Population::all, Adverse::high, kNumber},
    {"minimum_margin", plan::Metric::minimum_margin, share, Population::all, Adverse::low, kNumber},
    {"support", plan::Metric::support, money, Population::all, Adverse::high, kNumber},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < kMetricOrder.size(); ++i) {
        if (kDefinitions[i].name != kMetricOrder[i]) return false;
    }
    return true;
}
static_assert(in_order());

std::string unit_of(Unit unit, std::string const& money_label) {
    switch (unit) {
        case money:
            return money_label;
        case months:
            return "months";
        case share:
            return "share";
        case ratio:
            return "ratio";
    }
    return "";
}

/// Flags of the trials that have the number.
Flags members_of(Definition const& definition, Trials const& trials) {
    Flags members = finite(trials.of(definition.column));
    Flags const* within = nullptr;
    if (definition.population == Population::completed) within = &trials.completed;
    if (definition.population == Population::failed) within = &trials.failed;
    if (within == nullptr) return members;
    for (std::size_t trial = 0; trial < members.size(); ++trial) {
        if ((*within)[trial] == 0) members[trial] = 0;
    }
    return members;
}

void summarise_ratio(MetricSummary& summary, Trials const& trials) {
    std::vector<double> const& costs = trials.of(plan::Metric::costs_pv);
    std::optional<double> const mean_cost = stats::average({costs, trials.structure, {}});
    if (!mean_cost || *mean_cost <= 0) {
        summary.defined = 0;
        return;
    }
    summary.mean = ratio_of(trials.of(plan::Metric::benefits_pv), costs, trials.structure);
}

}  // namespace

MetricSummary summarise_metric(std::string_view name, Trials const& trials, std::string const& money_label) {
    auto const* const found = std::find_if(kDefinitions.begin(), kDefinitions.end(),
                                           [&](Definition const& d) { return d.name == name; });
    EXPECTS(found != kDefinitions.end());
    MetricSummary summary;
    summary.unit = unit_of(found->unit, money_label);
    summary.population = found->population;
    summary.adverse = found->adverse;
    if (found->kind == Kind::ratio_of_means) {
        summarise_ratio(summary, trials);
        return summary;
    }
    std::vector<double> const& values = trials.of(found->column);
    Flags const members = members_of(*found, trials);
    summary.defined = share_of(members);
    // Naming no population where it is everyone saves a test per trial.
    bool const everyone = summary.defined == 1;
    stats::Column const defined{values, trials.structure,
                                everyone ? stats::Population{} : stats::Population{members}};
    summary.mean = mean_of(defined);
    summary.standard_deviation = stats::standard_deviation(defined);

    stats::Column const ranked =
        found->kind == Kind::time ? stats::Column{values, trials.structure, {}} : defined;
    stats::SortedColumn const sorted{ranked};
    for (std::size_t i = 0; i < kReportedProbabilities.size(); ++i) {
        summary.percentile[i] = quantile_of(sorted, kReportedProbabilities[i]);
    }
    stats::Tail const tail = found->adverse == Adverse::low ? stats::Tail::low : stats::Tail::high;
    summary.cvar5 = tail_mean_of(sorted, tail, kAdverseShare);
    return summary;
}

}  // namespace mergerisk::results
