#pragma once
// Routes of one block, one trial at a time: a few dozen branches do not fit into lanes. Part of
// block_simulation.h, which is compiled once per instruction set.

#include "engine/kernel/block/lanes.h"
#include "engine/kernel/block_arrays.h"
#include "engine/kernel/clock_arithmetic.h"

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

/// One trial of one option.
struct RouteWalk {
    Program const& program;
    OptionStep const& option;
    RouteStep const& route;
    BlockArrays const& block;
    RouteArrays const& into;
    std::size_t trial;

    MERGERISK_ALWAYS_INLINE double quantity(Row row) const { return block.quantities[row * kBlock + trial]; }
    MERGERISK_ALWAYS_INLINE double uniform(std::uint32_t draw) const {
        return block.uniforms[draw * kBlock + trial];
    }

    struct StageEnd {
        double moment;
        bool extended;
    };
    StageEnd end_of(StageStep const& stage, double entry) const;
    struct Choice {
        BranchStep const& branch;
        std::size_t number;  ///< see plan::OptionOutcome::stage_branch
    };
    Choice branch_of(StageStep const& stage, bool extended) const;

    struct TrackEnd {
        double moment;
        double cause;  ///< 0: cleared
    };
    TrackEnd walk(std::size_t track, double moment, double& remedy_cost) const;
    void go_on(double completion) const;
    void operator()() const;
};

inline RouteWalk::StageEnd RouteWalk::end_of(StageStep const& stage, double entry) const {
    if (!stage.has_clock) return {entry + portable::maximum(0.0, quantity(stage.duration)), false};
    ClockStep const& clock = stage.clock;
    bool const extended =
        clock.extends && uniform(clock.extension_draw) < quantity(clock.extension_probability);
    double length = clock.statutory;
    if (extended) {
        length += static_cast<double>(rounded(quantity(clock.extra)));
    } else if (clock.has_length) {
        double const wanted = static_cast<double>(rounded(quantity(clock.length)));
        length = portable::minimum(portable::maximum(wanted, clock.earliest), clock.statutory);
    }
    bool const stopped = clock.stops && uniform(clock.stop_draw) < quantity(clock.stop_probability);
    std::int64_t const stop = stopped ? rounded(quantity(clock.stop_length)) : 0;
    return {clock_end(clock, program.calendars[clock.calendar], program.grid, entry, rounded(length), stop),
            extended};
}

inline RouteWalk::Choice RouteWalk::branch_of(StageStep const& stage, bool extended) const {
    bool const other = extended && stage.next_when_extended.size > 0;
    Array<BranchStep> const branches = other ? stage.next_when_extended : stage.next;
    std::size_t const before = other ? stage.next.size : 0;
    double stated = 0;
    for (BranchStep const& branch : branches)
        stated += branch.has_probability ? quantity(branch.probability) : 0.0;
    double const rest = portable::maximum(0.0, 1.0 - stated);
    double const target = uniform(stage.draw) * portable::maximum(1.0, stated);
    double cumulative = 0;
    for (std::size_t i = 0; i + 1 < branches.size; ++i) {
        cumulative += branches[i].has_probability ? quantity(branches[i].probability) : rest;
        if (target < cumulative) return {branches[i], before + i};
    }
    return {branches[branches.size - 1], before + branches.size - 1};
}

inline RouteWalk::TrackEnd RouteWalk::walk(std::size_t track, double moment, double& remedy_cost) const {
    std::uint32_t at = route.tracks[track].start;
    for (;;) {
        StageStep const& stage = route.stages[at];
        into.entry[at * kBlock + trial] = moment;
        auto const [end, extended] = end_of(stage, moment);
        into.end[at * kBlock + trial] = end;
        moment = end;
        auto const [branch, number] = branch_of(stage, extended);
        into.branch[at * kBlock + trial] = static_cast<std::uint8_t>(number);
        if (branch.goes_on) {
            at = branch.stage;
            continue;
        }
        if (branch.end == plan::End::cleared_with_remedies) {
            for (KeepStep const& keep : branch.keeps)
                into.keep[keep.benefit * kBlock + trial] *= quantity(keep.share);
            remedy_cost += quantity(branch.remedy_cost);
        }
        double cause = 0;
        if (branch.end == plan::End::prohibited) cause = static_cast<double>(plan::Outcome::prohibited);
        if (branch.end == plan::End::abandoned) cause = static_cast<double>(plan::Outcome::abandoned);
        return {moment, cause};
    }
}

/// The tracks after completion.
inline void RouteWalk::go_on(double completion) const {
    for (std::size_t b = 0; b < option.benefits.size; ++b)
        into.keep_at_completion[b * kBlock + trial] = into.keep[b * kBlock + trial];
    double integration = completion;
    double unwinding = kNever;
    for (std::size_t track = 0; track < route.tracks.size; ++track) {
        if (!route.tracks[track].after_completion) continue;
        double& remedy_cost = into.late_remedy_cost[track * kBlock + trial];
        remedy_cost = 0;
        TrackEnd const end = walk(track, completion, remedy_cost);
        into.track_end[track * kBlock + trial] = end.moment;
        if (route.tracks[track].holds_separate) integration = portable::maximum(integration, end.moment);
        if (end.cause > 0) unwinding = portable::minimum(unwinding, end.moment);
    }
    into.integration[trial] = integration;
    into.unwinding[trial] = unwinding;
}

inline void RouteWalk::operator()() const {
    double cleared = 0;
    double failure = kNever;
    double cause = 0;
    for (std::size_t track = 0; track < route.tracks.size; ++track) {
        if (route.tracks[track].after_completion) continue;
        TrackEnd const end = walk(track, 0, into.remedy_cost[trial]);
        into.track_end[track * kBlock + trial] = end.moment;
        cleared = portable::maximum(cleared, end.moment);
        if (end.cause > 0 && end.moment < failure) {
            failure = end.moment;
            cause = end.cause;
        }
    }
    double const completion =
        next_allowed(route.allowed_completion, cleared + portable::maximum(0.0, quantity(route.slip)));
    if (route.walks_away) {
        double const hazard = quantity(route.hazard);
        double const walk_away =
            hazard > 0 ? -12.0 * portable::log(1.0 - uniform(route.walk_away_draw)) / hazard : kNever;
        bool const first = cause > 0 ? walk_away < failure : walk_away <= completion;
        if (first) {
            failure = walk_away;
            cause = static_cast<double>(plan::Outcome::walked_away);
        }
    }
    into.completion[trial] = completion;
    into.failure[trial] = failure;
    into.cause[trial] = cause;
    if (route.goes_on) go_on(completion);
}

/// The timing of one option in `count` trials.
inline void walk_routes(Program const& program, OptionStep const& option, std::size_t count,
                        BlockArrays const& block, RouteArrays const& into) {
    for (std::size_t b = 0; b < option.benefits.size; ++b) fill(into.keep + b * kBlock, count, 1.0);
    fill(into.remedy_cost, count, 0.0);
    fill(into.unwinding, count, kNever);
    fill(into.exit, count, kNever);
    if (!option.has_route) {
        fill(into.completion, count, 0.0);
        fill(into.failure, count, kNever);
        fill(into.cause, count, 0.0);
        return;
    }
    for (std::size_t s = 0; s < option.route.stages.size; ++s) fill(into.entry + s * kBlock, count, kNever);
    for (std::size_t s = 0; s < option.route.stages.size; ++s) fill(into.end + s * kBlock, count, kNever);
    for (std::size_t trial = 0; trial < count; ++trial)
        RouteWalk{program, option, option.route, block, into, trial}();
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
