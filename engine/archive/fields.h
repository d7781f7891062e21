#pragma once
// What results.json holds: one declaration for each key, from which the writer, the reader and the JSON
// Schema are made. Only for the .cpp files of this folder.
//
// describe(visitor, record) names the keys of a record in the order of the file. A visitor has
//   field(key, value, meaning)         a value, see below
//   choice(key, enumerator, names, meaning)
//   value_of, error_of, interval_of    parts of an optional estimate: (key, estimate, meaning); the value
//   first group(key, meaning, describe)      an object whose keys `describe(inner visitor)` names
//   some_of(key, map, known, meaning)  an object with the known keys and any others
//   empty(key, meaning)                an object that is always empty
// Values: text, truth, numbers, optional ones (null when absent), lists, objects with free keys (maps and
// Keyed) and records.

#include "engine/results/run.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mergerisk::archive {

inline constexpr std::uint64_t kResultsVersion = 1;

/// An object with free keys that keeps their order.
template <class Value>
using Keyed = std::vector<std::pair<std::string, Value>>;

struct Meaning {
    std::string_view key;
    std::string_view meaning;
};

/// Name of a record in the schema, and what it is.
template <class Record>
inline constexpr Meaning kRecord{};

using results::Estimate;

template <>
inline constexpr Meaning kRecord<Estimate>{"Estimate",
                                           "A number from trials with its sampling error. The error and the "
                                           "interval are null where they cannot be told: "
                                           "a single trial, too few trials."};

template <class Visitor>
void describe(Visitor& v, Estimate& e) {
    v.field("value", e.value, "The estimate, in the unit of what it estimates; a probability is a fraction.");
    v.field("standard_error", e.standard_error, "Standard error of the estimate, in its unit.");
    v.field("low", e.low, "Lower end of the 95 % interval.");
    v.field("high", e.high, "Upper end of the 95 % interval.");
}

// ---------------------------------------------------------------------------------------------------------------
// Metrics

template <>
inline constexpr Meaning kRecord<results::MetricSummary>{
    "Metric",
    "Distribution of one metric over the trials of an option. Null where there is no such number: no trial "
    "has it, or "
    "a time lies beyond the horizon."};

inline constexpr std::array<Meaning, results::kMetricOrder.size()> kMetricMeanings{{
    {"npv", "Net present value: benefits_pv - costs_pv, of society, net of the counterfactual."},
    {"npv_own", "Net present value of the option's own items, nothing subtracted."},
    {"npv_parties", "What the parties receive and pay, support included, net of the counterfactual."},
    {"npv_funder", "What the funder receives and pays, support included, net of the counterfactual."},
    {"npv_given_completion", "npv over the trials that completed."},
    {"npv_given_failure", "npv over the trials that were prohibited, abandoned or walked away from."},
    {"costs_pv",
     "Present value of costs, disruption, losses, leavers, risks and remedies, net of the counterfactual."},
    {"benefits_pv", "Present value of benefit lines and lasting gains, net of the counterfactual."},
    {"benefit_cost_ratio",
     "Mean of benefits_pv over mean of costs_pv: a ratio of means, so it has no distribution. Null unless "
     "mean costs "
     "are above 0."},
    {"one_off_cost",
     "One-off costs of the option, undiscounted, in the prices of the claim, risks included."},
    {"completion_months", "Completion, months from the valuation date."},
    {"decision_months", "Completion or failure, whichever comes first, months from the valuation date."},
    {"benefits_realised",
     "Benefits up to the horizon over those claimed, moved to completion, before additionality, "
     "undiscounted, as a "
     "share."},
    {"payback_months",
     "Month end from which on the cumulative value, undiscounted, constant prices, stays at or above 0."},
    {"peak_funding", "Largest cumulative net cash need, nominal, before support."},
    {"minimum_margin",
     "Lowest EBITDA margin over twelve months of any organisation, from month 12 on, as a share of income."},
    {"support", "Support paid by the funder, nominal, undiscounted."},
}};

