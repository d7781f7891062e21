#pragma once
// What a trial yields, one number per metric, and the columns in which many trials are kept.
//
// The reference implementation and the kernel both fill these; results read them.
// +infinity means "never" or "there is no such number in this trial". Nothing is NaN.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace mergerisk::plan {

struct Plan;

/// Values of one option in one trial. PVs are at the valuation date, net of the counterfactual's items unless
/// `own` (so they are 0 for the counterfactual itself; bridge_npv and delay_postponed likewise, view by
/// view). Items: benefits are benefit lines and lasting gains; costs are everything else. A cost counts
/// positive in costs_pv. Constant prices are nominal flows over P(m); prices of the claim are amounts without
/// any index. Leavers and remedies are paid by the option's parties, effects by the parties of their base.
enum class Metric : std::uint8_t {
    npv,          ///< benefits_pv - costs_pv: society's net present value
    npv_own,      ///< of the option's own items, nothing subtracted
    npv_parties,  ///< items by what parties pay and receive, plus support
    npv_funder,   ///< items by what the funder pays and receives, minus support
    costs_pv,
    benefits_pv,
    one_off_cost,       ///< own, undiscounted, prices of the claim, risks and remedies included
    completion_months,  ///< C when before the horizon, else infinity
    decision_months,    ///< min(C, F) when before the horizon, else infinity
    benefits_realised,  ///< own benefit lines before additionality, undiscounted, prices of the claim, over
                        ///< the claimed ones moved by C - Cp (starts that hang on C, integration or exit;
                        ///< others stay), to C + claimed term or the horizon; infinity unless completed and
                        ///< something was due
    payback_months,  ///< the first month end from which on the own cumulative value, undiscounted, constant
                     ///< prices, is not negative up to the horizon; 0 when it never is; infinity when it is
                     ///< at the horizon (a deficit of up to 1e-9 of the costs so far is rounding)
    peak_funding,    ///< largest cumulative nominal net cash need at a month end, at least 0: costs less
                     ///< cash-releasing benefits, before support
    minimum_margin,  ///< lowest trailing-twelve-month EBITDA margin of any entity from month 12 on; infinity
                     ///< without parties (entities and margins: see plan::Failure)
    support,         ///< nominal, undiscounted
};
inline constexpr std::size_t kMetricCount = 14;
inline constexpr std::array<std::string_view, kMetricCount> kMetricNames{"npv",
                                                                         "npv_own",
                                                                         "npv_parties",
                                                                         "npv_funder",
                                                                         "costs_pv",
                                                                         "benefits_pv",
                                                                         "one_off_cost",
                                                                         "completion_months",
                                                                         "decision_months",
                                                                         "benefits_realised",
                                                                         "payback_months",
                                                                         "peak_funding",
                                                                         "minimum_margin",
                                                                         "support"};

/// undecided: neither completed nor failed before the horizon.
enum class Outcome : std::uint8_t { completed, prohibited, abandoned, walked_away, undecided };
inline constexpr std::size_t kOutcomeCount = 5;
inline constexpr std::array<std::string_view, kOutcomeCount> kOutcomeNames{
    "completed", "prohibited", "abandoned", "walked_away", "undecided"};

/// From the claim to what is expected, one mechanism after the other; each view contains all before it.
///  inputs: quantities and drivers are drawn; timing as claimed; no overrun, everything realised and merger
///  specific; no
///    remedies, productivity effects, leavers, risks, failures. Lines of failed trials do not happen in any
///    view.
///  delay: timing as drawn, branches that fail replaced by cleared at the same moment, nobody walks away.
///  remedies; additionality (m); overrun (o); realisation (rho); productivity (dips and lasting); attrition
///  (leavers'
///    cost and the workforce factor); risks: added in this order.
///  The last step, prohibition, abandonment and walk-away, is the trial itself: Metric::npv.
enum class BridgeView : std::uint8_t {
    inputs,
    delay,
    remedies,
    additionality,
    overrun,
    realisation,
    productivity,
    attrition,
    risks,
};
inline constexpr std::size_t kBridgeViewCount = 9;
inline constexpr std::array<std::string_view, kBridgeViewCount> kBridgeViewNames{
    "input_ranges", "delay",        "remedies",  "additionality", "overrun",
    "realisation",  "productivity", "attrition", "risks"};

