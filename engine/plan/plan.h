#pragma once
// Everything that a simulation needs: flat arrays, made once from a scenario, constant afterwards.
//
// Units: money in the scenario's money unit, times and durations in calendar months from the valuation date,
// rates a year as fractions. Days are counted from the valuation date (day 0). A moment m, in days, lies in
// day d when d < m <= d + 1, and moment 0 lies in day 0: the end of day d is the moment d + 1, and a date
// that a person wrote means the start of that day. All lists stand in a canonical order (by name), except
// options, which keep the order of the document because reports show them so; no number depends on the order
// in which a document lists things.

#include "engine/base/id.h"
#include "engine/portable/quantile_table.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mergerisk::plan {

using DrawId = base::Id<struct DrawTag>;
using QuantityId = base::Id<struct QuantityTag>;
using TableId = base::Id<struct TableTag>;
using DriverId = base::Id<struct DriverTag>;
using PartyId = base::Id<struct PartyTag>;
using CalendarId = base::Id<struct CalendarTag>;
using StageId = base::Id<struct StageTag>;      ///< within the route of one option
using TrackId = base::Id<struct TrackTag>;      ///< within the route of one option
using BenefitId = base::Id<struct BenefitTag>;  ///< within one option

// ---------------------------------------------------------------------------------------------------------------
// Draws and quantities

/// One source of luck: uniform on (0, 1), a pure function of seed, address and trial.
struct Draw {
    std::string address;     ///< path without the option's name; unique together with `index`
    std::uint64_t name = 0;  ///< random::name_hash(address); unique for each address (checked when compiled)
    /// Present under Sobol sampling for the leading dimensions; without it the draw is a plain one.
    std::optional<std::uint32_t> sobol_dimension;
    std::uint32_t index = 0;  ///< number of the visit; only number 0 has a Sobol dimension
};

/// Draws whose normal scores are correlated (Gaussian copula): z' = L z over the members, in this order.
/// `u` of a member is then Phi(z').
struct DependenceGroup {
    std::vector<DrawId> members;
    std::vector<double> factor;  ///< L, lower triangular, row-major [members x members]
};

/// An uncertain number as a function of one draw (u uniform, z = inverse_normal(u)) or of other quantities.
/// With a score_shift, kinds that read u use Phi(z + shift).
struct Quantity {
    enum class Kind : std::uint8_t {
        constant,    ///< a
        uniform,     ///< a + (b - a) u
        triangular,  ///< low a, mode b, high c, by its closed inverse
        normal,      ///< a + b z
        lognormal,   ///< exp(a + b z)
        table,       ///< a + b T(z), T = tables[table]
        discrete,    ///< values[i], i = number of thresholds <= u (thresholds: cumulative probabilities below
                     ///< 1)
        stick,  ///< values of `inputs`: inputs.back() * product over the others of (1 - input); Dirichlet
                ///< share
        shifted_probability,  ///< expit(logit(inputs[0]) + a + sum of the further inputs): a probability
                              ///< moved by readiness or by a competition screen
        linear,               ///< a + sum of values[i] inputs[i], cut to [b, c]
        product,              ///< a times the product of inputs
        maximum,              ///< the largest of a and inputs
    };
    Kind kind = Kind::constant;
    std::optional<DrawId> draw;
    double a = 0, b = 0, c = 0;
    std::optional<TableId> table;
    std::vector<double> thresholds;
    std::vector<double> values;
    std::vector<QuantityId> inputs;  ///< earlier in the list
    double score_shift = 0;          ///< added to z before the transform (readiness)
    double claimed = 0;              ///< in the claimed view: the claim, else the mode, else the median
    double expected = 0;             ///< the mean, for reports and proportions
    std::string path;                ///< where it was written, for messages
};

// ---------------------------------------------------------------------------------------------------------------
// Time and prices

