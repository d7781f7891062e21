#pragma once
// What a run found: estimates with their errors, and where they came from. Plain values; written to
// results.json by engine/archive, shown by reports. Absent numbers are std::nullopt, never a special number.

#include "engine/plan/outcome.h"
#include "engine/stats/estimate.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mergerisk::results {

using stats::Estimate;

inline constexpr std::array<double, 7> kReportedProbabilities{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};
inline constexpr std::array<char const*, 7> kReportedPercentiles{"p5",  "p10", "p25", "p50",
                                                                 "p75", "p90", "p95"};

/// Who a metric is defined for.
enum class Population : std::uint8_t { all, completed, failed, paid_back, decided };
/// Which end of a metric is bad: cvar5 is the mean of the adverse 5 %.
enum class Adverse : std::uint8_t { low, high };

struct MetricSummary {
    std::string unit;
    Population population = Population::all;
    double defined = 1;  ///< share of trials that have the number
    Adverse adverse = Adverse::low;
    std::optional<Estimate> mean;  ///< over the trials that have it
    std::optional<double> standard_deviation;
    /// Over the trials that have it; for times to an event over all trials, absent beyond the horizon.
    std::array<std::optional<Estimate>, kReportedPercentiles.size()> percentile;
    std::optional<Estimate> cvar5;
};

struct FailureSummary {
    std::string label;
    std::optional<Estimate> probability;  ///< in any order
    std::optional<Estimate> first_cause;  ///< no other failure came before it
    std::optional<Estimate> given_completion;
    /// Distress only: as such, whether or not the counterfactual has it too; and from the first month ends
    /// on.
    std::optional<Estimate> as_such;
    std::optional<double> at_start;
    /// [years] share of all trials in which it happened, as first cause, up to the end of the year.
    std::vector<double> first_cause_by_year;
};

struct YearlySeries {
    std::vector<double> times;  ///< end of each year, years from the valuation date
    std::vector<double> mean;
    std::vector<double> p5, p25, p50, p75, p95;
};

/// Equal-width bins; below the first and above the last edge lie `below` and `above`, all as shares of all
/// trials.
struct Histogram {
    std::vector<double> edges;   ///< [bins + 1]
    std::vector<double> shares;  ///< [bins]
    double below = 0;
    double above = 0;
};

struct BridgeStep {
    std::string step;  ///< "claimed", names of plan::kBridgeViewNames, "failure" (prohibition, abandonment,
                       ///< walk-away)
    double npv = 0;    ///< after the step
    std::optional<Estimate> change;  ///< paired; absent for the first
    /// Parts of the step, for example {"postponed": -3.1, "lost_beyond_horizon": -5.0, "running_costs":
    /// -1.2}.
    std::map<std::string, double> parts;
};

struct ClaimedSummary {
    double npv = 0;
    double npv_own = 0;
    double benefits_pv = 0;
    double costs_pv = 0;
    double one_off_cost = 0;
    double completion_months = 0;
    std::vector<double> yearly_net_cash;
};

struct OptionSummary {
    std::string name;
    std::string label;
    std::string form;
    bool counterfactual = false;
    std::map<std::string, MetricSummary> metrics;
    /// completes, npv_positive, materially_outweigh, materially_outweigh_given_completion,
    /// better_than_counterfactual (absent for the counterfactual itself where they compare with it), any
    /// failure by its name, any_failure.
    std::map<std::string, std::optional<Estimate>> probabilities;
    std::array<double, plan::kOutcomeCount> outcomes{};
    std::vector<std::pair<std::string, FailureSummary>>
        failures;  ///< built-in ones first, then as the scenario has them
    std::optional<Estimate> any_failure;
    std::optional<Estimate> no_failure;  ///< first causes and this sum to 1
    YearlySeries net_cash_flow;
    Histogram npv_histogram;
    Histogram completion_histogram;  ///< months, one bin a month
    ClaimedSummary claimed;
    std::vector<BridgeStep> bridge;
    std::optional<double> planned_completion_months;
};

/// Two options on the same draws.
struct Comparison {
    std::string first;
    std::string second;
    std::optional<Estimate> npv_difference;   ///< first less second, paired
    std::optional<Estimate> first_is_better;  ///< P(npv of first > npv of second)
};

/// One line of the assumption register.
struct Assumption {
    std::string path;
    std::string label;
    std::string unit;
    std::string distribution;  ///< in words: "PERT 0.2, 0.35, 0.9"
    double claimed = 0;
    std::optional<double> mean, p10, p50, p90;
    std::string source;
    std::string basis;
    std::string note;
    std::string owner;
};

/// One entry of the evidence library that the run used.
struct EvidenceUsed {
    std::string name;
    std::string label;
    std::string measure;  ///< "3 of 10 cases", "reference class, median 65 %"
    double transferability = 1;
    std::string source;
    std::string as_of;
    std::string basis;
    std::string population;
    std::string sample;
    std::string caveat;
    bool hindsight = false;  ///< later than the valuation date
};

struct Dependence {
    struct Pair {
        std::string first, second;
        double stated = 0;
        double normal_score = 0;
    };
    std::vector<Pair> pairs;
    std::size_t independent = 0;                      ///< quantities that no correlation names
    std::vector<std::string> shared_between_options;  ///< addresses that more than one option uses
};

struct Provenance {
    std::string scenario;  ///< file name as given
    std::string scenario_sha256;
    std::map<std::string, std::string> library_sha256;
    std::string plan_sha256;
    std::string engine;
    std::uint64_t seed = 0;
    std::uint64_t trials = 0;
    std::string sampling;
    std::vector<std::string> dimensions;  ///< addresses in the order of their Sobol dimension
};

struct System {
    std::string started;  ///< UTC, ISO 8601
    double wall_seconds = 0;
    std::size_t threads = 1;
    std::string compiler;
    std::string build;
};

struct TransactionSummary {
    std::string name;
    std::string money_label;  ///< "GBP million"
    std::string currency;
    std::string prices;  ///< real or nominal
    std::string valuation_date;
    double horizon_months = 0;
    double discount_rate = 0;  ///< first step
    double materiality = 0;
    std::string perspective;
    bool hindsight = false;
    std::string source;
};

struct Run {
    Provenance provenance;
    TransactionSummary transaction;
    std::vector<OptionSummary> options;  ///< as the scenario has them
    std::optional<std::string> counterfactual;
    std::vector<Comparison> comparison;
    std::vector<Assumption> assumptions;
    std::vector<EvidenceUsed> evidence;
    Dependence dependence;
    std::vector<std::string>
        notes;  ///< what a reader must know: hindsight, defaults that matter, trials off 16 x 2^m
    System system;
};

}  // namespace mergerisk::results
