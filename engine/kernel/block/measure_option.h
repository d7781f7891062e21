#pragma once
// Metrics and failures of one option in the lanes of one tile. Part of block_simulation.h, which is compiled
// once per instruction set. Definitions: see plan::Metric, plan::Failure, plan::BridgeView.

#include "engine/kernel/block/project_option.h"
#include "engine/kernel/clock_arithmetic.h"
#include "engine/plan/outcome.h"

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

// What passes a limit by less does not pass it: that is rounding.
inline constexpr double kRoundingShare = 1e-9;   ///< of the limit
inline constexpr double kRoundingMargin = 1e-9;  ///< of an EBITDA margin

/// Prohibited, abandoned, walked away: built-in failures and outcomes in the same order.
inline constexpr std::size_t kCauses = 3;

/// Where in the block the trials of the lanes belong; lanes from `count` on are padding.
struct Places {
    std::size_t at[kLanes];
    std::size_t count;

    MERGERISK_ALWAYS_INLINE void store(double* row, Lanes const& value) const {
        for (std::size_t l = 0; l < count; ++l) row[at[l]] = value[l];
    }
};

struct Measurement {
    Tile const& tile;
    OptionStep const& option;
    Timing const& timing;
    OptionSums const& sums;
    OutcomeArrays const& into;
    Places const& places;

    MERGERISK_ALWAYS_INLINE void store(plan::Metric metric, Lanes const& value) const {
        places.store(into.metric + static_cast<std::size_t>(metric) * kBlock, value);
    }
};

inline void measure_values(Measurement const& measurement) {
    using plan::Metric;
    OptionSums const& sums = measurement.sums;
    Lanes const benefits = sums.benefits_with_leavers + sums.gains;
    Lanes const costs =
        sums.costs_with_overrun + sums.remedies + sums.dips + sums.losses + sums.leavers + sums.risks;
    measurement.store(Metric::benefits_pv, benefits);
    measurement.store(Metric::costs_pv, costs);
    measurement.store(Metric::npv_own, benefits - costs);
    measurement.store(Metric::npv_parties, sums.parties);
    measurement.store(Metric::npv_funder, sums.funder);
    measurement.store(Metric::one_off_cost, sums.one_off);
    measurement.store(Metric::support, sums.support);
}

/// Net present value of each view; see plan::BridgeView.
inline void measure_bridge(Measurement const& measurement, PlannedSums const& planned) {
    OptionSums const& sums = measurement.sums;
    Program const& program = measurement.tile.program;
    Lanes const bare = sums.costs + sums.remedies;
    Lanes const full = sums.costs_with_overrun + sums.remedies;
    Lanes const effects = full + sums.dips + sums.losses;
    Lanes const net_benefits = sums.benefits_with_leavers + sums.gains;
    Lanes const view[plan::kBridgeViewCount]{
        planned.benefits - planned.costs,
        sums.benefits - sums.costs,
        sums.benefits_after_remedies - bare,
        sums.benefits_merger_specific - bare,
        sums.benefits_merger_specific - full,
        sums.benefits_realised - full,
        sums.benefits_realised + sums.gains - effects,
        net_benefits - (effects + sums.leavers),
        net_benefits - (effects + sums.leavers + sums.risks),
    };
    for (std::size_t v = 0; v < plan::kBridgeViewCount; ++v)
        measurement.places.store(measurement.into.bridge + v * kBlock, view[v]);
    OptionStep const& option = measurement.option;
    Lanes const delay = measurement.timing.completion - option.planned_completion;
    Lanes postponed =
        planned.benefits_at_completion * exponential_less_one(program.discount_log_step * delay);
    if (option.waits_for_integration) {
        Lanes const wait = measurement.timing.integration - option.planned_integration;
        postponed += planned.benefits_at_integration * exponential_less_one(program.discount_log_step * wait);
    }
    measurement.places.store(measurement.into.delay_postponed, postponed);
}

/// Yearly cash, peak funding and payback.
inline void measure_cash(Measurement const& measurement) {
    Tile const& tile = measurement.tile;
    TileArrays const& arrays = tile.arrays;
    Program const& program = tile.program;
    Lanes cash = all(0.0);
    Lanes peak = all(0.0);
    Lanes value = all(0.0);
    Lanes costs = all(0.0);
    Lanes last_negative = all(0.0);  // number of the last month end at which the value is negative
    for (std::size_t year = 0; year < program.years; ++year) {
        Lanes of_year = all(0.0);
        std::size_t const end = year * 12 + 12 < program.months ? year * 12 + 12 : program.months;
        for_months({year * 12, end}, [&](std::size_t m, std::size_t place) {
            Lanes const cost = load(arrays.cost + place);
            Lanes const net = load(arrays.cash_benefit + place) - cost;
            Lanes const inverse_price = load(arrays.inverse_price + place);
            of_year += net;
            cash += net;
            peak = maximum(peak, -1.0 * cash);
            value += (net + load(arrays.other_benefit + place)) * inverse_price;
            costs += cost * inverse_price;
            Mask const negative = value < -kRoundingShare * costs;
            last_negative = select(negative, static_cast<double>(m) + 1.0, last_negative);
        });
        measurement.places.store(measurement.into.yearly_net_cash + year * kBlock, of_year);
    }
    Lanes const from = select(last_negative > 0, last_negative + 1.0, 0.0);
    measurement.store(plan::Metric::peak_funding, peak);
    measurement.store(plan::Metric::payback_months,
                      select(last_negative < tile.horizon(), from, all(kNever)));
}

