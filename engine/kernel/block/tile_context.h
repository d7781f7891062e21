#pragma once
// What the options of one tile share: price indices and the finances of the parties, month by month. Part of
// block_simulation.h, which is compiled once per instruction set.

#include "engine/kernel/block/profiles.h"
#include "engine/kernel/block_arrays.h"

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

/// The kLanes trials in work: columns of the quantity matrix from `offset` on.
struct Tile {
    Program const& program;
    double const* quantities;  ///< [row x kBlock]
    double const* uniforms;    ///< [draw x kBlock]
    std::size_t offset;
    TileArrays const& arrays;
    double const* planned_shares;  ///< [fixed planned shares x month]

    [[nodiscard]] MERGERISK_ALWAYS_INLINE Lanes quantity(Row row) const {
        return load(quantities + row * kBlock + offset);
    }
    [[nodiscard]] MERGERISK_ALWAYS_INLINE Lanes uniform(std::uint32_t draw) const {
        return load(uniforms + draw * kBlock + offset);
    }
    [[nodiscard]] MERGERISK_ALWAYS_INLINE std::size_t cells() const { return program.months * kLanes; }
    [[nodiscard]] MERGERISK_ALWAYS_INLINE double horizon() const {
        return static_cast<double>(program.months);
    }
    [[nodiscard]] MERGERISK_ALWAYS_INLINE MonthRange months() const { return {0, program.months}; }
    [[nodiscard]] MERGERISK_ALWAYS_INLINE double const* driver(std::uint32_t number) const {
        return arrays.driver_index + number * cells();
    }
    /// Nominal value of one unit of that index class.
    [[nodiscard]] MERGERISK_ALWAYS_INLINE double const* index_nominal(std::uint32_t index) const {
        return arrays.index_nominal + index * cells();
    }
    /// Present value of one unit of that index class.
    [[nodiscard]] MERGERISK_ALWAYS_INLINE double const* index_weight(std::uint32_t index) const {
        return arrays.index_weight + index * cells();
    }
};

/// (1 + g)^((m + flow_moment) / 12) and, if wanted, its inverse, by one multiplication a month.
inline void fill_growth(Tile const& tile, Lanes const& annual, double* index, double* inverse) {
    Lanes const log_step = logarithm_of_one_plus(annual) * (1.0 / 12.0);
    Lanes level = exponential(log_step * tile.program.flow_moment);
    Lanes const step = exponential(log_step);
    for_months(tile.months(), [&](std::size_t, std::size_t place) {
        store(index + place, level);
        level *= step;
    });
    if (inverse == nullptr) return;
    level = exponential(-1.0 * log_step * tile.program.flow_moment);
    Lanes const inverse_step = exponential(-1.0 * log_step);
    for_months(tile.months(), [&](std::size_t, std::size_t place) {
        store(inverse + place, level);
        level *= inverse_step;
    });
}

inline void fill_drivers(Tile const& tile) {
    Program const& program = tile.program;
    for (std::size_t d = 0; d < program.driver_rate.size; ++d) {
        bool const prices = program.has_price_index && d == program.price_driver;
        fill_growth(tile, tile.quantity(program.driver_rate[d]), tile.arrays.driver_index + d * tile.cells(),
                    prices ? tile.arrays.inverse_price : nullptr);
    }
}

/// nominal[m] and weight[m] of one index class; see IndexClass.
inline void fill_index_class(Tile const& tile, IndexClass const& index, double* nominal, double* weight) {
    using Kind = IndexClass::Kind;
    Program const& program = tile.program;
    bool const constant_prices = index.kind == Kind::general || index.kind == Kind::real;
    bool const driven = index.kind == Kind::real || index.kind == Kind::nominal;
    double const* const own = driven ? tile.driver(index.driver) : tile.arrays.ones;
    double const* const price = tile.arrays.price_index;
    // Real prices: the flow over P, so that P of a constant-price amount is never there.
    double const* const adjustment = program.deflate == constant_prices ? tile.arrays.ones
                                     : program.deflate                  ? tile.arrays.inverse_price
                                                                        : price;
    double const* const inflation = constant_prices ? price : tile.arrays.ones;
    for_months(tile.months(), [&](std::size_t m, std::size_t place) {
        Lanes const level = load(own + place);
        store(nominal + place, level * load(inflation + place));
        store(weight + place, level * load(adjustment + place) * program.discount[m]);
    });
}

struct DriverUse {
    double const* index;
    double const* inflation;  ///< of a real driver
};

MERGERISK_ALWAYS_INLINE DriverUse use_of(Tile const& tile, bool driven, bool real, std::uint32_t driver) {
    return {driven ? tile.driver(driver) : tile.arrays.ones,
            real ? tile.arrays.price_index : tile.arrays.ones};
}

inline void fill_income(Tile const& tile, PartyStep const& party, double* income) {
    Lanes const monthly = tile.quantity(party.income) * (1.0 / 12.0);
    DriverUse const driver = use_of(tile, party.income_driven, party.income_real, party.income_driver);
    for_months(tile.months(), [&](std::size_t, std::size_t place) {
        store(income + place, monthly * load(driver.index + place) * load(driver.inflation + place));
    });
}

