#include "engine/reference/route.h"

#include <algorithm>
#include <cmath>

namespace mergerisk::reference {
namespace {

constexpr double kRoundingMonths = 1e-9;

bool fails(plan::Branch const& branch) {
    return !branch.stage && (branch.end == plan::End::abandoned || branch.end == plan::End::prohibited);
}

struct Choice {
    std::size_t index = 0;
    double probability = 0;
};

Choice choose(std::vector<plan::Branch> const& branches, double u, Values const& values) {
    double stated = 0;
    for (plan::Branch const& branch : branches) stated += values.get(branch.probability, 0);
    double const rest = std::max(0.0, 1 - stated);
    double const all = std::max(1.0, stated);
    double cumulative = 0;
    for (std::size_t i = 0; i < branches.size(); ++i) {
        double const probability = values.get(branches[i].probability, rest);
        cumulative += probability;
        if (u * all < cumulative || i + 1 == branches.size()) return {i, probability / all};
    }
    return {};
}

Visit claimed_visit(plan::Plan const& plan, plan::Stage const& stage, plan::StageId id, double entry) {
    Visit visit{id, {entry, entry}, {}, &stage.next[stage.claimed_branch], stage.claimed_branch, 1, {}};
    if (stage.clock) {
        visit.clock = claimed_clock(plan, *stage.clock, entry);
        visit.time.to = visit.clock->end;
    } else {
        visit.time.to += std::max(0.0, plan.quantities[stage.duration->index()].claimed);
    }
    return visit;
}

Visit drawn_visit(plan::Plan const& plan, plan::Stage const& stage, plan::StageId id, double entry,
                  Values const& values) {
    Visit visit{id, {entry, entry}, {}, nullptr, 0, 1, values.uniform(stage.branch)};
    bool extended = false;
    if (stage.clock) {
        visit.clock = drawn_clock(plan, *stage.clock, entry, values);
        visit.time.to = visit.clock->end;
        extended = visit.clock->extended;
    } else {
        visit.time.to += std::max(0.0, values[*stage.duration]);
    }
    bool const other = extended && !stage.next_when_extended.empty();
    auto const& branches = other ? stage.next_when_extended : stage.next;
    Choice const choice = choose(branches, *visit.uniform, values);
    visit.branch = &branches[choice.index];
    visit.branch_number = choice.index + (other ? stage.next.size() : 0);
    visit.probability = choice.probability;
    return visit;
}

Timing timing_of(plan::Route const& route, double horizon) {
    Timing timing;
    timing.horizon = horizon;
    timing.tracks.resize(route.tracks.size());
    timing.stages.resize(route.stages.size());
    return timing;
}

// Walks one track from `moment` to its end. `visit_of` (stage, id, entry) says how long a stage takes and
// where it leads.
template <class VisitOf>
void walk(plan::Route const& route, std::size_t track, double moment, Timing& timing, VisitOf visit_of) {
    double const start = moment;
    std::optional<plan::StageId> next = route.tracks[track].start;
    while (next) {
        Visit const visit = visit_of(route.stages[next->index()], *next, moment);
        timing.stages[next->index()] = visit.time;
        timing.visits.push_back(visit);
        moment = visit.time.to;
        next = visit.branch->stage;
    }
    timing.tracks[track] = Interval{start, moment};
}

template <class VisitOf>
void walk_before_completion(plan::Route const& route, Timing& timing, VisitOf visit_of) {
    for (std::size_t track = 0; track < route.tracks.size(); ++track) {
        if (route.tracks[track].after_completion) continue;
        walk(route, track, 0, timing, visit_of);
        timing.cleared = std::max(timing.cleared, timing.tracks[track]->to);
    }
}

template <class VisitOf>
void walk_after_completion(plan::Route const& route, Timing& timing, VisitOf visit_of) {
    for (std::size_t track = 0; track < route.tracks.size(); ++track) {
        if (!route.tracks[track].after_completion) continue;
        walk(route, track, timing.completion, timing, visit_of);
        if (route.tracks[track].holds_separate)
            timing.integration = std::max(timing.integration, timing.tracks[track]->to);
    }
}

// A stage that is visited again lasts from its first visit to the end of the last one.
void join_visits(plan::Route const& route, Timing& timing) {
    for (std::size_t first = 0; first < route.stages.size(); ++first) {
        std::optional<Interval>& whole = timing.stages[first];
        for (plan::StageId const later : route.stages[first].later_visits) {
            std::optional<Interval> const& visit = timing.stages[later.index()];
            if (visit) whole = Interval{whole ? whole->from : visit->from, visit->to};
        }
    }
}

double allowed(plan::Route const& route, double moment) {
    for (double const date : route.allowed_completion) {
        if (date >= moment - kRoundingMonths) return date;
    }
    return moment;
}

// The earliest failure of a track that is walked so far; of several at one moment, the first track's.
void find_failure(Timing& timing) {
    for (Visit const& visit : timing.visits) {
        if (fails(*visit.branch) && visit.time.to < timing.failure) {
            timing.failure = visit.time.to;
            timing.cause = visit.branch->end == plan::End::prohibited ? plan::Outcome::prohibited
                                                                      : plan::Outcome::abandoned;
        }
    }
}

// The earliest failure of a track after completion.
double unwinding(plan::Route const& route, Timing const& timing) {
    double moment = kNever;
    for (Visit const& visit : timing.visits) {
        plan::TrackId const track = route.stages[visit.stage.index()].track;
        if (route.tracks[track.index()].after_completion && fails(*visit.branch))
            moment = std::min(moment, visit.time.to);
    }
    return moment;
}

// Precondition: the deal completes.
void add_term(plan::Option const& option, Values const& values, Timing& timing) {
    if (!option.exit.term) return;
    timing.term_end = timing.completion + std::max(0.0, values[*option.exit.term]);
    timing.exit = timing.term_end;
}

Timing at_once(plan::Option const& option, Values const& values, double horizon) {
    Timing timing;
    timing.horizon = horizon;
    timing.completion = timing.integration = 0;
    add_term(option, values, timing);
    return timing;
}

}  // namespace

plan::Outcome Timing::outcome() const {
    if (decision() >= horizon) return plan::Outcome::undecided;
    return completes() ? plan::Outcome::completed : cause;
}

Timing claimed_timing(plan::Plan const& plan, plan::Option const& option, Values const& values) {
    if (!option.route) return at_once(option, values, plan.timeline.months);
    plan::Route const& route = *option.route;
    auto const visit_of = [&](plan::Stage const& stage, plan::StageId id, double entry) {
        return claimed_visit(plan, stage, id, entry);
    };
    Timing timing = timing_of(route, plan.timeline.months);
    walk_before_completion(route, timing, visit_of);
    timing.planned = route.planned_completion ? *route.planned_completion : allowed(route, timing.cleared);
    timing.completion = timing.integration = timing.planned;
    walk_after_completion(route, timing, visit_of);
    join_visits(route, timing);
    add_term(option, values, timing);
    return timing;
}

Timing claimed_timing(plan::Plan const& plan, plan::Option const& option) {
    std::vector<double> const claimed = claimed_values(plan);
    return claimed_timing(plan, option, Values{claimed, {}});
}

Timing moved_to(double completion, Timing claimed) {
    double const later = completion - claimed.completion;
    claimed.completion = completion;
    claimed.integration += later;
    claimed.term_end += later;
    claimed.exit += later;
    return claimed;
}

Timing drawn_timing(plan::Plan const& plan, plan::Option const& option, Values const& values,
                    Failures failures) {
    if (!option.route) return at_once(option, values, plan.timeline.months);
    plan::Route const& route = *option.route;
    auto const visit_of = [&](plan::Stage const& stage, plan::StageId id, double entry) {
        return drawn_visit(plan, stage, id, entry, values);
    };
    Timing timing = timing_of(route, plan.timeline.months);
    walk_before_completion(route, timing, visit_of);
    timing.planned = claimed_timing(plan, option, values).planned;
    timing.slip = std::max(0.0, values.get(route.slip, 0));
    double const completion = allowed(route, timing.cleared + timing.slip);
    if (failures == Failures::happen) {
        find_failure(timing);
        if (route.walk_away) {
            double const hazard = values[route.walk_away->hazard];
            if (hazard > 0)
                timing.walk_away = -12 * std::log1p(-values.uniform(route.walk_away->draw)) / hazard;
        }
        bool const all_clear = timing.failure == kNever;
        if (timing.walk_away < timing.failure && !(all_clear && timing.walk_away > completion)) {
            timing.failure = timing.walk_away;
            timing.cause = plan::Outcome::walked_away;
        }
    }
    if (timing.completes()) {
        timing.completion = timing.integration = completion;
        walk_after_completion(route, timing, visit_of);
        add_term(option, values, timing);
    }
    join_visits(route, timing);
    return failures == Failures::happen ? ended_by(unwinding(route, timing), timing) : timing;
}

Timing ended_by(double moment, Timing timing) {
    if (!timing.completes()) return timing;
    timing.exit = std::min(timing.exit, std::max(timing.completion, moment));
    if (timing.unwound() && timing.exit <= timing.integration) timing.integration = kNever;
    return timing;
}

}  // namespace mergerisk::reference
