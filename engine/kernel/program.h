#pragma once
// The plan as the block kernel reads it: plain arrays and row numbers, nothing optional, no standard
// container.
//
// Absent quantities are rows of the matrix that hold 0 or 1, so that one loop serves a line with and without
// an overrun. Everything that a pointer points at is owned by PreparedPlan and constant.

#include "engine/plan/outcome.h"
#include "engine/plan/plan.h"
#include "engine/portable/inline.h"
#include "engine/portable/quantile_table.h"
#include "engine/random/sobol.h"

#include <cstddef>
#include <cstdint>

namespace mergerisk::kernel {

/// Trials of one block: its draws and quantities stay in the second-level cache.
inline constexpr std::size_t kBlock = 512;
/// Trials of one tile: its month-by-month accumulators stay in the first-level cache.
inline constexpr std::size_t kLanes = 8;
static_assert(kBlock % kLanes == 0);

/// Row of the quantity matrix [row x trial of the block].
using Row = std::uint32_t;

template <class T>
struct Array {
    T const* data = nullptr;
    std::size_t size = 0;

    MERGERISK_ALWAYS_INLINE T const* begin() const { return data; }
    MERGERISK_ALWAYS_INLINE T const* end() const { return data + size; }
    MERGERISK_ALWAYS_INLINE T const& operator[](std::size_t i) const { return data[i]; }
};

struct DrawStep {
    std::uint64_t name;
    std::uint32_t index;
    random::ScrambledDimension const* dimension;  ///< null: a plain draw
    bool needs_score;                             ///< its normal score is read too
};

struct GroupStep {
    Array<std::uint32_t> members;  ///< draws
    double const* factor;          ///< lower triangular, row-major
};

struct QuantityStep {
    plan::Quantity::Kind kind;
    Row target;
    std::uint32_t draw;
    bool shifted;
    double shift;
    double a, b, c;
    portable::QuantileTableView table;
    Array<double> thresholds;
    Array<double> values;
    Array<Row> inputs;
};

/// How an amount becomes nominal money and present value.
struct IndexClass {
    enum class Kind : std::uint8_t {
        general,  ///< constant prices without a driver: n = P
        real,     ///< n = I P
        nominal,  ///< n = I
        cash,     ///< already nominal: n = 1
    };
    Kind kind;
    std::uint32_t driver;
};

struct PartyStep {
    Row income;
    bool income_driven, pay_driven, other_driven;
    bool income_real, pay_real, other_real;  ///< the driver is a real one: times P
    std::uint32_t income_driver, pay_driver, other_driver;
    Row operating_cost, pay_share;
    bool saves;
    Row saving, saving_realised, saving_recurrent;
    double saving_months;
};

struct CalendarView {
    Array<std::int32_t> open_before;  ///< [days + 1]
    Array<std::int32_t> open_day;
};

struct MonthGrid {
    std::int32_t const* start_day;
    std::size_t size;
};

struct ClockStep {
    std::uint32_t calendar;
    plan::Clock::Unit unit;
    bool first_day_next, ends_on_working_day;
    bool has_length;
    Row length;
    double earliest, statutory, planned;
    bool extends;
    Row extension_probability, extra;
    std::uint32_t extension_draw;
    bool stops;
    Row stop_probability, stop_length;
    std::uint32_t stop_draw;
    plan::Clock::Unit stop_unit;
};

struct KeepStep {
    std::uint32_t benefit;
    Row share;
};

struct BranchStep {
    bool goes_on;  ///< to `stage`; else the track ends with `end`
    std::uint32_t stage;
    plan::End end;
    bool has_probability;  ///< else the rest
    Row probability;
    Array<KeepStep> keeps;
    Row remedy_cost;
};

struct TrackStep {
    std::uint32_t start;  ///< stage
    bool after_completion, holds_separate;
};

struct StageStep {
    bool after_completion;  ///< of a track after completion
    bool has_clock;
    ClockStep clock;
    Row duration;
    std::uint32_t draw;
    Array<BranchStep> next;
    Array<BranchStep> next_when_extended;
};

struct RouteStep {
    Array<TrackStep> tracks;
    bool goes_on;  ///< a track runs after completion
    Array<StageStep> stages;
    Array<double> allowed_completion;
    Row slip;
    bool walks_away;
    Row hazard;
    std::uint32_t walk_away_draw;
};

struct WindowStep {
    plan::Window::Kind kind;
    plan::Anchor from;
    bool has_to, has_length;
    plan::Anchor to;
    Row length;
    std::uint32_t track, stage;
    bool after_completion;              ///< of a track
    Array<std::uint32_t> later_visits;  ///< of a stage
};

struct RampStep {
    bool present, connections;
    plan::Shape shape;
    bool has_half;
    Row half_by, full_by;
};

struct PayerShares {
    Array<double> party;  ///< [parties of the plan]
    double parties;       ///< sum over the parties
    double funder;
};

/// A line whose share of each month, as planned, is the same in every trial: nothing of its timing is drawn.
/// It is found once, by the code that finds drawn ones.
struct PlannedShares {
    bool fixed;
    std::uint32_t number;  ///< among the fixed ones of the program
};

struct CostStep {
    plan::CostLine::Form form;
    Row amount, overrun;
    WindowStep window;
    plan::Shape shape;
    bool one_off, capital, committed;
    plan::OnlyIf only_if;
    std::uint32_t index;
    PayerShares paid_by;
    PlannedShares planned;
};

struct BenefitStep {
    Row annual, realised, merger_specific, lasts, fades;
    bool has_lasts, has_fades;
    bool cash_releasing;
    plan::Anchor starts;
    RampStep ramp;
    plan::OnlyIf only_if;
    std::uint32_t index;
    PayerShares paid_to;
    PlannedShares planned;
};

struct SupportStep {
    plan::CostLine::Form form;
    Row amount;
    WindowStep window;
    plan::OnlyIf only_if;
    double parties, funder;  ///< shares that they receive
};

struct BaseStep {
    Array<std::uint32_t> parties;
    bool income;
};

struct DipStep {
    Row dip;
    BaseStep of;
    WindowStep window;
};

struct LastingStep {
    std::uint32_t draw;
    Row gain_probability, gain_size, loss_probability, loss_size;
    BaseStep of;
    RampStep ramp;
};

struct WorkforceStep {
    Row key_staff, while_in_review, after_completion, cost_per_leaver, benefit_lost, replacement_time,
        knowledge_not_restored;
    double after_completion_months;
};

struct RiskStep {
    Row probability, costs;
    std::uint32_t draw;
    plan::Anchor when;
    bool one_off;
    PayerShares paid_by;
};

struct BackgroundStep {
    Row annual, realised, merger_specific, lasts, fades;
    bool has_lasts, has_fades;
    double start;
    RampStep ramp;
    std::uint32_t index;
    PayerShares paid_to;
    PlannedShares planned;
};

/// A benefit line as claimed, all numbers known.
struct ClaimedBenefit {
    double annual;
    plan::Anchor starts;
    bool ramped, connections;
    plan::Shape shape;
    double half_by, full_by;
    bool has_lasts;
    double lasts;
    bool has_fades;
    double fades;
};

struct OptionStep {
    bool has_route;
    RouteStep route;
    bool single_entity;
    Array<std::uint32_t> parties;
    PayerShares owners;  ///< who pays leavers and remedies
    Array<CostStep> costs;
    Array<BenefitStep> benefits;
    Array<SupportStep> support;
    Array<DipStep> dips;
    bool has_lasting, has_workforce;
    LastingStep lasting;
    WorkforceStep workforce;
    Array<RiskStep> risks;