// ---------------------------------------------------------------------------------------------------------------
// Margins and distress

/// margin[m] of the last twelve months.
inline void fill_margins(Tile const& tile, double const* ebitda, double const* trailing_income,
                         double* margin) {
    Lanes sum = all(0.0);
    for_months(tile.months(), [&](std::size_t m, std::size_t place) {
        sum += load(ebitda + place);
        if (m >= 12) sum -= load(ebitda + place - 12 * kLanes);
        Lanes const income = load(trailing_income + place);
        store(margin + place, select(income > 0, sum / income, 0.0));
    });
}

/// The option's parties together: their monthly EBITDA and their trailing income.
inline void add_up_parties(Tile const& tile, OptionStep const& option, double* ebitda, double* income) {
    fill(ebitda, tile.cells(), 0.0);
    fill(income, tile.cells(), 0.0);
    for (std::uint32_t const party : option.parties) {
        double const* const own = tile.arrays.ebitda + party * tile.cells();
        double const* const own_income = tile.arrays.trailing_income + party * tile.cells();
        for (std::size_t i = 0; i < tile.cells(); ++i) ebitda[i] += own[i];
        for (std::size_t i = 0; i < tile.cells(); ++i) income[i] += own_income[i];
    }
}

/// When the margin has been below the limit at the required number of month ends in a row.
inline Lanes distress_month(Tile const& tile, FailureStep const& failure, double const* margin) {
    double const limit = failure.limit - kRoundingMargin;
    Lanes run = all(0.0);
    Lanes month = all(kNever);
    for_months(tile.months(), [&](std::size_t m, std::size_t place) {
        run = select(load(margin + place) < limit, run + 1.0, 0.0);
        Mask const reached = run >= failure.consecutive;
        month = minimum(month, select(reached, static_cast<double>(m) + 1.0, kNever));
    });
    return month;
}

MERGERISK_ALWAYS_INLINE bool is_distress(FailureStep const& failure) {
    return failure.kind == plan::Failure::Kind::distress;
}

/// Distress of one party, or of all together, in every failure that is about them: the earliest counts.
inline void watch_margin(Measurement const& measurement, double const* margin, plan::Failure::Scope scope,
                         std::uint32_t party, double* earliest) {
    using Scope = plan::Failure::Scope;
    Program const& program = measurement.tile.program;
    for (std::size_t f = 0; f < program.failures.size; ++f) {
        FailureStep const& failure = program.failures[f];
        bool const meant =
            scope == Scope::combined
                ? failure.scope == Scope::combined
                : failure.scope == Scope::any || (failure.scope == Scope::party && failure.party == party);
        if (!is_distress(failure) || !meant) continue;
        Lanes const month = distress_month(measurement.tile, failure, margin);
        store(earliest + f * kLanes, minimum(load(earliest + f * kLanes), month));
    }
}

MERGERISK_ALWAYS_INLINE bool wants_combined_margin(Program const& program, OptionStep const& option) {
    bool wanted = option.single_entity;
    for (FailureStep const& failure : program.failures)
        wanted |= is_distress(failure) && failure.scope == plan::Failure::Scope::combined;
    return wanted && option.parties.size > 0;
}

/// From C on a party of a single entity has the margin of all, until it is unwound.
MERGERISK_ALWAYS_INLINE void merge_margins(Measurement const& measurement, double const* combined,
                                           double* margin) {
    Lanes const completion = measurement.timing.completion;
    Lanes const unwound = measurement.timing.unwound;
    for_months(measurement.tile.months(), [&](std::size_t m, std::size_t place) {
        double const month_end = static_cast<double>(m) + 1.0;
        Mask const merged = (completion <= month_end) & (unwound > month_end);
        store(margin + place, select(merged, load(combined + place), load(margin + place)));
    });
}

inline void store_distress(Measurement const& measurement, double const* earliest) {
    Program const& program = measurement.tile.program;
    OutcomeArrays const& into = measurement.into;
    for (std::size_t f = 0; f < program.failures.size; ++f) {
        for (std::size_t l = 0; l < measurement.places.count; ++l) {
            std::size_t const place = f * kBlock + measurement.places.at[l];
            double const month = earliest[f * kLanes + l];
            into.distress_month[place] = month;
            into.distressed_at_start[place] = month == program.failures[f].consecutive ? 1 : 0;
        }
    }
}