/// Beside the scenario's failures, in this order before them.
inline constexpr std::size_t kBuiltInFailureCount = 4;
inline constexpr std::array<std::string_view, kBuiltInFailureCount> kBuiltInFailureNames{
    "prohibited", "abandoned", "walked_away", "unwound"};

/// What a stage led to: branch `i` of `next`, or next.size() + `i` of `next_when_extended`.
inline constexpr std::uint8_t kNoBranch = 255;

/// One option in one trial.
struct OptionOutcome {
    std::array<double, kMetricCount> metric{};
    Outcome outcome = Outcome::undecided;
    /// [built-in and failures of the plan] when it happened, months; infinity: it did not (before the
    /// horizon). Unwound: X, see plan::Exit.
    /// Distress is listed only when the counterfactual of the same trial has none (attributable); for the
    /// counterfactual itself, and where there is none, always.
    std::vector<double> failure_month;
    /// [failures of the plan] distress as such, attributable or not; infinity for other kinds.
    std::vector<double> distress_month;
    /// [failures of the plan] 1 when the margin was below the limit at the first month ends already: the
    /// distress month is `consecutive`, the earliest possible.
    std::vector<std::uint8_t> distressed_at_start;
    /// [years begun before the horizon] nominal net cash of the year, own items: cash-releasing benefits less
    /// costs; support left out.
    std::vector<double> yearly_net_cash;
    std::array<double, kBridgeViewCount> bridge_npv{};
    /// Of the step from `inputs` to `delay`: claimed-timing benefits that start at completion, moved by the
    /// delay and discounted for it, but not cut at the horizon, less the same unmoved: their PV in `inputs`
    /// times (v^(C - Cp) - 1), C that of `delay`, v^(months - 1) = discount.back() / discount.front() (1 when
    /// there is one month). Those that start at integration likewise, with its two moments.
    double delay_postponed = 0;
    /// [stages of the route] as the trial itself had it, also beyond the horizon: when it was entered
    /// (infinity: never), when it ended (infinity: never entered), and where it led. What was entered before
    /// F (of a track after completion: X) and would have ended after it ends there and led nowhere; what
    /// would have been entered later never is.
    std::vector<double> stage_entry;
    std::vector<double> stage_end;
    std::vector<std::uint8_t> stage_branch;
};

/// Many trials of one option, column by column, trials in order.
struct OptionColumns {
    std::array<std::vector<double>, kMetricCount> metric;
    std::vector<Outcome> outcome;
    std::vector<std::vector<double>> failure_month;
    std::vector<std::vector<double>> distress_month;
    std::vector<std::vector<std::uint8_t>> distressed_at_start;
    std::vector<std::vector<double>> yearly_net_cash;
    std::array<std::vector<double>, kBridgeViewCount> bridge_npv;
    std::vector<double> delay_postponed;
    std::vector<std::vector<double>> stage_entry;
    std::vector<std::vector<double>> stage_end;
    std::vector<std::vector<std::uint8_t>> stage_branch;
};

/// All options, in the order of the plan. `resize` makes room for that many trials.
struct Outcomes {
    std::vector<OptionColumns> options;
    std::size_t trials = 0;
    void resize(Plan const& plan, std::size_t trial_count);
};

/// The claimed view of one option: no luck at all.
struct ClaimedOutcome {
    double npv = 0;  ///< net of the counterfactual's claimed view
    double npv_own = 0;
    double benefits_pv = 0;  ///< net of the counterfactual's
    double costs_pv = 0;
    double one_off_cost = 0;  ///< own
    double completion_months = 0;
    std::vector<double> yearly_net_cash;
};

}  // namespace mergerisk::plan
