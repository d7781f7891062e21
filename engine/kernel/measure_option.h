#pragma once
// Metrics and failures of one option in the lanes of one tile. Part of simulate_block.cpp, which is compiled
// once per instruction set. Definitions: see plan::Metric, plan::Failure, plan::BridgeView.

#include "engine/kernel/project_option.h"
#include "engine/plan/outcome.h"

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

// What passes a limit by less does not pass it: that is rounding.
inline constexpr double kRoundingShare = 1e-9;   ///< of the limit
inline constexpr double kRoundingMargin = 1e-9;  ///< of an EBITDA margin

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
    Lanes benefits, costs, own;
    for (std::size_t l = 0; l < kLanes; ++l) {
        benefits[l] = sums.benefits_with_leavers[l] + sums.gains[l];
        costs[l] = sums.costs_with_overrun[l] + sums.remedies[l] + sums.dips[l] + sums.losses[l] +
                   sums.leavers[l] + sums.risks[l];
        own[l] = benefits[l] - costs[l];
    }
    measurement.store(Metric::benefits_pv, benefits);
    measurement.store(Metric::costs_pv, costs);
    measurement.store(Metric::npv_own, own);
    measurement.store(Metric::npv_parties, sums.parties);
    measurement.store(Metric::npv_funder, sums.funder);
    measurement.store(Metric::one_off_cost, sums.one_off);
    measurement.store(Metric::support, sums.support);
}

/// Net present value of each view; see plan::BridgeView.
inline void measure_bridge(Measurement const& measurement, OptionSums const& claimed) {
    OptionSums const& sums = measurement.sums;
    Program const& program = measurement.tile.program;
    Lanes view[plan::kBridgeViewCount];
    Lanes postponed;
    for (std::size_t l = 0; l < kLanes; ++l) {
        double const remedies = sums.remedies[l];
        double const bare = sums.costs[l] + remedies;
        double const full = sums.costs_with_overrun[l] + remedies;
        double const effects = full + sums.dips[l] + sums.losses[l];
        double const gained = sums.gains[l];
        view[0][l] = claimed.benefits[l] - claimed.costs[l];
        view[1][l] = sums.benefits[l] - sums.costs[l];
        view[2][l] = sums.benefits_after_remedies[l] - bare;
        view[3][l] = sums.benefits_merger_specific[l] - bare;
        view[4][l] = sums.benefits_merger_specific[l] - full;
        view[5][l] = sums.benefits_realised[l] - full;
        view[6][l] = sums.benefits_realised[l] + gained - effects;
        view[7][l] = sums.benefits_with_leavers[l] + gained - (effects + sums.leavers[l]);
        view[8][l] = sums.benefits_with_leavers[l] + gained - (effects + sums.leavers[l] + sums.risks[l]);
        double const delay = measurement.timing.completion[l] - measurement.option.planned_completion;
        postponed[l] = claimed.benefits_at_completion[l] * portable::expm1(program.discount_log_step * delay);
    }
    for (std::size_t v = 0; v < plan::kBridgeViewCount; ++v)
        measurement.places.store(measurement.into.bridge + v * kBlock, view[v]);
    measurement.places.store(measurement.into.delay_postponed, postponed);
}

/// Yearly cash, peak funding and payback.
inline void measure_cash(Measurement const& measurement) {
    Tile const& tile = measurement.tile;
    TileArrays const& arrays = tile.arrays;
    Program const& program = tile.program;
    Lanes cash = lanes_of(0.0);
    Lanes peak = lanes_of(0.0);
    Lanes value = lanes_of(0.0);
    Lanes costs = lanes_of(0.0);
    Lanes last_negative = lanes_of(0.0);  ///< number of the last month end at which the value is negative
    for (std::size_t year = 0; year < program.years; ++year) {
        Lanes of_year = lanes_of(0.0);
        std::size_t const end = year * 12 + 12 < program.months ? year * 12 + 12 : program.months;
        for (std::size_t m = year * 12; m < end; ++m) {
            double const month_end = static_cast<double>(m) + 1.0;
            for (std::size_t l = 0; l < kLanes; ++l) {
                std::size_t const i = m * kLanes + l;
                double const cost = arrays.cost[i];
                double const net = arrays.cash_benefit[i] - cost;
                of_year[l] += net;
                cash[l] += net;
                peak[l] = maximum(peak[l], -cash[l]);
                value[l] += (net + arrays.other_benefit[i]) * arrays.inverse_price[i];
                costs[l] += cost * arrays.inverse_price[i];
                bool const negative = value[l] < -kRoundingShare * costs[l];
                last_negative[l] = negative ? month_end : last_negative[l];
            }
        }
        measurement.places.store(measurement.into.yearly_net_cash + year * kBlock, of_year);
    }
    auto const horizon = static_cast<double>(program.months);
    Lanes payback;
    for (std::size_t l = 0; l < kLanes; ++l) {
        double const from = last_negative[l] > 0 ? last_negative[l] + 1.0 : 0.0;
        payback[l] = last_negative[l] < horizon ? from : kNever;
    }
    measurement.store(plan::Metric::peak_funding, peak);
    measurement.store(plan::Metric::payback_months, payback);
}