struct Timeline {
    std::chrono::sys_days valuation_date{};
    std::uint32_t months = 0;  ///< periods simulated: month m is [m, m + 1), 0 <= m < months (the horizon)
    /// First day of each month of the grid, days from the valuation date; at least months + 240 entries, so
    /// that routes that outlast the horizon still have dates. Within a month, time is linear in days; beyond
    /// the grid a month has 30.436875 days.
    std::vector<std::int32_t> month_start_day;
    std::vector<double> discount;  ///< [months], factor at the moment when the flows of that month count
    double flow_moment = 0.5;      ///< that moment, months after the start of the month (0.5 or 1)
    bool deflate = true;  ///< real prices: flows are divided by the general price index before discounting
};

struct Calendar {
    std::string name;
    std::vector<std::int32_t> open_before;  ///< [days + 1]: open days among days 0 .. d - 1
    std::vector<std::int32_t> open_day;     ///< the k-th open day, k from 0
};

/// Index of a driver with annual rate g (one rate for the whole trial): (1 + g)^(t / 12), t = m +
/// flow_moment.
struct Driver {
    std::string name;
    QuantityId annual;
    bool nominal = true;  ///< includes general inflation
};

/// Nominal value of a constant-price amount in month m: amount * P(m) without a driver, amount * I(m) * P(m)
/// with a real driver, amount * I(m) with a nominal one. P is the general price index (1 when the scenario
/// has none).
using Indexation = std::optional<DriverId>;

// ---------------------------------------------------------------------------------------------------------------
// Parties

/// Nominal income and operating cost a month: annual / 12 times the index of the driver (1 without one).
/// Operating cost = annual / 12 * (pay_share * I_pay + (1 - pay_share) * I_other) * savings, where
/// savings = (1 - annual * realised * recurrent)^(min(t, 12 * years) / 12), t = m + flow_moment.
/// A real driver counts with P here too. Without a pay_share all of it follows `other_driver`.
struct Party {
    std::string name;
    std::string label;
    QuantityId income;
    std::optional<DriverId> income_driver;
    QuantityId operating_cost;
    std::optional<QuantityId> pay_share;
    std::optional<DriverId> pay_driver;
    std::optional<DriverId> other_driver;
    struct SavingsPlan {
        QuantityId annual;
        double years = 0;
        std::optional<QuantityId> realised;
        std::optional<QuantityId> recurrent;
    };
    std::optional<SavingsPlan> savings_plan;
};

// ---------------------------------------------------------------------------------------------------------------
// Route

/// A statutory clock. It starts at a moment; its first counted day is the day in which that moment lies
/// (`same`) or the next one (`next`), moved to the next open day when the unit is the working day and it is
/// closed. L = min(max(round(length), earliest), statutory), or statutory + round(extra) when extended. The
/// clock ends at the end of the L-th counted day (open days for working days; 7 L days for weeks), then stops
/// are added (counted in their own unit: that many days or weeks after the last counted day, or the end of
/// that many open days after it), then `next_working_day` moves a closed last day to the next open one.
/// round(x) = floor(x + 1/2). A moment up to 1e-6 days after the end of a day still lies in it: rounding.
/// Days before day 0 are closed, days beyond the calendar open. Claimed view: L = round(planned), not
/// extended, no stop.
struct Clock {
    enum class Unit : std::uint8_t { working_day, day, week };
    CalendarId calendar;
    Unit unit = Unit::working_day;
    bool first_day_next = true;
    bool ends_on_working_day = false;
    std::optional<QuantityId> length;  ///< units; absent: statutory
    double earliest = 1;
    double statutory = 0;
    double planned = 0;  ///< units, in the claimed view
    struct Extension {
        QuantityId probability;
        DrawId happens;  ///< u < probability
        QuantityId extra;
    };
    std::optional<Extension> extension;
    struct Stop {
        QuantityId probability;
        DrawId happens;
        QuantityId length;  ///< units, rounded
        Unit unit = Unit::day;
    };
    std::optional<Stop> stop;
};

enum class End : std::uint8_t { cleared, cleared_with_remedies, abandoned, prohibited };

