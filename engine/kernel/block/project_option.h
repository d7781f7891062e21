#pragma once
// Money of one option in the lanes of one tile, line after line. @

#include "engine/kernel/block/option_timing.h"

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

/// Present values and totals of one option in one view, so far. Each item is valued once; what a mechanism
/// changes is a multiplier of it, so that the views of the bridge need no pass of their own.
struct OptionSums {
    Lanes benefits;                  ///< claimed amounts, this timing
    Lanes benefits_after_remedies;   ///< times what remedies keep
    Lanes benefits_merger_specific;  ///< times the merger-specific share
    Lanes benefits_realised;         ///< times the realised share
    Lanes benefits_with_leavers;     ///< with the workforce factor
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

/// Sum of share times weight over the months of the range.
MERGERISK_ALWAYS_INLINE Lanes value_of(double const* share, double const* weight, MonthRange range) {
    Lanes sum = all(0.0);
    for_months(range,
               [&](std::size_t, std::size_t place) { sum += load(share + place) * load(weight + place); });
    return sum;
}

MERGERISK_ALWAYS_INLINE Lanes total_of(double const* share, MonthRange range) {
    Lanes sum = all(0.0);
    for_months(range, [&](std::size_t, std::size_t place) { sum += load(share + place); });
    return sum;
}

/// target[m] += amount share[m]
MERGERISK_ALWAYS_INLINE void book(double* target, Lanes const& amount, double const* share,
                                  MonthRange range) {
    for_months(range, [&](std::size_t, std::size_t place) {
        store(target + place, load(target + place) + amount * load(share + place));
    });
}

/// target[m] += amount share[m] index[m]
MERGERISK_ALWAYS_INLINE void book(double* target, Lanes const& amount, double const* share,
                                  double const* index, MonthRange range) {
    for_months(range, [&](std::size_t, std::size_t place) {
        store(target + place, load(target + place) + amount * load(share + place) * load(index + place));
    });
}

/// To the EBITDA of each party, by its share.
inline void book_parties(Tile const& tile, Array<double> shares, double sign, Lanes const& amount,
                         double const* share, double const* index, MonthRange range) {
    for (std::size_t p = 0; p < shares.size; ++p) {
        if (shares[p] != 0)
            book(tile.arrays.ebitda + p * tile.cells(), sign * shares[p] * amount, share, index, range);
    }
}

enum class CostKind : std::uint8_t { one_off, recurring, capital };

MERGERISK_ALWAYS_INLINE CostKind kind_of(CostStep const& cost) {
    if (cost.capital) return CostKind::capital;
    return cost.one_off ? CostKind::one_off : CostKind::recurring;
}

/// A lump in one trial: the only place where lanes go their own ways.
struct Lump {
    std::size_t lane;
    double month;   ///< moment, months
    double amount;  ///< prices of the claim
    std::uint32_t index;
    CostKind kind;
};

/// Books a lump that somebody pays; returns its present value, 0 outside the horizon.
inline double book_lump(Projection const& projection, Lump const& lump, Array<double> paid_by) {
    Tile const& tile = projection.tile;
    if (!(lump.month >= 0) || !(lump.month < tile.horizon())) return 0;
    std::size_t const i = static_cast<std::size_t>(lump.month) * kLanes + lump.lane;
    double const nominal = lump.amount * tile.index_nominal(lump.index)[i];
    tile.arrays.cost[i] += nominal;
    if (lump.kind == CostKind::one_off) {
        Lanes& one_off = projection.sums.one_off;
        one_off.set(lump.lane, one_off[lump.lane] + lump.amount);
        tile.arrays.one_off[i] += lump.amount;
    } else if (lump.kind == CostKind::recurring) {
        for (std::size_t p = 0; p < paid_by.size; ++p)
            tile.arrays.ebitda[p * tile.cells() + i] -= paid_by[p] * nominal;
    }
    return lump.amount * tile.index_weight(lump.index)[i];
}

// ---------------------------------------------------------------------------------------------------------------
// Costs

/// What a committed line still owes when the deal fails or is unwound; returns its present value.
inline Lanes book_committed(Projection const& projection, CostStep const& cost, WindowLanes const& window,
                            Lanes const& amount) {
    Lanes value = all(0.0);
    Lanes const over = minimum(projection.timing.failure, projection.timing.unwound);
    Mask const due = (over < kNever) & (over >= window.cut) & (over > window.from) & window.active;
    if (!any(due)) return value;
    Lanes const rest = amount * (1.0 - share_at(cost.shape, over, window));
    for (std::size_t l = 0; l < kLanes; ++l) {
        if (!due[l]) continue;
        Lump const lump{l, over[l], rest[l], cost.index, kind_of(cost)};
        value.set(l, book_lump(projection, lump, cost.paid_by.party));
    }
    return value;
}

inline void project_cost(Projection const& projection, CostStep const& cost) {
    Tile const& tile = projection.tile;
    OptionSums& sums = projection.sums;
    WindowLanes const window = window_lanes(tile, cost.window, cost.only_if, projection.timing);
    MonthRange const range = months_of(tile, window);
    double* const share = tile.arrays.share;
    double const* const nominal = tile.index_nominal(cost.index);
    fill_shares(cost.form, cost.shape, window, range, share);
    Lanes const amount = select(window.active, tile.quantity(cost.amount), 0.0);
    Lanes const value = amount * value_of(share, tile.index_weight(cost.index), range);
    Lanes const overrun = 1.0 + tile.quantity(cost.overrun);
    Lanes const full = amount * overrun;
    Lanes full_value = value * overrun;
    book(tile.arrays.cost, full, share, nominal, range);
    if (cost.one_off) {
        sums.one_off += full * total_of(share, range);
        if (tile.program.needs_monthly_one_off) book(tile.arrays.one_off, full, share, range);
    } else if (!cost.capital) {
        book_parties(tile, cost.paid_by.party, -1.0, full, share, nominal, range);
    }
    if (cost.committed && cost.form == plan::CostLine::Form::total)
        full_value += book_committed(projection, cost, window, full);
    sums.costs += value;
    sums.costs_with_overrun += full_value;
    sums.parties -= cost.paid_by.parties * full_value;
    sums.funder -= cost.paid_by.funder * full_value;
}

inline void project_risk(Projection const& projection, RiskStep const& risk) {
    using Base = plan::Anchor::Base;
    Tile const& tile = projection.tile;
    Timing const& timing = projection.timing;
    Mask happens = tile.uniform(risk.draw) < tile.quantity(risk.probability);
    Lanes const when = start_moment(risk.when, timing, tile.horizon());
    if (risk.when.base != Base::failure && risk.when.base != Base::decision)
        happens = happens & (when < timing.failure);
    if (risk.when.base != Base::exit) happens = happens & (when < timing.exit);
    if (!any(happens)) return;
    Lanes const costs = tile.quantity(risk.costs);
    Lanes value = all(0.0);
    for (std::size_t l = 0; l < kLanes; ++l) {
        if (!happens[l]) continue;
        CostKind const kind = risk.one_off ? CostKind::one_off : CostKind::recurring;
        Lump const lump{l, when[l], costs[l], tile.program.general_index, kind};
        value.set(l, book_lump(projection, lump, risk.paid_by.party));
    }
    projection.sums.risks += value;
    projection.sums.parties -= risk.paid_by.parties * value;
    projection.sums.funder -= risk.paid_by.funder * value;
}

inline void project_remedies(Projection const& projection, Lanes const& remedy_cost, Lanes const& when) {
    if (!any((remedy_cost < 0) | (remedy_cost > 0))) return;
    Lanes value = all(0.0);
    for (std::size_t l = 0; l < kLanes; ++l) {
        Lump const lump{l, when[l], remedy_cost[l], projection.tile.program.general_index, CostKind::one_off};
        value.set(l, book_lump(projection, lump, {}));
    }
    projection.sums.remedies += value;
    projection.sums.parties -= projection.option.owners.parties * value;
}

/// Remedies of the tracks after completion, due at their ends unless the option has ended by then.
inline void project_late_remedies(Projection const& projection, RouteArrays const& route) {
    Tile const& tile = projection.tile;
    Timing const& timing = projection.timing;
    Array<TrackStep> const tracks = projection.option.route.tracks;
    for (std::uint32_t track = 0; track < tracks.size; ++track) {
        if (!tracks[track].after_completion) continue;
        Lanes const when = stage_moment(timing.track_end, timing.stride, track);
        Mask const due = (timing.completion < kNever) & (when < timing.exit);
        Lanes const cost = load(route.late_remedy_cost + track * kBlock + tile.offset);
        project_remedies(projection, select(due, cost, 0.0), when);
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Benefits

inline RunLanes benefit_run(Tile const& tile, BenefitStep const& benefit, Timing const& timing) {
    double const horizon = tile.horizon();
    Lanes const moment = start_moment(benefit.starts, timing, horizon);
    Mask const starts = moment < kNever;
    Lanes const start = select(starts, moment, horizon);
    Lanes end = all(horizon);
    if (benefit.has_lasts) end = minimum(start + tile.quantity(benefit.lasts), horizon);
    if (!of_failed_trials(benefit.only_if)) end = minimum(end, timing.cut);
    return {start, maximum(end, start), happens(benefit.only_if, timing) & starts};
}

/// Who gets what of a benefit that is delivered at `delivered` a year before additionality, its shares being
/// there.
inline void book_benefit(Projection const& projection, BenefitStep const& benefit, Lanes const& delivered,
                         Lanes const& full_value, MonthRange range) {
    Tile const& tile = projection.tile;
    OptionSums& sums = projection.sums;
    double const* const share = tile.arrays.share;
    double const* const nominal = tile.index_nominal(benefit.index);
    Lanes const full = delivered * tile.quantity(benefit.merger_specific);
    sums.benefits_with_leavers += full_value;
    sums.parties += benefit.paid_to.parties * full_value;
    sums.funder += benefit.paid_to.funder * full_value;
    sums.realised_total += delivered * total_of(share, range);
    if (tile.program.needs_monthly_benefit) book(tile.arrays.benefit, delivered, share, range);
    if (!benefit.cash_releasing) return book(tile.arrays.other_benefit, full, share, nominal, range);
    book(tile.arrays.cash_benefit, full, share, nominal, range);
    book_parties(tile, benefit.paid_to.party, 1.0, full, share, nominal, range);
}

/// Fills shares; returns the months in which there are any.
inline MonthRange fill_benefit_shares(Tile const& tile, BenefitStep const& benefit, RunLanes const& run) {
    MonthRange const range = months_between(run.start, run.end, run.active, tile.program.months);
    fill_ramp_shares(ramp_lanes(tile, benefit.ramp), run, range, 1.0 / 12.0, tile.arrays.share);
    if (benefit.has_fades) fade_shares(run, tile.quantity(benefit.fades), range, tile.arrays.share);
    return range;
}

inline void project_benefit(Projection const& projection, BenefitStep const& benefit, Lanes const& kept) {
    Tile const& tile = projection.tile;
    OptionSums& sums = projection.sums;
    RunLanes const run = benefit_run(tile, benefit, projection.timing);
    MonthRange const range = fill_benefit_shares(tile, benefit, run);
    double* const share = tile.arrays.share;
    double const* const weight = tile.index_weight(benefit.index);
    Lanes const amount = select(run.active, tile.quantity(benefit.annual), 0.0);
    Lanes const specific = tile.quantity(benefit.merger_specific);
    Lanes const realised = tile.quantity(benefit.realised);
    Lanes const value = amount * value_of(share, weight, range);
    Lanes const additional = value * kept * specific;
    sums.benefits += value;
    sums.benefits_after_remedies += value * kept;
    sums.benefits_merger_specific += additional;
    sums.benefits_realised += additional * realised;
    Lanes const delivered = amount * kept * realised;
    if (!projection.option.has_workforce)
        return book_benefit(projection, benefit, delivered, additional * realised, range);
    for_months(range, [&](std::size_t, std::size_t place) {
        store(share + place, load(share + place) * load(tile.arrays.work_factor + place));
    });
    book_benefit(projection, benefit, delivered, delivered * specific * value_of(share, weight, range),
                 range);
}

// ---------------------------------------------------------------------------------------------------------------
// Effects, workforce, support

/// Books amount x base x share for each party of the base, as a benefit (a negative amount is a cost);
/// returns the present value.
inline Lanes book_effect(Tile const& tile, BaseStep const& base, Lanes const& amount, MonthRange range) {
    Lanes value = all(0.0);
    TileArrays const& arrays = tile.arrays;
    double const* const weight = tile.index_weight(tile.program.cash_index);
    for (std::uint32_t const party : base.parties) {
        std::size_t const at = party * tile.cells();
        double const* const flow = (base.income ? arrays.income : arrays.operating) + at;
        double* const ebitda = arrays.ebitda + at;
        for_months(range, [&](std::size_t, std::size_t place) {
            Lanes const effect = amount * load(arrays.share + place) * load(flow + place);
            store(arrays.cash_benefit + place, load(arrays.cash_benefit + place) + maximum(effect, 0.0));
            store(arrays.cost + place, load(arrays.cost + place) - minimum(effect, 0.0));
            store(ebitda + place, load(ebitda + place) + effect);
            value += effect * load(weight + place);
        });
    }
    return value;
}

inline void project_dip(Projection const& projection, DipStep const& dip) {
    Tile const& tile = projection.tile;
    WindowLanes const window = window_lanes(tile, dip.window, plan::OnlyIf::always, projection.timing);
    MonthRange const range = months_of(tile, window);
    fill_shares(plan::CostLine::Form::monthly, plan::Shape::linear, window, range, tile.arrays.share);
    Lanes const amount = select(window.active, -1.0 * tile.quantity(dip.dip), 0.0);
    Lanes const value = book_effect(tile, dip.of, amount, range);
    projection.sums.dips -= value;
    projection.sums.parties += value;
}

inline void project_lasting(Projection const& projection, LastingStep const& lasting) {
    Tile const& tile = projection.tile;
    double const horizon = tile.horizon();
    Lanes const u = tile.uniform(lasting.draw);
    Mask const loses = u < tile.quantity(lasting.loss_probability);
    Mask const gains = u >= 1.0 - tile.quantity(lasting.gain_probability);
    Lanes const gain = select(gains, tile.quantity(lasting.gain_size), 0.0);
    Mask const completes = projection.timing.completion < kNever;
    Lanes const change = select(loses, -1.0 * tile.quantity(lasting.loss_size), gain);
    Lanes const amount = select(completes, change, 0.0);
    Lanes const start = select(completes, projection.timing.completion, horizon);
    Lanes const end = minimum(projection.timing.exit, horizon);
    RunLanes const run{start, maximum(start, end), (amount < 0) | (amount > 0)};
    if (!any(run.active)) return;
    MonthRange const range = months_between(run.start, run.end, run.active, tile.program.months);
    fill_ramp_shares(ramp_lanes(tile, lasting.ramp), run, range, 1.0, tile.arrays.share);
    Lanes const value = book_effect(tile, lasting.of, amount, range);
    projection.sums.losses -= select(loses, value, 0.0);
    projection.sums.gains += select(loses, all(0.0), value);
    projection.sums.parties += value;
}

/// Excess leavers up to a moment, E = 1 - exp(-H).
struct ExcessLeavers {
    Lanes review_rate;  ///< a month
    Lanes review_end;
    Lanes after_rate;  ///< a month
    Lanes after_start;
    Lanes after_end;
    double after_months;

    [[nodiscard]] MERGERISK_ALWAYS_INLINE Lanes until(Lanes const& month) const {
        Lanes const hazard = review_rate * minimum(month, review_end) +
                             after_rate * clamp(minimum(month, after_end) - after_start, 0.0, after_months);
        return -1.0 * exponential_less_one(-1.0 * hazard);
    }
    /// Nobody leaves later, in any lane.
    [[nodiscard]] MERGERISK_ALWAYS_INLINE double last_month() const {
        Lanes const after = after_start + after_months;
        return largest(maximum(review_end, select(after < kNever, after, 0.0)));
    }
};

MERGERISK_ALWAYS_INLINE ExcessLeavers excess_leavers(Projection const& projection,
                                                     WorkforceStep const& workforce) {
    Tile const& tile = projection.tile;
    return {tile.quantity(workforce.while_in_review) * (1.0 / 12.0),
            projection.timing.decision,
            tile.quantity(workforce.after_completion) * (1.0 / 12.0),
            projection.timing.completion,
            projection.timing.exit,
            workforce.after_completion_months};
}

/// Fills work_factor, and shares with those who leave.
inline void fill_leavers(Projection const& projection, WorkforceStep const& workforce) {
    Tile const& tile = projection.tile;
    ExcessLeavers const leavers = excess_leavers(projection, workforce);
    Lanes const lost = tile.quantity(workforce.benefit_lost);
    Lanes const knowledge =
        tile.quantity(workforce.knowledge_not_restored) * leavers.until(leavers.review_end);
    Lanes const tau = maximum(tile.quantity(workforce.replacement_time), kShortest);
    Lanes const month_decay = exponential(-1.0 / tau);
    Lanes const half_decay = exponential(-0.5 / tau);
    double const last = leavers.last_month();
    Lanes gone = all(0.0);
    Lanes missing = all(0.0);
    for_months(tile.months(), [&](std::size_t m, std::size_t place) {
        auto const start = static_cast<double>(m);
        Lanes leaving = all(0.0);
        if (start < last) {
            Lanes const now = leavers.until(all(start + 1.0));
            leaving = now - gone;
            gone = now;
        }
        Lanes const next = missing * month_decay + leaving * half_decay;
        store(tile.arrays.share + place, leaving);
        store(tile.arrays.work_factor + place,
              maximum(1.0 - lost * (0.5 * (missing + next) + knowledge), 0.0));
        missing = next;
    });
}

/// Before the benefits, which need the factor.
inline void project_workforce(Projection const& projection, WorkforceStep const& workforce) {
    Tile const& tile = projection.tile;
    PayerShares const& owners = projection.option.owners;
    fill_leavers(projection, workforce);
    Lanes const amount = tile.quantity(workforce.key_staff) * tile.quantity(workforce.cost_per_leaver);
    std::uint32_t const index = tile.program.general_index;
    double const* const nominal = tile.index_nominal(index);
    double const* const share = tile.arrays.share;
    Lanes const value = amount * value_of(share, tile.index_weight(index), tile.months());
    book(tile.arrays.cost, amount, share, nominal, tile.months());
    book_parties(tile, owners.party, -1.0, amount, share, nominal, tile.months());
    projection.sums.leavers += value;
    projection.sums.parties -= owners.parties * value;
}

/// Support of the months; its shares are in the tile.
struct SupportDue {
    MonthRange range;
    Lanes amount;
};

inline SupportDue support_due(Tile const& tile, SupportStep const& support, Timing const& timing) {
    WindowLanes const window = window_lanes(tile, support.window, support.only_if, timing);
    MonthRange const range = months_of(tile, window);
    fill_shares(support.form, plan::Shape::linear, window, range, tile.arrays.share);
    return {range, select(window.active, tile.quantity(support.amount), 0.0)};
}

/// The end of the month in which the support so far first passes its limit.
inline Lanes month_of_passing_support(Tile const& tile, OptionStep const& option, Timing const& timing) {
    constexpr double kRoundingShare = 1e-9;
    Lanes month = all(kNever);
    if (option.support.size == 0) return month;
    fill(tile.arrays.flow, tile.cells(), 0.0);
    for (SupportStep const& support : option.support) {
        auto const [range, amount] = support_due(tile, support, timing);
        book(tile.arrays.flow, amount, tile.arrays.share, range);
    }
    Lanes const limit = tile.quantity(option.support_limit) * (1.0 + kRoundingShare);
    Lanes paid = all(0.0);
    for_months(tile.months(), [&](std::size_t m, std::size_t place) {
        paid += load(tile.arrays.flow + place);
        month = minimum(month, select(paid > limit, static_cast<double>(m) + 1.0, kNever));
    });
    return month;
}

inline void project_support(Projection const& projection, SupportStep const& support) {
    Tile const& tile = projection.tile;
    auto const [range, amount] = support_due(tile, support, projection.timing);
    double* const share = tile.arrays.share;
    Lanes const value = amount * value_of(share, tile.index_weight(tile.program.cash_index), range);
    projection.sums.parties += support.parties * value;
    projection.sums.funder += (support.funder - 1.0) * value;
    projection.sums.support += amount * total_of(share, range);
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
    for (CostStep const& cost : option.costs) project_cost(projection, cost);
    for (std::size_t b = 0; b < option.benefits.size; ++b)
        project_benefit(projection, option.benefits[b], load(route.keep + b * kBlock + tile.offset));
    for (DipStep const& dip : option.dips) project_dip(projection, dip);
    if (option.has_lasting) project_lasting(projection, option.lasting);
    for (RiskStep const& risk : option.risks) project_risk(projection, risk);
    project_remedies(projection, load(route.remedy_cost + tile.offset), timing.completion);
    if (option.route.goes_on) project_late_remedies(projection, route);
    for (SupportStep const& support : option.support) project_support(projection, support);
}

// ---------------------------------------------------------------------------------------------------------------
// The option as planned, claimed amounts drawn

/// Where and when a line happens; its shares are in the tile.
struct PlannedLine {
    MonthRange range;
    Mask active;
};

inline PlannedLine plan_line(Tile const& tile, OptionStep const& option, CostStep const& cost) {
    WindowLanes const window = window_lanes(tile, cost.window, cost.only_if, claimed_timing(tile, option));
    MonthRange const range = months_of(tile, window);
    fill_shares(cost.form, cost.shape, window, range, tile.arrays.share);
    return {range, window.active};
}
inline PlannedLine plan_line(Tile const& tile, OptionStep const& option, BenefitStep const& benefit) {
    RunLanes const run = benefit_run(tile, benefit, claimed_timing(tile, option));
    return {fill_benefit_shares(tile, benefit, run), run.active};
}

/// Present value of an amount of 1.
template <class Step>
inline Lanes planned_value(Tile const& tile, OptionStep const& option, Step const& step) {
    double const* const weight = tile.index_weight(step.index);
    if (!step.planned.fixed) {
        PlannedLine const line = plan_line(tile, option, step);
        return select(line.active, value_of(tile.arrays.share, weight, line.range), 0.0);
    }
    double const* const share = tile.planned_shares + step.planned.number * tile.program.months;
    Lanes sum = all(0.0);
    for_months(tile.months(),
               [&](std::size_t m, std::size_t place) { sum += share[m] * load(weight + place); });
    return sum;
}

struct PlannedSums {
    Lanes benefits;
    Lanes benefits_at_completion;   ///< of them, those that start at completion
    Lanes benefits_at_integration;  ///< of them, those that start at integration
    Lanes costs;
};

inline PlannedSums value_planned(Tile const& tile, OptionStep const& option) {
    PlannedSums sums{};
    for (CostStep const& cost : option.costs)
        sums.costs += tile.quantity(cost.amount) * planned_value(tile, option, cost);
    for (BenefitStep const& benefit : option.benefits) {
        Lanes const value = tile.quantity(benefit.annual) * planned_value(tile, option, benefit);
        sums.benefits += value;
        if (benefit.starts.base == plan::Anchor::Base::completion) sums.benefits_at_completion += value;
        if (benefit.starts.base == plan::Anchor::Base::integration) sums.benefits_at_integration += value;
    }
    return sums;
}

/// Keeps the shares in the tile, the same in all lanes, where the fixed ones stand.
inline void keep_planned_shares(Tile const& tile, PlannedShares planned, MonthRange range, bool active,
                                double* planned_shares) {
    for (std::size_t m = range.first; active && m < range.last; ++m)
        planned_shares[planned.number * tile.program.months + m] = tile.arrays.share[m * kLanes];
}

/// Finds all that is the same in every trial. Precondition: constant quantities are in the matrix.
inline void find_planned_shares(Tile const& tile, double* planned_shares) {
    auto const keep = [&](OptionStep const& option, auto const& step) {
        if (!step.planned.fixed) return;
        PlannedLine const line = plan_line(tile, option, step);
        keep_planned_shares(tile, step.planned, line.range, line.active[0], planned_shares);
    };
    for (OptionStep const& option : tile.program.options) {
        for (CostStep const& cost : option.costs) keep(option, cost);
        for (BenefitStep const& benefit : option.benefits) keep(option, benefit);
    }
    for (BackgroundStep const& saving : tile.program.background) {
        if (saving.planned.fixed)
            keep_planned_shares(tile, saving.planned, fill_background_shares(tile, saving), true,
                                planned_shares);
    }
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