template <class Visitor>
void describe(Visitor& v, results::MetricSummary& m) {
    constexpr std::string_view kPercentile = "Percentile: no more than this share of trials lies below it.";
    v.field("unit", m.unit, "Unit of all numbers of the metric: the money label, months, share or ratio.");
    v.choice("population", m.population, results::kPopulationNames,
             "Trials that can have the number: all, those that completed, failed, paid back by the horizon, "
             "or were "
             "decided before it.");
    v.field("defined", m.defined, "Share of all trials that have the number.");
    v.choice("adverse", m.adverse, results::kAdverseNames, "Which end is bad.");
    v.value_of("mean", m.mean, "Mean over the trials that have the number.");
    v.error_of("standard_error", m.mean, "Standard error of the mean.");
    v.field("sd", m.standard_deviation, "Standard deviation over these trials.");
    for (std::size_t i = 0; i < m.percentile.size(); ++i)
        v.value_of(results::kReportedPercentiles[i], m.percentile[i], kPercentile);
    v.value_of("cvar5", m.cvar5, "Mean of the adverse 5 % of trials (conditional value at risk).");
    v.group("intervals", "95 % intervals [low, high].", [&](auto& inner) {
        inner.interval_of("mean", m.mean, "Of the mean.");
        for (std::size_t i = 0; i < m.percentile.size(); ++i)
            inner.interval_of(results::kReportedPercentiles[i], m.percentile[i], "Of the percentile.");
        inner.interval_of("cvar5", m.cvar5, "Of the mean of the adverse 5 %.");
    });
    v.group("errors", "Standard errors of the percentiles and of cvar5.", [&](auto& inner) {
        for (std::size_t i = 0; i < m.percentile.size(); ++i)
            inner.error_of(results::kReportedPercentiles[i], m.percentile[i], "Of the percentile.");
        inner.error_of("cvar5", m.cvar5, "Of the mean of the adverse 5 %.");
    });
}

// ---------------------------------------------------------------------------------------------------------------
// Options

inline constexpr std::array<Meaning, plan::kOutcomeCount> kOutcomeMeanings{{
    {"completed", "Completed before the horizon."},
    {"prohibited", "Prohibited by an authority."},
    {"abandoned", "Abandoned at the end of a stage."},
    {"walked_away", "A party walked away while waiting."},
    {"undecided", "Neither completed nor failed before the horizon."},
}};

inline constexpr std::array<Meaning, 7> kProbabilityMeanings{{
    {"completes", "Completes before the horizon."},
    {"npv_positive", "npv_own is above 0."},
    {"materially_outweigh",
     "benefits_pv is above 0 and at least (1 + materiality) costs_pv; trials that do not complete count as "
     "the "
     "rest. Null for the counterfactual."},
    {"materially_outweigh_given_completion",
     "The same among trials that complete. Null for the counterfactual, or when none completes."},
    {"better_than_counterfactual", "npv is above 0. Null for the counterfactual and when there is none."},
    {"any_failure", "One or more failures happen before the horizon."},
    {"no_failure", "No failure happens; with the first causes of all failures it sums to 1."},
}};

template <>
inline constexpr Meaning kRecord<results::FailureSummary>{"Failure", "How often one failure happens."};

template <class Visitor>
void describe(Visitor& v, results::FailureSummary& f) {
    v.field("label", f.label, "The failure in words.");
    v.field(
        "kind", f.kind,
        "prohibited, abandoned, walked_away, unwound, late, over_budget, benefits_shortfall or distress.");
    v.value_of("probability", f.probability, "Probability that it happens before the horizon, in any order.");
    v.error_of("standard_error", f.probability, "Standard error of the probability.");
    v.value_of("first_cause", f.first_cause, "Probability that no other failure happened before it.");
    v.value_of("given_completion", f.given_completion,
               "Probability among trials that complete; null when none completes.");
    v.value_of("as_such", f.as_such,
               "Of distress: probability whether or not the counterfactual is in distress too; else null.");
    v.field("at_start", f.at_start,
            "Of distress: share of trials below the limit from the first month ends on; else null.");
    v.field("first_cause_by_year", f.first_cause_by_year,
            "Share of all trials in which it happened, as first cause, up to the end of each year.");
    v.group("intervals", "95 % intervals [low, high].", [&](auto& inner) {
        inner.interval_of("probability", f.probability, "Of the probability.");
        inner.interval_of("first_cause", f.first_cause, "Of first_cause.");
        inner.interval_of("given_completion", f.given_completion, "Of given_completion.");
        inner.interval_of("as_such", f.as_such, "Of as_such.");
    });
    v.group("errors", "Standard errors.", [&](auto& inner) {
        inner.error_of("first_cause", f.first_cause, "Of first_cause.");
        inner.error_of("given_completion", f.given_completion, "Of given_completion.");
        inner.error_of("as_such", f.as_such, "Of as_such.");
    });
}