struct Branch {
    std::optional<StageId> stage;  ///< absent: the track ends with `end`
    End end = End::cleared;
    std::optional<QuantityId> probability;  ///< absent: the rest
    struct Keep {
        BenefitId benefit;
        QuantityId share;
    };
    std::vector<Keep> keeps;                ///< of cleared_with_remedies, also after completion
    std::optional<QuantityId> remedy_cost;  ///< one-off, paid by the option's parties at completion, or at
                                            ///< the end of the track when it runs after completion
};

/// Branches stand in the canonical order cleared, cleared_with_remedies, further stages by name, abandoned,
/// prohibited. With probabilities p_i (the rest is max(0, 1 - sum)), branch i is taken when
/// u * max(1, sum) falls into its cumulative interval; the last branch takes what rounding leaves.
struct Stage {
    std::string name;  ///< "competition.phase_1"; a later visit has the same name
    std::string label;
    TrackId track;
    std::uint32_t visit = 0;             ///< 0 at the earliest pass, one more for each way back taken since
    std::vector<StageId> later_visits;   ///< of the first visit: the others, in their order
    std::optional<QuantityId> duration;  ///< months; or a clock
    std::optional<Clock> clock;
    DrawId branch;
    std::vector<Branch> next;
    std::vector<Branch> next_when_extended;  ///< empty: `next`
    std::uint32_t claimed_branch = 0;        ///< index into `next`: the likeliest that does not fail
};

struct Track {
    std::string name;
    std::string label;
    StageId start;
    std::vector<StageId> stages;  ///< topological order from `start`; each is entered at most once
    /// Begins at C, in trials that complete; see Exit. Otherwise it begins at the valuation date and must
    /// clear before completion.
    bool after_completion = false;
    /// Until a track after completion has cleared, the businesses are held apart: see Anchor::integration.
    bool holds_separate = false;
};

/// A track fails at the end of a stage whose branch is abandoned or prohibited, and clears likewise. The deal
/// fails at F, the earliest failure of a track (the first track of several at one moment) or the walk-away
/// W = -12 ln(1 - u) / hazard if W < that. When no track fails, C = latest clearance + slip, moved to the
/// first of `allowed_completion` that is at least C - 1e-9 (left as it is beyond the last); the deal
/// completes if W > C. Completed trials with C >= the horizon are undecided, so are failed ones with F >= it.
/// What has failed has no C; a negative duration or slip counts as 0. Stages that a track enters before F in
/// another track go on as drawn: windows are cut at F, not moved.
///
/// Cp is `planned_completion`, else the latest clearance of the claimed path, without slip, moved to an
/// allowed moment. In the claimed view C = Cp, and stages lie where the claimed path has them.
///
/// Tracks after completion count neither for the clearance nor for F. They begin at C of the view, and the
/// stages of a trial that fails are not entered. One that ends abandoned or prohibited unwinds the deal at
/// that moment U (the earliest of several tracks).
struct Route {
    std::vector<Track> tracks;
    std::vector<Stage> stages;
    std::optional<double> planned_completion;  ///< months; absent: that of the claimed path
    std::vector<double> allowed_completion;    ///< ascending moments, months; empty: any
    std::optional<QuantityId> slip;            ///< months
    struct WalkAway {
        QuantityId hazard;  ///< a year
        DrawId draw;
    };
    std::optional<WalkAway> walk_away;
};

// ---------------------------------------------------------------------------------------------------------------
// Lines, effects, risks

/// A moment of a trial plus an offset. `completion` is C when the trial completes (or would, after the
/// horizon), else max(F, Cp); what starts at or after completion (offset >= 0) never happens in a failed
/// trial. `failure` is F (never without one), `decision` min(C, F), `end` the horizon, `fixed` the offset
/// itself. `integration` is where the businesses may be joined: the end of the latest track after completion
/// that holds separate, C without one; infinite when the deal has failed or is unwound by then. What starts
/// at or after integration (offset >= 0) never happens in those trials; otherwise completion stands for it
/// there. `exit` is X (see Exit), infinite without one.
struct Anchor {
    enum class Base : std::uint8_t { start, completion, failure, decision, end, fixed, integration, exit };
    Base base = Base::start;
    double offset = 0;  ///< months
};

