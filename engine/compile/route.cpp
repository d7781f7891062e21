#include "engine/compile/route.h"

#include "engine/base/contract.h"
#include "engine/model/lookup.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string_view>

namespace mergerisk::compile {
namespace {

std::string const& calendar_of(model::Scenario const& scenario, model::Clock const& clock) {
    static std::string const kNoCalendar{kEveryDay};
    if (!clock.calendar.empty()) return clock.calendar;
    return scenario.transaction.calendar.empty() ? kNoCalendar : scenario.transaction.calendar;
}

std::optional<plan::End> end_named(std::string_view target) {
    if (target == "cleared") return plan::End::cleared;
    if (target == "cleared_with_remedies") return plan::End::cleared_with_remedies;
    if (target == "abandoned") return plan::End::abandoned;
    if (target == "prohibited") return plan::End::prohibited;
    return std::nullopt;
}

/// cleared, cleared_with_remedies, further stages by name, abandoned, prohibited.
int canonical_rank(model::Branch const& branch) {
    auto const end = end_named(branch.target);
    if (!end) return 2;
    switch (*end) {
        case plan::End::cleared:
            return 0;
        case plan::End::cleared_with_remedies:
            return 1;
        case plan::End::abandoned:
            return 3;
        case plan::End::prohibited:
            return 4;
    }
    return 5;
}

std::vector<model::Branch const*> in_canonical_order(std::vector<model::Branch> const& branches) {
    std::vector<model::Branch const*> sorted;
    sorted.reserve(branches.size());
    for (model::Branch const& branch : branches) sorted.push_back(&branch);
    std::sort(sorted.begin(), sorted.end(), [](model::Branch const* a, model::Branch const* b) {
        int const rank_a = canonical_rank(*a);
        int const rank_b = canonical_rank(*b);
        return rank_a != rank_b ? rank_a < rank_b : a->target < b->target;
    });
    return sorted;
}

/// The stages that a stage can lead to, by name.
std::set<std::string> next_stages(model::Stage const& stage) {
    std::set<std::string> names;
    auto const collect = [&](std::vector<model::Branch> const& branches) {
        for (model::Branch const& branch : branches) {
            if (!end_named(branch.target)) names.insert(branch.target);
        }
    };
    collect(stage.next);
    if (stage.clock && stage.clock->extension) collect(stage.clock->extension->then);
    return names;
}

/// Each stage after all that lead to it; among those that could come next, by name.
std::vector<model::Stage const*> in_topological_order(model::Track const& track) {
    std::map<std::string, int> leading_to;
    for (model::Stage const& stage : track.stages) leading_to[stage.name] += 0;
    for (model::Stage const& stage : track.stages) {
        for (std::string const& name : next_stages(stage)) ++leading_to[name];
    }
    std::set<std::string> ready;
    for (auto const& [name, count] : leading_to) {
        if (count == 0) ready.insert(name);
    }
    std::vector<model::Stage const*> order;
    while (!ready.empty()) {
        model::Stage const* stage = model::find_named(track.stages, *ready.begin());
        ready.erase(ready.begin());
        EXPECTS(stage != nullptr);
        order.push_back(stage);
        for (std::string const& name : next_stages(*stage)) {
            if (--leading_to[name] == 0) ready.insert(name);
        }
    }
    ENSURES(order.size() == track.stages.size());
    return order;
}

plan::Clock::Unit unit_of(model::ClockUnit unit) {
    switch (unit) {
        case model::ClockUnit::working_day:
            return plan::Clock::Unit::working_day;
        case model::ClockUnit::day:
            return plan::Clock::Unit::day;
        case model::ClockUnit::week:
            return plan::Clock::Unit::week;
    }
    return plan::Clock::Unit::day;
}

/// Makes one track after the other.
class RouteMaker {
  public:
    RouteMaker(Assembly& assembly, model::Option const& option)
        : assembly_{assembly}, option_{option}, benefits_{by_name(option.benefits)} {}

    plan::Route make() && {
        model::Route const& route = *option_.route;
        for (model::Route::UsedTrack const* used : by_name(route.tracks)) add_track(*used);
        if (route.planned_completion) {
            route_.planned_completion = assembly_.axis.months_of(*route.planned_completion);
        }
        route_.allowed_completion = assembly_.axis.allowed_completion(route.completes_on);
        route_.slip = assembly_.quantity(route.slip, &option_);
        if (route.abandonment_hazard) {
            route_.walk_away =
                plan::Route::WalkAway{assembly_.quantity(*route.abandonment_hazard, &option_),
                                      assembly_.draw(option_.path + ".route.abandonment", &option_)};
        }
        return std::move(route_);
    }