inline void measure_margins(Measurement const& measurement, double* earliest) {
    constexpr std::size_t kFirstFullYear = 11;
    Tile const& tile = measurement.tile;
    TileArrays const& arrays = tile.arrays;
    OptionStep const& option = measurement.option;
    fill(earliest, tile.program.failures.size * kLanes, kNever);
    bool const combined = wants_combined_margin(tile.program, option);
    if (combined) {
        add_up_parties(tile, option, arrays.flow, arrays.share);
        fill_margins(tile, arrays.flow, arrays.share, arrays.combined_margin);
        watch_margin(measurement, arrays.combined_margin, plan::Failure::Scope::combined, 0, earliest);
    }
    Lanes lowest = all(kNever);
    for (std::uint32_t const party : option.parties) {
        fill_margins(tile, arrays.ebitda + party * tile.cells(),
                     arrays.trailing_income + party * tile.cells(), arrays.margin);
        if (option.single_entity) merge_margins(measurement, arrays.combined_margin, arrays.margin);
        for_months({kFirstFullYear, tile.program.months}, [&](std::size_t, std::size_t place) {
            lowest = minimum(lowest, load(arrays.margin + place));
        });
        watch_margin(measurement, arrays.margin, plan::Failure::Scope::party, party, earliest);
    }
    measurement.store(plan::Metric::minimum_margin, lowest);
    store_distress(measurement, earliest);
}

// ---------------------------------------------------------------------------------------------------------------
// The claimed benefits moved to C

inline RunLanes claimed_run(Program const& program, OptionStep const& option, ClaimedBenefit const& benefit,
                            Lanes const& completion) {
    using Base = plan::Anchor::Base;
    auto const horizon = static_cast<double>(program.months);
    Lanes start = all(benefit.starts.offset);
    bool starts = true;
    switch (benefit.starts.base) {
        case Base::completion:
        case Base::decision:
            start += completion;
            break;
        case Base::end:
            start += all(horizon);
            break;
        case Base::integration:
            start += completion + (option.planned_integration - option.planned_completion);
            break;
        case Base::exit:
            start += completion + option.claimed_term;
            break;
        case Base::failure:
            starts = false;
            break;
        case Base::start:
        case Base::fixed:
            break;
    }
    starts = starts && (benefit.starts.base != Base::exit || option.claimed_term < kNever);
    start = select(completion < kNever, start, horizon);
    Lanes end = benefit.has_lasts ? minimum(start + benefit.lasts, horizon) : all(horizon);
    if (option.claimed_term < kNever) end = minimum(end, completion + option.claimed_term);
    return {start, maximum(end, start), all(starts ? 1.0 : 0.0) > 0};
}

/// Claimed amount of one line in the months from `first` to before `last`, whole numbers, of each lane.
inline Lanes claimed_due(Measurement const& measurement, ClaimedBenefit const& benefit, Lanes const& first,
                         Lanes const& last) {
    Program const& program = measurement.tile.program;
    RunLanes const run = claimed_run(program, measurement.option, benefit, measurement.timing.completion);
    RampLanes const ramp{benefit.shape, benefit.ramped, benefit.connections, all(benefit.half_by),
                         all(benefit.full_by)};
    double const rate = benefit.annual / 12.0;
    auto const elapsed = [&](Lanes const& month) { return clamp(month, run.start, run.end) - run.start; };
    if (!benefit.has_fades) {
        Lanes const due = ramp_area(ramp, elapsed(last)) - ramp_area(ramp, elapsed(first));
        return select(run.active, rate * due, 0.0);
    }
    Lanes const log_month = log_kept(all(benefit.fades));
    Lanes sum = all(0.0);
    Lanes from = elapsed(all(0.0));
    Lanes area = ramp_area(ramp, from);
    for (std::size_t m = 0; m < program.months; ++m) {
        Lanes const to = elapsed(all(static_cast<double>(m) + 1.0));
        Lanes const next_area = ramp_area(ramp, to);
        Mask const counts = (first <= all(static_cast<double>(m))) & (last > static_cast<double>(m));
        Lanes const due = (next_area - area) * exponential(log_month * (0.5 * (from + to)));
        sum += select(counts, due, 0.0);
        from = to;
        area = next_area;
    }
    return select(run.active, rate * sum, 0.0);
}

inline Lanes claimed_due(Measurement const& measurement, Lanes const& first, Lanes const& last) {
    Lanes sum = all(0.0);
    for (ClaimedBenefit const& benefit : measurement.option.claimed_benefits)
        sum += claimed_due(measurement, benefit, first, last);
    return sum;
}

