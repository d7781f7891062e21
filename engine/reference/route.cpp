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

// Walks every track from its start to its end. `visit_of` (stage, id, entry) says how long a stage takes and
// where it leads.
template <class VisitOf>
Timing walk(plan::Route const& route, double horizon, VisitOf visit_of) {
    Timing timing;
    timing.horizon = horizon;
    timing.stages.resize(route.stages.size());
    for (plan::Track const& track : route.tracks) {
        std::optional<plan::StageId> next = track.start;
        double moment = 0;
        while (next) {
            Visit const visit = visit_of(route.stages[next->index()], *next, moment);
            timing.stages[next->index()] = visit.time;
            timing.visits.push_back(visit);
            moment = visit.time.to;
            next = visit.branch->stage;
        }
        timing.tracks.push_back({0, moment});
        timing.cleared = std::max(timing.cleared, moment);
    }
    return timing;
}

double allowed(plan::Route const& route, double moment) {
    for (double const date : route.allowed_completion) {
        if (date >= moment - kRoundingMonths) return date;
    }
    return moment;
}

// The earliest failure of a track; of several at one moment, the first track's.
void find_failure(Timing& timing) {
    for (Visit const& visit : timing.visits) {
        if (fails(*visit.branch) && visit.time.to < timing.failure) {
            timing.failure = visit.time.to;
            timing.cause = visit.branch->end == plan::End::prohibited ? plan::Outcome::prohibited
                                                                      : plan::Outcome::abandoned;
        }
    }
}

Timing at_once(double horizon) {
    Timing timing;
    timing.horizon = horizon;
    timing.completion = 0;
    return timing;
}

}  // namespace

plan::Outcome Timing::outcome() const {
    if (decision() >= horizon) return plan::Outcome::undecided;
    return completes() ? plan::Outcome::completed : cause;
}

Timing claimed_timing(plan::Plan const& plan, plan::Option const& option) {
    if (!option.route) return at_once(plan.timeline.months);
    plan::Route const& route = *option.route;
    Timing timing =
        walk(route, plan.timeline.months, [&](plan::Stage const& stage, plan::StageId id, double entry) {
            return claimed_visit(plan, stage, id, entry);
        });
    timing.planned = route.planned_completion ? *route.planned_completion : allowed(route, timing.cleared);
    timing.completion = timing.planned;
    return timing;
}

Timing drawn_timing(plan::Plan const& plan, plan::Option const& option, Values const& values,
                    Failures failures) {
    if (!option.route) return at_once(plan.timeline.months);
    plan::Route const& route = *option.route;
    Timing timing =
        walk(route, plan.timeline.months, [&](plan::Stage const& stage, plan::StageId id, double entry) {
            return drawn_visit(plan, stage, id, entry, values);
        });
    timing.planned = claimed_timing(plan, option).planned;
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
    if (timing.completes()) timing.completion = completion;
    return timing;
}

}  // namespace mergerisk::reference
