#pragma once
// Money of one option in the lanes of one tile, line after line. Part of simulate_block.cpp, which is
// compiled once per instruction set.

#include "engine/kernel/option_timing.h"

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

/// Present values and totals of one option in one view, so far. Each item is valued once; what a mechanism
/// changes is a multiplier of it, so that the views of the bridge need no pass of their own.
struct OptionSums {
    Lanes benefits;                  ///< claimed amounts, this timing
    Lanes benefits_after_remedies;   ///< times what remedies keep
    Lanes benefits_merger_specific;  ///< times the merger-specific share
    Lanes benefits_realised;         ///< times the realised share
    Lanes benefits_with_leavers;     ///< with the workforce factor
    Lanes benefits_at_completion;    ///< of `benefits`, those that start at completion
    Lanes costs;                     ///< without overrun
    Lanes costs_with_overrun;        ///< committed rest included
    Lanes remedies, dips, gains, losses, leavers, risks;
    Lanes parties, funder;  ///< what they receive less what they pay, support included
    Lanes support;          ///< nominal total
    Lanes one_off;          ///< prices of the claim
    Lanes realised_total;   ///< benefit lines before additionality, prices of the claim
};

/// One pass over one option.
struct Projection {
    Tile const& tile;
    OptionStep const& option;
    Timing const& timing;
    OptionSums& sums;
};

MERGERISK_ALWAYS_INLINE Lanes times(Lanes const& a, Lanes const& b) {
    Lanes product;
    for (std::size_t l = 0; l < kLanes; ++l) product[l] = a[l] * b[l];
    return product;
}

MERGERISK_ALWAYS_INLINE Lanes times(Lanes const& a, double const* b) {
    Lanes product;
    for (std::size_t l = 0; l < kLanes; ++l) product[l] = a[l] * b[l];
    return product;
}

MERGERISK_ALWAYS_INLINE void add(Lanes& sum, Lanes const& value) {
    for (std::size_t l = 0; l < kLanes; ++l) sum[l] += value[l];
}

MERGERISK_ALWAYS_INLINE void add(Lanes& sum, double factor, Lanes const& value) {
    for (std::size_t l = 0; l < kLanes; ++l) sum[l] += factor * value[l];
}

/// Sum of share times weight over the months of the range.
MERGERISK_ALWAYS_INLINE Lanes value_of(double const* share, double const* weight, MonthRange range) {
    Lanes sum = lanes_of(0.0);
    for (std::size_t m = range.first; m < range.last; ++m) {
        for (std::size_t l = 0; l < kLanes; ++l) sum[l] += share[m * kLanes + l] * weight[m * kLanes + l];
    }
    return sum;
}

/// target[m] += amount share[m] index[m]
MERGERISK_ALWAYS_INLINE void book(double* target, Lanes const& amount, double const* share,
                                  double const* index, MonthRange range) {
    for (std::size_t m = range.first; m < range.last; ++m) {
        for (std::size_t l = 0; l < kLanes; ++l) {
            std::size_t const i = m * kLanes + l;
            target[i] += amount[l] * share[i] * index[i];
        }
    }
}

/// target[m] += amount share[m]
MERGERISK_ALWAYS_INLINE void book(double* target, Lanes const& amount, double const* share,
                                  MonthRange range) {
    for (std::size_t m = range.first; m < range.last; ++m) {
        for (std::size_t l = 0; l < kLanes; ++l) {
            std::size_t const i = m * kLanes + l;
            target[i] += amount[l] * share[i];
        }
    }
}

MERGERISK_ALWAYS_INLINE Lanes scaled(double factor, Lanes const& value) {
    Lanes product;
    for (std::size_t l = 0; l < kLanes; ++l) product[l] = factor * value[l];
    return product;
}

/// A lump in one trial: the only place where lanes go their own ways.
struct Lump {
    std::size_t lane;
    double month;   ///< moment, months
    double amount;  ///< prices of the claim
    std::uint32_t index;
    bool one_off;
};