template <>
inline constexpr Meaning kRecord<results::YearlySeries>{
    "YearlySeries", "A distribution for each year from the valuation date."};

template <class Visitor>
void describe(Visitor& v, results::YearlySeries& s) {
    v.field("times", s.times,
            "End of each year, years from the valuation date; the horizon may cut the last.");
    v.field("p5", s.p5, "5th percentile of the trials, year by year.");
    v.field("p25", s.p25, "25th percentile.");
    v.field("p50", s.p50, "Median.");
    v.field("p75", s.p75, "75th percentile.");
    v.field("p95", s.p95, "95th percentile.");
    v.field("mean", s.mean, "Mean.");
}

template <>
inline constexpr Meaning kRecord<results::Histogram>{"Histogram",
                                                     "Shares of all trials by bins of equal width."};

template <class Visitor>
void describe(Visitor& v, results::Histogram& h) {
    v.field("edges", h.edges,
            "Edges of the bins, one more than bins; a bin holds its lower edge, not its upper.");
    v.field("shares", h.shares, "Share of all trials in each bin.");
    v.field("below", h.below, "Share of all trials below the first edge.");
    v.field("above", h.above, "Share of all trials at or above the last edge, or without the number.");
}

template <>
inline constexpr Meaning kRecord<results::ClaimedSummary>{
    "Claimed", "The claimed view: what the deal team says, without luck. Money in the money label."};

template <class Visitor>
void describe(Visitor& v, results::ClaimedSummary& c) {
    v.field("npv", c.npv, "Net present value, net of the counterfactual's claimed view.");
    v.field("npv_own", c.npv_own, "Net present value of the option's own items.");
    v.field("benefits_pv", c.benefits_pv, "Present value of benefits, net of the counterfactual's.");
    v.field("costs_pv", c.costs_pv, "Present value of costs, net of the counterfactual's.");
    v.field("benefit_cost_ratio", c.benefit_cost_ratio,
            "benefits_pv over costs_pv; null unless costs_pv is above 0.");
    v.field("one_off_cost", c.one_off_cost, "Own one-off costs, undiscounted, in the prices of the claim.");
    v.field("completion_months", c.completion_months, "Completion, months from the valuation date.");
    v.field("yearly_net_cash", c.yearly_net_cash,
            "Net cash of each year, own items, nominal, before support.");
}

template <>
inline constexpr Meaning kRecord<results::BridgeStep>{
    "BridgeStep", "A step from the claimed to the expected npv; each view contains all steps before it."};

template <class Visitor>
void describe(Visitor& v, results::BridgeStep& s) {
    v.field("step", s.step,
            "claimed, input_ranges, delay, remedies, additionality, overrun, realisation, productivity, "
            "attrition, "
            "risks, or failure (prohibition, abandonment and walk-away).");
    v.field("npv", s.npv, "Mean npv after the step.");
    v.field("change", s.change, "Change that the step makes, over the same trials; null for the claim.");
    v.field("parts", s.parts, "What the change consists of, where it is known; sums to its value.");
}

template <>
inline constexpr Meaning kRecord<results::Range>{
    "Range", "Percentiles over trials; null where no trial has the number."};

template <class Visitor>
void describe(Visitor& v, results::Range& r) {
    v.field("p10", r.p10, "10th percentile.");
    v.field("p50", r.p50, "Median.");
    v.field("p90", r.p90, "90th percentile.");
}

template <>
inline constexpr Meaning kRecord<results::StageExit>{"StageExit",
                                                     "Where a stage leads, and in how many visits."};

template <class Visitor>
void describe(Visitor& v, results::StageExit& e) {
    v.field("target", e.target,
            "A stage of the track, cleared, cleared_with_remedies, abandoned or prohibited; cut_short when "
            "the deal failed or ended elsewhere before the stage did.");
    v.field("label", e.label, "That stage in words; empty for an end.");
    v.field("share", e.share, "Share of the visits to the stage that lead there.");
}