    bool may_end;  ///< after completion: by its term, its limit of support or a track
    bool has_term, has_support_limit;
    Row term, support_limit;
    bool waits_for_integration;  ///< a benefit starts there

    double planned_completion;    ///< Cp
    double planned_integration;   ///< Cp without a track that holds separate
    double claimed_term;          ///< infinite without one
    double const* claimed_entry;  ///< [stage] infinity: not on the claimed path
    double const* claimed_end;    ///< [stage]
    double const* claimed_track_end;
    Array<ClaimedBenefit> claimed_benefits;
    double claimed_one_off_cost;
};

struct FailureStep {
    plan::Failure::Kind kind;
    double limit, by_months;
    bool cumulative;
    double consecutive;
    plan::Failure::Scope scope;
    std::uint32_t party;
};

struct Program {
    std::size_t months, years;
    double flow_moment;
    bool deflate;
    double const* discount;    ///< [months]
    double discount_log_step;  ///< logarithm of v, the mean factor a month
    MonthGrid grid;
    Array<CalendarView> calendars;
    std::uint64_t seed;

    Array<DrawStep> draws;
    Array<GroupStep> groups;
    Array<QuantityStep> quantities;  ///< those that are drawn
    std::size_t rows;
    Array<double> constants;  ///< [rows] of those that are not drawn (0 elsewhere)
    Array<Row> drawn_rows;

    Array<Row> driver_rate;  ///< [drivers]
    bool has_price_index;
    std::uint32_t price_driver;
    Array<IndexClass> indices;
    std::uint32_t general_index, cash_index;
    Array<PartyStep> parties;
    Array<BackgroundStep> background;
    Array<OptionStep> options;
    Array<FailureStep> failures;
    bool has_counterfactual;
    std::uint32_t counterfactual;
    bool needs_monthly_one_off, needs_monthly_benefit;
    std::size_t planned_shares;  ///< how many fixed ones there are
};

}  // namespace mergerisk::kernel