// ---------------------------------------------------------------------------------------------------------------
// Margins and distress

MERGERISK_ALWAYS_INLINE void watch(DistressWatch& state, FailureStep const& failure, Lanes const& margin,
                                   double month_end) {
    for (std::size_t l = 0; l < kLanes; ++l) {
        state.run[l] = margin[l] < failure.limit - kRoundingMargin ? state.run[l] + 1.0 : 0.0;
        double const reached = state.run[l] >= failure.consecutive ? month_end : kNever;
        state.month[l] = minimum(state.month[l], reached);
    }
}

MERGERISK_ALWAYS_INLINE Lanes margin_of(Trailing const& trailing) {
    Lanes margin;
    for (std::size_t l = 0; l < kLanes; ++l)
        margin[l] = trailing.income[l] > 0 ? trailing.ebitda[l] / trailing.income[l] : 0.0;
    return margin;
}

MERGERISK_ALWAYS_INLINE void advance(Trailing& trailing, double const* ebitda, double const* income,
                                     std::size_t month) {
    double const* const e = ebitda + month * kLanes;
    double const* const i = income + month * kLanes;
    for (std::size_t l = 0; l < kLanes; ++l) {
        trailing.ebitda[l] += e[l];
        trailing.income[l] += i[l];
    }
    if (month < 12) return;
    for (std::size_t l = 0; l < kLanes; ++l) {
        trailing.ebitda[l] -= *(e + l - 12 * kLanes);
        trailing.income[l] -= *(i + l - 12 * kLanes);
    }
}

MERGERISK_ALWAYS_INLINE bool watches(FailureStep const& failure, std::uint32_t party) {
    return failure.kind == plan::Failure::Kind::distress &&
           (failure.scope == plan::Failure::Scope::any ||
            (failure.scope == plan::Failure::Scope::party && failure.party == party));
}

inline void measure_margins(Measurement const& measurement, BlockArrays const& block) {
    Tile const& tile = measurement.tile;
    Program const& program = tile.program;
    OptionStep const& option = measurement.option;
    std::size_t const parties = option.parties.size;
    std::size_t const watch_count = program.failures.size * (parties + 1);
    for (std::size_t p = 0; p < parties; ++p) block.trailing[p] = {lanes_of(0.0), lanes_of(0.0)};
    for (std::size_t w = 0; w < watch_count; ++w) block.watches[w] = {lanes_of(0.0), lanes_of(kNever)};
    Lanes minimum_margin = lanes_of(kNever);
    for (std::size_t m = 0; m < program.months; ++m) {
        double const month_end = static_cast<double>(m) + 1.0;
        Trailing all{lanes_of(0.0), lanes_of(0.0)};
        for (std::size_t p = 0; p < parties; ++p) {
            std::size_t const at = option.parties[p] * tile.cells();
            advance(block.trailing[p], tile.arrays.ebitda + at, tile.arrays.income + at, m);
            add(all.ebitda, block.trailing[p].ebitda);
            add(all.income, block.trailing[p].income);
        }
        Lanes const combined = margin_of(all);
        for (std::size_t p = 0; p < parties; ++p) {
            Lanes margin = margin_of(block.trailing[p]);
            if (option.single_entity) {
                for (std::size_t l = 0; l < kLanes; ++l)
                    margin[l] = measurement.timing.completion[l] <= month_end ? combined[l] : margin[l];
            }
            if (m >= 11) {
                for (std::size_t l = 0; l < kLanes; ++l)
                    minimum_margin[l] = minimum(minimum_margin[l], margin[l]);
            }
            for (std::size_t f = 0; f < program.failures.size; ++f) {
                if (watches(program.failures[f], option.parties[p]))
                    watch(block.watches[f * (parties + 1) + p], program.failures[f], margin, month_end);
            }
        }
        for (std::size_t f = 0; f < program.failures.size; ++f) {
            FailureStep const& failure = program.failures[f];
            if (failure.kind == plan::Failure::Kind::distress &&
                failure.scope == plan::Failure::Scope::combined && parties > 0)
                watch(block.watches[f * (parties + 1) + parties], failure, combined, month_end);
        }
    }
    measurement.store(plan::Metric::minimum_margin, minimum_margin);
    for (std::size_t f = 0; f < program.failures.size; ++f) {
        FailureStep const& failure = program.failures[f];
        Lanes month = lanes_of(kNever);
        for (std::size_t p = 0; p <= parties; ++p) {
            for (std::size_t l = 0; l < kLanes; ++l)
                month[l] = minimum(month[l], block.watches[f * (parties + 1) + p].month[l]);
        }
        measurement.places.store(measurement.into.distress_month + f * kBlock, month);
        for (std::size_t l = 0; l < measurement.places.count; ++l)
            measurement.into.distressed_at_start[f * kBlock + measurement.places.at[l]] =
                month[l] == failure.consecutive ? 1 : 0;
    }
}

