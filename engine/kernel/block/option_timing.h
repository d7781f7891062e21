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
    Lanes integration;        ///< infinite when it does not come: see plan::Anchor
    Lanes term_end;           ///< C + term, infinite without
    Lanes exit;               ///< X, infinite without
    Lanes unwound;            ///< X where the option is unwound, else infinite
    Lanes cut;                ///< min(F, X)
    double const* entry;      ///< [stage x stride], one number a lane
    double const* end;
    double const* track_end;
    std::size_t stride;  ///< 1: the same for all lanes
};

/// C + term.
MERGERISK_ALWAYS_INLINE Lanes end_of_term(Tile const& tile, OptionStep const& option,
                                          Lanes const& completion) {
    return option.has_term ? completion + maximum(tile.quantity(option.term), 0.0) : all(kNever);
}

MERGERISK_ALWAYS_INLINE Timing claimed_timing(Tile const& tile, OptionStep const& option) {
    Lanes const planned = all(option.planned_completion);
    Lanes const term_end = end_of_term(tile, option, planned);
    return {planned,
            all(kNever),
            planned,
            planned,
            all(0),
            all(option.planned_integration),
            term_end,
            term_end,
            all(kNever),
            term_end,
            option.claimed_entry,
            option.claimed_end,
            option.claimed_track_end,
            1};
}

/// As drawn, with branches that fail replaced by cleared and nobody walking away.
MERGERISK_ALWAYS_INLINE Timing delayed_timing(Tile const& tile, OptionStep const& option,
                                              RouteArrays const& route) {
    std::size_t const offset = tile.offset;
    Lanes const completion = load(route.completion + offset);
    Lanes const term_end = end_of_term(tile, option, completion);
    return {completion,
            all(kNever),
            completion,
            completion,
            all(0),
            option.route.goes_on ? load(route.integration + offset) : completion,
            term_end,
            term_end,
            all(kNever),
            term_end,
            route.entry + offset,
            route.end + offset,
            route.track_end + offset,
            kBlock};
}

/// The same when completed options end at a moment, those that have not ended before.
inline void end_by(Lanes const& moment, Timing& timing) {
    Lanes const end = minimum(timing.exit, maximum(moment, timing.completion));
    timing.exit = select(timing.completion < kNever, end, kNever);
    timing.unwound = select(timing.exit < timing.term_end, timing.exit, kNever);
    timing.cut = minimum(timing.failure, timing.exit);
    timing.integration = select(timing.unwound <= timing.integration, kNever, timing.integration);
}

/// As it happens, but for the limit of support.
MERGERISK_ALWAYS_INLINE Timing actual_timing(Tile const& tile, OptionStep const& option,
                                             RouteArrays const& route) {
    std::size_t const offset = tile.offset;
    Timing timing = delayed_timing(tile, option, route);
    Lanes const completion = timing.completion;
    timing.failure = load(route.failure + offset);
    timing.cause = load(route.cause + offset);
    Mask const failed = timing.failure < kNever;
    timing.completion_anchor = select(failed, maximum(timing.failure, option.planned_completion), completion);
    timing.decision = select(failed, timing.failure, completion);
    timing.completion = select(failed, kNever, completion);
    timing.integration = select(failed, kNever, timing.integration);
    timing.term_end = select(failed, kNever, timing.term_end);
    end_by(load(route.unwinding + offset), timing);
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
            return select(timing.integration < kNever, timing.integration, timing.completion_anchor) +
                   anchor.offset;
        case Base::exit:
            return timing.exit + anchor.offset;
    }
    return all(anchor.offset);
}

/// When something starts: what starts at or after completion or integration never does where that does not
/// come.
MERGERISK_ALWAYS_INLINE Lanes start_moment(plan::Anchor anchor, Timing const& timing, double horizon) {
    Lanes const moment = anchor_moment(anchor, timing, horizon);
    bool const not_before = anchor.offset >= 0;
    if (anchor.base == plan::Anchor::Base::completion && not_before)
        return select(timing.failure < kNever, kNever, moment);
    if (anchor.base == plan::Anchor::Base::integration && not_before)
        return select(timing.integration < kNever, moment, kNever);
    return moment;
}

/// Of trials that fail or are unwound: such a line is not cut.
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
            return timing.unwound < kNever;
    }
    return timing.cause >= 0;
}

/// From the first visit of a stage to the end of the last one.
inline void join_visits(WindowStep const& step, Timing const& timing, Lanes& from, Lanes& to) {
    for (std::uint32_t const later : step.later_visits) {
        Lanes const entry = stage_moment(timing.entry, timing.stride, later);
        Mask const visited = entry < kNever;
        from = minimum(from, entry);
        to = select(visited, stage_moment(timing.end, timing.stride, later), to);
    }
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
            if (step.after_completion) from = timing.completion;
            to = stage_moment(timing.track_end, timing.stride, step.track);
            break;
        case Kind::stage:
            from = stage_moment(timing.entry, timing.stride, step.stage);
            to = stage_moment(timing.end, timing.stride, step.stage);
            join_visits(step, timing, from, to);
            break;
    }
    to = select(to < kNever, to, horizon);
    Mask const exists = (from < kNever) & (to >= from);
    from = select(exists, from, 0.0);
    to = select(exists, to, 0.0);
    return {from, maximum(to - from, kShortest), to, of_failed_trials(only_if) ? all(kNever) : timing.cut,
            happens(only_if, timing) & exists};
}

/// Months in which a window pays in any lane.
MERGERISK_ALWAYS_INLINE MonthRange months_of(Tile const& tile, WindowLanes const& window) {
    return months_between(window.from, minimum(window.from + window.length, window.cut), window.active,
                          tile.program.months);
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
