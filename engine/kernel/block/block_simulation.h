#pragma once
// The functions of simulate_block.h for one instruction set, in a namespace named after it.
//
// Objects for a wide instruction set must define nothing outside that namespace: the linker would take an
// ordinary inline function from any object, and a machine without those instructions would then fail
// anywhere. So this file and what it includes use no standard container or algorithm, and helpers from other
// namespaces are always inlined.

#ifndef MERGERISK_KERNEL_VARIANT
#error "define MERGERISK_KERNEL_VARIANT: baseline, avx2 or avx512"
#endif

#include "engine/kernel/block/draw_quantities.h"
#include "engine/kernel/block/measure_option.h"
#include "engine/kernel/block/project_option.h"
#include "engine/kernel/block/walk_route.h"
#include "engine/kernel/simulate_block.h"

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

/// Trials up to the end of the last tile: those beyond the last trial are thrown away.
inline std::size_t padded(std::size_t count) {
    return (count + kLanes - 1) / kLanes * kLanes;
}

inline Places places_from(std::size_t offset, std::size_t count) {
    Places places{};
    places.count = count - offset < kLanes ? count - offset : kLanes;
    for (std::size_t l = 0; l < kLanes; ++l) places.at[l] = offset + l;
    return places;
}

/// All trials as if nothing failed, with the bridge. For trials that do not fail it is what happens.
inline void simulate_undisturbed(Tile const& tile, std::size_t option_index, std::size_t count,
                                 BlockArrays const& block) {
    OptionStep const& option = tile.program.options[option_index];
    RouteArrays const& route = block.routes[option_index];
    Timing const timing = delayed_timing(tile, option, route);
    OptionSums sums;
    project_option(tile, option, timing, route, sums);
    // Without a route it completes at once, as planned.
    PlannedSums const planned = option.has_route ? value_planned(tile, option)
                                                 : PlannedSums{sums.benefits, all(0.0), all(0.0), sums.costs};
    Places const places = places_from(tile.offset, count);
    Measurement const measurement{tile, option, timing, sums, block.outcomes[option_index], places};
    measure_bridge(measurement, planned);
    measure_option(measurement, block.earliest_distress);
    if (!option.may_end) return;
    Timing actual = timing;
    end_by(load(route.unwinding + tile.offset), actual);
    if (option.has_support_limit) end_by(month_of_passing_support(tile, option, timing), actual);
    store(route.exit + tile.offset, actual.exit);
}

/// Whether something happens to the option that its undisturbed timing does not know of.
MERGERISK_ALWAYS_INLINE bool is_disturbed(OptionStep const& option, RouteArrays const& route,
                                          BlockArrays const& block, std::size_t trial) {
    if (route.failure[trial] < kNever) return true;
    if (!option.may_end) return false;
    double const term = option.has_term ? block.quantities[option.term * kBlock + trial] : kNever;
    return route.exit[trial] < route.completion[trial] + portable::maximum(term, 0.0);
}

inline void copy_lane(double* target, std::size_t to, double const* source, std::size_t from,
                      std::size_t rows) {
    for (std::size_t row = 0; row < rows; ++row) target[row * kBlock + to] = source[row * kBlock + from];
}

/// What tracks after completion bring to a trial that fails before.
MERGERISK_ALWAYS_INLINE void take_back_late_tracks(OptionStep const& option, RouteArrays const& route,
                                                   std::size_t trial) {
    for (std::size_t s = 0; s < option.route.stages.size; ++s) {
        if (!option.route.stages[s].after_completion) continue;
        route.entry[s * kBlock + trial] = kNever;
        route.end[s * kBlock + trial] = kNever;
    }
    for (std::size_t b = 0; b < option.benefits.size; ++b)
        route.keep[b * kBlock + trial] = route.keep_at_completion[b * kBlock + trial];
}