template <>
inline constexpr Meaning kRecord<results::StageSummary>{
    "Stage", "One stage of a route, all visits to it together, also beyond the horizon."};

template <class Visitor>
void describe(Visitor& v, results::StageSummary& s) {
    v.field("name", s.name, "Track and stage, as in the scenario.");
    v.field("label", s.label, "The stage in words; may be empty.");
    v.field("clock", s.clock, "Its statutory clock in words; empty when it has a duration instead.");
    v.field("entered", s.entered, "Share of all trials that enter it.");
    v.field("visits", s.visits, "Mean number of visits over the trials that enter it; null when none does.");
    v.field("begins", s.begins, "Begin of the first visit, months from the valuation date.");
    v.field("ends", s.ends, "End of the last visit, months from the valuation date.");
    v.field("mean_days", s.mean_days, "Mean calendar days of a visit that is not cut short.");
    v.field("days", s.days, "Calendar days of a visit that is not cut short.");
    v.field("exits", s.exits, "Where its visits lead; the shares sum to 1.");
    v.field("claimed_begin", s.claimed_begin,
            "Begin on the claimed path, months; null when that does not enter it.");
    v.field("claimed_end", s.claimed_end, "End on the claimed path, months.");
}

template <>
inline constexpr Meaning kRecord<results::TrackSummary>{"Track", "One of the parallel approvals of a route."};

template <class Visitor>
void describe(Visitor& v, results::TrackSummary& t) {
    v.field("name", t.name, "Its name in the option.");
    v.field("label", t.label, "The track in words; may be empty.");
    v.field("after_completion", t.after_completion, "Whether it begins when the deal has completed.");
    v.field("holds_separate", t.holds_separate,
            "Whether the businesses are held apart until it has cleared.");
    v.field("source", t.source, "Where the track comes from, for example its statute.");
    v.field("basis", t.basis, "published, secondary, derived or judgement; may be empty.");
    v.field("stages", t.stages, "Its stages, each after those that lead to it.");
}

template <>
inline constexpr Meaning kRecord<results::CaseNumber>{
    "CaseNumber", "A number of a competition case over its own luck, whatever becomes of the route."};

template <class Visitor>
void describe(Visitor& v, results::CaseNumber& n) {
    v.field("claimed", n.claimed, "In the claimed view.");
    v.field("mean", n.mean, "Mean.");
    v.field("p10", n.p10, "10th percentile.");
    v.field("p50", n.p50, "Median.");
    v.field("p90", n.p90, "90th percentile.");
}

template <>
inline constexpr Meaning kRecord<results::Competition::Share>{"MarketShare", "Share of a party in a market."};

template <class Visitor>
void describe(Visitor& v, results::Competition::Share& s) {
    v.field("party", s.party, "Its name.");
    v.field("label", s.label, "The same in words.");
    v.field("share", s.share, "Share of the market, as a fraction.");
}

template <>
inline constexpr Meaning kRecord<results::Competition::Market>{
    "Market",
    "A market in which the parties compete; points of the Herfindahl-Hirschman index from 0 to 10,000."};

template <class Visitor>
void describe(Visitor& v, results::Competition::Market& m) {
    v.field("name", m.name, "Its name in the scenario.");
    v.field("label", m.label, "The same in words; may be empty.");
    v.field("shares", m.shares, "Shares of the parties.");
    v.field("hhi_change", m.hhi_change, "Change of the index by the deal.");
    v.field("hhi_before", m.hhi_before, "Index before the deal; null when the others are not stated.");
    v.field("hhi_after", m.hhi_after, "Index after the deal; null when the others are not stated.");
}

template <>
inline constexpr Meaning kRecord<results::Competition::CustomerBenefit>{
    "CustomerBenefit", "A benefit that is weighed against the concern."};

template <class Visitor>
void describe(Visitor& v, results::Competition::CustomerBenefit& b) {
    v.field("name", b.name, "Its name in the scenario.");
    v.field("label", b.label, "The same in words; may be empty.");
    v.field("accepted", b.accepted, "Mean probability that the authority accepts it.");
    v.field("weight", b.weight, "How much it counts.");
}

template <>
inline constexpr Meaning kRecord<results::Competition::Branch>{
    "CompetitionBranch", "A branch of the route whose probability depends on the competition case."};

