#pragma once
// What a run found: estimates with their errors, and where they came from. Plain values; written to
// results.json by engine/archive, shown by reports. Absent numbers are std::nullopt, never a special number.

#include "engine/plan/outcome.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mergerisk::results {

/// A number from trials. Its standard error and 95 % interval [low, high] are absent where they cannot be
/// told: a single trial, a percentile with too few trials beyond it.
struct Estimate {
    double value = 0;
    std::optional<double> standard_error;
    std::optional<double> low;
    std::optional<double> high;

    friend bool operator==(Estimate const&, Estimate const&) = default;
};

inline constexpr std::array<double, 7> kReportedProbabilities{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};
inline constexpr std::array<char const*, 7> kReportedPercentiles{"p5",  "p10", "p25", "p50",
                                                                 "p75", "p90", "p95"};

/// Metrics in the order of reports: those of plan::kMetricNames and what is derived from them.
/// npv_given_completion and npv_given_failure: npv over the trials that completed, or that were prohibited,
/// abandoned or walked away from. benefit_cost_ratio: mean benefits_pv over mean costs_pv (a ratio of means,
/// with the error of the ratio estimator), absent unless the latter is above 0; it has no distribution.
inline constexpr std::array<std::string_view, plan::kMetricCount + 3> kMetricOrder{"npv",
                                                                                   "npv_own",
                                                                                   "npv_parties",
                                                                                   "npv_funder",
                                                                                   "npv_given_completion",
                                                                                   "npv_given_failure",
                                                                                   "costs_pv",
                                                                                   "benefits_pv",
                                                                                   "benefit_cost_ratio",
                                                                                   "one_off_cost",
                                                                                   "completion_months",
                                                                                   "decision_months",
                                                                                   "benefits_realised",
                                                                                   "payback_months",
                                                                                   "peak_funding",
                                                                                   "minimum_margin",
                                                                                   "support"};

/// Trials for which a metric can have a number. paid_back: those whose cumulative value is not negative at
/// the horizon; decided: completed or failed before the horizon.
enum class Population : std::uint8_t { all, completed, failed, paid_back, decided };
inline constexpr std::array<std::string_view, 5> kPopulationNames{"all", "completed", "failed", "paid_back",
                                                                  "decided"};
/// Which end of a metric is bad: cvar5 is the mean of the adverse 5 %.
enum class Adverse : std::uint8_t { low, high };
inline constexpr std::array<std::string_view, 2> kAdverseNames{"low", "high"};

struct MetricSummary {
    std::string unit;  ///< the money label, "months", "share" or "ratio"
    Population population = Population::all;
    double defined = 1;  ///< share of trials that have the number
    Adverse adverse = Adverse::low;
    std::optional<Estimate> mean;  ///< over the trials that have it
    std::optional<double> standard_deviation;
    /// Over the trials that have it; for times to an event (completion, decision, payback) over all trials,
    /// absent where it does not happen before the horizon. cvar5 likewise.
    std::array<std::optional<Estimate>, kReportedPercentiles.size()> percentile;
    std::optional<Estimate> cvar5;
};

struct FailureSummary {
    std::string label;
    /// prohibited, abandoned, walked_away, unwound, late, over_budget, benefits_shortfall, distress
    std::string kind;
    std::optional<Estimate> probability;  ///< in any order
    /// No other failure came before it; of several at one moment the first in the order of the list.
    std::optional<Estimate> first_cause;
    std::optional<Estimate> given_completion;
    /// Distress only: as such, whether or not the counterfactual has it too; and from the first month ends
    /// on (share of all trials).
    std::optional<Estimate> as_such;
    std::optional<double> at_start;
    /// [years] share of all trials in which it happened, as first cause, up to the end of the year.
    std::vector<double> first_cause_by_year;
};

struct YearlySeries {
    std::vector<double>
        times;  ///< end of each year, years from the valuation date; the last may be cut short
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
    double npv = 0;    ///< mean after the step
    std::optional<Estimate> change;  ///< paired; absent for the first
    /// What the step consists of, summing to it. Of "delay": "postponed", benefits that start later and so
    /// count less, and "lost_beyond_horizon_and_running_costs", the rest: benefits that no longer fall before
    /// the horizon, and what the longer wait costs.
    std::map<std::string, double> parts;
};

/// Where a stage leads, as a share of the visits to it.
struct StageExit {
    /// A stage of the track, or cleared, cleared_with_remedies, abandoned, prohibited; "cut_short" when the
    /// deal failed or ended elsewhere before the stage did.
    std::string target;
    std::string label;  ///< of that stage; empty for an end
    std::optional<Estimate> share;
};

/// 10th, 50th and 90th percentile; absent where no trial has the number.
struct Range {
    std::optional<double> p10, p50, p90;
};