/// From a moment to a moment or for a length; or the review [0, min(C, F)]; or a track or stage: from its
/// entry to its end (nothing when it is not entered); of a stage that is visited again, to the end of the
/// last visit. A window that ends before it starts is empty; one that never starts too; without an end, or
/// with one that never comes, it ends at the horizon. Except for lines of failed and of unwound deals
/// (OnlyIf) everything is cut at F and at X; the cut does not change the length d of the window. What falls
/// before the valuation date is not counted. A track or stage after completion has its moments from C on.
struct Window {
    enum class Kind : std::uint8_t { moments, review, track, stage };
    Kind kind = Kind::moments;
    Anchor from;
    std::optional<Anchor> to;
    std::optional<QuantityId> length;  ///< months
    std::optional<TrackId> track;
    std::optional<StageId> stage;
};

/// Profiles S and ramps R on y in [0, 1]: linear y; s_curve 3 y^2 - 2 y^3; logistic (L(y) - L(0)) / (L(1) -
/// L(0)) with L(y) = 1 / (1 + exp(-10 (y - 1/2))).
enum class Shape : std::uint8_t { linear, s_curve, logistic };

/// Share of the full rate x months after the start: y = x / (2 h) for x <= h, else 1/2 + (x - h) / (2 (f -
/// h)); 0 before, 1 from y = 1. A month uses the average of R over it (exact integral). h and f at least
/// 1e-9, h <= f (h is cut to f).
struct Ramp {
    Shape shape = Shape::linear;
    std::optional<QuantityId> half_by;  ///< h, months; absent: f / 2
    QuantityId full_by;                 ///< f, months
    /// R is the share of members who have joined and the value lies in connections between pairs of them: it
    /// grows with R^2 instead of R (a month has the average of R^2).
    bool connections = false;
};

/// always; or only in trials that complete (or would after the horizon); or only in failed ones, by how they
/// failed (also after the horizon); or only in those that are unwound (see Exit). Lines of failed trials are
/// not cut at F, lines of unwound ones not at X.
enum class OnlyIf : std::uint8_t { always, completed, failed, prohibited, abandoned, walked_away, unwound };

/// Who pays or receives. Shares of parties [parties of the plan] and of the funder; what is left is others'.
struct Payers {
    std::vector<double> party;
    double funder = 0;
};

/// total: A (1 + o) (S((t1 - f) / d) - S((t0 - f) / d)) falls into [t0, t1), f the start and d the length of
/// the window (at least 1e-9). monthly: A (1 + o) times the overlap of the month with the window; annual: a
/// twelfth of that. committed: when the deal fails or is unwound after the line has started (f < F or X), the
/// rest of a total, A (1 + o) (1 - S((F - f) / d)), falls due in the month of F or X.
struct CostLine {
    enum class Form : std::uint8_t { total, monthly, annual };
    std::string name;
    std::string label;
    Form form = Form::total;
    QuantityId amount;
    std::optional<QuantityId> overrun;
    Window window;
    Shape shape = Shape::linear;
    bool one_off = true;
    /// Consideration, financing and the like: neither one-off cost nor part of EBITDA. With it one_off is
    /// false.
    bool capital = false;
    OnlyIf only_if = OnlyIf::always;
    bool committed = false;
    Indexation index;
    bool nominal = false;  ///< cash as agreed: no index applies (`index` is absent)
    Payers paid_by;
};

enum class BenefitKind : std::uint8_t { cash_releasing, non_cash_releasing, societal };

/// B rho m R(t - T) (1 - fade)^((t - T) / 12) a year from T, for `lasts`, times the shares that remedies keep
/// (in trials that take that branch, from the start) and the workforce factor. The fade is taken at the
/// middle of the part of the month in which the benefit runs, R is integrated over that part. Cut at F unless
/// it is a line of failed trials.
struct BenefitLine {
    std::string name;
    std::string label;
    QuantityId annual;
    BenefitKind kind = BenefitKind::cash_releasing;
    std::optional<QuantityId> realised;
    std::optional<QuantityId> merger_specific;
    Anchor starts;
    std::optional<Ramp> ramp;
    std::optional<QuantityId> lasts;
    std::optional<QuantityId> fades;
    OnlyIf only_if = OnlyIf::always;
    Indexation index;
    Payers paid_to;
};