template <class Visitor>
void describe(Visitor& v, results::Competition::Branch& b) {
    v.field("stage", b.stage, "Track and stage.");
    v.field("target", b.target, "Where the branch leads: a stage or an end.");
    v.field("by", b.by, "What moves it: concern, customer_benefits, both joined by and, or failing_firm.");
    v.field("stated", b.stated, "Mean probability before; null for failing_firm.");
    v.field("probability", b.probability, "Mean probability as simulated.");
}

template <>
inline constexpr Meaning kRecord<results::Competition>{
    "Competition",
    "What an option's competition case says; what it does not state is null. Percentiles are those of the "
    "case itself, not of the trials that reach a review."};

template <class Visitor>
void describe(Visitor& v, results::Competition& c) {
    v.field("markets", c.markets, "Markets by name.");
    v.field("price_pressure", c.price_pressure,
            "Gross upward pricing pressure (GUPPI): diversion times margin times price ratio.");
    v.field("concern", c.concern, "Change of log-odds by concentration and price pressure.");
    v.field("customer_benefits", c.customer_benefits, "Benefits that are weighed against the concern.");
    v.field("customer_benefits_score", c.customer_benefits_score, "Change of log-odds by those accepted.");
    v.field("failing_firm", c.failing_firm, "Probability that the failing-firm argument succeeds.");
    v.field("branches", c.branches, "Branches whose probabilities depend on the case.");
    v.field("source", c.source, "Where the case comes from.");
    v.field("basis", c.basis, "published, secondary, derived or judgement; may be empty.");
    v.field("note", c.note, "What to know about it.");
    v.field("weights_source", c.weights_source, "Where the weights come from that make scores of it.");
    v.field("weights_basis", c.weights_basis, "published, secondary, derived or judgement; may be empty.");
}

template <>
inline constexpr Meaning kRecord<results::OptionSummary>{"Option", "What the trials of one option say."};

template <class Visitor>
void describe(Visitor& v, results::OptionSummary& o) {
    v.field("label", o.label, "The option in words.");
    v.field("form", o.form, "Its organisational form in the library; may be empty.");
    v.field("counterfactual", o.counterfactual, "Whether the others are judged against it.");
    v.group("metrics", "Metrics by name.", [&](auto& inner) {
        for (auto const& [name, meaning] : kMetricMeanings)
            inner.field(name, o.metrics[std::string{name}], meaning);
    });
    v.some_of("probabilities", o.probabilities, kProbabilityMeanings,
              "Probabilities by name; each failure stands under its own name too, in any order.");
    v.group("outcomes", "How trials ended, as shares that sum to 1.", [&](auto& inner) {
        for (std::size_t i = 0; i < kOutcomeMeanings.size(); ++i)
            inner.field(kOutcomeMeanings[i].key, o.outcomes[i], kOutcomeMeanings[i].meaning);
    });
    v.field("failures", o.failures,
            "Failures by name: prohibited, abandoned, walked_away, unwound (where an option can end after "
            "completion), then the scenario's.");
    v.group("series", "Values year by year.", [&](auto& inner) {
        inner.field("net_cash_flow", o.net_cash_flow,
                    "Net cash of the year, own items, nominal, before support, in the money label.");
    });
    v.group("histograms", "Distributions by bins.", [&](auto& inner) {
        inner.field("npv", o.npv_histogram, "npv, in the money label; the same edges for all options.");
        inner.field("completion_months", o.completion_histogram,
                    "Completion, months from the valuation date; above: not completed before the horizon.");
    });
    v.field("claimed", o.claimed, "The claimed view.");
    v.field("bridge", o.bridge,
            "From the claimed to the expected npv, in order; the last npv is the mean of the metric. Empty "
            "for the "
            "counterfactual.");
    v.field("planned_completion_months", o.planned_completion_months,
            "Planned completion, months from the valuation date; null without a route.");
    v.field("route", o.route, "How the approvals go, track by track; empty without a route.");
    v.field("competition", o.competition, "The competition case; null without one.");
}

template <>
inline constexpr Meaning kRecord<results::Comparison>{
    "Comparison", "Two options on the same draws; the outer key names the first, the inner one the second."};

