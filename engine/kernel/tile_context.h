#pragma once
// What the options of one tile share: price indices and the finances of the parties, month by month. Part of
// simulate_block.cpp, which is compiled once per instruction set.

#include "engine/kernel/block_arrays.h"
#include "engine/kernel/profiles.h"
#include "engine/portable/elementary.h"

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

/// The kLanes trials in work: rows of a quantity matrix from `offset` on.
struct Tile {
    Program const& program;
    double const* quantities;  ///< [row x kBlock]
    double const* uniforms;    ///< [draw x kBlock]
    std::size_t offset;
    TileArrays const& arrays;

    MERGERISK_ALWAYS_INLINE double const* quantity(Row row) const {
        return quantities + row * kBlock + offset;
    }
    MERGERISK_ALWAYS_INLINE double const* uniform(std::uint32_t draw) const {
        return uniforms + draw * kBlock + offset;
    }
    MERGERISK_ALWAYS_INLINE std::size_t cells() const { return program.months * kLanes; }
    MERGERISK_ALWAYS_INLINE double const* index_nominal(std::uint32_t index) const {
        return arrays.index_nominal + index * cells();
    }
    MERGERISK_ALWAYS_INLINE double const* index_weight(std::uint32_t index) const {
        return arrays.index_weight + index * cells();
    }
};

/// I(m) = (1 + g)^((m + flow_moment) / 12), by one multiplication a month.
inline void fill_driver_index(Tile const& tile, double const* rate, double* index) {
    Lanes level;
    Lanes step;
    for (std::size_t l = 0; l < kLanes; ++l) {
        double const log_step = portable::log1p(rate[l]) / 12.0;
        level[l] = portable::exp(log_step * tile.program.flow_moment);
        step[l] = portable::exp(log_step);
    }
    for (std::size_t m = 0; m < tile.program.months; ++m) {
        for (std::size_t l = 0; l < kLanes; ++l) {
            index[m * kLanes + l] = level[l];
            level[l] *= step[l];
        }
    }
}

inline void fill_prices(Tile const& tile) {
    TileArrays const& arrays = tile.arrays;
    Program const& program = tile.program;
    std::size_t const cells = tile.cells();
    for (std::size_t d = 0; d < program.driver_rate.size; ++d)
        fill_driver_index(tile, tile.quantity(program.driver_rate[d]), arrays.driver_index + d * cells);
    if (!program.has_price_index) return;  // P = 1 was written when the arrays were made
    double const* const price = arrays.driver_index + program.price_driver * cells;
    for (std::size_t i = 0; i < cells; ++i) {
        arrays.price_index[i] = price[i];
        arrays.inverse_price[i] = 1.0 / price[i];
    }
}

/// nominal[m] and weight[m] of one index class; see IndexClass.
inline void fill_index_class(Tile const& tile, IndexClass const& index, double* nominal, double* weight) {
    TileArrays const& arrays = tile.arrays;
    Program const& program = tile.program;
    std::size_t const cells = tile.cells();
    double const* const driver = arrays.driver_index + index.driver * cells;
    using Kind = IndexClass::Kind;
    bool const constant_prices = index.kind == Kind::general || index.kind == Kind::real;
    bool const driven = index.kind == Kind::real || index.kind == Kind::nominal;
    for (std::size_t i = 0; i < cells; ++i) nominal[i] = driven ? driver[i] : 1.0;
    // Real prices: the flow over P, so that P of a constant-price amount is never there.
    double const* const factor = program.deflate ? arrays.inverse_price : arrays.price_index;
    bool const adjusted = program.deflate != constant_prices;
    for (std::size_t m = 0; m < program.months; ++m) {
        double const discount = program.discount[m];
        for (std::size_t l = 0; l < kLanes; ++l) {
            std::size_t const i = m * kLanes + l;
            weight[i] = nominal[i] * (adjusted ? factor[i] : 1.0) * discount;
        }
    }
    if (constant_prices) {
        for (std::size_t i = 0; i < cells; ++i) nominal[i] *= arrays.price_index[i];
    }
}

/// values[m] = amount / 12 times the index of the driver.
inline void fill_party_flow(Tile const& tile, double const* annual, bool driven, bool real,
                            std::uint32_t driver, double* values) {
    TileArrays const& arrays = tile.arrays;
    std::size_t const months = tile.program.months;
    double const* const index = arrays.driver_index + driver * tile.cells();
    for (std::size_t m = 0; m < months; ++m) {
        for (std::size_t l = 0; l < kLanes; ++l) {
            std::size_t const i = m * kLanes + l;
            values[i] = annual[l] / 12.0 * (driven ? index[i] : 1.0) * (real ? arrays.price_index[i] : 1.0);
        }
    }
}

