#include "engine/reference/windows.h"

#include <algorithm>
#include <cstddef>

namespace mergerisk::reference {
namespace {

double completion_anchor(Timing const& timing) {
    return timing.completes() ? timing.completion : std::max(timing.failure, timing.planned);
}

}  // namespace

std::optional<double> moment_of(plan::Anchor const& anchor, Timing const& timing) {
    switch (anchor.base) {
        case plan::Anchor::Base::start:
        case plan::Anchor::Base::fixed:
            return anchor.offset;
        case plan::Anchor::Base::completion:
            return completion_anchor(timing) + anchor.offset;
        case plan::Anchor::Base::failure:
            if (timing.completes()) return std::nullopt;
            return timing.failure + anchor.offset;
        case plan::Anchor::Base::decision:
            return timing.decision() + anchor.offset;
        case plan::Anchor::Base::end:
            return timing.horizon + anchor.offset;
        case plan::Anchor::Base::integration:
            return (timing.integration < kNever ? timing.integration : completion_anchor(timing)) +
                   anchor.offset;
        case plan::Anchor::Base::exit:
            if (timing.exit == kNever) return std::nullopt;
            return timing.exit + anchor.offset;
    }
    return std::nullopt;
}

std::optional<double> start_of(plan::Anchor const& anchor, Timing const& timing) {
    bool const not_before = anchor.offset >= 0;
    if (anchor.base == plan::Anchor::Base::completion && not_before && !timing.completes())
        return std::nullopt;
    if (anchor.base == plan::Anchor::Base::integration && not_before && timing.integration == kNever)
        return std::nullopt;
    return moment_of(anchor, timing);
}

std::optional<Interval> interval_of(plan::Window const& window, Timing const& timing, Values const& values) {
    switch (window.kind) {
        case plan::Window::Kind::review:
            return Interval{0, timing.decision()};
        case plan::Window::Kind::track:
            return timing.tracks[window.track->index()];
        case plan::Window::Kind::stage:
            return timing.stages[window.stage->index()];
        case plan::Window::Kind::moments:
            break;
    }
    std::optional<double> const from = start_of(window.from, timing);
    if (!from) return std::nullopt;
    double to = timing.horizon;
    if (window.to) {
        to = moment_of(*window.to, timing).value_or(timing.horizon);
    } else if (window.length) {
        to = *from + values[*window.length];
    }
    if (to < *from) return std::nullopt;
    return Interval{*from, to};
}

bool happens(plan::OnlyIf condition, Timing const& timing) {
    switch (condition) {
        case plan::OnlyIf::always:
            return true;
        case plan::OnlyIf::completed:
            return timing.completes();
        case plan::OnlyIf::failed:
            return !timing.completes();
        case plan::OnlyIf::prohibited:
            return !timing.completes() && timing.cause == plan::Outcome::prohibited;
        case plan::OnlyIf::abandoned:
            return !timing.completes() && timing.cause == plan::Outcome::abandoned;
        case plan::OnlyIf::walked_away:
            return !timing.completes() && timing.cause == plan::Outcome::walked_away;
        case plan::OnlyIf::unwound:
            return timing.unwound();
    }
    return false;
}

double cut_of(plan::OnlyIf condition, Timing const& timing) {
    bool const goes_on = condition != plan::OnlyIf::always && condition != plan::OnlyIf::completed;
    return goes_on ? kNever : timing.cut();
}

Interval part_of_month(std::size_t month, Interval const& interval, double cut) {
    auto const start = static_cast<double>(month);
    return {std::max(start, interval.from), std::min({start + 1, interval.to, cut})};
}

double length_of(Interval const& part) {
    return std::max(0.0, part.to - part.from);
}

}  // namespace mergerisk::reference