template <class Visitor>
void describe(Visitor& v, results::Comparison& c) {
    v.field("npv_difference", c.npv_difference, "Mean npv of the first less the second, trial by trial.");
    v.field("first_is_better", c.first_is_better, "Probability that the first has the higher npv.");
    v.field("second_is_better", c.second_is_better,
            "Probability that the second has the higher npv; in the rest of the trials they are equal.");
}

// ---------------------------------------------------------------------------------------------------------------
// What went in

template <>
inline constexpr Meaning kRecord<results::Assumption>{"Assumption",
                                                      "One number that the scenario or the library states."};

template <class Visitor>
void describe(Visitor& v, results::Assumption& a) {
    v.field("path", a.path, "Where it is written.");
    v.field("label", a.label, "The same in words.");
    v.field("unit", a.unit, "Unit of the numbers.");
    v.field("distribution", a.distribution, "Its distribution in words.");
    v.field("claimed", a.claimed, "Value in the claimed view; null where it is not simulated.");
    v.field("mean", a.mean, "Mean; null where it is not simulated.");
    v.field("p10", a.p10, "10th percentile.");
    v.field("p50", a.p50, "Median.");
    v.field("p90", a.p90, "90th percentile.");
    v.field("source", a.source, "Where it comes from.");
    v.field("basis", a.basis, "published, secondary, derived or judgement; may be empty.");
    v.field("note", a.note, "What its author added.");
    v.field("owner", a.owner, "Who answers for it.");
}

template <>
inline constexpr Meaning kRecord<results::EvidenceUsed>{"Evidence",
                                                        "One entry of the evidence library that was used."};

template <class Visitor>
void describe(Visitor& v, results::EvidenceUsed& e) {
    v.field("name", e.name, "Its name in the library.");
    v.field("label", e.label, "The same in words.");
    v.field("measure", e.measure, "What it says, in words.");
    v.field("transferability", e.transferability, "Weight of one of its cases for this transaction, 0 to 1.");
    v.field("source", e.source, "Where it was published.");
    v.field("as_of", e.as_of, "Date from which it was known, ISO 8601; may be empty.");
    v.field("basis", e.basis, "published, secondary, derived or judgement; may be empty.");
    v.field("population", e.population, "What the cases are cases of.");
    v.field("sample", e.sample, "Which cases were looked at.");
    v.field("caveat", e.caveat, "What to be careful about.");
    v.field("cap", e.cap,
            "Where values are counted at a cap, and what that does to the mean; empty without one.");
    v.field("hindsight", e.hindsight, "Whether it is later than the valuation date.");
}

template <>
inline constexpr Meaning kRecord<results::EvidenceUse>{
    "EvidenceUse", "One number that rests on an entry of the evidence: the claim on top of the class."};

template <class Visitor>
void describe(Visitor& v, results::EvidenceUse& u) {
    v.field("path", u.path, "Where it is written.");
    v.field("label", u.label, "The same in words.");
    v.field("option", u.option, "Name of the option; empty for what options share.");
    v.field("entry", u.entry, "Name of the entry.");
    v.field("unit", u.unit, "Unit of the numbers.");
    v.field("claim", u.claim, "What the claim has there; null where it says nothing.");
    v.field("claim_percentile", u.claim_percentile,
            "Share of the published class at and below the claim, half of what lies exactly at it.");
    v.field("transferability", u.transferability, "Weight of one of its cases for this transaction, 0 to 1.");
    v.field("claim_weight", u.claim_weight, "Weight of the claim in the pool with the class, 0 without one.");
    v.field("published", u.published,
            "The class as published, without the scenario's own case: its percentiles 1, 2.5, 5, then every "
            "2.5 up to 97.5, and 99.");
    v.field("used", u.used,
            "The same percentiles as simulated: widened by the transferability and pooled with the claim.");
}

template <>
inline constexpr Meaning kRecord<results::NormalisedClaim>{
    "NormalisedClaim",
    "A claim of an option in units that deals of any size share, held against a class of past deals."};