/// One stage of a route, all visits to it together. Stages go on as drawn beyond the horizon, and so do
/// these.
struct StageSummary {
    std::string name;   ///< "competition.phase_1"
    std::string label;  ///< in words; may be empty
    std::string clock;  ///< "40 working days, may be extended"; empty when it has a duration instead
    std::optional<Estimate> entered;  ///< share of all trials that enter it
    std::optional<Estimate> visits;   ///< mean number of visits, over the trials that enter it
    Range begins;  ///< months from the valuation date, of the first visit, over the trials that enter it
    Range ends;    ///< of the last visit
    /// Calendar days of one visit, over the visits that are not cut short.
    std::optional<Estimate> mean_days;
    Range days;
    std::vector<StageExit> exits;         ///< that occur, in the canonical order of branches; sum to 1
    std::optional<double> claimed_begin;  ///< months; absent when the claimed path does not enter it
    std::optional<double> claimed_end;
};

struct TrackSummary {
    std::string name;
    std::string label;
    bool after_completion = false;  ///< begins when the deal has completed
    bool holds_separate = false;    ///< the businesses are held apart until it has cleared
    std::string source;             ///< of the track, for example its statute
    std::string basis;
    std::vector<StageSummary> stages;  ///< each after those that lead to it
};

struct ClaimedSummary {
    double npv = 0;
    double npv_own = 0;
    double benefits_pv = 0;
    double costs_pv = 0;
    double one_off_cost = 0;
    double completion_months = 0;
    std::optional<double>
        benefit_cost_ratio;  ///< benefits_pv over costs_pv, absent unless the latter is above 0
    std::vector<double> yearly_net_cash;
};

/// A number of a competition case over its own luck, whatever becomes of the route.
struct CaseNumber {
    double claimed = 0;
    double mean = 0;
    double p10 = 0, p50 = 0, p90 = 0;
};

/// What an option's competition case says, and which branches of its route depend on it.
struct Competition {
    struct Share {
        std::string party;
        std::string label;
        CaseNumber share;  ///< fraction of the market
    };
    /// Points of the Herfindahl-Hirschman index, 0 to 10,000.
    struct Market {
        std::string name;
        std::string label;
        std::vector<Share> shares;
        CaseNumber hhi_change;
        std::optional<CaseNumber> hhi_before;  ///< absent when the other suppliers are not stated
        std::optional<CaseNumber> hhi_after;
    };
    struct CustomerBenefit {
        std::string name;
        std::string label;
        double accepted = 0;  ///< mean probability
        double weight = 1;
    };
    struct Branch {
        std::string stage;             ///< "competition.phase_1"
        std::string target;            ///< stage or end
        std::string by;                ///< "concern", "customer_benefits", both, or "failing_firm"
        std::optional<double> stated;  ///< mean probability before the case moves it; absent for failing_firm
        double probability = 0;        ///< mean, as simulated
    };
    std::vector<Market> markets;               ///< by name
    std::optional<CaseNumber> price_pressure;  ///< GUPPI, as a share of price
    std::optional<CaseNumber> concern;         ///< change of log-odds
    std::vector<CustomerBenefit> customer_benefits;
    std::optional<CaseNumber> customer_benefits_score;  ///< change of log-odds
    std::optional<CaseNumber> failing_firm;             ///< probability that the argument succeeds
    std::vector<Branch> branches;
    std::string source;  ///< of the case
    std::string basis;
    std::string note;
    std::string weights_source;  ///< of the weights that make scores of it
    std::string weights_basis;
};

struct OptionSummary {
    std::string name;
    std::string label;
    std::string form;
    bool counterfactual = false;
    std::map<std::string, MetricSummary> metrics;  ///< all of kMetricOrder
    /// completes; npv_positive (own items: npv_own > 0); materially_outweigh (benefits_pv > 0 and benefits_pv
    /// >= (1 + materiality) costs_pv, trials that do not complete included),
    /// materially_outweigh_given_completion and better_than_counterfactual (npv > 0), absent for the
    /// counterfactual itself, the last also where there is none; any_failure; no_failure (first causes and
    /// this sum to 1); each failure by its name, unless it is one of these.
    std::map<std::string, std::optional<Estimate>> probabilities;
    std::array<double, plan::kOutcomeCount> outcomes{};  ///< shares, summing to 1
    /// Built-in ones first, then in the order of the plan.
    std::vector<std::pair<std::string, FailureSummary>> failures;
    YearlySeries net_cash_flow;      ///< own items, nominal, before support
    Histogram npv_histogram;         ///< the same edges for all options
    Histogram completion_histogram;  ///< months, one bin a month; above: not completed before the horizon
    ClaimedSummary claimed;
    std::vector<BridgeStep> bridge;  ///< none for the counterfactual; the last npv is that of the metric
    /// As planned, else as the claimed path has it; absent without a route.
    std::optional<double> planned_completion_months;
    std::vector<TrackSummary> route;         ///< in the order of the plan; none without a route
    std::optional<Competition> competition;  ///< of an option whose route has a competition case
};