/// A transfer from the funder; counted for parties and funder, never for society. The amount is nominal: cash
/// as agreed.
struct SupportLine {
    std::string name;
    CostLine::Form form = CostLine::Form::total;
    QuantityId amount;
    Window window;
    OnlyIf only_if = OnlyIf::always;
    Payers paid_to;
};

/// Sum over these parties of nominal income or operating cost (after the savings plan).
struct EffectBase {
    std::vector<PartyId> parties;
    bool income = false;
};

/// dip * base * overlap of the month with the window. A cost, recurring, borne by the parties of the base pro
/// rata (each its own dip * base).
struct Dip {
    std::string name;
    QuantityId dip;
    EffectBase of;
    Window window;
};

/// One draw u decides: loss when u < p_loss, gain when u >= 1 - p_gain. size * base * average of R over the
/// month, from completion to X (never in failed trials). A gain is a benefit (cash releasing), a loss a cost
/// (recurring), each party's own share as with dips. Without a probability 0.
struct Lasting {
    DrawId which;
    std::optional<QuantityId> gain_probability, gain_size;
    std::optional<QuantityId> loss_probability, loss_size;
    EffectBase of;
    Ramp ramp;
};

/// Excess leavers, as shares of the key staff. H(t) is the integral of the excess hazard: while_in_review
/// over [0, min(C, F)], after_completion over [C, min(X, C + its months)]. E = 1 - exp(-H); over month m, dE
/// = E(m + 1) - E(m); L(m + 1) = L(m) exp(-1 / tau) + dE exp(-1 / (2 tau)), L(0) = 0, tau the replacement
/// time. Leavers cost key_staff * dE * cost_per_leaver in that month (recurring; also in failed trials;
/// constant prices; paid by the option's parties pro rata to Quantity::expected of their income, alike when
/// that is 0). Benefit lines of month m are multiplied by max(0, 1 - b ((L(m) + L(m + 1)) / 2 + k E(min(C,
/// F)))). tau is at least 1e-9.
struct Workforce {
    QuantityId key_staff;
    std::optional<QuantityId> while_in_review;   ///< a year
    std::optional<QuantityId> after_completion;  ///< a year
    double after_completion_months = 0;
    std::optional<QuantityId> cost_per_leaver;
    std::optional<QuantityId> benefit_lost;  ///< b
    QuantityId replacement_time;             ///< tau, months
    QuantityId knowledge_not_restored;       ///< k
};

/// When u < probability, `costs` (constant prices) fall into the month of `when`, unless the deal has failed
/// by then (F <= when; a risk dated by `failure` or `decision` is not affected) or has ended by then (X <=
/// when; a risk dated by `exit` is not affected).
struct Risk {
    std::string name;
    std::string label;
    QuantityId probability;
    DrawId happens;
    Anchor when;
    QuantityId costs;
    bool one_off = true;
    Payers paid_by;
};

/// The share 1 - m of a benefit that would have come anyway: B rho (1 - m) R(t - T), credited to the EBITDA
/// of parties in every option at its planned start, never to an option's value.
struct BackgroundSaving {
    std::string name;
    QuantityId annual;
    std::optional<QuantityId> realised;
    QuantityId merger_specific;
    double start = 0;
    std::optional<Ramp> ramp;
    std::optional<QuantityId> lasts;
    std::optional<QuantityId> fades;
    Indexation index;
    Payers paid_to;
};

/// When an option ends after it has completed: at X, the earliest of C + term; the end of the month in which
/// the cumulative nominal support of the option first passes `support_limit` (by more than one part in
/// 10^9), or C when that was before; and U (see Route). It is unwound when X is not C + term (the term counts
/// first when they coincide). Everything of the option stops at X as it does at F. Support is found first,
/// cut at C + term and at U. In the claimed view and in the bridge views X = C + term. Once unwound, a single
/// entity is its parties again, from the first month end at or after X on.
struct Exit {
    std::optional<QuantityId> term;           ///< months after C; a negative one counts as 0
    std::optional<QuantityId> support_limit;  ///< nominal money
};