template <class Visitor>
void describe(Visitor& v, results::NormalisedClaim& c) {
    v.field("option", c.option, "Name of the option.");
    v.field("measure", c.measure, "saving_to_turnover, one_off_cost_to_saving or months_to_complete.");
    v.field("entry", c.entry, "Name of the entry of the evidence.");
    v.field("label", c.label, "The entry in words.");
    v.field("unit", c.unit, "share, ratio or months.");
    v.field("claim", c.claim, "What the option claims.");
    v.field("p10", c.p10, "10th percentile of the class, without the scenario's own case.");
    v.field("p50", c.p50, "Median of the class.");
    v.field("p90", c.p90, "90th percentile of the class.");
    v.field("at_least_as_optimistic", c.at_least_as_optimistic,
            "Share of the class with as high a saving, as low a cost or as short a time.");
    v.field("alarm", c.alarm, "Whether fewer than one case in ten is as optimistic.");
    v.field("sentence", c.sentence, "What that means, in a sentence.");
    v.field("curve", c.curve, "The class: its percentiles 1, 2.5, 5, then every 2.5 up to 97.5, and 99.");
    v.field("source", c.source, "Where the class was published.");
    v.field("basis", c.basis, "published, secondary, derived or judgement; may be empty.");
    v.field("caveat", c.caveat, "What to be careful about.");
}

template <>
inline constexpr Meaning kRecord<results::FormUsed>{
    "Form", "An organisational form from which an option took what it does not say itself."};

template <class Visitor>
void describe(Visitor& v, results::FormUsed& f) {
    v.field("name", f.name, "Its name in the library.");
    v.field("label", f.label, "The same in words.");
    v.field("option", f.option, "Name of the option.");
    v.field("sections", f.sections, "Sections of the option that were taken from the form.");
    v.field("evidence", f.evidence, "What the form's numbers rest on.");
    v.field("caveat", f.caveat, "What to be careful about.");
    v.field("source", f.source, "Where the form comes from.");
    v.field("basis", f.basis, "published, secondary, derived or judgement; may be empty.");
}

template <>
inline constexpr Meaning kRecord<results::Dependence::Pair>{"Correlation", "Two draws that were correlated."};

template <class Visitor>
void describe(Visitor& v, results::Dependence::Pair& p) {
    v.field("first", p.first, "Address of the first draw.");
    v.field("second", p.second, "Address of the second draw.");
    v.field("stated", p.stated, "Spearman's rank correlation as stated.");
    v.field("normal_score", p.normal_score, "Correlation of the normal scores behind it.");
    v.field("achieved", p.achieved,
            "Spearman's rank correlation of the numbers themselves; null for an event, which is no number.");
}

template <>
inline constexpr Meaning kRecord<results::Dependence::Shared>{"SharedDraw",
                                                              "A draw that more than one option uses."};

template <class Visitor>
void describe(Visitor& v, results::Dependence::Shared& s) {
    v.field("address", s.address, "Address of the draw.");
    v.field("options", s.options, "Names of the options.");
}

template <>
inline constexpr Meaning kRecord<results::Dependence>{"Dependence",
                                                      "What moves together, and what does not."};

template <class Visitor>
void describe(Visitor& v, results::Dependence& d) {
    v.field("pairs", d.pairs, "Correlations of the scenario.");
    v.field("independent", d.independent, "Addresses of the draws that no correlation names.");
    v.field("shared_between_options", d.shared_between_options,
            "Draws on which differences between options depend.");
}

template <>
inline constexpr Meaning kRecord<results::DefaultTaken>{"Default",
                                                        "A number or choice that the scenario left open."};

template <class Visitor>
void describe(Visitor& v, results::DefaultTaken& d) {
    v.field("path", d.path, "What was left open.");
    v.field("what", d.what, "What was taken.");
}

template <>
inline constexpr Meaning kRecord<results::Provenance>{
    "Provenance", "Where the numbers come from. The same plan, seed and trials give the same numbers."};

template <class Visitor>
void describe(Visitor& v, results::Provenance& p) {
    v.field("scenario", p.scenario, "Name of the scenario's file.");
    v.field("scenario_sha256", p.scenario_sha256, "SHA-256 of its bytes.");
    v.field("library_sha256", p.library_sha256, "SHA-256 of every other file that was read, by name.");
    v.field("plan_sha256", p.plan_sha256, "SHA-256 of the plan that was simulated.");
    v.field("engine", p.engine, "Version of mergerisk.");
    v.field("seed", p.seed, "Seed of all draws.");
    v.field("trials", p.trials, "Number of trials.");
    v.field("sampling", p.sampling, "plain or sobol.");
    v.field("dimensions", p.dimensions, "Addresses of draws in the order of their Sobol dimension.");
}

