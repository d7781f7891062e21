#pragma once
// When things happen to one option in the lanes of one tile. Part of simulate_block.cpp, which is compiled
// once per instruction set. Anchors and windows: see plan::Anchor and plan::Window.

#include "engine/kernel/tile_context.h"

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
    Lanes const planned = lanes_of(option.planned_completion);
    return {planned,
            lanes_of(kNever),
            planned,
            planned,
            lanes_of(0),
            option.claimed_entry,
            option.claimed_end,
            option.claimed_track_end,
            1};
}

/// As drawn, with branches that fail replaced by cleared and nobody walking away.
MERGERISK_ALWAYS_INLINE Timing delayed_timing(RouteArrays const& route, std::size_t offset) {
    Timing timing{{},
                  lanes_of(kNever),
                  {},
                  {},
                  lanes_of(0),
                  route.entry + offset,
                  route.end + offset,
                  route.track_end + offset,
                  kBlock};
    for (std::size_t l = 0; l < kLanes; ++l) timing.completion[l] = route.completion[offset + l];
    timing.completion_anchor = timing.decision = timing.completion;
    return timing;
}

/// As it happens.
MERGERISK_ALWAYS_INLINE Timing actual_timing(OptionStep const& option, RouteArrays const& route,
                                             std::size_t offset) {
    Timing timing = delayed_timing(route, offset);
    for (std::size_t l = 0; l < kLanes; ++l) {
        double const failure = route.failure[offset + l];
        bool const failed = failure < kNever;
        timing.failure[l] = failure;
        timing.cause[l] = route.cause[offset + l];
        timing.completion_anchor[l] =
            failed ? maximum(failure, option.planned_completion) : timing.completion[l];
        timing.decision[l] = failed ? failure : timing.completion[l];
        timing.completion[l] = failed ? kNever : timing.completion[l];
    }
    return timing;
}

MERGERISK_ALWAYS_INLINE Lanes stage_moment(double const* moments, std::size_t stride, std::uint32_t stage) {
    Lanes lanes;
    for (std::size_t l = 0; l < kLanes; ++l) lanes[l] = moments[stage * stride + (stride == 1 ? 0 : l)];
    return lanes;
}

MERGERISK_ALWAYS_INLINE Lanes anchor_moment(plan::Anchor anchor, Timing const& timing, double horizon) {
    using Base = plan::Anchor::Base;
    switch (anchor.base) {
        case Base::start:
        case Base::fixed:
            return lanes_of(anchor.offset);
        case Base::end:
            return lanes_of(horizon + anchor.offset);
        case Base::completion:
        case Base::failure:
        case Base::decision:
            break;
    }
    Lanes moment = anchor.base == Base::completion ? timing.completion_anchor
                   : anchor.base == Base::failure  ? timing.failure
                                                   : timing.decision;
    for (std::size_t l = 0; l < kLanes; ++l) moment[l] += anchor.offset;
    return moment;
}

/// When something starts: what starts at or after completion never does in a failed trial.
MERGERISK_ALWAYS_INLINE Lanes start_moment(plan::Anchor anchor, Timing const& timing, double horizon) {
    Lanes moment = anchor_moment(anchor, timing, horizon);
    if (anchor.base == plan::Anchor::Base::completion && anchor.offset >= 0) {
        for (std::size_t l = 0; l < kLanes; ++l) moment[l] = timing.failure[l] < kNever ? kNever : moment[l];
    }
    return moment;
}

MERGERISK_ALWAYS_INLINE bool of_failed_trials(plan::OnlyIf only_if) {
    return only_if != plan::OnlyIf::always && only_if != plan::OnlyIf::completed;
}

/// 1 in trials in which a line of that condition happens, else 0.
MERGERISK_ALWAYS_INLINE Lanes happens(plan::OnlyIf only_if, Timing const& timing) {
    using plan::OnlyIf;
    using plan::Outcome;
    Lanes result = lanes_of(1.0);
    if (only_if == OnlyIf::always) return result;
    if (only_if == OnlyIf::completed || only_if == OnlyIf::failed) {
        for (std::size_t l = 0; l < kLanes; ++l)
            result[l] = (timing.cause[l] == 0.0) == (only_if == OnlyIf::completed) ? 1.0 : 0.0;
        return result;
    }
    Outcome const outcome = only_if == OnlyIf::prohibited  ? Outcome::prohibited
                            : only_if == OnlyIf::abandoned ? Outcome::abandoned
                                                           : Outcome::walked_away;
    for (std::size_t l = 0; l < kLanes; ++l)
        result[l] = timing.cause[l] == static_cast<double>(outcome) ? 1.0 : 0.0;
    return result;
}

inline WindowLanes window_lanes(Tile const& tile, WindowStep const& step, plan::OnlyIf only_if,
                                Timing const& timing) {
    using Kind = plan::Window::Kind;
    auto const horizon = static_cast<double>(tile.program.months);
    WindowLanes window{};
    switch (step.kind) {
        case Kind::moments:
            window.from = start_moment(step.from, timing, horizon);
            window.to = step.has_to ? anchor_moment(step.to, timing, horizon) : lanes_of(horizon);
            if (step.has_length) {
                double const* const length = tile.quantity(step.length);
                for (std::size_t l = 0; l < kLanes; ++l) window.to[l] = window.from[l] + length[l];
            }
            break;
        case Kind::review:
            window.from = lanes_of(0.0);
            window.to = timing.decision;
            break;
        case Kind::track:
            window.from = lanes_of(0.0);
            window.to = stage_moment(timing.track_end, timing.stride, step.track);
            break;
        case Kind::stage:
            window.from = stage_moment(timing.entry, timing.stride, step.stage);
            window.to = stage_moment(timing.end, timing.stride, step.stage);
            break;
    }
    window.active = happens(only_if, timing);
    window.cut = of_failed_trials(only_if) ? lanes_of(kNever) : timing.failure;
    for (std::size_t l = 0; l < kLanes; ++l) {
        double const from = window.from[l];
        double const to = window.to[l] < kNever ? window.to[l] : horizon;
        bool const exists = (from < kNever) & (to >= from);
        window.active[l] = exists ? window.active[l] : 0.0;
        window.from[l] = exists ? from : 0.0;
        window.length[l] = exists ? maximum(to - from, kShortest) : kShortest;
        window.to[l] = exists ? to : 0.0;
    }
    return window;
}

/// Months in which a window pays in any lane.
MERGERISK_ALWAYS_INLINE MonthRange months_of(Tile const& tile, WindowLanes const& window) {
    Lanes to;
    for (std::size_t l = 0; l < kLanes; ++l)
        to[l] = minimum(window.from[l] + window.length[l], window.cut[l]);
    return months_between(window.from, to, window.active, tile.program.months);
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