  private:
    void add_track(model::Route::UsedTrack const& used) {
        model::Track const* track = model::track_of(assembly_.scenario, used);
        EXPECTS(track != nullptr);
        plan::TrackId const id{static_cast<std::uint32_t>(route_.tracks.size())};
        std::vector<model::Stage const*> const order = in_topological_order(*track);
        std::map<std::string, plan::StageId> stages;
        plan::Track made;
        made.name = used.name;
        made.label = track->label;
        for (model::Stage const* stage : order) {
            plan::StageId const stage_id{static_cast<std::uint32_t>(route_.stages.size() + stages.size())};
            stages.emplace(stage->name, stage_id);
            made.stages.push_back(stage_id);
        }
        made.start = stages.at(track->start);
        route_.tracks.push_back(std::move(made));
        for (model::Stage const* stage : order) route_.stages.push_back(make_stage(*stage, used, id, stages));
        for (plan::StageId const stage : route_.tracks.back().stages) choose_claimed_branch(stage);
    }

    using StageIds = std::map<std::string, plan::StageId>;

    plan::Stage make_stage(model::Stage const& stage, model::Route::UsedTrack const& used,
                           plan::TrackId track, StageIds const& stages) {
        plan::Stage made;
        made.name = used.name + "." + stage.name;
        made.label = stage.label;
        made.track = track;
        made.duration = assembly_.quantity(stage.duration, &option_);
        if (stage.clock) made.clock = make_clock(stage);
        made.branch = assembly_.draw(stage.path + ".branch", &option_);
        made.next = make_branches(stage.next, stages);
        if (stage.clock && stage.clock->extension) {
            made.next_when_extended = make_branches(stage.clock->extension->then, stages);
        }
        return made;
    }

    plan::Clock make_clock(model::Stage const& stage) {
        model::Clock const& clock = *stage.clock;
        plan::Clock made;
        made.calendar = assembly_.calendars.at(calendar_of(assembly_.scenario, clock));
        made.unit = unit_of(clock.unit);
        made.first_day_next = clock.first_day == model::Clock::FirstDay::next;
        made.ends_on_working_day = clock.ends == model::Clock::Ends::next_working_day;
        made.length = assembly_.quantity(clock.length, &option_);
        made.earliest = clock.earliest;
        made.statutory = clock.statutory;
        made.planned = clock.planned.value_or(clock.statutory);
        if (clock.extension) {
            model::Clock::Extension const& extension = *clock.extension;
            plan::QuantityId extra;
            if (extension.extra) {
                extra = assembly_.quantity(*extension.extra, &option_);
            } else {
                // Rounded, each of 1, 2, ..., `adds` is equally likely.
                std::string const path = stage.path + ".clock.extension.extra";
                extra = assembly_.quantities.drawn(math::Uniform{0.5, extension.adds + 0.5}, path, &option_);
                assembly_.defaults.push_back(
                    {path, "any whole number of units up to `adds`, equally likely"});
            }
            made.extension =
                plan::Clock::Extension{assembly_.quantity(extension.probability, &option_),
                                       assembly_.draw(stage.path + ".extension", &option_), extra};
        }
        if (clock.stop) {
            made.stop = plan::Clock::Stop{assembly_.quantity(clock.stop->probability, &option_),
                                          assembly_.draw(stage.path + ".stop", &option_),
                                          assembly_.quantity(clock.stop->length, &option_),
                                          unit_of(clock.stop->unit)};
        }
        return made;
    }

    std::vector<plan::Branch> make_branches(std::vector<model::Branch> const& branches,
                                            StageIds const& stages) {
        std::vector<plan::Branch> made;
        for (model::Branch const* branch : in_canonical_order(branches)) {
            plan::Branch to;
            if (auto const end = end_named(branch->target)) {
                to.end = *end;
            } else {
                to.stage = stages.at(branch->target);
            }
            to.probability = assembly_.quantity(branch->probability, &option_);
            if (branch->remedies) add_remedies(to, *branch->remedies);
            made.push_back(std::move(to));
        }
        return made;
    }

    void add_remedies(plan::Branch& to, model::Remedies const& remedies) {
        std::vector<model::Remedies::Keeps const*> keeps;
        keeps.reserve(remedies.keeps.size());
        for (model::Remedies::Keeps const& keep : remedies.keeps) keeps.push_back(&keep);
        std::sort(keeps.begin(), keeps.end(),
                  [](auto const* a, auto const* b) { return a->benefit < b->benefit; });
        for (model::Remedies::Keeps const* keep : keeps) {
            to.keeps.push_back({plan::BenefitId{index_of(benefits_, keep->benefit)},
                                assembly_.quantity(keep->share, &option_)});
        }
        to.remedy_cost = assembly_.quantity(remedies.cost, &option_);
    }