struct Option {
    std::string name;
    std::string label;
    std::string form;
    bool counterfactual = false;
    bool single_entity = false;  ///< the parties become one entity at completion
    std::vector<PartyId> parties;
    std::optional<Route> route;  ///< without one the option completes at once
    Exit exit;
    std::vector<CostLine> costs;
    std::vector<BenefitLine> benefits;
    std::vector<SupportLine> support;
    std::vector<Dip> dips;
    std::optional<Lasting> lasting;
    std::optional<Workforce> workforce;
    std::vector<Risk> risks;
};

// ---------------------------------------------------------------------------------------------------------------
// Failures

/// Conditions of a scenario, beside prohibited, abandoned and walked-away, which happen at F. Only what
/// happens before the horizon counts; the last month end is the horizon and still counts.
struct Failure {
    enum class Kind : std::uint8_t { late, over_budget, benefits_shortfall, distress };
    enum class Scope : std::uint8_t { any, combined, party };
    std::string name;
    std::string label;
    Kind kind = Kind::late;
    /// late: the limit, months: at the limit, when neither completed nor failed by then (C or F up to 1e-9
    ///   months later is rounding).
    /// over_budget: times the claimed one-off cost: at the end of the month in which the cumulative one-off
    /// spend of the
    ///   option, in the prices of the claim, passes it by more than one part in 10^9 (rounding is no overrun;
    ///   never when the claim is 0).
    /// benefits_shortfall: share of the claimed benefits, before additionality, moved to C (and ending at C +
    /// term): at C + by_months, in completed
    ///   trials where that is before the horizon; `cumulative` over the months before it, else in the month
    ///   it lies in.
    ///   A shortfall of less than one part in 10^9 is rounding. The month of C + by_months is floor(C +
    ///   by_months); `cumulative` sums the months before that one.
    /// distress: EBITDA margin, trailing twelve months (the months so far in the first year), below this
    /// limit by
    ///   more than 1e-9 (rounding) at `consecutive` month ends in a row: at the last of them.
    ///   EBITDA of a party = income - operating cost + its share of cash-releasing benefits and lasting gains
    ///   - its share of recurring costs (lines, dips, lasting losses, leavers, recurring risks; not capital)
    ///   + its background savings, all nominal, own items of the option. The entity of a party is itself; in
    ///   an option that is a `single_entity`, from the first month end at or after C (C <= month end) on, the
    ///   sum of the option's parties, their past included. Margin = trailing EBITDA / trailing income (0
    ///   without income). A party's count of month ends below the limit follows the entity it is in. any: the
    ///   first of the option's parties; party: that one, if it is a party of the option; combined: the sum at
    ///   all times.
    double limit = 0;
    double by_months = 0;
    bool cumulative = false;
    std::uint32_t consecutive = 12;
    Scope scope = Scope::any;
    std::optional<PartyId> party;
};

// ---------------------------------------------------------------------------------------------------------------

struct Sampling {
    enum class Kind : std::uint8_t { plain, sobol };
    Kind kind = Kind::sobol;
    std::uint64_t seed = 1;
    std::vector<std::array<std::uint32_t, 32>> directions;  ///< [Sobol dimension]
};

struct Plan {
    Timeline timeline;
    std::vector<Calendar> calendars;
    Sampling sampling;
    std::vector<Draw> draws;
    std::vector<DependenceGroup> groups;
    std::vector<portable::QuantileTable> tables;
    std::vector<Quantity> quantities;  ///< inputs come before what uses them
    std::vector<Driver> drivers;
    std::optional<DriverId> general_inflation;
    std::vector<Party> parties;
    std::vector<BackgroundSaving> background_savings;
    std::vector<Option> options;
    std::optional<std::size_t> counterfactual;  ///< index into options
    std::vector<Failure> failures;
    double materiality = 0;  ///< benefits must exceed costs by this share
};

}  // namespace mergerisk::plan