/// Two options on the same draws. The counterfactual is never the first of a pair.
struct Comparison {
    std::string first;
    std::string second;
    std::optional<Estimate> npv_difference;    ///< first less second, paired
    std::optional<Estimate> first_is_better;   ///< P(npv of first > npv of second)
    std::optional<Estimate> second_is_better;  ///< the other way round; the rest are equal
};

/// One line of the assumption register.
struct Assumption {
    std::string path;   ///< where it is written, in the scenario or in the library
    std::string label;  ///< the same in words
    std::string unit;
    std::string distribution;       ///< in words: "PERT 0.2, 0.35, 0.9"
    std::optional<double> claimed;  ///< in the claimed view; absent where it is not simulated
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
    /// "900 %, at which are 7 % of draws, which make 67 % of the mean"; empty without one.
    std::string cap;
    bool hindsight = false;  ///< later than the valuation date
};

/// Values at the probabilities of kCurveProbabilities, ascending.
using Curve = std::vector<double>;

/// 1 %, 2.5 %, 5 %, then every 2.5 % up to 97.5 %, and 99 %.
inline constexpr std::size_t kCurvePoints = 41;
inline constexpr std::array<double, kCurvePoints> kCurveProbabilities = [] {
    std::array<double, kCurvePoints> probabilities{};
    for (std::size_t i = 0; i < kCurvePoints; ++i) probabilities[i] = static_cast<double>(i) / 40;
    probabilities.front() = 0.01;
    probabilities.back() = 0.99;
    return probabilities;
}();

/// One number that rests on an entry of the evidence: what is claimed there, on top of the class.
struct EvidenceUse {
    std::string path;    ///< where it is written: "options.merger.costs.restructuring.overrun"
    std::string label;   ///< the same in words
    std::string option;  ///< its name; empty for what options share
    std::string entry;   ///< name of the entry
    std::string unit;    ///< of the numbers below
    /// What the claim has there: no overrun, everything delivered, the planned time; absent where a claim
    /// says nothing, as of most probabilities.
    std::optional<double> claim;
    /// Share of the published class, at and below the claim, half of what lies exactly at it.
    std::optional<double> claim_percentile;
    double transferability = 1;
    double claim_weight = 0;  ///< weight of the claim in the pool with the class
    Curve published;          ///< every case as good as one at hand; without the scenario's own case
    Curve used;               ///< widened by the transferability and pooled with the claim, as simulated
};

/// A claim of an option in units that deals of any size share, held against a class of past deals.
struct NormalisedClaim {
    std::string option;   ///< name
    std::string measure;  ///< saving_to_turnover, one_off_cost_to_saving or months_to_complete
    std::string entry;    ///< of the evidence
    std::string label;    ///< of the entry, in words
    std::string unit;     ///< "share", "ratio" or "months"
    double claim = 0;
    double p10 = 0, p50 = 0, p90 = 0;  ///< of the class, without the scenario's own case
    /// Share of the class that is at least as optimistic (as high a saving, as low a cost, as short a time).
    double at_least_as_optimistic = 0;
    bool alarm = false;    ///< fewer than one case in ten is as optimistic
    std::string sentence;  ///< what that means, in a sentence
    Curve curve;           ///< of the class
    std::string source;
    std::string basis;
    std::string caveat;
};

/// An organisational form of the library from which options took what they do not say themselves.
struct FormUsed {
    std::string name;
    std::string label;
    std::string option;                 ///< name
    std::vector<std::string> sections;  ///< "route", "costs", ...
    std::string evidence;               ///< what the form's numbers rest on, in words
    std::string caveat;
    std::string source;
    std::string basis;
};

struct Dependence {
    /// Addresses of draws with their rank correlation (Spearman's): as stated, and as achieved by the numbers
    /// themselves; normal_score is the correlation of the normal scores behind them.
    struct Pair {
        std::string first, second;
        double stated = 0;
        double normal_score = 0;
        std::optional<double> achieved;  ///< absent for an event, which is no number
    };
    struct Shared {
        std::string address;
        std::vector<std::string> options;  ///< names
    };
    std::vector<Pair> pairs;
    std::vector<std::string> independent;        ///< addresses that no correlation names
    std::vector<Shared> shared_between_options;  ///< draws that more than one option uses
};

/// A number or choice that the scenario left open.
struct DefaultTaken {
    std::string path;
    std::string what;
};

struct Provenance {
    std::string scenario;  ///< name of its file
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
    std::vector<EvidenceUse> evidence_uses;  ///< in the order of the register of assumptions
    std::vector<NormalisedClaim> normalised_claims;
    std::vector<FormUsed> forms;  ///< in the order of the options
    Dependence dependence;
    std::vector<DefaultTaken> defaults;
    /// What a reader must know, in sentences: hindsight, numbers of trials off 16 x 2^m, remarks on the plan.
    std::vector<std::string> notes;
    System system;
};

}  // namespace mergerisk::results