template <>
inline constexpr Meaning kRecord<results::TransactionSummary>{"Transaction",
                                                              "What was appraised, and on which terms."};

template <class Visitor>
void describe(Visitor& v, results::TransactionSummary& t) {
    v.field("name", t.name, "The transaction.");
    v.field("money_label", t.money_label, "Unit of money, for example GBP million.");
    v.field("currency", t.currency, "ISO 4217.");
    v.field("prices", t.prices, "real or nominal: terms of present values and of the discount rate.");
    v.field("valuation_date", t.valuation_date, "ISO 8601; all times count from it.");
    v.field("horizon_months", t.horizon_months, "Months simulated.");
    v.field("discount_rate", t.discount_rate, "First annual discount rate, as a fraction.");
    v.field("materiality", t.materiality,
            "Share by which benefits must exceed costs to outweigh them materially.");
    v.field("perspective", t.perspective, "Whose gain is measured: society or acquirer.");
    v.field("hindsight", t.hindsight, "Whether evidence later than the valuation date is used, knowingly.");
    v.field("source", t.source, "Where the facts of the transaction come from.");
}

template <>
inline constexpr Meaning kRecord<results::System>{
    "System", "How this run was made; the only part that may differ between runs of one plan."};

template <class Visitor>
void describe(Visitor& v, results::System& s) {
    v.field("started", s.started, "UTC, ISO 8601.");
    v.field("wall_seconds", s.wall_seconds, "Duration of the run, seconds.");
    v.field("threads", s.threads, "Threads used.");
    v.field("compiler", s.compiler, "Compiler of the program.");
    v.field("build", s.build, "Kind of build.");
}

template <>
inline constexpr Meaning kRecord<results::Run>{
    "mergerisk results",
    "What a run of mergerisk found. Money is in transaction.money_label, times in months from the valuation "
    "date, "
    "shares and probabilities are fractions; null means that there is no such number."};

template <class Visitor>
void describe(Visitor& v, results::Run& run) {
    v.version("mergerisk_results", kResultsVersion, "Version of this format.");
    v.field("provenance", run.provenance, "Where the numbers come from.");
    v.field("transaction", run.transaction, "What was appraised.");

    Keyed<results::OptionSummary> options;
    for (results::OptionSummary& option : run.options) options.emplace_back(option.name, std::move(option));
    v.field("options", options, "Options by name, in the order of the scenario.");
    run.options.clear();
    for (auto& [name, option] : options) {
        option.name = name;
        run.options.push_back(std::move(option));
    }

    v.field("counterfactual", run.counterfactual, "Name of the option that the others are judged against.");

    Keyed<Keyed<results::Comparison>> comparison;
    for (results::Comparison& pair : run.comparison) {
        if (comparison.empty() || comparison.back().first != pair.first)
            comparison.push_back({pair.first, {}});
        comparison.back().second.emplace_back(pair.second, std::move(pair));
    }
    v.field("comparison", comparison, "Every two options once; the counterfactual is never the first.");
    run.comparison.clear();
    for (auto& [first, others] : comparison) {
        for (auto& [second, pair] : others) {
            pair.first = first;
            pair.second = second;
            run.comparison.push_back(std::move(pair));
        }
    }

    v.field("assumptions", run.assumptions, "The assumption register: every number that was stated.");
    v.field("evidence", run.evidence, "Entries of the evidence library that were used.");
    v.field("evidence_uses", run.evidence_uses, "Numbers that rest on evidence, with claim and class.");
    v.field("normalised_claims", run.normalised_claims,
            "Claims in units that deals of any size share, held against classes of past deals.");

    v.field("forms", run.forms, "Organisational forms whose typical lines options took over.");
    v.field("dependence", run.dependence, "What moves together.");
    v.field("defaults", run.defaults, "What the scenario left open and was filled in.");
    v.empty("stresses", "Results under stresses, by name.");
    v.field("notes", run.notes, "What a reader must know, in sentences.");
    v.field("system", run.system, "How this run was made.");
}

}  // namespace mergerisk::archive