    /// Whether the branch clears the track, at once or by some way on.
    [[nodiscard]] bool can_clear(plan::Branch const& branch) const {
        if (!branch.stage)
            return branch.end == plan::End::cleared || branch.end == plan::End::cleared_with_remedies;
        std::vector<plan::Branch> const& next = route_.stages[branch.stage->index()].next;
        return std::any_of(next.begin(), next.end(), [&](plan::Branch const& b) { return can_clear(b); });
    }

    [[nodiscard]] double expected_probability(std::vector<plan::Branch> const& branches,
                                              plan::Branch const& branch) const {
        if (branch.probability) return assembly_.quantities[*branch.probability].expected;
        double stated = 0;
        for (plan::Branch const& other : branches) {
            if (other.probability) stated += assembly_.quantities[*other.probability].expected;
        }
        return stated < 1 ? 1 - stated : 0;
    }

    /// The likeliest branch that does not lead to failure; where all fail, the likeliest.
    void choose_claimed_branch(plan::StageId id) {
        plan::Stage& stage = route_.stages[id.index()];
        bool chosen_clears = false;
        double chosen_probability = -1;
        for (std::size_t i = 0; i < stage.next.size(); ++i) {
            bool const clears = can_clear(stage.next[i]);
            double const probability = expected_probability(stage.next, stage.next[i]);
            bool const better = clears != chosen_clears ? clears : probability > chosen_probability;
            if (!better) continue;
            chosen_clears = clears;
            chosen_probability = probability;
            stage.claimed_branch = static_cast<std::uint32_t>(i);
        }
        if (!chosen_clears) {
            assembly_.remarks.push_back("In option " + option_.name + " every way on from stage " +
                                        stage.name + " fails: the claim, too, fails there");
        }
    }

    Assembly& assembly_;
    model::Option const& option_;
    std::vector<model::BenefitLine const*> benefits_;
    plan::Route route_;
};

/// Of a track that begins at `moment`, months.
double end_of_claimed_path(Assembly const& assembly, plan::Route const& route, plan::Track const& track,
                           double moment) {
    std::optional<plan::StageId> current = track.start;
    while (current) {
        plan::Stage const& stage = route.stages[current->index()];
        if (stage.duration) {
            moment += assembly.quantities[*stage.duration].claimed;
        } else {
            plan::Calendar const& calendar = assembly.expanded_calendars[stage.clock->calendar.index()];
            moment = assembly.axis.end_of(*stage.clock, calendar, moment, stage.clock->planned);
        }
        current = stage.next[stage.claimed_branch].stage;
    }
    return moment;
}

}  // namespace

std::vector<std::string> calendars_used(model::Scenario const& scenario) {
    std::set<std::string> names;
    for (model::Option const& option : scenario.options) {
        if (!option.route) continue;
        for (model::Route::UsedTrack const& used : option.route->tracks) {
            model::Track const* track = model::track_of(scenario, used);
            EXPECTS(track != nullptr);
            for (model::Stage const& stage : track->stages) {
                if (stage.clock) names.insert(calendar_of(scenario, *stage.clock));
            }
        }
    }
    return {names.begin(), names.end()};
}

plan::Route make_route(Assembly& assembly, model::Option const& option) {
    return RouteMaker{assembly, option}.make();
}

double planned_completion(Assembly const& assembly, plan::Option const& option) {
    if (!option.route) return 0;
    plan::Route const& route = *option.route;
    if (route.planned_completion) return *route.planned_completion;
    constexpr double kRounding = 1e-9;
    double latest = 0;
    for (plan::Track const& track : route.tracks) {
        if (track.after_completion) continue;
        latest = std::max(latest, end_of_claimed_path(assembly, route, track, 0));
    }
    auto const allowed = std::lower_bound(route.allowed_completion.begin(), route.allowed_completion.end(),
                                          latest - kRounding);
    return allowed == route.allowed_completion.end() ? latest : *allowed;
}

double planned_integration(Assembly const& assembly, plan::Option const& option) {
    double const completion = planned_completion(assembly, option);
    double latest = completion;
    if (!option.route) return latest;
    for (plan::Track const& track : option.route->tracks) {
        if (track.after_completion && track.holds_separate)
            latest = std::max(latest, end_of_claimed_path(assembly, *option.route, track, completion));
    }
    return latest;
}

std::optional<double> planned_exit(Assembly const& assembly, plan::Option const& option) {
    if (!option.exit.term) return std::nullopt;
    return planned_completion(assembly, option) +
           std::max(0.0, assembly.quantities[*option.exit.term].claimed);
}

}  // namespace mergerisk::compile