/// Books a lump that somebody pays; returns its present value, 0 outside the horizon.
inline double book_lump(Projection const& projection, Lump const& lump, Array<double> paid_by) {
    Tile const& tile = projection.tile;
    if (!(lump.month >= 0) || !(lump.month < static_cast<double>(tile.program.months))) return 0;
    std::size_t const i = static_cast<std::size_t>(lump.month) * kLanes + lump.lane;
    double const nominal = lump.amount * tile.index_nominal(lump.index)[i];
    tile.arrays.cost[i] += nominal;
    if (lump.one_off) {
        projection.sums.one_off[lump.lane] += lump.amount;
        tile.arrays.one_off[i] += lump.amount;
    } else {
        for (std::size_t p = 0; p < paid_by.size; ++p)
            tile.arrays.ebitda[p * tile.cells() + i] -= paid_by[p] * nominal;
    }
    return lump.amount * tile.index_weight(lump.index)[i];
}

// ---------------------------------------------------------------------------------------------------------------
// Costs

/// What a committed line still owes when the deal fails; returns its present value.
inline Lanes book_committed(Projection const& projection, CostStep const& cost, WindowLanes const& window,
                            Lanes const& amount) {
    Lanes value = lanes_of(0.0);
    for (std::size_t l = 0; l < kLanes; ++l) {
        double const failure = window.cut[l];
        if (!(failure < kNever) || !(failure > window.from[l]) || !(amount[l] != 0)) continue;
        double const rest = 1.0 - share_at(cost.shape, failure, window.from[l], window.length[l]);
        if (!(rest > 0)) continue;
        value[l] = book_lump(projection, {l, failure, amount[l] * rest, cost.index, cost.one_off},
                             cost.paid_by.party);
    }
    return value;
}

template <bool book_months>
inline void project_cost(Projection const& projection, CostStep const& cost) {
    Tile const& tile = projection.tile;
    OptionSums& sums = projection.sums;
    WindowLanes const window = window_lanes(tile, cost.window, cost.only_if, projection.timing);
    MonthRange const range = months_of(tile, window);
    double* const share = tile.arrays.share;
    Lanes const amount = times(window.active, tile.quantity(cost.amount));
    fill_shares(cost.form, cost.shape, window, range, share);
    Lanes const value = times(amount, value_of(share, tile.index_weight(cost.index), range));
    add(sums.costs, value);
    if constexpr (book_months) {
        double const* const overrun = tile.quantity(cost.overrun);
        Lanes full;
        Lanes full_value;
        for (std::size_t l = 0; l < kLanes; ++l) full[l] = amount[l] * (1.0 + overrun[l]);
        for (std::size_t l = 0; l < kLanes; ++l) full_value[l] = value[l] * (1.0 + overrun[l]);
        if (cost.one_off) {
            Lanes total = lanes_of(0.0);
            for (std::size_t m = range.first; m < range.last; ++m) {
                for (std::size_t l = 0; l < kLanes; ++l) total[l] += share[m * kLanes + l];
            }
            add(sums.one_off, times(full, total));
            if (tile.program.needs_monthly_one_off) book(tile.arrays.one_off, full, share, range);
        }
        double const* const nominal = tile.index_nominal(cost.index);
        book(tile.arrays.cost, full, share, nominal, range);
        for (std::size_t p = 0; !cost.one_off && p < cost.paid_by.party.size; ++p) {
            if (cost.paid_by.party[p] != 0)
                book(tile.arrays.ebitda + p * tile.cells(), scaled(-cost.paid_by.party[p], full), share,
                     nominal, range);
        }
        if (cost.committed && cost.form == plan::CostLine::Form::total)
            add(full_value, book_committed(projection, cost, window, full));
        add(sums.costs_with_overrun, full_value);
        add(sums.parties, -cost.paid_by.parties, full_value);
        add(sums.funder, -cost.paid_by.funder, full_value);
    }
}