inline void measure_realisation(Measurement const& measurement) {
    double const horizon = measurement.tile.horizon();
    Lanes const due = claimed_due(measurement, all(0.0), all(horizon));
    Mask const comparable = (measurement.timing.completion < horizon) & (due > 0);
    measurement.store(plan::Metric::benefits_realised,
                      select(comparable, measurement.sums.realised_total / due, kNever));
}

// ---------------------------------------------------------------------------------------------------------------
// Failures

inline Lanes over_budget_month(Measurement const& measurement, double limit) {
    Lanes month = all(kNever);
    double const claim = measurement.option.claimed_one_off_cost;
    double const budget = limit * claim * (1.0 + kRoundingShare);
    if (!(claim > 0)) return month;
    Lanes spent = all(0.0);
    for_months(measurement.tile.months(), [&](std::size_t m, std::size_t place) {
        spent += load(measurement.tile.arrays.one_off + place);
        month = minimum(month, select(spent > all(budget), static_cast<double>(m) + 1.0, kNever));
    });
    return month;
}

/// Benefits before additionality in the months from `first` to before `last` of each lane.
inline Lanes delivered_between(Tile const& tile, Lanes const& first, Lanes const& last) {
    Lanes sum = all(0.0);
    for_months(tile.months(), [&](std::size_t m, std::size_t place) {
        auto const month = static_cast<double>(m);
        sum += select((first <= all(month)) & (last > month), load(tile.arrays.benefit + place), 0.0);
    });
    return sum;
}

inline Lanes shortfall_month(Measurement const& measurement, FailureStep const& failure) {
    Lanes const when = measurement.timing.completion + failure.by_months;
    Mask const counts = (when < measurement.tile.horizon()) & (when >= all(0.0));
    Lanes const month = each(select(counts, when, 0.0),
                             [](double x) { return static_cast<double>(static_cast<std::int64_t>(x)); });
    Lanes const first = failure.cumulative ? all(0.0) : month;
    Lanes const last = failure.cumulative ? month : month + 1.0;
    Lanes const due = claimed_due(measurement, first, last);
    Lanes const limit = failure.limit * (1.0 - kRoundingShare) * due;
    Mask const falls_short = delivered_between(measurement.tile, first, last) < limit;
    return select(counts & falls_short, when, all(kNever));
}

inline Lanes failure_month(Measurement const& measurement, FailureStep const& failure) {
    using Kind = plan::Failure::Kind;
    switch (failure.kind) {
        case Kind::late: {
            bool const before_horizon = failure.limit < measurement.tile.horizon();
            Mask const late = measurement.timing.decision > failure.limit + kMonthTolerance;
            return before_horizon ? select(late, failure.limit, kNever) : all(kNever);
        }
        case Kind::over_budget:
            return over_budget_month(measurement, failure.limit);
        case Kind::benefits_shortfall:
            return shortfall_month(measurement, failure);
        case Kind::distress:
            break;  // attributed when the whole block is known
    }
    return all(kNever);
}

inline void measure_times(Measurement const& measurement) {
    Timing const& timing = measurement.timing;
    double const horizon = measurement.tile.horizon();
    Mask const failed = timing.failure < horizon;
    for (std::size_t cause = 0; cause < kCauses; ++cause) {
        auto const number = static_cast<double>(cause + 1);
        Mask const own = failed & (timing.cause >= number) & (timing.cause <= number);
        measurement.places.store(measurement.into.failure_month + cause * kBlock,
                                 select(own, timing.failure, kNever));
    }
    measurement.places.store(measurement.into.failure_month + kCauses * kBlock,
                             select(timing.unwound < horizon, timing.unwound, kNever));
    measurement.store(plan::Metric::completion_months,
                      select(timing.completion < horizon, timing.completion, kNever));
    measurement.store(plan::Metric::decision_months,
                      select(timing.decision < horizon, timing.decision, kNever));
    Lanes const outcome =
        select(timing.decision < horizon, timing.cause, static_cast<double>(plan::Outcome::undecided));
    for (std::size_t l = 0; l < measurement.places.count; ++l)
        measurement.into.outcome[measurement.places.at[l]] = static_cast<std::uint8_t>(outcome[l]);
}

/// Everything but the bridge. `earliest` has room for one number a failure and lane.
inline void measure_option(Measurement const& measurement, double* earliest) {
    Program const& program = measurement.tile.program;
    measure_values(measurement);
    measure_cash(measurement);
    measure_margins(measurement, earliest);
    measure_realisation(measurement);
    measure_times(measurement);
    for (std::size_t f = 0; f < program.failures.size; ++f)
        measurement.places.store(measurement.into.failure_month + (plan::kBuiltInFailureCount + f) * kBlock,
                                 failure_month(measurement, program.failures[f]));
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
