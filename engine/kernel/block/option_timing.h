#pragma once
// When things happen to one option in the lanes of one tile. Part of block_simulation.h, which is compiled
// once per instruction set. Anchors and windows: see plan::Anchor and plan::Window.

#include "engine/kernel/block/tile_context.h"

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

/// The moments of one option in one view.
struct Timing {
    Lanes completion;         ///< C, infinite in failed trials
    Lanes failure;            ///< F, infinite without
    Lanes completion_anchor;  ///< C, or max(F, Cp)
    Lanes decision;           ///< min(C, F)
    Lanes cause;              ///< index of plan::Outcome, 0 when it does not fail
    double const* entry;      ///< [stage x stride], one number a lane
    double const* end;
    double const* track_end;
    std::size_t stride;  ///< 1: the same for all lanes
};

MERGERISK_ALWAYS_INLINE Timing claimed_timing(OptionStep const& option) {
    Lanes const planned = all(option.planned_completion);
    return {planned,
            all(kNever),
            planned,
            planned,
            all(0),
            option.claimed_entry,
            option.claimed_end,
            option.claimed_track_end,
            1};
}

/// As drawn, with branches that fail replaced by cleared and nobody walking away.
MERGERISK_ALWAYS_INLINE Timing delayed_timing(RouteArrays const& route, std::size_t offset) {
    Lanes const completion = load(route.completion + offset);
    return {completion, all(kNever),          completion,         completion,
            all(0),     route.entry + offset, route.end + offset, route.track_end + offset,
            kBlock};
}

/// As it happens.
MERGERISK_ALWAYS_INLINE Timing actual_timing(OptionStep const& option, RouteArrays const& route,
                                             std::size_t offset) {
    Timing timing = delayed_timing(route, offset);
    Lanes const completion = timing.completion;
    timing.failure = load(route.failure + offset);
    timing.cause = load(route.cause + offset);
    Mask const failed = timing.failure < kNever;
    timing.completion_anchor = select(failed, maximum(timing.failure, option.planned_completion), completion);
    timing.decision = select(failed, timing.failure, completion);
    timing.completion = select(failed, kNever, completion);
    return timing;
}

MERGERISK_ALWAYS_INLINE Lanes stage_moment(double const* moments, std::size_t stride, std::uint32_t stage) {
    return stride == 1 ? all(moments[stage]) : load(moments + stage * stride);
}

MERGERISK_ALWAYS_INLINE Lanes anchor_moment(plan::Anchor anchor, Timing const& timing, double horizon) {
    using Base = plan::Anchor::Base;
    switch (anchor.base) {
        case Base::start:
        case Base::fixed:
            break;
        case Base::end:
            return all(horizon + anchor.offset);
        case Base::completion:
            return timing.completion_anchor + anchor.offset;
        case Base::failure:
            return timing.failure + anchor.offset;
        case Base::decision:
            return timing.decision + anchor.offset;
        case Base::integration:
        case Base::exit:
            break;
    }
    return all(anchor.offset);
}

/// When something starts: what starts at or after completion never does in a failed trial.
MERGERISK_ALWAYS_INLINE Lanes start_moment(plan::Anchor anchor, Timing const& timing, double horizon) {
    Lanes const moment = anchor_moment(anchor, timing, horizon);
    bool const after_completion = anchor.base == plan::Anchor::Base::completion && anchor.offset >= 0;
    return after_completion ? select(timing.failure < kNever, kNever, moment) : moment;
}

MERGERISK_ALWAYS_INLINE bool of_failed_trials(plan::OnlyIf only_if) {
    return only_if != plan::OnlyIf::always && only_if != plan::OnlyIf::completed;
}

/// Where a line of that condition happens.
MERGERISK_ALWAYS_INLINE Mask happens(plan::OnlyIf only_if, Timing const& timing) {
    using plan::OnlyIf;
    using plan::Outcome;
    auto const cause_is = [&](Outcome outcome) {
        auto const number = static_cast<double>(outcome);
        return (timing.cause >= number) & (timing.cause <= number);
    };
    switch (only_if) {
        case OnlyIf::always:
            break;
        case OnlyIf::completed:
            return timing.cause <= 0;
        case OnlyIf::failed:
            return timing.cause > 0;
        case OnlyIf::prohibited:
            return cause_is(Outcome::prohibited);
        case OnlyIf::abandoned:
            return cause_is(Outcome::abandoned);
        case OnlyIf::walked_away:
            return cause_is(Outcome::walked_away);
        case OnlyIf::unwound:
            break;
    }
    return timing.cause >= 0;
}

inline WindowLanes window_lanes(Tile const& tile, WindowStep const& step, plan::OnlyIf only_if,
                                Timing const& timing) {
    using Kind = plan::Window::Kind;
    double const horizon = tile.horizon();
    Lanes from = all(0);
    Lanes to = all(horizon);
    switch (step.kind) {
        case Kind::moments:
            from = start_moment(step.from, timing, horizon);
            if (step.has_to) to = anchor_moment(step.to, timing, horizon);
            if (step.has_length) to = from + tile.quantity(step.length);
            break;
        case Kind::review:
            to = timing.decision;
            break;
        case Kind::track:
            to = stage_moment(timing.track_end, timing.stride, step.track);
            break;
        case Kind::stage:
            from = stage_moment(timing.entry, timing.stride, step.stage);
            to = stage_moment(timing.end, timing.stride, step.stage);
            break;
    }
    to = select(to < kNever, to, horizon);
    Mask const exists = (from < kNever) & (to >= from);
    from = select(exists, from, 0.0);
    to = select(exists, to, 0.0);
    return {from, maximum(to - from, kShortest), to, of_failed_trials(only_if) ? all(kNever) : timing.failure,
            happens(only_if, timing) & exists};
}

/// Months in which a window pays in any lane.
MERGERISK_ALWAYS_INLINE MonthRange months_of(Tile const& tile, WindowLanes const& window) {
    return months_between(window.from, minimum(window.from + window.length, window.cut), window.active,
                          tile.program.months);
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