// ---------------------------------------------------------------------------------------------------------------
// The claimed benefits moved to C, one trial at a time

MERGERISK_ALWAYS_INLINE double claimed_area(ClaimedBenefit const& benefit, double elapsed) {
    if (!benefit.ramped) return elapsed;
    switch (benefit.shape) {
        case plan::Shape::linear:
            return ramp_integral<plan::Shape::linear>(elapsed, benefit.half_by, benefit.full_by);
        case plan::Shape::s_curve:
            return ramp_integral<plan::Shape::s_curve>(elapsed, benefit.half_by, benefit.full_by);
        case plan::Shape::logistic:
            return ramp_integral<plan::Shape::logistic>(elapsed, benefit.half_by, benefit.full_by);
    }
    return 0;
}

/// Claimed amount of one line in the months [first, last) of a trial that completes at `completion`.
inline double claimed_due(Program const& program, ClaimedBenefit const& benefit, double completion,
                          std::size_t first, std::size_t last) {
    using Base = plan::Anchor::Base;
    auto const horizon = static_cast<double>(program.months);
    double start = benefit.starts.offset;
    if (benefit.starts.base == Base::completion || benefit.starts.base == Base::decision) start += completion;
    if (benefit.starts.base == Base::end) start += horizon;
    if (benefit.starts.base == Base::failure) return 0;
    double const stop = benefit.has_lasts ? minimum(horizon, start + benefit.lasts) : horizon;
    double const end = maximum(start, stop);
    double const rate = benefit.annual / 12.0;
    auto const elapsed = [&](std::size_t month) {
        return clamp(static_cast<double>(month), start, end) - start;
    };
    if (!benefit.has_fades)
        return rate * (claimed_area(benefit, elapsed(last)) - claimed_area(benefit, elapsed(first)));
    double const log_keep = portable::log(maximum(1.0 - benefit.fades, 1e-300)) / 12.0;
    double sum = 0;
    for (std::size_t m = first; m < last; ++m) {
        double const area = claimed_area(benefit, elapsed(m + 1)) - claimed_area(benefit, elapsed(m));
        sum += area * portable::exp(log_keep * 0.5 * (elapsed(m) + elapsed(m + 1)));
    }
    return rate * sum;
}

inline double claimed_due(Measurement const& measurement, double completion, std::size_t first,
                          std::size_t last) {
    double sum = 0;
    for (ClaimedBenefit const& benefit : measurement.option.claimed_benefits)
        sum += claimed_due(measurement.tile.program, benefit, completion, first, last);
    return sum;
}

inline void measure_realisation(Measurement const& measurement) {
    auto const horizon = static_cast<double>(measurement.tile.program.months);
    Lanes realised = lanes_of(kNever);
    for (std::size_t l = 0; l < measurement.places.count; ++l) {
        double const completion = measurement.timing.completion[l];
        if (!(completion < horizon)) continue;
        double const due = claimed_due(measurement, completion, 0, measurement.tile.program.months);
        if (due > 0) realised[l] = measurement.sums.realised_total[l] / due;
    }
    measurement.store(plan::Metric::benefits_realised, realised);
}

// ---------------------------------------------------------------------------------------------------------------
// Failures