inline void fill_savings(Tile const& tile, PartyStep const& party, double* operating) {
    double const* const annual = tile.quantity(party.saving);
    double const* const realised = tile.quantity(party.saving_realised);
    double const* const recurrent = tile.quantity(party.saving_recurrent);
    Lanes level;
    Lanes step;
    Lanes floor_level;
    for (std::size_t l = 0; l < kLanes; ++l) {
        double const log_step =
            portable::log(maximum(1.0 - annual[l] * realised[l] * recurrent[l], 1e-300)) / 12.0;
        level[l] = portable::exp(log_step * tile.program.flow_moment);
        step[l] = portable::exp(log_step);
        floor_level[l] = portable::exp(log_step * party.saving_months);
    }
    for (std::size_t m = 0; m < tile.program.months; ++m) {
        bool const saving = static_cast<double>(m) + tile.program.flow_moment < party.saving_months;
        for (std::size_t l = 0; l < kLanes; ++l) {
            operating[m * kLanes + l] *= saving ? level[l] : floor_level[l];
            level[l] *= step[l];
        }
    }
}

inline void fill_party(Tile const& tile, PartyStep const& party, double* income, double* operating) {
    double* const flow = tile.arrays.flow;
    std::size_t const months = tile.program.months;
    fill_party_flow(tile, tile.quantity(party.income), party.income_driven, party.income_real,
                    party.income_driver, income);
    double const* const pay_share = tile.quantity(party.pay_share);
    double const* const annual = tile.quantity(party.operating_cost);
    fill_party_flow(tile, annual, party.pay_driven, party.pay_real, party.pay_driver, flow);
    fill_party_flow(tile, annual, party.other_driven, party.other_real, party.other_driver, operating);
    for (std::size_t m = 0; m < months; ++m) {
        for (std::size_t l = 0; l < kLanes; ++l) {
            std::size_t const i = m * kLanes + l;
            operating[i] = pay_share[l] * flow[i] + (1.0 - pay_share[l]) * operating[i];
        }
    }
    if (party.saves) fill_savings(tile, party, operating);
}

MERGERISK_ALWAYS_INLINE RampLanes ramp_lanes(Tile const& tile, RampStep const& step) {
    RampLanes ramp{};
    if (!step.present) return {lanes_of(kShortest), lanes_of(kShortest)};
    double const* const full = tile.quantity(step.full_by);
    double const* const half = tile.quantity(step.half_by);
    for (std::size_t l = 0; l < kLanes; ++l) {
        ramp.full_by[l] = maximum(full[l], kShortest);
        double const wanted = step.has_half ? half[l] : 0.5 * ramp.full_by[l];
        ramp.half_by[l] = minimum(maximum(wanted, kShortest), ramp.full_by[l]);
    }
    return ramp;
}

/// Adds what would have come without the transaction to the standalone EBITDA of its parties.
inline void add_background(Tile const& tile, BackgroundStep const& saving) {
    Program const& program = tile.program;
    auto const horizon = static_cast<double>(program.months);
    double const* const lasts = tile.quantity(saving.lasts);
    RunLanes run{lanes_of(saving.start), lanes_of(horizon), lanes_of(1.0)};
    for (std::size_t l = 0; l < kLanes; ++l) {
        if (saving.has_lasts) run.end[l] = minimum(horizon, saving.start + lasts[l]);
        run.end[l] = maximum(run.end[l], run.start[l]);
    }
    MonthRange const range = months_between(run.start, run.end, run.active, program.months);
    double* const share = tile.arrays.share;
    fill_ramp_shares(saving.ramp, run, ramp_lanes(tile, saving.ramp), range, 1.0 / 12.0, share);
    if (saving.has_fades) fade_shares(run, tile.quantity(saving.fades), range, share);
    double const* const annual = tile.quantity(saving.annual);
    double const* const realised = tile.quantity(saving.realised);
    double const* const specific = tile.quantity(saving.merger_specific);
    Lanes amount;
    for (std::size_t l = 0; l < kLanes; ++l) amount[l] = annual[l] * realised[l] * (1.0 - specific[l]);
    double const* const nominal = tile.index_nominal(saving.index);
    for (std::size_t p = 0; p < program.parties.size; ++p) {
        double const part = saving.paid_to.party[p];
        if (part == 0) continue;
        double* const standalone = tile.arrays.standalone + p * tile.cells();
        for (std::size_t m = range.first; m < range.last; ++m) {
            for (std::size_t l = 0; l < kLanes; ++l) {
                std::size_t const i = m * kLanes + l;
                standalone[i] += part * amount[l] * share[i] * nominal[i];
            }
        }
    }
}

/// Fills prices, indices and parties for the tile.
inline void fill_context(Tile const& tile) {
    Program const& program = tile.program;
    TileArrays const& arrays = tile.arrays;
    std::size_t const cells = tile.cells();
    fill_prices(tile);
    for (std::size_t k = 0; k < program.indices.size; ++k)
        fill_index_class(tile, program.indices[k], arrays.index_nominal + k * cells,
                         arrays.index_weight + k * cells);
    for (std::size_t p = 0; p < program.parties.size; ++p) {
        double* const income = arrays.income + p * cells;
        double* const operating = arrays.operating + p * cells;
        double* const standalone = arrays.standalone + p * cells;
        fill_party(tile, program.parties[p], income, operating);
        for (std::size_t i = 0; i < cells; ++i) standalone[i] = income[i] - operating[i];
    }
    for (BackgroundStep const& saving : program.background) add_background(tile, saving);
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