inline void fill_operating_cost(Tile const& tile, PartyStep const& party, double* operating) {
    Program const& program = tile.program;
    DriverUse const pay = use_of(tile, party.pay_driven, party.pay_real, party.pay_driver);
    DriverUse const other = use_of(tile, party.other_driven, party.other_real, party.other_driver);
    Lanes const monthly = tile.quantity(party.operating_cost) * (1.0 / 12.0);
    Lanes const pay_share = tile.quantity(party.pay_share);
    Lanes const saved = tile.quantity(party.saving) * tile.quantity(party.saving_realised) *
                        tile.quantity(party.saving_recurrent);
    Lanes const log_step = log_kept(saved);
    Lanes const step = exponential(log_step);
    Lanes const last = exponential(log_step * party.saving_months);
    Lanes level = exponential(log_step * program.flow_moment);
    for_months(tile.months(), [&](std::size_t m, std::size_t place) {
        bool const saving = static_cast<double>(m) + program.flow_moment < party.saving_months;
        Lanes const index = pay_share * load(pay.index + place) * load(pay.inflation + place) +
                            (1.0 - pay_share) * load(other.index + place) * load(other.inflation + place);
        store(operating + place, monthly * index * (saving ? level : last));
        level *= step;
    });
}

MERGERISK_ALWAYS_INLINE RampLanes ramp_lanes(Tile const& tile, RampStep const& step) {
    RampLanes ramp{step.shape, step.present, step.connections, all(kShortest), all(kShortest)};
    if (!step.present) return ramp;
    ramp.full_by = maximum(tile.quantity(step.full_by), kShortest);
    Lanes const half = step.has_half ? tile.quantity(step.half_by) : 0.5 * ramp.full_by;
    ramp.half_by = minimum(maximum(half, kShortest), ramp.full_by);
    return ramp;
}

/// Fills shares with what is the same in every trial.
inline MonthRange spread_planned_shares(Tile const& tile, PlannedShares planned) {
    double const* const fixed = tile.planned_shares + planned.number * tile.program.months;
    for_months(tile.months(),
               [&](std::size_t m, std::size_t place) { store(tile.arrays.share + place, all(fixed[m])); });
    return tile.months();
}

/// Fills shares with what a saving that would have come anyway delivers.
inline MonthRange fill_background_shares(Tile const& tile, BackgroundStep const& saving) {
    Program const& program = tile.program;
    Lanes const start = all(saving.start);
    Lanes const end =
        saving.has_lasts ? minimum(start + tile.quantity(saving.lasts), tile.horizon()) : all(tile.horizon());
    RunLanes const run{start, maximum(end, start), start < all(kNever)};
    MonthRange const range = months_between(run.start, run.end, run.active, program.months);
    double* const share = tile.arrays.share;
    fill_ramp_shares(ramp_lanes(tile, saving.ramp), run, range, 1.0 / 12.0, share);
    if (saving.has_fades) fade_shares(run, tile.quantity(saving.fades), range, share);
    return range;
}

/// Adds what would have come without the transaction to the standalone EBITDA of its parties.
inline void add_background(Tile const& tile, BackgroundStep const& saving) {
    Program const& program = tile.program;
    double const* const share = tile.arrays.share;
    MonthRange const range = saving.planned.fixed ? spread_planned_shares(tile, saving.planned)
                                                  : fill_background_shares(tile, saving);
    Lanes const amount = tile.quantity(saving.annual) * tile.quantity(saving.realised) *
                         (1.0 - tile.quantity(saving.merger_specific));
    double const* const nominal = tile.index_nominal(saving.index);
    for (std::size_t p = 0; p < program.parties.size; ++p) {
        if (saving.paid_to.party[p] == 0) continue;
        Lanes const part = saving.paid_to.party[p] * amount;
        double* const standalone = tile.arrays.standalone + p * tile.cells();
        for_months(range, [&](std::size_t, std::size_t place) {
            store(standalone + place,
                  load(standalone + place) + part * load(share + place) * load(nominal + place));
        });
    }
}

/// Sums of the last twelve months, of fewer in the first year.
inline void fill_trailing(Tile const& tile, double const* monthly, double* trailing) {
    Lanes sum = all(0.0);
    for_months(tile.months(), [&](std::size_t m, std::size_t place) {
        sum += load(monthly + place);
        if (m >= 12) sum -= load(monthly + place - 12 * kLanes);
        store(trailing + place, sum);
    });
}

/// Fills prices, indices and parties for the tile.
inline void fill_context(Tile const& tile) {
    Program const& program = tile.program;
    TileArrays const& arrays = tile.arrays;
    std::size_t const cells = tile.cells();
    fill_drivers(tile);
    for (std::size_t k = 0; k < program.indices.size; ++k)
        fill_index_class(tile, program.indices[k], arrays.index_nominal + k * cells,
                         arrays.index_weight + k * cells);
    for (std::size_t p = 0; p < program.parties.size; ++p) {
        double* const income = arrays.income + p * cells;
        double* const operating = arrays.operating + p * cells;
        double* const standalone = arrays.standalone + p * cells;
        fill_income(tile, program.parties[p], income);
        fill_operating_cost(tile, program.parties[p], operating);
        fill_trailing(tile, income, arrays.trailing_income + p * cells);
        for_months(tile.months(), [&](std::size_t, std::size_t place) {
            store(standalone + place, load(income + place) - load(operating + place));
        });
    }
    for (BackgroundStep const& saving : program.background) add_background(tile, saving);
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