/// Gathers the trials in which the option fails or is unwound side by side; returns how many there are.
inline std::size_t gather_disturbed(Program const& program, std::size_t option_index, std::size_t count,
                                    BlockArrays const& block) {
    OptionStep const& option = program.options[option_index];
    RouteArrays const& from = block.routes[option_index];
    RouteArrays const& to = block.compact_route;
    std::size_t found = 0;
    for (std::size_t trial = 0; trial < count; ++trial) {
        if (!is_disturbed(option, from, block, trial)) continue;
        block.compact_lane[found++] = static_cast<std::uint32_t>(trial);
        if (option.route.goes_on && from.failure[trial] < kNever) take_back_late_tracks(option, from, trial);
    }
    for (std::size_t i = 0; i < padded(found); ++i) {
        std::size_t const trial = block.compact_lane[i < found ? i : 0];
        copy_lane(to.completion, i, from.completion, trial, 1);
        copy_lane(to.failure, i, from.failure, trial, 1);
        copy_lane(to.cause, i, from.cause, trial, 1);
        copy_lane(to.entry, i, from.entry, trial, option.route.stages.size);
        copy_lane(to.end, i, from.end, trial, option.route.stages.size);
        copy_lane(to.track_end, i, from.track_end, trial, option.route.tracks.size);
        copy_lane(to.keep, i, from.keep, trial, option.benefits.size);
        copy_lane(to.remedy_cost, i, from.remedy_cost, trial, 1);
        copy_lane(to.unwinding, i, from.unwinding, trial, 1);
        if (option.route.goes_on) {
            copy_lane(to.integration, i, from.integration, trial, 1);
            copy_lane(to.late_remedy_cost, i, from.late_remedy_cost, trial, option.route.tracks.size);
        }
        for (Row const row : program.drawn_rows)
            block.compact_quantities[row * kBlock + i] = block.quantities[row * kBlock + trial];
        copy_lane(block.compact_uniforms, i, block.uniforms, trial, program.draws.size);
    }
    return found;
}

/// Replaces the metrics of trials in which the option fails or is unwound by what happens in them.
inline void simulate_disturbed(Program const& program, std::size_t option_index, std::size_t count,
                               BlockArrays const& block) {
    OptionStep const& option = program.options[option_index];
    std::size_t const disturbed = gather_disturbed(program, option_index, count, block);
    for (std::size_t offset = 0; offset < disturbed; offset += kLanes) {
        Tile const tile{program,    block.compact_quantities, block.compact_uniforms, offset,
                        block.tile, block.planned_shares};
        fill_context(tile);
        Timing timing = actual_timing(tile, option, block.compact_route);
        if (option.has_support_limit) end_by(month_of_passing_support(tile, option, timing), timing);
        OptionSums sums;
        project_option(tile, option, timing, block.compact_route, sums);
        Places places = places_from(offset, disturbed);
        for (std::size_t l = 0; l < places.count; ++l) places.at[l] = block.compact_lane[offset + l];
        places.store(block.routes[option_index].exit, timing.exit);
        measure_option({tile, option, timing, sums, block.outcomes[option_index], places},
                       block.earliest_distress);
    }
}

void draw_block(Program const& program, std::uint64_t first_trial, std::size_t count,
                BlockArrays const& block) {
    std::size_t const trials = padded(count);
    draw_quantities(program, first_trial, trials, block);
    for (std::size_t i = count; i < trials; ++i) {
        copy_lane(block.uniforms, i, block.uniforms, count - 1, program.draws.size);
        copy_lane(block.quantities, i, block.quantities, count - 1, program.rows);
    }
}

void simulate_block(Program const& program, std::size_t count, BlockArrays const& block) {
    std::size_t const trials = padded(count);
    if (!*block.planned_shares_known) {
        find_planned_shares({program, block.quantities, block.uniforms, 0, block.tile, block.planned_shares},
                            block.planned_shares);
        *block.planned_shares_known = true;
    }
    for (std::size_t o = 0; o < program.options.size; ++o)
        walk_routes(program, program.options[o], trials, block, block.routes[o]);
    for (std::size_t offset = 0; offset < trials; offset += kLanes) {
        Tile const tile{program, block.quantities, block.uniforms, offset, block.tile, block.planned_shares};
        fill_context(tile);
        for (std::size_t o = 0; o < program.options.size; ++o) simulate_undisturbed(tile, o, count, block);
    }
    for (std::size_t o = 0; o < program.options.size; ++o) simulate_disturbed(program, o, count, block);
}

void simulate_claimed(Program const& program, std::size_t option_index, BlockArrays const& block) {
    OptionStep const& option = program.options[option_index];
    RouteArrays const& route = block.routes[option_index];
    for (std::size_t b = 0; b < option.benefits.size; ++b) fill(route.keep + b * kBlock, kLanes, 1.0);
    fill(route.remedy_cost, kLanes, 0.0);
    for (std::size_t t = 0; t < option.route.tracks.size; ++t)
        fill(route.late_remedy_cost + t * kBlock, kLanes, 0.0);
    Tile const tile{program, block.quantities, block.uniforms, 0, block.tile, block.planned_shares};
    fill_context(tile);
    OptionSums sums;
    Timing const timing = claimed_timing(tile, option);
    project_option(tile, option, timing, route, sums);
    measure_option({tile, option, timing, sums, block.outcomes[option_index], places_from(0, 1)},
                   block.earliest_distress);
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