inline void project_risk(Projection const& projection, RiskStep const& risk) {
    using Base = plan::Anchor::Base;
    Tile const& tile = projection.tile;
    Timing const& timing = projection.timing;
    double const* const u = tile.uniform(risk.draw);
    double const* const probability = tile.quantity(risk.probability);
    double const* const costs = tile.quantity(risk.costs);
    Lanes const when = start_moment(risk.when, timing, static_cast<double>(tile.program.months));
    bool const after_failure = risk.when.base == Base::failure || risk.when.base == Base::decision;
    for (std::size_t l = 0; l < kLanes; ++l) {
        if (!(u[l] < probability[l])) continue;
        if (!after_failure && !(when[l] < timing.failure[l])) continue;
        double const value = book_lump(
            projection, {l, when[l], costs[l], tile.program.general_index, risk.one_off}, risk.paid_by.party);
        projection.sums.risks[l] += value;
        projection.sums.parties[l] -= risk.paid_by.parties * value;
        projection.sums.funder[l] -= risk.paid_by.funder * value;
    }
}

inline void project_remedies(Projection const& projection, double const* remedy_cost) {
    for (std::size_t l = 0; l < kLanes; ++l) {
        if (remedy_cost[l] == 0 || !(projection.timing.completion[l] < kNever)) continue;
        double const value = book_lump(
            projection,
            {l, projection.timing.completion[l], remedy_cost[l], projection.tile.program.general_index, true},
            {});
        projection.sums.remedies[l] += value;
        projection.sums.parties[l] -= projection.option.owners.parties * value;
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Benefits

inline RunLanes benefit_run(Tile const& tile, BenefitStep const& benefit, Timing const& timing) {
    auto const horizon = static_cast<double>(tile.program.months);
    RunLanes run{start_moment(benefit.starts, timing, horizon), lanes_of(horizon),
                 happens(benefit.only_if, timing)};
    double const* const lasts = tile.quantity(benefit.lasts);
    bool const cut = !of_failed_trials(benefit.only_if);
    for (std::size_t l = 0; l < kLanes; ++l) {
        bool const starts = run.start[l] < kNever;
        run.active[l] = starts ? run.active[l] : 0.0;
        run.start[l] = starts ? run.start[l] : horizon;
        double const last = benefit.has_lasts ? minimum(horizon, run.start[l] + lasts[l]) : horizon;
        double const stop = cut ? minimum(last, timing.failure[l]) : last;
        run.end[l] = maximum(stop, run.start[l]);
    }
    return run;
}

template <bool book_months>
inline void project_benefit(Projection const& projection, BenefitStep const& benefit, double const* keep) {
    Tile const& tile = projection.tile;
    OptionSums& sums = projection.sums;
    RunLanes const run = benefit_run(tile, benefit, projection.timing);
    MonthRange const range = months_between(run.start, run.end, run.active, tile.program.months);
    double* const share = tile.arrays.share;
    fill_ramp_shares(benefit.ramp, run, ramp_lanes(tile, benefit.ramp), range, 1.0 / 12.0, share);
    if (benefit.has_fades) fade_shares(run, tile.quantity(benefit.fades), range, share);
    Lanes const amount = times(run.active, tile.quantity(benefit.annual));
    double const* const weight = tile.index_weight(benefit.index);
    Lanes const value = times(amount, value_of(share, weight, range));
    add(sums.benefits, value);
    if (benefit.starts.base == plan::Anchor::Base::completion) add(sums.benefits_at_completion, value);
    if constexpr (book_months) {
        double const* const specific = tile.quantity(benefit.merger_specific);
        double const* const realised = tile.quantity(benefit.realised);
        Lanes const kept = times(value, keep);
        add(sums.benefits_after_remedies, kept);
        add(sums.benefits_merger_specific, times(kept, specific));
        add(sums.benefits_realised, times(times(kept, specific), realised));
        Lanes const delivered = times(times(amount, keep), realised);
        Lanes const full = times(delivered, specific);
        Lanes full_value = times(times(kept, specific), realised);
        if (projection.option.has_workforce) {
            for (std::size_t i = range.first * kLanes; i < range.last * kLanes; ++i)
                share[i] *= tile.arrays.work_factor[i];
            full_value = times(full, value_of(share, weight, range));
        }
        add(sums.benefits_with_leavers, full_value);
        add(sums.parties, benefit.paid_to.parties, full_value);
        add(sums.funder, benefit.paid_to.funder, full_value);
        Lanes total = lanes_of(0.0);
        for (std::size_t m = range.first; m < range.last; ++m) {
            for (std::size_t l = 0; l < kLanes; ++l) total[l] += share[m * kLanes + l];
        }
        add(sums.realised_total, times(delivered, total));
        if (tile.program.needs_monthly_benefit) book(tile.arrays.benefit, delivered, share, range);
        double const* const nominal = tile.index_nominal(benefit.index);
        book(benefit.cash_releasing ? tile.arrays.cash_benefit : tile.arrays.other_benefit, full, share,
             nominal, range);
        for (std::size_t p = 0; benefit.cash_releasing && p < benefit.paid_to.party.size; ++p) {
            if (benefit.paid_to.party[p] != 0)
                book(tile.arrays.ebitda + p * tile.cells(), scaled(benefit.paid_to.party[p], full), share,
                     nominal, range);
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Effects, workforce, support

/// Books amount x base x share for each party of the base, as a benefit (a negative amount is a cost);
/// returns the present value.
inline Lanes book_effect(Tile const& tile, BaseStep const& base, Lanes const& amount, MonthRange range) {
    Lanes value = lanes_of(0.0);
    double const* const share = tile.arrays.share;
    double const* const weight = tile.index_weight(tile.program.cash_index);
    for (std::uint32_t const party : base.parties) {
        std::size_t const at = party * tile.cells();
        double const* const flow = (base.income ? tile.arrays.income : tile.arrays.operating) + at;
        double* const ebitda = tile.arrays.ebitda + at;
        for (std::size_t m = range.first; m < range.last; ++m) {
            for (std::size_t l = 0; l < kLanes; ++l) {
                std::size_t const i = m * kLanes + l;
                double const effect = amount[l] * share[i] * flow[i];
                tile.arrays.cash_benefit[i] += maximum(effect, 0.0);
                tile.arrays.cost[i] -= minimum(effect, 0.0);
                ebitda[i] += effect;
                value[l] += effect * weight[i];
            }
        }
    }
    return value;
}

inline void project_dip(Projection const& projection, DipStep const& dip) {
    Tile const& tile = projection.tile;
    WindowLanes const window = window_lanes(tile, dip.window, plan::OnlyIf::always, projection.timing);
    MonthRange const range = months_of(tile, window);
    fill_overlap_shares(window, range, 1.0, tile.arrays.share);
    Lanes const amount = scaled(-1.0, times(window.active, tile.quantity(dip.dip)));
    Lanes const value = book_effect(tile, dip.of, amount, range);
    add(projection.sums.dips, -1.0, value);
    add(projection.sums.parties, value);
}

inline void project_lasting(Projection const& projection, LastingStep const& lasting) {
    Tile const& tile = projection.tile;
    auto const horizon = static_cast<double>(tile.program.months);
    double const* const u = tile.uniform(lasting.draw);
    double const* const loss_probability = tile.quantity(lasting.loss_probability);
    double const* const gain_probability = tile.quantity(lasting.gain_probability);
    double const* const loss_size = tile.quantity(lasting.loss_size);
    double const* const gain_size = tile.quantity(lasting.gain_size);
    Lanes amount;
    RunLanes run{projection.timing.completion, lanes_of(horizon), lanes_of(0.0)};
    for (std::size_t l = 0; l < kLanes; ++l) {
        bool const completes = run.start[l] < kNever;
        bool const loses = u[l] < loss_probability[l];
        double const gain = u[l] >= 1.0 - gain_probability[l] ? gain_size[l] : 0.0;
        amount[l] = completes ? (loses ? -loss_size[l] : gain) : 0.0;
        run.start[l] = completes ? run.start[l] : horizon;
        run.end[l] = maximum(horizon, run.start[l]);
        run.active[l] = amount[l] != 0 ? 1.0 : 0.0;
    }
    MonthRange const range = months_between(run.start, run.end, run.active, tile.program.months);
    fill_ramp_shares(lasting.ramp, run, ramp_lanes(tile, lasting.ramp), range, 1.0, tile.arrays.share);
    Lanes const value = book_effect(tile, lasting.of, amount, range);
    for (std::size_t l = 0; l < kLanes; ++l) {
        bool const loses = u[l] < loss_probability[l];
        projection.sums.losses[l] -= loses ? value[l] : 0.0;
        projection.sums.gains[l] += loses ? 0.0 : value[l];
    }
    add(projection.sums.parties, value);
}

/// Excess leavers up to `month`, E = 1 - exp(-H).
struct ExcessLeavers {
    Lanes review_rate;  ///< a month
    Lanes review_end;
    Lanes after_rate;  ///< a month
    Lanes after_start;
    double after_months;

    MERGERISK_ALWAYS_INLINE double until(double month, std::size_t l) const {
        double const hazard = review_rate[l] * minimum(month, review_end[l]) +
                              after_rate[l] * clamp(month - after_start[l], 0.0, after_months);
        return -portable::expm1(-hazard);
    }
};

/// Fills work_factor and books what leavers cost. Before the benefits, which need the factor.
inline void project_workforce(Projection const& projection, WorkforceStep const& workforce) {
    Tile const& tile = projection.tile;
    std::size_t const months = tile.program.months;
    auto const row = [&](Row r) { return tile.quantity(r); };
    double const* const key_staff = row(workforce.key_staff);
    double const* const cost = row(workforce.cost_per_leaver);
    double const* const lost = row(workforce.benefit_lost);
    double const* const tau = row(workforce.replacement_time);
    double const* const not_restored = row(workforce.knowledge_not_restored);
    double const* const review_rate = row(workforce.while_in_review);
    double const* const after_rate = row(workforce.after_completion);
    ExcessLeavers leavers{
        {}, projection.timing.decision, {}, projection.timing.completion, workforce.after_completion_months};
    Lanes gone = lanes_of(0.0);
    Lanes missing = lanes_of(0.0);
    Lanes knowledge, month_decay, half_decay, amount;
    for (std::size_t l = 0; l < kLanes; ++l) {
        leavers.review_rate[l] = review_rate[l] / 12.0;
        leavers.after_rate[l] = after_rate[l] / 12.0;
        knowledge[l] = not_restored[l] * leavers.until(leavers.review_end[l], l);
        month_decay[l] = portable::exp(-1.0 / maximum(tau[l], kShortest));
        half_decay[l] = portable::exp(-0.5 / maximum(tau[l], kShortest));
        amount[l] = key_staff[l] * cost[l];
    }
    double* const share = tile.arrays.share;
    double* const factor = tile.arrays.work_factor;
    for (std::size_t m = 0; m < months; ++m) {
        double const end = static_cast<double>(m) + 1.0;
        for (std::size_t l = 0; l < kLanes; ++l) {
            double const now = leavers.until(end, l);
            double const leaving = now - gone[l];
            double const next = missing[l] * month_decay[l] + leaving * half_decay[l];
            share[m * kLanes + l] = leaving;
            factor[m * kLanes + l] = maximum(0.0, 1.0 - lost[l] * (0.5 * (missing[l] + next) + knowledge[l]));
            gone[l] = now;
            missing[l] = next;
        }
    }
    MonthRange const all{0, months};
    Array<double> const owners = projection.option.owners.party;
    std::uint32_t const index = tile.program.general_index;
    Lanes const value = times(amount, value_of(share, tile.index_weight(index), all));
    double const* const nominal = tile.index_nominal(index);
    book(tile.arrays.cost, amount, share, nominal, all);
    for (std::size_t p = 0; p < owners.size; ++p) {
        if (owners[p] != 0)
            book(tile.arrays.ebitda + p * tile.cells(), scaled(-owners[p], amount), share, nominal, all);
    }
    add(projection.sums.leavers, value);
    add(projection.sums.parties, -projection.option.owners.parties, value);
}

inline void project_support(Projection const& projection, SupportStep const& support) {
    Tile const& tile = projection.tile;
    WindowLanes const window = window_lanes(tile, support.window, support.only_if, projection.timing);
    MonthRange const range = months_of(tile, window);
    double* const share = tile.arrays.share;
    fill_shares(support.form, plan::Shape::linear, window, range, share);
    Lanes const amount = times(window.active, tile.quantity(support.amount));
    Lanes const value = times(amount, value_of(share, tile.index_weight(tile.program.cash_index), range));
    add(projection.sums.parties, support.parties, value);
    add(projection.sums.funder, support.funder - 1.0, value);
    Lanes total = lanes_of(0.0);
    for (std::size_t m = range.first; m < range.last; ++m) {
        for (std::size_t l = 0; l < kLanes; ++l) total[l] += share[m * kLanes + l];
    }
    add(projection.sums.support, times(amount, total));
}

// ---------------------------------------------------------------------------------------------------------------

inline void clear_months(Tile const& tile) {
    TileArrays const& arrays = tile.arrays;
    std::size_t const cells = tile.cells();
    fill(arrays.cost, cells, 0.0);
    fill(arrays.cash_benefit, cells, 0.0);
    fill(arrays.other_benefit, cells, 0.0);
    if (tile.program.needs_monthly_one_off) fill(arrays.one_off, cells, 0.0);
    if (tile.program.needs_monthly_benefit) fill(arrays.benefit, cells, 0.0);
    std::size_t const party_cells = cells * tile.program.parties.size;
    for (std::size_t i = 0; i < party_cells; ++i) arrays.ebitda[i] = arrays.standalone[i];
}

/// All items of the option, month by month and as present values.
inline void project_option(Tile const& tile, OptionStep const& option, Timing const& timing,
                           RouteArrays const& route, OptionSums& sums) {
    sums = {};
    clear_months(tile);
    Projection const projection{tile, option, timing, sums};
    if (option.has_workforce) project_workforce(projection, option.workforce);
    for (CostStep const& cost : option.costs) project_cost<true>(projection, cost);
    for (std::size_t b = 0; b < option.benefits.size; ++b)
        project_benefit<true>(projection, option.benefits[b], route.keep + b * kBlock + tile.offset);
    for (DipStep const& dip : option.dips) project_dip(projection, dip);
    if (option.has_lasting) project_lasting(projection, option.lasting);
    for (RiskStep const& risk : option.risks) project_risk(projection, risk);
    project_remedies(projection, route.remedy_cost + tile.offset);
    for (SupportStep const& support : option.support) project_support(projection, support);
}

/// Only `costs`, `benefits` and `benefits_at_completion`.
inline void value_option(Tile const& tile, OptionStep const& option, Timing const& timing, OptionSums& sums) {
    sums = {};
    Projection const projection{tile, option, timing, sums};
    for (CostStep const& cost : option.costs) project_cost<false>(projection, cost);
    for (BenefitStep const& benefit : option.benefits) project_benefit<false>(projection, benefit, nullptr);
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