inline Lanes over_budget_month(Measurement const& measurement, double limit) {
    Program const& program = measurement.tile.program;
    Lanes month = lanes_of(kNever);
    double const budget = limit * measurement.option.claimed_one_off_cost * (1.0 + kRoundingShare);
    if (!(measurement.option.claimed_one_off_cost > 0)) return month;
    Lanes spent = lanes_of(0.0);
    for (std::size_t m = 0; m < program.months; ++m) {
        double const month_end = static_cast<double>(m) + 1.0;
        for (std::size_t l = 0; l < kLanes; ++l) {
            spent[l] += measurement.tile.arrays.one_off[m * kLanes + l];
            month[l] = minimum(month[l], spent[l] > budget ? month_end : kNever);
        }
    }
    return month;
}

inline double shortfall_month(Measurement const& measurement, FailureStep const& failure, std::size_t lane) {
    Program const& program = measurement.tile.program;
    double const moment = measurement.timing.completion[lane] + failure.by_months;
    if (!(measurement.timing.completion[lane] < kNever) || !(moment < static_cast<double>(program.months)) ||
        !(moment >= 0))
        return kNever;
    auto const month = static_cast<std::size_t>(moment);
    std::size_t const first = failure.cumulative ? 0 : month;
    std::size_t const last = failure.cumulative ? month : month + 1;
    double actual = 0;
    for (std::size_t m = first; m < last; ++m) actual += measurement.tile.arrays.benefit[m * kLanes + lane];
    double const due = claimed_due(measurement, measurement.timing.completion[lane], first, last);
    return due > 0 && actual < failure.limit * due * (1.0 - kRoundingShare) ? moment : kNever;
}

inline Lanes failure_month(Measurement const& measurement, FailureStep const& failure) {
    using Kind = plan::Failure::Kind;
    auto const horizon = static_cast<double>(measurement.tile.program.months);
    Lanes month = lanes_of(kNever);
    switch (failure.kind) {
        case Kind::late:
            for (std::size_t l = 0; l < kLanes; ++l) {
                bool const late = (measurement.timing.decision[l] > failure.limit + kMonthTolerance) &
                                  (failure.limit < horizon);
                month[l] = late ? failure.limit : kNever;
            }
            break;
        case Kind::over_budget:
            return over_budget_month(measurement, failure.limit);
        case Kind::benefits_shortfall:
            for (std::size_t l = 0; l < measurement.places.count; ++l)
                month[l] = shortfall_month(measurement, failure, l);
            break;
        case Kind::distress:
            break;  // attributed when the whole block is known
    }
    return month;
}

inline void measure_failures(Measurement const& measurement) {
    Program const& program = measurement.tile.program;
    Timing const& timing = measurement.timing;
    auto const horizon = static_cast<double>(program.months);
    double* const into = measurement.into.failure_month;
    Lanes built_in[plan::kBuiltInFailureCount];
    Lanes completion, decision;
    for (std::size_t l = 0; l < kLanes; ++l) {
        bool const failed = timing.failure[l] < horizon;
        for (std::size_t cause = 0; cause < plan::kBuiltInFailureCount; ++cause)
            built_in[cause][l] =
                failed && timing.cause[l] == static_cast<double>(cause + 1) ? timing.failure[l] : kNever;
        completion[l] = timing.completion[l] < horizon ? timing.completion[l] : kNever;
        decision[l] = timing.decision[l] < horizon ? timing.decision[l] : kNever;
    }
    for (std::size_t cause = 0; cause < plan::kBuiltInFailureCount; ++cause)
        measurement.places.store(into + cause * kBlock, built_in[cause]);
    measurement.store(plan::Metric::completion_months, completion);
    measurement.store(plan::Metric::decision_months, decision);
    for (std::size_t f = 0; f < program.failures.size; ++f)
        measurement.places.store(into + (plan::kBuiltInFailureCount + f) * kBlock,
                                 failure_month(measurement, program.failures[f]));
    for (std::size_t l = 0; l < measurement.places.count; ++l) {
        double const cause = timing.failure[l] < horizon ? timing.cause[l] : 0.0;
        bool const undecided = !(timing.decision[l] < horizon);
        measurement.into.outcome[measurement.places.at[l]] =
            undecided ? static_cast<std::uint8_t>(plan::Outcome::undecided)
                      : static_cast<std::uint8_t>(cause);
    }
}

/// Everything but the bridge.
inline void measure_option(Measurement const& measurement, BlockArrays const& block) {
    measure_values(measurement);
    measure_cash(measurement);
    measure_margins(measurement, block);
    measure_realisation(measurement);
    measure_failures(measurement);
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
